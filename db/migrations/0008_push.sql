-- Devices that ring while no page of theirs is open, and calls that somebody has missed.

create table vapid_keys (
  kid text primary key,
  -- Uncompressed point of P-256, as browsers take it.
  public_key bytea not null check (length(public_key) = 65),
  wrapped_private bytea not null,
  created_at timestamptz not null default now()
);

create table push_subscriptions (
  id bigint generated always as identity primary key,
  subscription_id uuid not null unique,
  user_id integer not null references users (id),
  session_id uuid not null references sessions (session_id),
  -- SHA-256 of the address, which is a secret: a browser has one row, whoever signs in there.
  endpoint_hash bytea not null unique check (length(endpoint_hash) = 32),
  -- Address and keys as JSON.
  wrapped_target bytea not null,
  language text not null check (length(language) = 2),
  quiet boolean not null default false,
  -- The call that it was last told to ring for.
  rung_call uuid,
  created_at timestamptz not null,
  last_success_at timestamptz,
  failures integer not null default 0 check (failures >= 0)
);
create index push_subscriptions_by_user on push_subscriptions (user_id, id);
create index push_subscriptions_by_session on push_subscriptions (session_id);

-- However a session ends, what it has subscribed ends with it.
create function end_push_subscriptions() returns trigger language plpgsql as $$
begin
  delete from push_subscriptions where session_id = new.session_id;
  return null;
end $$;
create trigger sessions_end_push after update of revoked_at on sessions
  for each row when (old.revoked_at is null and new.revoked_at is not null)
  execute function end_push_subscriptions();

create table missed_calls_seen (
  user_id integer primary key references users (id),
  seen_at timestamptz not null
);
create index call_history_missed on call_history (callee_id, ended_at)
  where accepted_at is null and end_reason in ('missed', 'cancelled');
