/// <reference lib="dom" />
import { PushKeeper } from "../models/push_keeper.ts";
import { browserPush, pushApi } from "../push/browser_push.ts";
import { pushKey } from "../push/push_wish.ts";
import type { Session } from "../session.ts";
import { browserShelf, tabShelf } from "../shelf.ts";
import { language } from "../text.ts";
import { clearNotices } from "./clear_notices.ts";
import { drawBadge } from "./draw_badge.ts";
import { followUpdates } from "./follow_updates.ts";
import { registerWorker } from "./register_worker.ts";

const LANGUAGE = "carewire.worker_language";
const CAME_IN = /^\/(sign-in|join)$/;

/** Everything that makes a page an app and is not needed for what it shows: loaded when there is time. */
export async function startApp(session: Session): Promise<void> {
  drawBadge(session);
  const registration = await registerWorker();
  if (!registration) return;
  followUpdates(registration, session);
  clearNotices(registration, session);
  tellLanguage();
  new PushKeeper({
    browser: browserPush,
    api: pushApi,
    shelf: browserShelf,
    key: pushKey(session.user.id),
    tab: tabShelf,
    clock: { now: () => Date.now() },
    quiet: session.quiet,
    isNew: CAME_IN.test(pathOf(document.referrer)),
  });
}

/** The page without a connection is kept in one language: that of the last page. */
function tellLanguage(): void {
  const last = browserShelf.get(LANGUAGE);
  browserShelf.put(LANGUAGE, language());
  if (last === language()) return;
  void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage("language"));
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : "";
}
