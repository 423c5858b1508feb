import { type Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Identity } from "../realtime/core/identity.ts";
import type { Refused } from "../realtime/core/outcome.ts";
import type { Asking } from "../realtime/people_deps.ts";
import { type FormFields, readForm } from "./form_body.ts";
import type { FormErrors } from "./form_field.tsx";
import { originCheck, type OriginDeps } from "./origin_check.ts";
import { statusOf } from "./problem.ts";
import { fieldRefusalText, refusalText } from "./refusal_text.ts";
import { unreadForm } from "./error_page.tsx";
import { remoteAddress } from "./remote_address.ts";

/** What pages with forms need. */
export interface FormPageDeps extends OriginDeps {
  /** Who sent this request, by its session cookie. */
  identify(c: Context): Promise<Identity | undefined>;
}

/** Routes below these paths, whose forms are only taken from our own pages. */
export function formRoutes(deps: FormPageDeps, ...paths: string[]): Hono {
  const routes = new Hono();
  for (const path of paths) routes.use(path, originCheck(deps));
  return routes;
}

/** Answers a posted form of somebody who is signed in; others sign in first and come to `back`, without what they sent. */
export async function postedForm(
  c: Context,
  deps: FormPageDeps,
  back: string,
  answer: (asking: Asking, fields: FormFields) => Promise<Response>,
): Promise<Response> {
  const who = await deps.identify(c);
  if (!who) return c.redirect(`/sign-in?next=${encodeURIComponent(back)}`, 303);
  const form = await readForm(c);
  return form.ok
    ? await answer({ who, address: remoteAddress(c) }, form.value)
    : unreadForm(c, form.response);
}

/** A refusal as what a form shows, and its status; says when to come again. */
export function formErrors(
  c: Context,
  refused: Refused & { retryAfterSeconds?: number },
): { errors: FormErrors; status: ContentfulStatusCode } {
  if (refused.retryAfterSeconds !== undefined) c.header("Retry-After", String(refused.retryAfterSeconds));
  const errors = refused.errors
    ? Object.fromEntries(refused.errors.map(({ path }) => [path, fieldRefusalText(path, refused)]))
    : { "": refusalText(refused) };
  return { errors, status: statusOf(refused.code) as ContentfulStatusCode };
}
