-- What people's devices found out about themselves before a visit.

create table device_checks (
  id bigint generated always as identity primary key,
  check_id uuid not null unique,
  user_id integer not null references users (id),
  -- Null where it was made for no visit in particular.
  appointment_id integer references appointments (id),
  client_id text check (length(client_id) between 1 and 128),
  at timestamptz not null,
  verdict text not null check (verdict in ('video', 'sound', 'not_possible')),
  problems text[] not null,
  report jsonb not null check (jsonb_typeof(report) = 'object' and length(report::text) <= 65536),
  constraint device_checks_client_id_unique unique (user_id, client_id)
);
create index device_checks_by_user on device_checks (user_id, id);
create index device_checks_by_appointment on device_checks (appointment_id) where appointment_id is not null;
