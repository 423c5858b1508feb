import type { Context, Hono } from "hono";
import * as v from "valibot";
import { addUserRequest, changeUserRequest } from "../realtime/core/api/user_operations.ts";
import type { Identity } from "../realtime/core/identity.ts";
import { addPerson, changePerson, resetPassword } from "../realtime/manage_people.ts";
import type { Asking, PeopleDeps } from "../realtime/people_deps.ts";
import { readPerson } from "../realtime/read_people.ts";
import type { RefusalNotes } from "../realtime/refusal_notes.ts";
import { renderErrorPage } from "./error_page.tsx";
import type { FormFields } from "./form_body.ts";
import type { FormErrors } from "./form_field.tsx";
import { formErrors, type FormPageDeps, postedForm } from "./form_page.ts";
import { keyOrZero } from "./path_id.ts";
import {
  type DoneWord,
  type Refilled,
  showAddPerson,
  showMadePassword,
  showPerson,
} from "./people_shows.tsx";
import { peopleText as t } from "./people_text.ts";
import type { Refused } from "../realtime/core/outcome.ts";

export interface PeoplePagesDeps extends FormPageDeps {
  people: PeopleDeps;
  refusalNotes: RefusalNotes;
}

type Guard = (
  c: Context,
  deps: PeoplePagesDeps,
  who: Identity,
  answer: () => Promise<Response>,
) => Promise<Response>;

/** Adds what the forms of these pages post to; each leads on to a page, but for a password that was made. */
export function addPeopleForms(routes: Hono, deps: PeoplePagesDeps, guard: Guard): void {
  const post = (
    path: string,
    answer: (c: Context, asking: Asking, fields: FormFields) => Promise<Response>,
  ) =>
    routes.post(
      path,
      (c) =>
        postedForm(c, deps, "/users", (asking, fields) =>
          guard(c, deps, asking.who, () =>
            answer(c, asking, fields))),
    );
  post("/users", (c, asking, fields) => postAdd(c, deps, asking, fields));
  post("/users/:user_id", (c, asking, fields) => postChange(c, deps, asking, fields));
  post("/users/:user_id/disable", (c, asking) => postDisabled(c, deps, asking, true));
  post("/users/:user_id/enable", (c, asking) => postDisabled(c, deps, asking, false));
  post("/users/:user_id/password", (c, asking) => postReset(c, deps, asking));
}

async function postAdd(
  c: Context,
  deps: PeoplePagesDeps,
  asking: Asking,
  form: FormFields,
): Promise<Response> {
  const { name = "", email = "", role = "" } = form;
  const fields = { name, email, role };
  const read = v.safeParse(addUserRequest, fields);
  if (!read.success) return showAddPerson(c, asking.who, refill(fields, issueErrors(read.issues)));
  const added = await addPerson(deps.people, asking, read.output);
  if (!added.ok) return showAddPerson(c, asking.who, { fields, ...formErrors(c, added) });
  const { person, password = "" } = added.value;
  return showMadePassword(c, asking.who, {
    title: t("password_added", { name: person.name }),
    person,
    password,
  });
}

async function postChange(
  c: Context,
  deps: PeoplePagesDeps,
  asking: Asking,
  { name, email, role }: FormFields,
): Promise<Response> {
  const read = v.safeParse(changeUserRequest, { name: name ?? "", email, role });
  if (!read.success) {
    const fields = { name: name ?? "", email: email ?? "", role: role ?? "" };
    return await personAgain(c, deps, asking, refill(fields, issueErrors(read.issues)));
  }
  const changed = await changePerson(deps.people, asking, userIdOf(c), read.output);
  if (changed.ok) return onTo(c, "saved");
  const fields = { name: name ?? "", email: email ?? "", role: role ?? "" };
  return await personAgain(c, deps, asking, { fields, ...personErrors(c, asking, changed) });
}

async function postDisabled(
  c: Context,
  deps: PeoplePagesDeps,
  asking: Asking,
  disabled: boolean,
): Promise<Response> {
  const changed = await changePerson(deps.people, asking, userIdOf(c), { disabled });
  if (changed.ok) return onTo(c, disabled ? "disabled" : "enabled");
  return await personAgain(c, deps, asking, personErrors(c, asking, changed));
}

async function postReset(c: Context, deps: PeoplePagesDeps, asking: Asking): Promise<Response> {
  const made = await resetPassword(deps.people, asking, userIdOf(c));
  if (!made.ok) return await personAgain(c, deps, asking, personErrors(c, asking, made));
  const person = await readPerson(deps.people, asking.who, userIdOf(c));
  if (!person.ok) return renderErrorPage(c, 404, { user: asking.who });
  const title = t("password_reset", { name: person.value.name });
  return showMadePassword(c, asking.who, { title, person: person.value, password: made.value });
}

/** The person's page with what was refused; where there is no such person, that there is nothing. */
async function personAgain(
  c: Context,
  deps: PeoplePagesDeps,
  { who }: Asking,
  refused: Omit<Refilled, "fields"> & Partial<Pick<Refilled, "fields">>,
): Promise<Response> {
  const person = await readPerson(deps.people, who, userIdOf(c));
  if (!person.ok) return renderErrorPage(c, 404, { user: who });
  const { name, email, role } = person.value;
  return showPerson(c, who, person.value, { fields: { name, email: email ?? "", role }, ...refused });
}

/** What nobody may do to themselves says so; everything else as in any form. */
function personErrors(c: Context, { who }: Asking, refused: Refused) {
  const shown = formErrors(c, refused);
  const isOwn = refused.code === "conflict" && !refused.errors && userIdOf(c) === who.userId;
  return isOwn ? { ...shown, errors: { "": t("own_conflict") } } : shown;
}

function refill(fields: Refilled["fields"], errors: FormErrors): Refilled {
  return { fields, errors, status: 422 };
}

function onTo(c: Context, done: DoneWord): Response {
  return c.redirect(`/users/${userIdOf(c)}?done=${done}`, 303);
}

function userIdOf(c: Context): number {
  return keyOrZero(c.req.param("user_id") ?? "");
}

const WRONG = { name: "wrong_name", email: "wrong_email", role: "wrong_role" } as const;

/** What is wrong with the fields, in words for people. */
function issueErrors(issues: v.BaseIssue<unknown>[]): FormErrors {
  const named = issues.map((issue) => v.getDotPath(issue) as keyof typeof WRONG);
  return Object.fromEntries(named.map((name) => [name, t(WRONG[name])]));
}
