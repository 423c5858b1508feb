/// <reference lib="dom" />
import type { Unsubscribe } from "./emitter.ts";

/** What a page may notice of its network and its reader. */
export interface PageNotices {
  /** The network is back, or the page has come back from the back-forward cache: open sockets are dead or suspect. */
  onNetwork(): void;
  /** Somebody looks at the page again, or the browser lets it run again. */
  onVisible(): void;
}

/** Calls back on the page's own events until the returned function is called. */
export function watchPage(notices: PageNotices): Unsubscribe {
  const page = globalThis.window;
  if (!page) return () => {};
  const stop = new AbortController();
  const listening = { signal: stop.signal };
  page.addEventListener("online", () => notices.onNetwork(), listening);
  page.addEventListener("pageshow", (event) => event.persisted && notices.onNetwork(), listening);
  page.document?.addEventListener("visibilitychange", () => {
    if (page.document.visibilityState === "visible") notices.onVisible();
  }, listening);
  // Page Lifecycle: a frozen tab that runs again, seen or not.
  page.document?.addEventListener("resume", () => notices.onVisible(), listening);
  return () => stop.abort();
}
