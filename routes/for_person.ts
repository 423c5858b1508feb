import type { Context } from "hono";
import type { Identity } from "../realtime/core/identity.ts";
import type { PageQueries } from "./page_queries.ts";

/** What the pages of a signed-in person need. */
export interface PageDeps {
  queries: PageQueries;
  /** Who sent this request, by its session cookie. */
  identify(c: Context): Promise<Identity | undefined>;
}

/** The same for pages with a conversation. */
export interface ChatPageDeps extends PageDeps {
  /** Largest file that may be sent, in bytes. */
  fileBytesMax: number;
}

/** Answers with a page for somebody who is signed in; others are led to the sign-in page. */
export async function forPerson(
  c: Context,
  deps: Pick<PageDeps, "identify">,
  answer: (who: Identity) => Promise<Response>,
): Promise<Response> {
  const who = await deps.identify(c);
  if (who) return await answer(who);
  const { pathname, search } = new URL(c.req.url);
  return c.redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`, 303);
}
