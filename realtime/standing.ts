import { isoTimeOrNull } from "./core/call_object.ts";
import type { PresenceStatus } from "./core/fields.ts";
import type { PresenceObject } from "./core/objects.ts";
import { foldPresence } from "./core/presence.ts";
import type { Standing } from "./ports/attendance.ts";
import { droppable, type FactMark, type Notice } from "./ports/notice.ts";
import type { PresenceRecord } from "./ports/presence_store.ts";

/** One status from all connections of a user and the call they are in. */
export function foldStanding({ connections, callId }: Standing): PresenceStatus {
  return foldPresence(connections.map(({ status }) => ({ status, inCall: callId !== null })));
}

/**
 * Presence as a viewer may see it. Others see what acquaintances were told last: whatever it becomes after that reaches them
 * too, while a change that nobody was told of may pass without a word. Oneself, and where the others can't be asked, one sees it
 * from the connections.
 */
export function presenceObjectOf(
  record: PresenceRecord,
  standing: Standing | undefined,
  { viewerId, now }: { viewerId: number; now: number },
): PresenceObject {
  const isHere = standing !== undefined && standing.connections.length > 0;
  const isOwn = record.userId === viewerId;
  const isKnownToAll = standing !== undefined && standing.version > 0;
  const appointmentId = standing?.connections.findLast((one) => one.appointmentId !== null)?.appointmentId;
  return {
    user_id: record.userId,
    status: isKnownToAll && !isOwn ? standing.told : standing ? foldStanding(standing) : "offline",
    last_seen: isoTimeOrNull(isHere ? now : record.lastSeen),
    device_type: standing?.connections[0]?.deviceType ?? record.deviceType,
    ...(isKnownToAll ? { version: standing.version } : {}),
    ...(isOwn && standing?.callId ? { current_call_id: standing.callId } : {}),
    ...(isOwn && appointmentId ? { current_appointment_id: appointmentId } : {}),
  };
}

type PresenceFactName = "presence" | "online" | "offline";

/** Of what is told about somebody's presence only newer versions are news. */
export function presenceFact(name: PresenceFactName, userId: number, version: number): FactMark {
  return { name: `${name} ${userId}`, number: version };
}

/** What acquaintances are told when somebody's status has become another than they were told last. */
export function presenceNotices(
  record: PresenceRecord,
  standing: Standing,
  watchers: readonly number[],
): Notice[] {
  const { userId, status, lastSeen } = record;
  const to = { users: watchers };
  const presence = { ...presenceObjectOf(record, standing, { viewerId: 0, now: lastSeen ?? 0 }), status };
  const fact = (name: PresenceFactName) => presenceFact(name, userId, standing.version);
  const last_seen = isoTimeOrNull(lastSeen);
  return [
    ...(standing.told === "offline"
      ? [droppable(to, "user:online", { user_id: userId }, fact("online"))]
      : []),
    droppable(to, "presence:update", { presence }, fact("presence")),
    ...(status === "offline"
      ? [droppable(to, "user:offline", { user_id: userId, last_seen }, fact("offline"))]
      : []),
  ];
}
