import type { Database, Sql } from "../../../db/database.ts";
import type { Group, Pair, Person, Scene } from "./scene.ts";

/** Writes everybody into an empty database: people, sessions, visits, answered calls, conversations. */
export async function seedScene(db: Database, scene: Scene): Promise<void> {
  const pairs = [...scene.pairs, ...scene.visitors];
  const groups = [...scene.groups.values()].flat();
  const people = [...pairs.flatMap((one) => one.people), ...groups.flatMap((one) => one.people)];
  await db.transaction(async (sql) => {
    await addPeople(sql, people);
    await addVisits(sql, pairs);
    await addCalls(sql, scene.pairs);
    await addConversations(sql, pairs, groups);
  });
  await db.write((sql) => sql`vacuum analyze`);
}

async function addPeople(sql: Sql, people: readonly Person[]): Promise<void> {
  const ids = people.map((one) => one.id);
  await sql`
    insert into users (id, email, name, role) overriding system value
    select n, n || '@bench.test', 'Person ' || n, case when n % 2 = 0 then 'doctor' else 'patient' end
    from unnest(${ids}::integer[]) n`;
  await sql`
    insert into sessions (session_id, user_id, secret_hash, created_at, expires_at)
    select s, u, decode(h, 'hex'), now(), now() + interval '12 hours'
    from unnest(${people.map((one) => one.sessionId)}::uuid[], ${ids}::integer[],
      ${people.map((one) => one.secretHash.toHex())}::text[]) t (s, u, h)`;
}

async function addVisits(sql: Sql, pairs: readonly Pair[]): Promise<void> {
  await sql`
    insert into appointments (patient_id, doctor_id, starts_at, ends_at)
    select p, d, now() - interval '1 minute', now() + interval '2 hours'
    from unnest(${first(pairs)}::integer[], ${second(pairs)}::integer[]) t (p, d)`;
}

/** Calls that were answered and go on for an hour. */
async function addCalls(sql: Sql, pairs: readonly Pair[]): Promise<void> {
  await sql`
    insert into call_history (call_id, appointment_id, caller_id, callee_id, call_type, initiated_at, ringing_at,
      accepted_at, connected_at, status, room_id, version, deadline_at)
    select c, a.id, p, d, 'video', now(), now(), now(), now(), 'connected', 'room', 5, now() + interval '1 hour'
    from unnest(${pairs.map((one) => one.callId)}::uuid[], ${first(pairs)}::integer[],
      ${second(pairs)}::integer[]) t (c, p, d)
    join appointments a on a.patient_id = p and a.doctor_id = d`;
  const sides = pairs.flatMap(({ callId, people }) => people.map((person) => ({ callId, person })));
  await sql`
    insert into call_participants (call_id, user_id, device_id, polite, joined_at, live, ordinal)
    select c, u, v, u % 2 = 0, now(), true, 1
    from unnest(${sides.map((one) => one.callId)}::uuid[], ${sides.map((one) => one.person.id)}::integer[],
      ${sides.map((one) => one.person.deviceId)}::text[]) t (c, u, v)`;
  await sql`insert into call_counts (user_id, calls) select user_id, 1 from call_participants`;
}

async function addConversations(sql: Sql, pairs: readonly Pair[], groups: readonly Group[]): Promise<void> {
  await sql`
    insert into conversations (conversation_id, conversation_type, direct_key)
    select c, 'direct', p || ':' || d
    from unnest(${pairs.map((one) => one.conversationId)}::uuid[], ${first(pairs)}::integer[],
      ${second(pairs)}::integer[]) t (c, p, d)`;
  await sql`
    insert into conversations (conversation_id, conversation_type)
    select c, 'group' from unnest(${groups.map((one) => one.conversationId)}::uuid[]) c`;
  const places = [...pairs, ...groups].flatMap(({ conversationId, people }) =>
    people.map(({ id }) => ({ conversationId, id }))
  );
  await sql`
    insert into conversation_participants (conversation_id, user_id)
    select c, u from unnest(${places.map((one) => one.conversationId)}::uuid[],
      ${places.map((one) => one.id)}::integer[]) t (c, u)`;
}

function first(pairs: readonly Pair[]): number[] {
  return pairs.map(({ people }) => people[0].id);
}

function second(pairs: readonly Pair[]): number[] {
  return pairs.map(({ people }) => people[1].id);
}
