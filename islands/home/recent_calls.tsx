import type { HistoryEntryObject } from "../../realtime/core/objects.ts";
import { CallSign } from "../call_sign.tsx";
import { callText } from "../call_text.ts";
import { formatDuration } from "../format.ts";
import { Empty } from "../empty.tsx";
import { callResult, isUnlucky } from "../models/call_result.ts";
import type { HomeModel } from "../models/home_model.ts";
import { When } from "../when.tsx";
import { homeText as t } from "./home_text.ts";
import { LANGUAGES } from "../languages.ts";
import { language } from "../text.ts";

/** The latest calls, with a way to all of them. */
export function RecentCalls({ model }: { model: HomeModel }) {
  const calls = model.calls.value;
  return (
    <section aria-labelledby="recent">
      <div class="section-head">
        <h2 id="recent">{t("recent")}</h2>
        {calls.length > 0 && <a href="/history">{t("recent_all")}</a>}
      </div>
      {calls.length === 0
        ? <Empty icon="phone" title={t("recent_none")}>{t("recent_none_text")}</Empty>
        : (
          <ul class="rows">
            {calls.map((call) => <Call key={call.call_id} call={call} me={model.me.id} />)}
          </ul>
        )}
    </section>
  );
}

function Call({ call, me }: { call: HistoryEntryObject; me: number }) {
  const placed = call.caller_id === me;
  const result = callResult(call, me);
  return (
    <li class="row">
      <CallSign call={call} me={me} />
      <span class="row-words">
        <strong>
          <bdi>{(placed ? call.callee : call.caller).name}</bdi>
        </strong>
        <span class="muted">
          <span class="hidden">{callText(placed ? "outgoing" : "incoming")}:</span>
          {callText(call.call_type)} ·{" "}
          <span class={isUnlucky(result) ? "bad" : ""}>
            {callText(result)}
          </span>
          {call.duration > 0 && LANGUAGES[language()].comma + formatDuration(call.duration)}
        </span>
      </span>
      <span class="row-when muted">
        <When at={call.initiated_at} />
      </span>
    </li>
  );
}
