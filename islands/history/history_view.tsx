import type { HistoryEntryObject } from "../../realtime/core/objects.ts";
import { callText } from "../call_text.ts";
import { Empty } from "../empty.tsx";
import { formatDuration } from "../format.ts";
import { CallSign } from "../call_sign.tsx";
import { Icon } from "../icons.tsx";
import { callResult } from "../models/call_result.ts";
import { Person } from "../person.tsx";
import { When } from "../when.tsx";
import { exportUrl, type HistoryFacts, historyUrl, isNarrowed } from "./history_facts.ts";
import { HistoryFilterForm } from "./history_filter_form.tsx";
import { historyText as t } from "./history_text.ts";
import { saveText } from "./save_text.ts";

/** Filters, the list, and the way through its pages. */
export function HistoryView({ model }: { model: HistoryFacts }) {
  const { choice, page } = model;
  const narrowed = isNarrowed(choice);
  return (
    <div class="history">
      <div class="section-head">
        <h1>{t("title")}</h1>
        {page.total > 0 && <p class="muted">{t("total", { count: page.total })}</p>}
      </div>
      {(page.total > 0 || narrowed) && <HistoryFilterForm choice={choice} />}
      {page.items.length > 0
        ? <Calls calls={page.items} me={model.me} />
        : (
          <Empty icon="history" title={t(narrowed ? "none_match" : "none")}>
            {t(narrowed ? "none_match_text" : "none_text")}
          </Empty>
        )}
      {page.pages > 1 && <Pages model={model} />}
      {page.total > 0 && (
        <p class="history-save">
          {saveText("save")}
          {(["csv", "json"] as const).map((format) => (
            <a key={format} class="button" href={exportUrl(model, format)} download>
              {saveText(format)}
            </a>
          ))}
        </p>
      )}
    </div>
  );
}

// The roles keep the table a table for screen readers when a narrow window lays it out as cards.
function Calls({ calls, me }: { calls: HistoryEntryObject[]; me: number }) {
  return (
    <table class="calls" role="table">
      <thead role="rowgroup">
        <tr role="row">
          {(["with", "kind", "result", "duration", "when"] as const).map((column) => (
            <th key={column} role="columnheader" scope="col">{t(column)}</th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {calls.map((call) => <CallRow key={call.call_id} call={call} me={me} />)}
      </tbody>
    </table>
  );
}

function CallRow({ call, me }: { call: HistoryEntryObject; me: number }) {
  const placed = call.caller_id === me;
  const result = callResult(call, me);
  return (
    <tr role="row">
      <td role="cell" class="call-with">
        <Person user={placed ? call.callee : call.caller} />
      </td>
      <td role="cell" class="call-kind">
        <CallSign call={call} me={me} />
        <span>
          {callText(call.call_type)} <span class="muted">{callText(placed ? "outgoing" : "incoming")}</span>
        </span>
      </td>
      <td role="cell" class="call-result">
        <a href={`/calls/${call.call_id}`} title={t("details")}>{callText(result)}</a>
      </td>
      <td role="cell" class="call-duration">
        {call.duration > 0 ? formatDuration(call.duration) : <span class="muted">–</span>}
      </td>
      <td role="cell" class="call-when">
        <When at={call.initiated_at} />
      </td>
    </tr>
  );
}

function Pages({ model: { choice, page } }: { model: HistoryFacts }) {
  const { currentPage, pages } = page;
  return (
    <nav class="pages" aria-label={t("pages")}>
      {currentPage > 1 && (
        <a class="button" rel="prev" href={historyUrl(choice, currentPage - 1)}>
          <Icon of="back" />
          <span>{t("newer")}</span>
        </a>
      )}
      <span class="muted">{t("page_of", { page: currentPage, pages })}</span>
      {currentPage < pages && (
        <a class="button" rel="next" href={historyUrl(choice, currentPage + 1)}>
          <span>{t("older")}</span>
          <Icon of="forward" />
        </a>
      )}
    </nav>
  );
}
