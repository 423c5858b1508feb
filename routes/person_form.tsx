import { roleText } from "../islands/people_text.ts";
import { EMAIL_LENGTH_MAX } from "../realtime/core/account_fields.ts";
import { NAME_LENGTH_MAX } from "../realtime/core/person_name.ts";
import { ROLES } from "../realtime/core/identity.ts";
import { ChoiceField, type FormErrors, TextField } from "./form_field.tsx";
import { peopleText as t } from "./people_text.ts";

/** What stands in the fields of a person. */
export interface PersonFields {
  name: string;
  email: string;
  role: string;
}

interface PersonFormProps {
  fields: PersonFields;
  errors: FormErrors;
  roleHint?: string;
  /** A guest has neither an e-mail nor another role. */
  nameOnly?: boolean;
}

/** Name, e-mail and role. */
export function PersonForm({ fields, errors, roleHint, nameOnly = false }: PersonFormProps) {
  return (
    <>
      <TextField
        name="name"
        label={t("name")}
        value={fields.name}
        maxLength={NAME_LENGTH_MAX}
        autocomplete="off"
        errors={errors}
      />
      {!nameOnly && (
        <>
          <TextField
            name="email"
            type="email"
            label={t("email")}
            hint={t("email_hint")}
            value={fields.email}
            maxLength={EMAIL_LENGTH_MAX}
            autocomplete="off"
            errors={errors}
          />
          <ChoiceField
            name="role"
            label={t("role")}
            errors={errors}
            chosen={fields.role}
            choices={ROLES.map((role) => ({ value: role, text: roleText(role) }))}
            {...(roleHint !== undefined && { hint: roleHint })}
          />
        </>
      )}
    </>
  );
}
