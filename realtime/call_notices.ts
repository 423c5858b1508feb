import { type Call, participantOf } from "./core/call.ts";
import { callObjectOf, isoTime } from "./core/call_object.ts";
import type { IceServerObject, UserObject } from "./core/objects.ts";
import type { ServerData, ServerEvent } from "./core/server_events.ts";
import { type Audience, type FactMark, type Notice, notice } from "./ports/notice.ts";

type IceServersFor = (userId: number, callId: string) => IceServerObject[];

const CALL = "call ";

/** The call, and the version of it, that a fact states. */
export function callVersionOf({ name, number }: FactMark): { callId: string; version: number } | undefined {
  if (!name.startsWith(CALL)) return undefined;
  return { callId: name.slice(CALL.length, name.lastIndexOf(" ")), version: number };
}

/** A notice for one of the two: of a call's versions only newer ones are news. */
function callNotice<E extends ServerEvent>(
  call: Call,
  userId: number,
  event: E,
  data: ServerData<E>,
  devices: Omit<Audience, "users"> = {},
): Notice {
  const fact = { name: `${CALL}${call.callId} ${userId}`, number: call.version };
  return notice({ users: [userId], ...devices }, event, data, fact);
}

/** `call:ringing` for every device of the callee and, since one of them rings, for the caller. */
export function ringingNotices(
  call: Call,
  people: { caller: UserObject; callee: UserObject },
  iceServersFor: IceServersFor,
): Notice[] {
  const ring_until = isoTime(call.deadlineAt ?? call.initiatedAt);
  return [call.calleeId, call.callerId].map((userId) =>
    callNotice(call, userId, "call:ringing", {
      call: callObjectOf(call),
      ring_until,
      ice_servers: iceServersFor(userId, call.callId),
      ...people,
    })
  );
}

/**
 * `call:accepted`: the two devices of the call learn who is polite and the ICE servers, the callee's other devices that
 * it was answered elsewhere, the caller's other devices just the fact.
 */
export function acceptedNotices(call: Call, iceServersFor: IceServersFor): Notice[] {
  const fact = { call: callObjectOf(call) };
  return [call.callerId, call.calleeId].flatMap((userId) => {
    const own = participantOf(call, userId);
    const forDevice = {
      ...fact,
      polite: own?.polite ?? false,
      ice_servers: iceServersFor(userId, call.callId),
      ...(userId === call.calleeId ? { answered_elsewhere: false } : {}),
    };
    const device = own?.deviceId;
    if (!device) return [callNotice(call, userId, "call:accepted", forDevice)];
    const forOthers = userId === call.calleeId ? { ...fact, answered_elsewhere: true } : fact;
    return [
      callNotice(call, userId, "call:accepted", forDevice, { only: device }),
      callNotice(call, userId, "call:accepted", forOthers, { except: { userId, id: device } }),
    ];
  });
}

/** `call:busy` for the caller: the attempt is over before it rang. */
export function busyNotices(call: Call): Notice[] {
  return [callNotice(call, call.callerId, "call:busy", { call: callObjectOf(call), reason: "busy" })];
}

/** What both sides are told when a call became connected. */
export function connectedNotices(call: Call): Notice[] {
  const data = { call: callObjectOf(call) };
  return [call.callerId, call.calleeId].map((userId) => callNotice(call, userId, "call:connected", data));
}

/** The one event that tells both sides, on all of their devices, how a call ended. */
export function endNotices(call: Call): Notice[] {
  const event = call.status === "missed"
    ? "call:missed"
    : call.acceptedAt === null && call.endReason !== "cancelled"
    ? "call:declined"
    : "call:ended";
  const data = { call: callObjectOf(call), ...(call.endReason ? { reason: call.endReason } : {}) };
  return [call.callerId, call.calleeId].map((userId) => callNotice(call, userId, event, data));
}
