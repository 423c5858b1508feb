import { type Call, participantOf } from "./core/call.ts";
import { callObjectOf, isoTime } from "./core/call_object.ts";
import type { IceServerObject, UserObject } from "./core/objects.ts";
import { type Audience, type Notice, notice } from "./ports/notice.ts";

type IceServersFor = (userId: number, callId: string) => IceServerObject[];

/** `call:ringing` for every device of the callee and, since one of them rings, for the caller. */
export function ringingNotices(
  call: Call,
  people: { caller: UserObject; callee: UserObject },
  iceServersFor: IceServersFor,
): Notice[] {
  const ring_until = isoTime(call.deadlineAt ?? call.initiatedAt);
  return [call.calleeId, call.callerId].map((userId) =>
    notice({ userId }, "call:ringing", {
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
    if (!device) return [notice({ userId }, "call:accepted", forDevice)];
    const others: Audience = { userId, except: device };
    return [
      notice({ userId, only: device }, "call:accepted", forDevice),
      notice(
        others,
        "call:accepted",
        userId === call.calleeId ? { ...fact, answered_elsewhere: true } : fact,
      ),
    ];
  });
}

/** `call:busy` for the caller: the attempt is over before it rang. */
export function busyNotices(call: Call): Notice[] {
  return [notice({ userId: call.callerId }, "call:busy", { call: callObjectOf(call), reason: "busy" })];
}

/** What both sides are told when a call became connected. */
export function connectedNotices(call: Call): Notice[] {
  const data = { call: callObjectOf(call) };
  return [call.callerId, call.calleeId].map((userId) => notice({ userId }, "call:connected", data));
}

/** The one event that tells both sides, on all of their devices, how a call ended. */
export function endNotices(call: Call): Notice[] {
  const event = call.status === "missed"
    ? "call:missed"
    : call.acceptedAt === null && call.endReason !== "cancelled"
    ? "call:declined"
    : "call:ended";
  const data = { call: callObjectOf(call), ...(call.endReason ? { reason: call.endReason } : {}) };
  return [call.callerId, call.calleeId].map((userId) => notice({ userId }, event, data));
}
