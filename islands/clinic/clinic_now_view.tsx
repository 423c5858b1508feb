import { useContext } from "preact/hooks";
import type { AttendeeObject, ClinicNowObject, LiveCallObject } from "../../realtime/core/clinic_objects.ts";
import type { Quality } from "../../realtime/core/fields.ts";
import { Empty } from "../empty.tsx";
import { formatClock } from "../format.ts";
import { MomentContext } from "../kit/moment.ts";
import type { ClinicNowModel } from "../models/clinic_now_model.ts";
import { presenceWord } from "../people_text.ts";
import { Avatar } from "../person.tsx";
import { When } from "../when.tsx";
import { clinicNowText as t } from "./clinic_now_text.ts";

/** Live calls, who is here, and how many pages are open. */
export function ClinicNowView({ model }: { model: ClinicNowModel }) {
  const { now, problem } = model;
  const { zone } = useContext(MomentContext);
  const time = formatClock(Date.parse(now.at), zone.value);
  return (
    <section class="clinic-now" aria-labelledby="now-title">
      <div>
        <div class="section-head">
          <h2 id="now-title">{t("title")}</h2>
          <p class="muted">{t("updated", { time })}</p>
        </div>
        <div role="status">
          {problem !== "none" && <p class="notice bad">{t(problem, { time })}</p>}
        </div>
      </div>
      <Counts now={now} />
      <h3>{t("calls")}</h3>
      {now.calls.length === 0
        ? <Empty icon="phone" title={t("no_calls")}>{t("no_calls_text")}</Empty>
        : <LiveCalls calls={now.calls} />}
      {now.more_calls && <p class="muted">{t("more_calls")}</p>}
      <h3>{t("people")}</h3>
      {now.people.length === 0
        ? <Empty icon="user" title={t("nobody")}>{t("nobody_text")}</Empty>
        : <People people={now.people} />}
      {now.more_people && <p class="muted">{t("more_people")}</p>}
    </section>
  );
}

function Counts({ now: { calls, people, sockets, processes, others_asked } }: { now: ClinicNowObject }) {
  return (
    <>
      <dl class="figures">
        <Figure name={t("calls")} value={calls.length} />
        <Figure name={t("people_here")} value={people.length} />
        <Figure name={t("pages_open")} value={sockets.open} hint={t("pages_open_hint")} />
      </dl>
      <p class="muted">
        {others_asked ? t("counted_over", { count: processes }) : t("others_unreachable")}
      </p>
    </>
  );
}

function Figure({ name, value, hint }: { name: string; value: number; hint?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value}
        {hint && <span class="muted">{hint}</span>}
      </dd>
    </div>
  );
}

// The roles keep the table a table for screen readers when a narrow window lays it out as cards.
function LiveCalls({ calls }: { calls: LiveCallObject[] }) {
  return (
    <table class="calls" role="table">
      <thead role="rowgroup">
        <tr role="row">
          {(["with", "kind", "state", "quality", "since"] as const).map((column) => (
            <th key={column} role="columnheader" scope="col">{t(column)}</th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {calls.map((call) => <LiveCall key={call.call_id} call={call} />)}
      </tbody>
    </table>
  );
}

function LiveCall({ call }: { call: LiveCallObject }) {
  return (
    <tr role="row">
      <td role="cell" class="call-with">
        <a href={`/calls/${call.call_id}`}>
          {t("between", { caller: call.caller.name, callee: call.callee.name })}
        </a>
      </td>
      <td role="cell" class="call-kind">{t(call.call_type)}</td>
      <td role="cell" class="call-result">{t(stateOf(call))}</td>
      <td role="cell" class="call-duration">
        <QualityTag quality={call.quality} />
      </td>
      <td role="cell" class="call-when">
        <When at={call.connected_at ?? call.initiated_at} as="clock" />
      </td>
    </tr>
  );
}

function QualityTag({ quality }: { quality: Quality | null }) {
  if (!quality) return <span class="muted">{t("not_measured")}</span>;
  const word = quality === "excellent" ? "good" : quality;
  return <span class={`tag ${{ good: "good", fair: "warn", poor: "bad" }[word]}`}>{t(word)}</span>;
}

function stateOf({ status }: LiveCallObject): "ringing" | "connecting" | "connected" {
  if (status === "initiated" || status === "ringing") return "ringing";
  return status === "connected" ? "connected" : "connecting";
}

function People({ people }: { people: AttendeeObject[] }) {
  return (
    <ul class="attendees">
      {people.map(({ user, status, device_type }) => (
        <li key={user.id}>
          <Avatar user={user} />
          <span class="person-words">
            <a href={`/users/${user.id}`}>{user.name}</a>
            <span class="muted">
              <span class={`presence ${presenceWord(status)}`}>
                {t(status === "offline" ? "away" : status)}
              </span>
              {device_type === "mobile" && <span>{t("on_phone")}</span>}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
