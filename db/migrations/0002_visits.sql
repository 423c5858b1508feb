-- Appointments, calls and what is measured about them.

create table appointments (
  id integer generated always as identity primary key,
  patient_id integer not null references users (id),
  doctor_id integer not null references users (id),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  status text not null default 'scheduled' check (status in ('scheduled', 'cancelled', 'completed')),
  reason text check (length(reason) <= 500),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  check (ends_at > starts_at),
  check (patient_id <> doctor_id)
);
create index appointments_by_patient on appointments (patient_id, starts_at);
create index appointments_by_doctor on appointments (doctor_id, starts_at);

create table call_history (
  id bigint generated always as identity primary key,
  call_id uuid not null unique,
  appointment_id integer not null references appointments (id),
  caller_id integer not null references users (id),
  callee_id integer not null references users (id),
  call_type text not null check (call_type in ('video', 'voice')),
  initiated_at timestamptz not null,
  ringing_at timestamptz,
  accepted_at timestamptz,
  connected_at timestamptz,
  ended_at timestamptz,
  status text not null check (
    status in ('initiated', 'ringing', 'accepted', 'connecting', 'connected', 'ended', 'failed', 'missed')
  ),
  end_reason text check (
    end_reason in (
      'user_hangup', 'callee_declined', 'missed', 'busy', 'network_error', 'timeout', 'connection_failed',
      'cancelled', 'max_duration', 'erased'
    )
  ),
  duration integer not null default 0 check (duration >= 0),
  room_id text not null,
  sfu_server text,
  quality_metrics jsonb,
  recording_url text,
  recording_size bigint,
  recording_duration integer,
  recording_consent boolean not null default false,
  version integer not null default 1 check (version >= 1),
  client_id text check (length(client_id) between 1 and 128),
  -- The next moment at which the call changes by itself; null once it is over.
  deadline_at timestamptz,
  check (caller_id <> callee_id),
  check (ringing_at >= initiated_at),
  check (accepted_at >= initiated_at),
  check (connected_at >= accepted_at),
  check (ended_at >= initiated_at),
  check ((status in ('ended', 'failed', 'missed')) = (ended_at is not null)),
  check ((ended_at is null) = (end_reason is null)),
  check ((ended_at is null) = (deadline_at is not null)),
  check (status not in ('accepted', 'connecting', 'connected') or accepted_at is not null),
  check (status <> 'connected' or connected_at is not null),
  check (status <> 'missed' or (end_reason = 'missed' and accepted_at is null))
);
create unique index call_history_by_client_id on call_history (caller_id, client_id);
create index call_history_by_caller on call_history (caller_id, initiated_at desc);
create index call_history_by_callee on call_history (callee_id, initiated_at desc);
create index call_history_by_deadline on call_history (deadline_at) where deadline_at is not null;

create table call_participants (
  call_id uuid not null references call_history (call_id),
  user_id integer not null references users (id),
  -- The device that takes part: the caller's from the start, the callee's once it has answered.
  device_id text,
  polite boolean not null,
  joined_at timestamptz,
  left_at timestamptz,
  media_attested_at timestamptz,
  live boolean not null,
  primary key (call_id, user_id)
);
-- At most one live call per user: whoever comes second is busy.
create unique index call_participants_one_live_call on call_participants (user_id) where live;
create index call_participants_by_user on call_participants (user_id);

create function call_participants_leave_with_their_call() returns trigger language plpgsql as $$
begin
  update call_participants
  set live = false, left_at = case when joined_at is null then left_at else coalesce(left_at, new.ended_at) end
  where call_id = new.call_id and live;
  return null;
end $$;
create trigger call_history_ends after update on call_history
  for each row when (old.ended_at is null and new.ended_at is not null)
  execute function call_participants_leave_with_their_call();

create function call_history_end_is_final() returns trigger language plpgsql as $$
begin
  raise exception 'call % is over and its status is final', old.call_id;
end $$;
create trigger call_history_stays_ended before update of status, end_reason, ended_at on call_history
  for each row when (old.ended_at is not null) execute function call_history_end_is_final();

create table call_quality_metrics (
  id bigint generated always as identity primary key,
  call_id uuid not null references call_history (call_id),
  user_id integer not null references users (id),
  rtt double precision check (rtt >= 0),
  packet_loss double precision check (packet_loss between 0 and 100),
  jitter double precision check (jitter >= 0),
  available_bandwidth integer check (available_bandwidth >= 0),
  audio_bitrate integer check (audio_bitrate >= 0),
  video_bitrate integer check (video_bitrate >= 0),
  video_resolution text,
  video_framerate double precision check (video_framerate >= 0),
  cpu_usage double precision check (cpu_usage between 0 and 100),
  memory_usage double precision check (memory_usage between 0 and 100),
  audio_quality text check (audio_quality in ('excellent', 'good', 'fair', 'poor')),
  video_quality text check (video_quality in ('excellent', 'good', 'fair', 'poor')),
  "timestamp" timestamptz not null default now()
);
create index call_quality_metrics_by_call on call_quality_metrics (call_id, user_id, "timestamp");

create table user_presence (
  id bigint generated always as identity primary key,
  user_id integer not null unique references users (id),
  status text not null check (status in ('online', 'away', 'idle', 'busy', 'offline', 'do_not_disturb')),
  current_call_id uuid references call_history (call_id),
  current_appointment_id integer references appointments (id),
  last_heartbeat timestamptz,
  last_seen timestamptz,
  device_type text not null default 'web' check (device_type in ('web', 'mobile', 'desktop'))
);

-- One row: when deadlines were last looked after. A gap means that no instance was there to hear anybody.
create table deadline_watch (
  only_row boolean primary key default true check (only_row),
  swept_at timestamptz not null default now()
);
insert into deadline_watch default values;
