import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import * as v from "valibot";
import { changePasswordRequest } from "../realtime/core/api/user_operations.ts";
import type { Identity } from "../realtime/core/identity.ts";
import { changePassword, readOwnAccount, signOutElsewhere } from "../realtime/own_account.ts";
import type { Asking, PeopleDeps } from "../realtime/people_deps.ts";
import { accountText as t } from "./account_text.ts";
import { AccountView } from "./account_view.tsx";
import { renderErrorPage } from "./error_page.tsx";
import { forPerson } from "./for_person.ts";
import type { FormFields } from "./form_body.ts";
import type { FormErrors } from "./form_field.tsx";
import { formErrors, type FormPageDeps, formRoutes, postedForm } from "./form_page.ts";
import { Page, renderPage } from "./page.tsx";

export interface AccountPageDeps extends FormPageDeps {
  people: PeopleDeps;
}

const HERE = "/account";
/** What a page says that a form has led to. */
const DONE = { password: "done_password", elsewhere: "done_elsewhere" } as const;

/** `/account`: one's own account, with forms that work without JavaScript. */
export function accountPage(deps: AccountPageDeps): Hono {
  const routes = formRoutes(deps, "/account/*");
  routes.get("/account", (c) => forPerson(c, deps, (who) => show(c, deps, who)));
  routes.post(
    "/account/password",
    (c) => postedForm(c, deps, HERE, (asking, fields) => postPassword(c, deps, asking, fields)),
  );
  routes.post("/account/sign-out-elsewhere", (c) =>
    postedForm(c, deps, HERE, async (asking) => {
      await signOutElsewhere(deps.people, asking);
      return c.redirect(`${HERE}?done=elsewhere`, 303);
    }));
  return routes;
}

async function postPassword(
  c: Context,
  deps: AccountPageDeps,
  asking: Asking,
  { current_password, new_password, again }: FormFields,
): Promise<Response> {
  const read = v.safeParse(changePasswordRequest, { current_password, new_password });
  if (!read.success) {
    const missing = read.issues.map((issue) => [v.getDotPath(issue) ?? "", t("missing")]);
    return await show(c, deps, asking.who, Object.fromEntries(missing), 422);
  }
  const { current_password: current, new_password: next } = read.output;
  if (next !== again) return await show(c, deps, asking.who, { again: t("again_differs") }, 422);
  const outcome = await changePassword(deps.people, asking, { current, next });
  if (outcome.ok) return c.redirect(`${HERE}?done=password`, 303);
  const { errors, status } = formErrors(c, outcome);
  return await show(c, deps, asking.who, errors, status);
}

async function show(
  c: Context,
  deps: AccountPageDeps,
  who: Identity,
  errors: FormErrors = {},
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const own = await readOwnAccount(deps.people, who);
  if (!own.ok) return renderErrorPage(c, 404, { user: who });
  const done = Object.entries(DONE).find(([word]) => word === c.req.query("done"))?.[1];
  return renderPage(
    c,
    <Page title={t("title")} user={who}>
      <AccountView
        {...own.value}
        sessionId={who.sessionId}
        errors={errors}
        {...(done && { done: t(done) })}
      />
    </Page>,
    status,
  );
}
