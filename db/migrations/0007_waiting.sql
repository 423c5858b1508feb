-- Who waits for which visit, and the queue of each doctor.

-- Grows with every change of a doctor's queue: whoever writes has seen the one before.
create table waiting_queues (
  doctor_id integer primary key references users (id),
  version integer not null check (version > 0)
);

create table waiting (
  appointment_id integer not null references appointments (id),
  user_id integer not null references users (id),
  -- Of the appointment, where an index can hold it.
  doctor_id integer not null references users (id),
  status text not null check (status in ('waiting', 'away', 'gone')),
  gone_reason text check (gone_reason in ('left', 'lost', 'admitted', 'not_come', 'closed')),
  -- When they came first, which counts for the order, and last.
  arrived_at timestamptz not null,
  entered_at timestamptz not null,
  -- When a device of theirs was last known to be there.
  seen_at timestamptz not null,
  gone_at timestamptz,
  postponed_until timestamptz,
  -- The next moment at which this changes by itself; null for whoever is not in the queue any more.
  deadline_at timestamptz,
  primary key (appointment_id, user_id),
  check ((status = 'gone') = (gone_at is not null)),
  check ((status = 'gone') = (gone_reason is not null)),
  check ((status = 'gone') = (deadline_at is null)),
  check (entered_at >= arrived_at)
);
create index waiting_in_queue on waiting (doctor_id) where status <> 'gone';
create index waiting_by_user on waiting (user_id) where status <> 'gone';
