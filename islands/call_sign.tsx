import type { CallObject } from "../realtime/core/objects.ts";
import { Icon } from "./icons.tsx";
import { callResult, isUnlucky } from "./models/call_result.ts";

/** The round sign before a call: which way it went, or that it went wrong. Words beside it say the same. */
export function CallSign({ call, me }: { call: CallObject; me: number }) {
  const bad = isUnlucky(callResult(call, me));
  return (
    <span class={bad ? "sign bad" : "sign"}>
      <Icon of={bad ? "missed" : call.caller_id === me ? "outgoing" : "incoming"} />
    </span>
  );
}
