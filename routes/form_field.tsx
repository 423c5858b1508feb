/** What is wrong in a form: by field, or, under `""`, with all of it. */
export type FormErrors = Partial<Record<string, string>>;

interface FieldProps {
  name: string;
  label: string;
  type?: "text" | "email" | "password";
  hint?: string;
  errors: FormErrors;
  value?: string;
  maxLength: number;
  autocomplete: string;
}

/** A labelled input that must be filled in, with its hint and what is wrong with it. */
export function TextField({ name, label, type = "text", hint, errors, ...input }: FieldProps) {
  const error = errors[name];
  const attributes = {
    id: name,
    name,
    required: true,
    autofocus: error !== undefined,
    "aria-invalid": error === undefined ? undefined : "true" as const,
    "aria-describedby": describedBy(name, hint, error),
    ...input,
  };
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {type === "text" && <input type="text" dir="auto" {...attributes} />}
      {type === "email" && <input type="email" autocapitalize="none" spellcheck={false} {...attributes} />}
      {type === "password" && <input type="password" {...attributes} />}
      <FieldNotes name={name} hint={hint} error={error} />
    </div>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  hint?: string;
  errors: FormErrors;
  chosen: string;
  choices: readonly { value: string; text: string }[];
}

/** A labelled list to choose one from. */
export function ChoiceField({ name, label, hint, errors, chosen, choices }: ChoiceProps) {
  const error = errors[name];
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <select
        id={name}
        name={name}
        aria-invalid={error === undefined ? undefined : "true"}
        aria-describedby={describedBy(name, hint, error)}
      >
        {choices.map(({ value, text }) => (
          <option key={value} value={value} selected={value === chosen}>{text}</option>
        ))}
      </select>
      <FieldNotes name={name} hint={hint} error={error} />
    </div>
  );
}

/** What is wrong with all of a form. */
export function FormAlert({ errors }: { errors: FormErrors }) {
  return errors[""] === undefined ? null : <p class="notice bad" role="alert">{errors[""]}</p>;
}

function FieldNotes(
  { name, hint, error }: { name: string; hint: string | undefined; error: string | undefined },
) {
  return (
    <>
      {error !== undefined && <p class="field-error" id={`${name}-error`} role="alert">{error}</p>}
      {hint !== undefined && <p class="field-hint" id={`${name}-hint`}>{hint}</p>}
    </>
  );
}

function describedBy(name: string, hint: string | undefined, error: string | undefined): string | undefined {
  const ids = [error !== undefined && `${name}-error`, hint !== undefined && `${name}-hint`].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}
