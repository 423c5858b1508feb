import { When } from "../islands/when.tsx";
import type { AuditEntryObject } from "../realtime/core/audit_objects.ts";
import { auditText as t } from "./audit_text.ts";
import { actionWords, objectWords } from "./audit_words.ts";

/** Pages of the objects that have one. */
const PAGE_OF: Partial<Record<string, string>> = { call: "/calls/", user: "/users/" };
/** An id is told by its first block; all of it stands in its title. */
const SHORT_LENGTH = 8;
const UUID_LENGTH = 36;

/** Rows of the log. The roles keep it a table for screen readers when a narrow window lays it out as cards. */
export function AuditRows({ entries }: { entries: readonly AuditEntryObject[] }) {
  return (
    <table class="calls audit" role="table" aria-label={t("rows")}>
      <thead role="rowgroup">
        <tr role="row">
          {(["when", "who", "what", "about", "where"] as const).map((column) => (
            <th key={column} role="columnheader" scope="col">{t(column)}</th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {entries.map((entry) => <AuditRow key={entry.id} entry={entry} />)}
      </tbody>
    </table>
  );
}

function AuditRow({ entry }: { entry: AuditEntryObject }) {
  return (
    <tr role="row">
      <td role="cell" class="audit-when">
        <When at={entry.at} />
      </td>
      <td role="cell" class="audit-who">
        {entry.actor
          ? <a href={`/users/${entry.actor.id}`}>{entry.actor.name}</a>
          : <span class="muted">{t("clinic_itself")}</span>}
      </td>
      <td role="cell" class="audit-what">
        {actionWords(entry.action)}
        {entry.outcome === "refused" && <span class="tag bad">{t("outcome_refused")}</span>}
      </td>
      <td role="cell" class="audit-about">
        {objectWords(entry.object_type)} <ObjectId entry={entry} />
      </td>
      <td role="cell" class="audit-where muted">{entry.source_address ?? "–"}</td>
    </tr>
  );
}

function ObjectId({ entry: { object_type: type, object_id: id } }: { entry: AuditEntryObject }) {
  if (id === null) return null;
  const code = <code title={id}>{id.length === UUID_LENGTH ? id.slice(0, SHORT_LENGTH) : id}</code>;
  const page = PAGE_OF[type];
  return page === undefined ? code : <a href={page + encodeURIComponent(id)}>{code}</a>;
}
