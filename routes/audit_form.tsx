import { AUDIT_OBJECT_LENGTH_MAX } from "../realtime/core/api/clinic_operations.ts";
import { SEARCH_LENGTH_MAX } from "../realtime/core/api/user_operations.ts";
import { AUDIT_OUTCOMES } from "../realtime/core/audit_objects.ts";
import { type AuditChoice, isNarrowed } from "./audit_choice.ts";
import { auditText as t } from "./audit_text.ts";
import { actionWords, KNOWN_ACTIONS, OBJECT_TYPES, objectWords } from "./audit_words.ts";
import type { FoundPerson } from "./find_person.ts";

/** Narrows the log. A plain form: it works before, and without, JavaScript. */
export function AuditForm({ choice, person }: { choice: AuditChoice; person: FoundPerson }) {
  const { action, objectType, outcome, from, to } = choice;
  // One that was asked for by name over the address stays chosen.
  const actions = action === "" || KNOWN_ACTIONS.includes(action)
    ? KNOWN_ACTIONS
    : [action, ...KNOWN_ACTIONS];
  return (
    <form class="filter" method="get" action="/audit" role="search" aria-label={t("find")}>
      <PersonField choice={choice} person={person} />
      <label>
        <span>{t("action")}</span>
        <select name="action">
          <option value="">{t("any_action")}</option>
          {actions.map((one) => (
            <option key={one} value={one} selected={one === action}>{actionWords(one)}</option>
          ))}
        </select>
      </label>
      <label>
        <span>{t("object")}</span>
        <select name="object_type">
          <option value="">{t("any_object")}</option>
          {OBJECT_TYPES.map((one) => (
            <option key={one} value={one} selected={one === objectType}>{objectWords(one)}</option>
          ))}
        </select>
      </label>
      <ObjectField choice={choice} />
      <label>
        <span>{t("outcome")}</span>
        <select name="outcome">
          <option value="">{t("any_outcome")}</option>
          {AUDIT_OUTCOMES.map((one) => (
            <option key={one} value={one} selected={one === outcome}>{t(`outcome_${one}`)}</option>
          ))}
        </select>
      </label>
      <label>
        <span>{t("from")}</span>
        <input type="date" name="from" value={from} />
      </label>
      <label>
        <span>{t("to")}</span>
        <input type="date" name="to" value={to} />
      </label>
      <button type="submit" class="primary">{t("search")}</button>
      {isNarrowed(choice) && <a class="button quiet" href="/audit">{t("reset")}</a>}
    </form>
  );
}

function PersonField({ choice, person }: { choice: AuditChoice; person: FoundPerson }) {
  return (
    <SearchField
      name="person"
      errorId="person-error"
      label={t("person")}
      value={person.kind === "one" ? person.user.email ?? String(person.user.id) : choice.person}
      maxLength={SEARCH_LENGTH_MAX}
      error={person.kind === "nobody" ? t("nobody", { q: choice.person }) : undefined}
    />
  );
}

function ObjectField({ choice: { objectId, objectType } }: { choice: AuditChoice }) {
  return (
    <SearchField
      name="object_id"
      errorId="object-error"
      label={t("object_id")}
      value={objectId}
      maxLength={AUDIT_OBJECT_LENGTH_MAX}
      error={objectId !== "" && objectType === undefined ? t("needs_object") : undefined}
    />
  );
}

interface SearchFieldProps {
  name: string;
  errorId: string;
  label: string;
  value: string;
  maxLength: number;
  error: string | undefined;
}

function SearchField({ name, errorId, label, value, maxLength, error }: SearchFieldProps) {
  return (
    <label>
      <span>{label}</span>
      <input
        type="search"
        name={name}
        value={value}
        maxLength={maxLength}
        autocomplete="off"
        aria-describedby={errorId}
        aria-invalid={error ? "true" : undefined}
      />
      {error && <span id={errorId} class="field-error">{error}</span>}
    </label>
  );
}
