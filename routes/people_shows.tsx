import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Identity } from "../realtime/core/identity.ts";
import type { AccountObject } from "../realtime/core/objects.ts";
import type { Page as ListPage } from "../realtime/core/page.ts";
import { AddPerson, MadePassword } from "./added_person_views.tsx";
import type { FormErrors } from "./form_field.tsx";
import { Page, renderPage } from "./page.tsx";
import { type PeopleChoice, PeopleList } from "./people_list_view.tsx";
import { peopleText as t } from "./people_text.ts";
import type { PersonFields } from "./person_form.tsx";
import { PersonView } from "./person_view.tsx";

/** What a page says that a form has led to. */
const DONE = { saved: "done_saved", disabled: "done_disabled", enabled: "done_enabled" } as const;

export type DoneWord = keyof typeof DONE;

/** What a form is shown with again. */
export interface Refilled {
  fields: PersonFields;
  errors: FormErrors;
  status: ContentfulStatusCode;
}

/** The list of people. */
export function showPeople(
  c: Context,
  who: Identity,
  choice: PeopleChoice,
  page: ListPage<AccountObject>,
): Response {
  return renderPage(
    c,
    <Page title={t("title")} user={who} place="people">
      <PeopleList me={who.userId} choice={choice} page={page} />
    </Page>,
  );
}

/** One person, with what was typed and refused where there was something. */
export function showPerson(c: Context, who: Identity, person: AccountObject, refilled?: Refilled): Response {
  const done = Object.entries(DONE).find(([word]) => word === c.req.query("done"))?.[1];
  return renderPage(
    c,
    <Page title={person.name} user={who} place="people">
      <PersonView
        person={person}
        isMe={person.id === who.userId}
        {...(refilled && { fields: refilled.fields, errors: refilled.errors })}
        {...(done && { done: t(done) })}
      />
    </Page>,
    refilled?.status,
  );
}

/** The form for somebody new. */
export function showAddPerson(c: Context, who: Identity, refilled?: Refilled): Response {
  const { fields = { name: "", email: "", role: "patient" }, errors = {}, status } = refilled ?? {};
  return renderPage(
    c,
    <Page title={t("add")} user={who} place="people" layout="card">
      <AddPerson fields={fields} errors={errors} />
    </Page>,
    status,
  );
}

/** A password that was made. It stands in this one answer, so no redirect leads here. */
export function showMadePassword(
  c: Context,
  who: Identity,
  { title, person, password }: { title: string; person: AccountObject; password: string },
): Response {
  return renderPage(
    c,
    <Page title={title} user={who} place="people" layout="card">
      <MadePassword title={title} person={person} password={password} />
    </Page>,
  );
}
