import type { ComponentChildren } from "preact";
import { formatDuration } from "../format.ts";
import { Icon } from "../icons.tsx";
import type { VisitModel } from "../models/visit_model.ts";
import { Avatar } from "../person.tsx";
import { When } from "../when.tsx";
import type { CallObject, UserObject } from "../../realtime/core/objects.ts";
import { endWords } from "./end_words.ts";
import { visitEndText as t } from "./visit_end_text.ts";

export interface VisitSummaryProps {
  call: CallObject;
  me: number;
  peer: UserObject;
  conversationId: string;
  /** Present where the person has just taken part and may call again from here. */
  visit?: VisitModel;
  /** What is asked and told below. */
  children?: ComponentChildren;
}

/** What is left of a visit: with whom, when, for how long and how it ended, and where to go from here. */
export function VisitSummary({ call, me, peer, conversationId, visit, children }: VisitSummaryProps) {
  const talked = call.connected_at !== null;
  return (
    <section class="card visit-summary" aria-labelledby="summary-title">
      <Avatar user={peer} />
      <h1 id="summary-title" tabIndex={-1} aria-describedby="summary-how">
        {t(talked ? "summary_title" : "summary_title_call", { name: peer.name })}
      </h1>
      <p id="summary-how">{endWords(call, me, peer.name)}</p>
      <dl>
        <div>
          <dt>{t("summary_when")}</dt>
          <dd>
            <When at={call.initiated_at} />
          </dd>
        </div>
        <div>
          <dt>{t("summary_kind")}</dt>
          <dd>{t(`summary_${call.call_type}`)}</dd>
        </div>
        {talked && (
          <div>
            <dt>{t("summary_duration")}</dt>
            <dd>{formatDuration(call.duration)}</dd>
          </div>
        )}
      </dl>
      <div class="actions">
        <a class="button primary" href="/">
          <Icon of="home" />
          {t("home")}
        </a>
        <a class="button" href={`/messages/${conversationId}`}>
          <Icon of="chat" />
          {t("conversation")}
        </a>
        {visit && <CallAgainButton visit={visit} />}
      </div>
      <p>
        <a href={`/calls/${call.call_id}`}>{t("details")}</a>
      </p>
      {children}
    </section>
  );
}

function CallAgainButton({ visit }: { visit: VisitModel }) {
  const state = visit.again.state.value;
  const { name } = visit.peer;
  return (
    <>
      <button type="button" disabled={state === "calling"} onClick={() => void visit.callAgain()}>
        <Icon of={visit.call.value.call_type === "video" ? "camera" : "phone"} />
        {t(state === "calling" ? "calling_again" : "call_again")}
      </button>
      {(state === "busy" || state === "failed") && <p role="alert">{t(`call_again_${state}`, { name })}</p>}
    </>
  );
}
