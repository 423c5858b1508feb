import type { Database, Sql } from "../../db/database.ts";

const DAY_MS = 86_400_000;

/** The people of a demo clinic who call each other. */
interface Pair {
  patient: number;
  doctor: number;
  appointment: number;
}

/** Fills a demo clinic with so many days of calls up to `now`, the same ones every time, and gives its last long call. */
export async function fillWeeks(db: Database, { now, days }: { now: number; days: number }): Promise<string> {
  return await db.transaction(async (sql) => {
    const pairs = await sql<Pair[]>`
      select patient_id as patient, doctor_id as doctor, id as appointment from appointments order by id limit 2`;
    await sql`select setseed(0.25)`;
    for (const pair of pairs) await addCalls(sql, pair, now, days);
    await numberCalls(sql);
    await addRows(sql);
    return await addSamples(sql);
  });
}

/** Fewer on weekends; some are not answered, some fail, and a week ago the network was bad. */
async function addCalls(sql: Sql, pair: Pair, now: number, days: number): Promise<void> {
  const from = new Date(now - days * DAY_MS);
  await sql`
    with made as (
      select gen_random_uuid() as call_id, day.at + interval '8 hours' + n * interval '37 minutes' as at, random() as luck,
        random() as length, abs(extract(epoch from ${new Date(
    now,
  )}::timestamptz - day.at) / 86400 - 8) < 1.5 as bad
      from generate_series(${from}::timestamptz, ${new Date(
    now - DAY_MS,
  )}::timestamptz, interval '1 day') as day (at),
        lateral generate_series(1, case when extract(isodow from day.at) > 5 then 1 else 7 end) n
    ), went as (
      select *, case when luck < 0.06 then 'missed' when luck < 0.1 then 'callee_declined' when luck < 0.13 then 'cancelled'
        when luck < (case when bad then 0.4 else 0.16 end) then 'connection_failed'
        when luck < (case when bad then 0.55 else 0.18 end) then 'network_error' else 'user_hangup' end as reason
      from made
    )
    insert into call_history (call_id, appointment_id, caller_id, callee_id, call_type, initiated_at, ringing_at,
      accepted_at, connected_at, ended_at, status, end_reason, duration, room_id, quality_metrics)
    select call_id, ${pair.appointment}, ${pair.doctor}, ${pair.patient}, case when luck > 0.8 then 'voice' else 'video' end,
      at, at + interval '1 second',
      case when answered then at + interval '6 seconds' end,
      case when talked then at + interval '6 seconds' + (0.6 + length * 2.4) * interval '1 second' end,
      at + case when talked then (9 + seconds) * interval '1 second' else interval '40 seconds' end,
      case reason when 'missed' then 'missed' when 'connection_failed' then 'failed' else 'ended' end, reason,
      case when talked then seconds else 0 end, 'room-' || call_id,
      case when talked then jsonb_build_object(
        'samples', seconds, 'path', case when length > 0.7 then 'relay' else 'direct' end,
        'rtt', jsonb_build_object('p50', 30 + length * 40 + worse * 140, 'p95', 80 + length * 60 + worse * 400),
        'jitter', jsonb_build_object('p50', 3 + length * 4 + worse * 12, 'p95', 9 + length * 12 + worse * 40),
        'packet_loss', jsonb_build_object('p50', length * 0.4 + worse * 2, 'p95', length * 2 + worse * 9),
        'audio_bitrate', null, 'video_bitrate', null, 'participants', '[]'::jsonb, 'worst_minute', null,
        'audio_quality', case when bad then 'poor' else 'excellent' end,
        'video_quality', case when bad then 'poor' else 'good' end) end
    from went, lateral (
      select reason in ('connection_failed', 'network_error', 'user_hangup') as answered,
        reason in ('network_error', 'user_hangup') as talked, (120 + length * 1500)::integer as seconds,
        case when bad then 1 else 0 end as worse
    ) as more`;
}

async function numberCalls(sql: Sql): Promise<void> {
  await sql`
    insert into call_participants (call_id, user_id, polite, live, ordinal, joined_at, left_at, media_attested_at)
    select call_id, user_id, user_id = callee_id, false,
      (select coalesce(max(calls), 0) from call_counts n where n.user_id = side.user_id)
        + row_number() over (partition by user_id order by initiated_at, id),
      accepted_at, ended_at, connected_at
    from call_history, lateral (values (caller_id), (callee_id)) as side (user_id)
    where ended_at is not null and room_id like 'room-%'`;
  await sql`
    insert into call_counts (user_id, calls) select user_id, max(ordinal) from call_participants group by user_id
    on conflict (user_id) do update set calls = excluded.calls`;
}

/** What the audit log would say of these calls. */
async function addRows(sql: Sql): Promise<void> {
  await sql`
    insert into audit_log (at, actor_id, action, object_type, object_id, outcome, source_address)
    select step.at, step.actor, step.action, 'call', call_id, 'done', '192.0.2.17'
    from call_history, lateral (values
      (initiated_at, caller_id, 'call.placed'), (ringing_at, callee_id, 'call.rang'),
      (accepted_at, callee_id, 'call.accepted'), (connected_at, caller_id, 'call.connected'),
      (ended_at, case end_reason when 'missed' then null when 'callee_declined' then callee_id else caller_id end,
        case end_reason when 'missed' then 'call.deadline_passed' when 'callee_declined' then 'call.declined'
          when 'cancelled' then 'call.cancelled' when 'user_hangup' then 'call.hung_up' else 'call.gave_up' end)
    ) as step (at, actor, action)
    where room_id like 'room-%' and step.at is not null order by step.at`;
}

/** Samples of both sides of the last call that broke down; in its middle there is a gap. */
async function addSamples(sql: Sql): Promise<string> {
  const [call] = await sql<{ call_id: string }[]>`
    select call_id from call_history where end_reason = 'network_error' and call_type = 'video'
    order by initiated_at desc limit 1`;
  if (!call) throw new Error("no call broke down");
  await sql`
    insert into call_quality_metrics (call_id, user_id, "timestamp", rtt, packet_loss, jitter, audio_bitrate, video_bitrate,
      audio_quality, video_quality)
    select call_id, user_id, connected_at + n * interval '2 seconds',
      40 + 25 * abs(sin(n / 9.0)) + greatest(n - 120, 0) * 2 + random() * 15, greatest(n - 130, 0) / 8.0 + random(),
      4 + 3 * abs(cos(n / 7.0)) + random() * 4, 32 - greatest(n - 130, 0) / 4, greatest(1200 - greatest(n - 100, 0) * 14, 40),
      'good', 'fair'
    from call_history, generate_series(1, 180) n, lateral (values (caller_id), (callee_id)) as side (user_id)
    where call_id = ${call.call_id} and n not between 60 and 75`;
  return call.call_id;
}
