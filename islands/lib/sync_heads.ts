import { isOver } from "../../realtime/core/call.ts";
import type { CallObject, MessageObject } from "../../realtime/core/objects.ts";
import type { LiveCallObject, ServerData } from "../../realtime/core/server_events.ts";

type Heads = ServerData<"sync">;

/** The heads after a message came, so that who looks later sees that it is missing. */
export function followMessage(heads: Heads, { conversation_id, seq }: MessageObject): Heads {
  const conversations = heads.conversations.map((one) =>
    one.conversation_id === conversation_id && one.last_seq < seq ? { ...one, last_seq: seq } : one
  );
  return { ...heads, conversations };
}

/** What an event or a reply may say about a call. */
interface CallWord {
  call?: CallObject;
  ring_until?: string;
  polite?: boolean;
  ice_servers?: LiveCallObject["ice_servers"];
}

/**
 * The heads of `sync` after an event or a reply (`event` is null then), so that who looks later finds the call that
 * is live now. An older version than the known one changes nothing.
 */
export function followCall(heads: Heads, event: string | null, word: CallWord): Heads {
  const { call } = word;
  const known = heads.live_call;
  if (!call || typeof call.call_id !== "string") return heads;
  const same = known?.call_id === call.call_id ? known : undefined;
  if (same && same.version > call.version) return heads;
  if (isOver(call)) return same ? { ...heads, live_call: null } : heads;
  // call:accepted says anew whether this is a device of the call.
  const place = event === "call:accepted" ? word : { ...pick(same), ...pick(word) };
  const ring_until = word.ring_until ?? same?.ring_until ?? call.initiated_at;
  return { ...heads, live_call: { ...call, ring_until, ...pick(place) } };
}

function pick(word: CallWord | undefined): Pick<CallWord, "polite" | "ice_servers"> {
  return {
    ...(word?.polite === undefined ? {} : { polite: word.polite }),
    ...(word?.ice_servers === undefined ? {} : { ice_servers: word.ice_servers }),
  };
}
