import { FormAlert, type FormErrors } from "./form_field.tsx";
import { type PersonFields, PersonForm } from "./person_form.tsx";
import { BackToList } from "./person_view.tsx";
import { peopleText as t } from "./people_text.ts";

/** The form for somebody new. */
export function AddPerson({ fields, errors }: { fields: PersonFields; errors: FormErrors }) {
  return (
    <div class="stack">
      <BackToList />
      <form class="card stack" method="post" action="/users">
        <h1>{t("add")}</h1>
        <FormAlert errors={errors} />
        <PersonForm fields={fields} errors={errors} />
        <p class="field-hint">{t("added_hint")}</p>
        <div class="actions">
          <button type="submit" class="primary">{t("submit_add")}</button>
        </div>
      </form>
    </div>
  );
}

interface MadePasswordProps {
  title: string;
  person: { id: number; name: string };
  password: string;
}

/** A password that was made, this once. */
export function MadePassword({ title, person: { id, name }, password }: MadePasswordProps) {
  return (
    <div class="card stack">
      <h1>{title}</h1>
      <p>{t("password_once", { name })}</p>
      <p class="made-password">
        <code>{password}</code>
      </p>
      <div class="actions">
        <a class="button primary" href={`/users/${id}`}>{t("back_to_person", { name })}</a>
        <a class="button" href="/users">{t("to_list")}</a>
      </div>
    </div>
  );
}
