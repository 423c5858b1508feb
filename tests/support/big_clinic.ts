import { appointmentStore } from "../../db/appointment_store.ts";
import { conversationStore } from "../../db/conversation_store.ts";
import { DataKeys, encryptText } from "../../db/data_keys.ts";
import type { Database, Sql } from "../../db/database.ts";
import { importFernetKey } from "../../db/fernet.ts";
import { historyStore } from "../../db/history_store.ts";
import { openKeyring } from "../../db/keyring.ts";
import { PersonKeys } from "../../db/person_keys.ts";
import { qualityStore } from "../../db/quality_store.ts";
import { statisticsStore } from "../../db/statistics_store.ts";

/** People of a big clinic; the first is a doctor who has every tenth call, message and conversation. */
export const PEOPLE = 2_000;
export const DOCTORS = 200;
export const HEAVY = 1;
/** Ids of some people with an ordinary share. */
export const ORDINARY = [7, 42, 133, 250, 611, 1_204, 1_777];
/** Above this, foreign keys are not checked while rows are made: they are made to fit. */
const CHECKED_ROWS_MAX = 100_000;
const KEY = "0123456789abcdef0123456789abcdef";
const clock = { now: () => Date.now() };

/** Every store that pages through a list. */
export async function bigStores(db: Database) {
  const keyring = await openKeyring(KEY, clock);
  return {
    appointments: appointmentStore(db, { keys: new PersonKeys(keyring), now: clock.now }),
    history: historyStore(db),
    conversations: conversationStore(db, new DataKeys(keyring)),
    statistics: statisticsStore(db),
    quality: qualityStore(db),
  };
}

export type BigStores = Awaited<ReturnType<typeof bigStores>>;

/** Fills an empty database with this many calls and messages of the last three years, and looks at what is there. */
export async function fillClinic(db: Database, rows: number): Promise<void> {
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const wrapped = await (await openKeyring(KEY, clock)).wrap(raw);
  const body = await encryptText(await importFernetKey(raw), "Come back in a week, please.", clock.now());
  await db.transaction(async (sql) => {
    if (rows > CHECKED_ROWS_MAX) await sql`set local session_replication_role = replica`;
    await sql`select setseed(0.5)`;
    await addPeople(sql, rows);
    await addCalls(sql, rows);
    await addSamples(sql, rows);
    await addConversations(sql, rows, wrapped);
    await addMessages(sql, rows, body);
  });
  await db.write((sql) => sql`vacuum analyze`);
}

async function addPeople(sql: Sql, rows: number): Promise<void> {
  await sql`
    insert into users (email, name, role)
    select 'person' || n || '@example.test', 'Person ' || n, case when n <= ${DOCTORS} then 'doctor' else 'patient' end
    from generate_series(1, ${PEOPLE}::integer) n`;
  await sql`
    insert into appointments (patient_id, doctor_id, starts_at, ends_at, status)
    select ${DOCTORS}::integer + 1 + n * 7 % ${PEOPLE - DOCTORS}::integer,
      case when n % 10 = 0 then ${HEAVY}::integer else 2 + n * 3 % ${DOCTORS - 1}::integer end,
      t, t + interval '20 minutes', case when t < now() then 'completed' else 'scheduled' end
    from generate_series(1, ${Math.ceil(rows / 2)}::integer) n,
      lateral (select now() - interval '3 years' + n * interval '1110 days' / ${
    Math.ceil(rows / 2)
  }::integer as t)`;
}

/** Seven of ten calls connect; the rest is missed, declined, cancelled, busy or fails. */
async function addCalls(sql: Sql, rows: number): Promise<void> {
  await sql`
    insert into call_history (call_id, appointment_id, caller_id, callee_id, call_type, initiated_at, ringing_at,
      accepted_at, connected_at, ended_at, status, end_reason, duration, room_id, quality_metrics, version)
    select gen_random_uuid(), a.id, case when r2 < 0.2 then a.patient_id else a.doctor_id end,
      case when r2 < 0.2 then a.doctor_id else a.patient_id end, case when r3 < 0.25 then 'voice' else 'video' end,
      t, t + interval '1 s', case when k < 76 then t + interval '9 s' end, case when k < 73 then t + interval '11 s' end,
      t + interval '12 s' + seconds * interval '1 s',
      case when k < 73 then 'ended' when k < 76 then 'failed' when k < 86 then 'missed' else 'ended' end,
      case when r < 0.001 then 'max_duration' when k < 70 then 'user_hangup' when k < 73 then 'network_error'
        when k < 76 then 'connection_failed' when k < 86 then 'missed' when k < 92 then 'callee_declined'
        when k < 97 then 'cancelled' else 'busy' end,
      seconds, 'room', case when k < 73 then jsonb_build_object('rtt', jsonb_build_object('p50', 20 + k, 'p95', 60 + k),
        'samples', 200, 'audio_quality', 'good', 'video_quality', 'good', 'participants', '[]'::jsonb) end, 9
    from (
      select n, 1 + (n - 1) / 2 as appointment, random() as r, random() as r2, random() as r3
      from generate_series(1, ${rows}::integer) n
    ) g
    join appointments a on a.id = g.appointment,
    lateral (select floor(r * 100) as k, case when r < 0.73 then 60 + n % 1700 else 0 end as seconds,
      now() - interval '3 years' + n * interval '1095 days' / ${rows}::integer as t) s
    order by n`;
  await sql`
    insert into call_participants (call_id, user_id, polite, joined_at, left_at, live, ordinal)
    select call_id, u, u = callee_id, accepted_at, case when accepted_at is not null then ended_at end, false,
      row_number() over (partition by u order by initiated_at, id)
    from call_history, lateral (values (caller_id), (callee_id)) p (u) order by id`;
  await sql`
    insert into call_counts (user_id, calls) select user_id, max(ordinal) from call_participants group by user_id`;
}

/** An hour of samples from both sides, one in 5 s, of every 5000th call. */
async function addSamples(sql: Sql, rows: number): Promise<void> {
  await sql`
    insert into call_quality_metrics (call_id, user_id, "timestamp", rtt, packet_loss, jitter)
    select c.call_id, p.user_id, c.initiated_at + n * interval '5 s', 40 + n % 50, n % 3, n % 7
    from call_history c join call_participants p using (call_id), generate_series(1, 720) n
    where c.id % least(5000, ${rows}::integer) = 0`;
}

async function addConversations(sql: Sql, rows: number, wrapped: Uint8Array): Promise<void> {
  const count = Math.max(20, Math.ceil(rows / 10));
  const patients = PEOPLE - DOCTORS;
  await sql`
    insert into conversations (conversation_id, conversation_type, direct_key)
    select gen_random_uuid(), 'direct', doctor || ':' || patient
    from generate_series(1, ${count}::integer) k, lateral (select ${DOCTORS}::integer + 1 + k % ${patients}::integer as patient,
      case when k <= ${Math.min(patients, Math.ceil(count / 10))}::integer then ${HEAVY}::integer
        else 2 + (k * 7 + k / ${patients}::integer) % ${DOCTORS - 1}::integer end as doctor) p`;
  await sql`
    insert into conversation_participants (conversation_id, user_id)
    select conversation_id, u::integer from conversations, lateral string_to_table(direct_key, ':') u order by id`;
  await sql`
    insert into data_keys (conversation_id, user_id, wrapped_key)
    select conversation_id, user_id, ${wrapped} from conversation_participants`;
}

/** Every tenth message is in the first conversation, the others are spread over all. */
async function addMessages(sql: Sql, rows: number, body: Uint8Array): Promise<void> {
  const count = Math.max(20, Math.ceil(rows / 10));
  await sql`
    insert into messages (message_id, conversation_id, seq, sender_id, client_id, data_key_id, encrypted_body,
      message_type, status, created_at, delivered_at)
    select gen_random_uuid(), c.conversation_id, m.seq, k.user_id, 'm' || n, k.id, ${body}, 'text', 'delivered', t, t
    from (
      select n, conversation, row_number() over (partition by conversation order by n) as seq, random() < 0.5 as first
      from (
        select n, case when n % 10 = 0 then 1 else 2 + floor(random() * ${
    count - 1
  }::integer)::integer end as conversation
        from generate_series(1, ${rows}::integer) n
      ) spread
    ) m
    join conversations c on c.id = m.conversation
    join data_keys k on k.conversation_id = c.conversation_id
      and (k.user_id = split_part(c.direct_key, ':', 1)::integer) = m.first,
    lateral (select now() - interval '3 years' + n * interval '1095 days' / ${rows}::integer as t) s
    order by n`;
  await sql`
    insert into message_receipts (message_id, user_id, delivered_at)
    select m.message_id, p.user_id, m.delivered_at
    from messages m join conversation_participants p on p.conversation_id = m.conversation_id and p.user_id <> m.sender_id
    order by m.id`;
  await sql`
    update conversations c set last_seq = m.seq, last_message_at = m.at
    from (select conversation_id, max(seq) as seq, max(created_at) as at from messages group by 1) m
    where c.conversation_id = m.conversation_id`;
  await sql`
    update conversation_participants p set delivered_seq = c.last_seq, read_seq = greatest(0, c.last_seq - floor(40 * random()))
    from conversations c where c.conversation_id = p.conversation_id`;
}
