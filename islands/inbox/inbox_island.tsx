/// <reference lib="dom" />
import type { IslandSpec } from "../kit/island.tsx";
import { freshId } from "../lib/fresh_id.ts";
import type { InboxFacts } from "../models/inbox_model.ts";
import { pageReading } from "../page_reading.ts";
import { session } from "../session.ts";
import { tabShelf } from "../shelf.ts";
import { browserTimers } from "../timers.ts";
import { inboxSource } from "./inbox_source.ts";
import { keptChoice } from "./kept_choice.ts";
import { type InboxScreen, inboxScreen } from "./inbox_screen.ts";
import { InboxView } from "./inbox_view.tsx";

/** The list of all conversations, beside the one that is open or alone. */
export const inboxIsland: IslandSpec<InboxFacts, InboxScreen> = {
  name: "inbox",
  model: inboxScreen,
  start({ inbox, starting }) {
    const choice = keptChoice(tabShelf);
    inbox.connect(
      {
        session: { ...session(), ...pageReading },
        timers: browserTimers,
        read: inboxSource.conversations,
        keep: choice.keep,
      },
      choice.read(),
    );
    starting.connect({
      timers: browserTimers,
      newId: freshId,
      people: inboxSource.people,
      start: inboxSource.start,
      go: (id) => location.assign(`/messages/${id}`),
    });
    document.querySelector(".inbox-row[aria-current]")?.scrollIntoView({ block: "nearest" });
  },
  View: InboxView,
};
