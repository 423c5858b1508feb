import { CALL_TYPES, FINAL_STATUSES } from "../../realtime/core/call.ts";
import type { HistoryChoice } from "./history_facts.ts";
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
      <button type="submit">{t("apply")}</button>
      {(choice.callType || choice.status) && <a class="button quiet" href="/history">{t("reset")}</a>}
    </form>
  );
}
