-- People, their sign-ins and what is kept about who did what.

create table users (
  id integer generated always as identity primary key,
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  name text not null check (length(name) between 1 and 120),
  role text not null check (role in ('patient', 'doctor', 'admin')),
  password_hash text,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  constraint users_email_unique unique (email)
);

create table sessions (
  session_id uuid primary key,
  user_id integer not null references users (id),
  secret_hash bytea not null check (length(secret_hash) = 32),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  check (expires_at > created_at)
);
create index sessions_by_user on sessions (user_id) where revoked_at is null;

create table realtime_tickets (
  ticket_hash bytea primary key check (length(ticket_hash) = 32),
  session_id uuid not null references sessions (session_id),
  expires_at timestamptz not null
);

create table signing_keys (
  kid text primary key,
  alg text not null check (alg = 'EdDSA'),
  public_jwk jsonb not null,
  wrapped_private bytea not null,
  created_at timestamptz not null default now()
);

create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor_id integer references users (id),
  session_id uuid,
  action text not null,
  object_type text not null,
  object_id text,
  outcome text not null check (outcome in ('done', 'refused')),
  source_address text
);
create index audit_log_by_actor on audit_log (actor_id, id);
create index audit_log_by_object on audit_log (object_type, object_id, id);

create function audit_log_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'audit_log is append-only';
end $$;
create trigger audit_log_no_change before update or delete on audit_log
  for each row execute function audit_log_is_append_only();
create trigger audit_log_no_truncate before truncate on audit_log
  for each statement execute function audit_log_is_append_only();
