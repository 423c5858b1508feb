import type { Call } from "../realtime/core/call.ts";
import type { CallStore, Placed } from "../realtime/ports/call_store.ts";
import type { Trail } from "../realtime/ports/trail.ts";
import { writeAudit } from "./audit.ts";
import { callOf, type CallRow, dateOf } from "./call_rows.ts";
import type { Database, Sql } from "./database.ts";
import { writeQualitySummary } from "./quality_summaries.ts";
import { tooManyRings } from "./ring_limits.ts";

/** Calls in PostgreSQL; one live call per user is its unique index, every change is a compare-and-set on `version`. */
export function callStore(db: Database): CallStore {
  return {
    place: (call, whenBusy, clientId, trail, rings) =>
      db.transaction(async (sql) =>
        await earlier(sql, call, clientId) ?? await tooManyRings(sql, call, rings) ??
          await place(sql, call, whenBusy, clientId, trail)
      ),
    find: (callId) => db.read((sql) => findCall(sql, callId)),
    liveCallOf: (userId) => db.read((sql) => liveCallOf(sql, userId)),
    liveCallsOf: (userIds) => db.read((sql) => liveCallsOf(sql, userIds)),
    move: (from, to, trail) => db.transaction((sql) => moveCall(sql, from, to, trail)),
    claimDevice: (callId, userId, from, to) =>
      db.write(async (sql) => {
        const rows = await sql`
          update call_participants set device_id = ${to}
          where call_id = ${callId} and user_id = ${userId} and live and device_id is not distinct from ${from}
          returning 1`;
        return rows.length > 0;
      }),
    sweep: (now, limit, decide) => db.transaction((sql) => sweep(sql, now, limit, decide)),
    keepWatch: (now, gapMs, graceUntil) =>
      db.transaction(async (sql) => {
        const [watch] = await sql<{ gap: boolean }[]>`
          select swept_at < ${new Date(now - gapMs)} as gap from deadline_watch for update`;
        if (watch?.gap) {
          await sql`
            update call_history set deadline_at = greatest(deadline_at, ${new Date(graceUntil)})
            where deadline_at is not null and accepted_at is not null`;
        }
        await sql`update deadline_watch set swept_at = greatest(swept_at, ${new Date(now)})`;
      }),
  };
}

/** The stored call, or undefined. */
export async function findCall(sql: Sql, callId: string): Promise<Call | undefined> {
  const [row] = await sql<CallRow[]>`
    select ${callColumns(sql)} from call_history c where c.call_id = ${callId}`;
  return row && callOf(row);
}

/** The one call that this user is in. */
export async function liveCallOf(sql: Sql, userId: number): Promise<Call | undefined> {
  const [row] = await sql<CallRow[]>`
    select ${callColumns(sql)} from call_participants mine join call_history c using (call_id)
    where mine.user_id = ${userId} and mine.live`;
  return row && callOf(row);
}

/** The calls that these users are in, each once. */
async function liveCallsOf(sql: Sql, userIds: readonly number[]): Promise<Call[]> {
  const rows = await sql<CallRow[]>`
    select ${callColumns(sql)} from call_history c
    where c.call_id in (
      select call_id from call_participants where user_id = any(${[...userIds]}::integer[]) and live)`;
  return rows.map(callOf);
}

/** The columns of CallRow, from call_history under the name `c`. */
export function callColumns(sql: Sql) {
  return sql`
    c.call_id, c.room_id, c.appointment_id, c.caller_id, c.callee_id, c.call_type, c.status, c.end_reason, c.version,
    c.initiated_at, c.ringing_at, c.accepted_at, c.connected_at, c.ended_at, c.duration, c.deadline_at,
    (select jsonb_agg(jsonb_build_object('user_id', p.user_id, 'device_id', p.device_id, 'polite', p.polite,
        'joined_at', p.joined_at, 'left_at', p.left_at, 'media_attested_at', p.media_attested_at)
        order by p.user_id <> c.caller_id)
      from call_participants p where p.call_id = c.call_id) as participants`;
}

async function place(
  sql: Sql,
  call: Call,
  whenBusy: Call,
  clientId: string | null,
  trail: Trail,
): Promise<Placed> {
  // Held until the commit, so that nobody closes the appointment while a call gets into it.
  const [appointment] = await sql<{ status: string }[]>`
    select status from appointments where id = ${call.appointmentId} for share`;
  if (appointment?.status !== "scheduled") return { kind: "closed" };
  const inserted = await sql`
    insert into call_history (call_id, room_id, appointment_id, caller_id, callee_id, call_type, initiated_at, status,
      version, client_id, deadline_at)
    values (${call.callId}, ${call.roomId}, ${call.appointmentId}, ${call.callerId}, ${call.calleeId},
      ${call.callType}, ${new Date(call.initiatedAt)}, ${call.status}, ${call.version}, ${clientId},
      ${dateOf(call.deadlineAt)})
    on conflict (caller_id, client_id) do nothing
    returning 1`;
  if (inserted.length === 0) {
    const repeated = await earlier(sql, call, clientId);
    if (!repeated) throw new Error("a placed call has vanished");
    return repeated;
  }
  const isFree = await takePlaces(sql, call);
  await writeAudit(sql, {
    ...trail,
    objectType: "call",
    objectId: call.callId,
    outcome: isFree ? "done" : "refused",
  });
  if (isFree) return { kind: "placed", call };
  await writeCall(sql, call, whenBusy);
  return { kind: "busy", call: whenBusy };
}

/** The call that the same command has placed before. */
async function earlier(sql: Sql, { callerId }: Call, clientId: string | null): Promise<Placed | undefined> {
  if (clientId === null) return undefined;
  const [row] = await sql<CallRow[]>`
    select ${
    callColumns(sql)
  } from call_history c where c.caller_id = ${callerId} and c.client_id = ${clientId}`;
  return row && { kind: "repeated", call: callOf(row) };
}

/** Takes the one live place of each participant; without both of them nobody takes part. */
async function takePlaces(sql: Sql, call: Call): Promise<boolean> {
  // In the order of user ids, so that two calls between the same people wait for each other and never deadlock.
  const ordered = [...call.participants].sort((a, b) => a.userId - b.userId);
  const numbers = await nextNumbers(sql, ordered.map((one) => one.userId));
  let taken = 0;
  for (const one of ordered) {
    const rows = await sql`
      insert into call_participants (call_id, user_id, device_id, polite, live, ordinal)
      values (${call.callId}, ${one.userId}, ${one.deviceId}, ${one.polite}, true, ${numbers.get(
      one.userId,
    )!})
      on conflict (user_id) where live do nothing returning 1`;
    taken += rows.length;
  }
  if (taken === ordered.length) return true;
  await sql`delete from call_participants where call_id = ${call.callId}`;
  for (const one of ordered) {
    await sql`
      insert into call_participants (call_id, user_id, device_id, polite, live, ordinal)
      values (${call.callId}, ${one.userId}, ${one.deviceId}, ${one.polite}, false, ${numbers.get(
      one.userId,
    )!})`;
  }
  return false;
}

/** The number that this call has among each person's calls; the counts are ours until the commit, so there are no gaps. */
async function nextNumbers(sql: Sql, userIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await sql<{ user_id: number; calls: number }[]>`
    insert into call_counts as c (user_id, calls)
    select user_id, 1 from unnest(${[...userIds]}::integer[]) with ordinality as u (user_id, n) order by n
    on conflict (user_id) do update set calls = c.calls + 1
    returning user_id, calls`;
  return new Map(rows.map((row) => [row.user_id, row.calls]));
}

async function moveCall(sql: Sql, from: Call, to: Call, trail: Trail): Promise<boolean> {
  if (!await writeCall(sql, from, to)) return false;
  if (to.endedAt !== null) await writeQualitySummary(sql, to.callId);
  // A renewed attestation changes nothing that anybody has to account for, and comes every few seconds.
  const isRenewal = from.status === "connected" && to.status === "connected";
  if (!isRenewal) {
    await writeAudit(sql, { ...trail, objectType: "call", objectId: to.callId, outcome: "done" });
  }
  return true;
}

async function writeCall(sql: Sql, from: Call, to: Call): Promise<boolean> {
  // The version in the where clause makes concurrent writers lose cleanly.
  const rows = await sql`
    update call_history set status = ${to.status}, end_reason = ${to.endReason}, version = ${to.version},
      ringing_at = ${dateOf(to.ringingAt)}, accepted_at = ${dateOf(to.acceptedAt)},
      connected_at = ${dateOf(to.connectedAt)}, ended_at = ${dateOf(to.endedAt)}, duration = ${to.duration},
      deadline_at = ${dateOf(to.deadlineAt)}
    where call_id = ${from.callId} and version = ${from.version}
    returning 1`;
  if (rows.length === 0) return false;
  for (const one of to.participants) {
    const before = from.participants.find((other) => other.userId === one.userId);
    if (JSON.stringify(before) === JSON.stringify(one)) continue;
    await sql`
      update call_participants set device_id = ${one.deviceId}, joined_at = ${dateOf(one.joinedAt)},
        left_at = ${dateOf(one.leftAt)}, media_attested_at = ${dateOf(one.mediaAttestedAt)}
      where call_id = ${to.callId} and user_id = ${one.userId}`;
  }
  return true;
}

async function sweep(
  sql: Sql,
  now: number,
  limit: number,
  decide: (call: Call) => Call | undefined,
): Promise<{ from: Call; to: Call }[]> {
  const rows = await sql<CallRow[]>`
    select ${callColumns(sql)} from call_history c
    where c.deadline_at <= ${new Date(now)}
    order by c.deadline_at limit ${limit} for update of c skip locked`;
  const moved: { from: Call; to: Call }[] = [];
  for (const from of rows.map(callOf)) {
    const to = decide(from);
    const trail = { actorId: null, sessionId: null, action: "call.deadline_passed" };
    if (to && await moveCall(sql, from, to, trail)) moved.push({ from, to });
  }
  return moved;
}
