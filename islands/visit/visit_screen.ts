import type { ComponentType } from "preact";
import { computed, type Signal, signal } from "@preact/signals";
import type { ChatView } from "../chat/chat_view.tsx";
import { LatePart } from "../models/late_part.ts";
import { type VisitFacts, VisitModel } from "../models/visit_model.ts";
import type { WayIn } from "../models/way_in.ts";
import { DialogDriver } from "./dialog_driver.ts";
import { MediaSink } from "./media_sink.ts";

/** A visit together with the elements of the page that it has to reach into. */
export interface VisitScreen {
  visit: VisitModel;
  /** The other side's picture and sound. */
  peer: MediaSink;
  /** One's own picture. */
  self: MediaSink;
  leaveDialog: DialogDriver;
  wayIn: Signal<WayIn>;
  /** How the conversation is drawn. A visit begins with its pictures, so this comes after them. */
  chatView: LatePart<typeof ChatView>;
  /** What is asked and told once it is over. */
  after: LatePart<ComponentType>;
}

/** Makes the screen of a visit. Touches no element before one is attached, so the server can make it too. */
export function visitScreen(facts: VisitFacts): VisitScreen {
  const visit = new VisitModel(facts);
  const remote = computed(() => visit.snapshot.value?.remote ?? null);
  const local = computed(() => visit.snapshot.value?.local ?? null);
  return {
    visit,
    peer: new MediaSink({ stream: remote, muted: false, blocked: visit.blocked }),
    self: new MediaSink({ stream: local, muted: true }),
    wayIn: signal("/sign-in"),
    leaveDialog: new DialogDriver(visit.leaving),
    after: new LatePart(async () =>
      (await import("../after/after_part.tsx")).afterPart({
        me: visit.me,
        peer: visit.peer,
        call: visit.ended,
        conversationId: visit.chat.conversation.conversation_id,
      })
    ),
    chatView: new LatePart(async () => (await import("../chat/chat_view.tsx")).ChatView),
  };
}
