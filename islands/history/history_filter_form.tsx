import { CALL_TYPES, FINAL_STATUSES } from "../../realtime/core/call.ts";
import { type HistoryChoice, isNarrowed } from "./history_facts.ts";
import { historyText as t } from "./history_text.ts";

/** Narrows the list. A plain form: it works before, and without, JavaScript. */
export function HistoryFilterForm({ choice }: { choice: HistoryChoice }) {
  return (
    <form class="filter" method="get" action="/history" aria-label={t("filter")}>
      <label>
        <span>{t("call_type")}</span>
        <select name="call_type">
          <option value="">{t("any_type")}</option>
          {CALL_TYPES.map((type) => (
            <option key={type} value={type} selected={type === choice.callType}>{t(type)}</option>
          ))}
        </select>
      </label>
      <label>
        <span>{t("status")}</span>
        <select name="status">
          <option value="">{t("any_status")}</option>
          {FINAL_STATUSES.map((status) => (
            <option key={status} value={status} selected={status === choice.status}>{t(status)}</option>
          ))}
        </select>
      </label>
      <DateField name="date_from" value={choice.dateFrom} />
      <DateField name="date_to" value={choice.dateTo} />
      <button type="submit">{t("apply")}</button>
      {isNarrowed(choice) && <a class="button quiet" href="/history">{t("reset")}</a>}
    </form>
  );
}

function DateField({ name, value }: { name: "date_from" | "date_to"; value: string | null }) {
  return (
    <label>
      <span>{t(name)}</span>
      <input type="date" name={name} value={value ?? undefined} />
    </label>
  );
}
