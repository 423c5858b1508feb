-- What people said of their calls, and what was shared in one.

create table call_ratings (
  call_id uuid not null references call_history (call_id),
  user_id integer not null references users (id),
  -- Null where somebody did not want to say.
  stars smallint check (stars between 1 and 5),
  -- Under the key of the person who wrote it.
  encrypted_comment bytea,
  rated_at timestamptz not null,
  primary key (call_id, user_id),
  check (stars is not null or encrypted_comment is null)
);

create index messages_by_call on messages (call_id) where call_id is not null;
