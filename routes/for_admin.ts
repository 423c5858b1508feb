import type { Context } from "hono";
import type { Identity } from "../realtime/core/identity.ts";
import { may } from "../realtime/core/rights.ts";
import type { RefusalNotes } from "../realtime/refusal_notes.ts";
import { renderErrorPage } from "./error_page.tsx";
import { keyOrZero } from "./path_id.ts";
import { remoteAddress } from "./remote_address.ts";

/** To everybody but administrators these pages are not there; that they asked for `page` is written down. */
export async function forAdmin(
  c: Context,
  deps: { refusalNotes: Pick<RefusalNotes, "note"> },
  who: Identity,
  { page, answer }: { page: string; answer: () => Promise<Response> },
): Promise<Response> {
  if (may(who.role, "user.manage", "stranger")) return await answer();
  const named = [{ user_id: keyOrZero(c.req.param("user_id") ?? "") || undefined }];
  await deps.refusalNotes.note(who, page, "not_found", named, remoteAddress(c));
  return renderErrorPage(c, 404, { user: who });
}
