import { Empty } from "../islands/empty.tsx";
import { Icon } from "../islands/icons.tsx";
import type { AuditPageObject } from "../realtime/core/audit_objects.ts";
import { type AuditChoice, auditUrl } from "./audit_choice.ts";
import { AuditForm } from "./audit_form.tsx";
import { AuditRows } from "./audit_rows.tsx";
import { auditText as t } from "./audit_text.ts";
import { ClinicNav } from "./clinic_nav.tsx";
import type { FoundPerson } from "./find_person.ts";

export interface AuditViewProps {
  choice: AuditChoice;
  person: FoundPerson;
  /** Absent where nothing was searched for. */
  page: AuditPageObject | undefined;
}

/** The form, what it needs to know before it can search, and the rows. */
export function AuditView({ choice, person, page }: AuditViewProps) {
  return (
    <div class="clinic">
      <ClinicNav place="audit" />
      <h1>{t("title")}</h1>
      <p class="muted">{t("intro")}</p>
      <AuditForm choice={choice} person={person} />
      {person.kind === "many" && <Choices choice={choice} users={person.users} />}
      {page && page.entries.length === 0 && <Empty icon="history" title={t("none")}>{t("none_text")}</Empty>}
      {page && page.entries.length > 0 && <AuditRows entries={page.entries} />}
      {page && <Pages choice={choice} page={page} />}
    </div>
  );
}

function Choices(
  { choice, users }: { choice: AuditChoice; users: Extract<FoundPerson, { kind: "many" }>["users"] },
) {
  return (
    <div class="card stack">
      <p role="status">{t("which", { q: choice.person })}</p>
      <ul class="links">
        {users.map(({ id, name, email }) => (
          <li key={id}>
            <a href={auditUrl(choice, { person: String(id), before: undefined })}>{name}</a>{" "}
            <span class="muted">{email}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Pages({ choice, page: { next } }: { choice: AuditChoice; page: AuditPageObject }) {
  if (next === null && choice.before === undefined) return null;
  return (
    <nav class="pages" aria-label={t("pages")}>
      {choice.before !== undefined && (
        <a class="button" href={auditUrl(choice, { before: undefined })}>
          <Icon of="back" />
          <span>{t("newest")}</span>
        </a>
      )}
      {next !== null && (
        <a class="button" rel="next" href={auditUrl(choice, { before: next })}>
          <span>{t("older")}</span>
          <Icon of="forward" />
        </a>
      )}
    </nav>
  );
}
