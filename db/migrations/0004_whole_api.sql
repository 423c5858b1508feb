-- Guests and their invitations, people of an external issuer, files, quality, commands that may come twice.

-- A guest belongs to one appointment, and signs in by its link only.
alter table users
  alter column email drop not null,
  add column is_guest boolean not null default false,
  add constraint users_guests_have_no_sign_in
    check (case when is_guest then email is null and password_hash is null and role = 'patient'
      else email is not null end);

-- Who a token of an external issuer is: tied at the first sign-in, by a verified e-mail.
create table external_identities (
  issuer text not null check (length(issuer) <= 500),
  subject text not null check (length(subject) between 1 and 255),
  user_id integer not null references users (id),
  linked_at timestamptz not null default now(),
  primary key (issuer, subject),
  -- The first link of a person for one issuer stays the only one.
  constraint external_identities_one_per_person unique (user_id, issuer)
);

-- A session of an external issuer's token has no cookie.
alter table sessions
  alter column secret_hash drop not null,
  -- By what its person knows it again: "Firefox on Windows".
  add column device text check (length(device) <= 60);

-- The words of a name, without the signs that join or shorten them.
create function name_words(name text) returns tsvector language sql immutable parallel safe
  return to_tsvector('simple', translate(name, '.,-_/''’@', '        '));
create index users_by_name_words on users using gin (name_words(name));
create index users_by_name on users (lower(name), id);
create index users_by_email_prefix on users (email text_pattern_ops);

-- One key per person for what is written about them outside of conversations.
create table person_keys (
  user_id integer primary key references users (id),
  wrapped_key bytea not null,
  created_at timestamptz not null default now()
);

alter table appointments
  add column created_by integer references users (id),
  add column client_id text check (length(client_id) between 1 and 128),
  -- HMAC of the command that made it, under the patient's key: what the same client id has to ask for again.
  add column command_print bytea check (length(command_print) = 32),
  -- A Fernet token under the patient's key; `reason` is only of rows from before.
  add column encrypted_reason bytea,
  add constraint appointments_client_id_unique unique (created_by, client_id);
create index appointments_by_start on appointments (starts_at);

create table invitations (
  id bigint generated always as identity primary key,
  invitation_id uuid not null unique,
  appointment_id integer not null references appointments (id),
  made_by integer not null references users (id),
  client_id text check (length(client_id) between 1 and 128),
  token_hash bytea not null unique check (length(token_hash) = 32),
  -- Under ENCRYPTION_KEY, so that a command sent again gets the same link.
  wrapped_token bytea not null,
  -- Who comes by it: nobody yet, or always the same person.
  guest_id integer references users (id),
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  unique (made_by, client_id)
);
create index invitations_by_appointment on invitations (appointment_id, id);
create index invitations_by_guest on invitations (guest_id) where revoked_at is null;

-- Those who take part in an appointment beside its patient and its doctor.
create table appointment_guests (
  user_id integer primary key references users (id),
  appointment_id integer not null references appointments (id),
  joined_at timestamptz not null default now()
);
create index appointment_guests_by_appointment on appointment_guests (appointment_id);

alter table conversations
  add column created_by integer references users (id),
  add column client_id text check (length(client_id) between 1 and 128),
  -- A Fernet token under the key of whoever made the group; `group_name` is only of rows from before.
  add column encrypted_group_name bytea check (encrypted_group_name is null or created_by is not null),
  add constraint conversations_client_id_unique unique (created_by, client_id);

alter table attachments
  add column client_id text check (length(client_id) between 1 and 128),
  add column conversation_id uuid references conversations (conversation_id),
  add column scan text not null default 'pending' check (scan in ('pending', 'clean', 'infected', 'skipped')),
  add column scanned_at timestamptz,
  -- Names the encrypted bytes in the blob store; null once they are gone.
  add column blob_key text unique,
  add column wrapped_key bytea,
  add column deleted_at timestamptz,
  add column width integer check (width > 0),
  add column height integer check (height > 0),
  add constraint attachments_client_id_unique unique (owner_id, client_id);
create index attachments_by_conversation on attachments (conversation_id, id) where conversation_id is not null;
create index attachments_by_call on attachments (shared_in_call_id) where shared_in_call_id is not null;
create index attachments_by_expiry on attachments (expires_at) where deleted_at is null and expires_at is not null;
create index attachments_by_scan on attachments (id) where scan = 'pending' and deleted_at is null;

alter table call_quality_metrics
  -- Whether the media goes over a TURN server.
  add column relay boolean,
  -- Names a sample whose sender gave no time.
  add column client_id text check (length(client_id) between 1 and 140),
  add constraint call_quality_metrics_once unique (call_id, user_id, "timestamp"),
  add constraint call_quality_metrics_client_id_unique unique (call_id, user_id, client_id);
drop index call_quality_metrics_by_call;
create index call_quality_metrics_by_time on call_quality_metrics (call_id, "timestamp", user_id);

-- The round trip of a whole call, in milliseconds, where indexes can hold it.
alter table call_history
  add column rtt_p50 real generated always as ((quality_metrics #>> '{rtt,p50}')::real) stored,
  add column rtt_p95 real generated always as ((quality_metrics #>> '{rtt,p95}')::real) stored;
-- Lists and statistics of calls count many rows and show few: what they count by is in the index itself.
drop index call_history_by_caller;
create index call_history_by_caller on call_history (caller_id, initiated_at, id)
  include (call_type, status, end_reason, duration, accepted_at, connected_at, rtt_p50, rtt_p95);
drop index call_history_by_callee;
create index call_history_by_callee on call_history (callee_id, initiated_at, id)
  include (call_type, status, end_reason, duration, accepted_at, connected_at, rtt_p50, rtt_p95);
create index call_history_by_time on call_history (initiated_at)
  include (call_type, status, end_reason, duration, accepted_at, connected_at, rtt_p50, rtt_p95);
create index call_history_by_appointment on call_history (appointment_id, id);
create index sessions_running_by_user on sessions (user_id, expires_at) where revoked_at is null;
-- A person's calls are numbered without gaps, as the messages of a conversation are: a page of them is a range of numbers,
-- and how many there are is the last one.
create table call_counts (
  user_id integer primary key references users (id),
  calls bigint not null check (calls > 0)
);
alter table call_participants add column ordinal bigint;
update call_participants p set ordinal = n.ordinal
from (
  select call_id, user_id, row_number() over (partition by user_id order by c.initiated_at, c.id) as ordinal
  from call_participants join call_history c using (call_id)
) n where n.call_id = p.call_id and n.user_id = p.user_id;
insert into call_counts (user_id, calls) select user_id, max(ordinal) from call_participants group by user_id;
alter table call_participants
  alter column ordinal set not null,
  add constraint call_participants_numbered unique (user_id, ordinal);
-- A person's list of conversations is ordered by what was written last: it stands beside the person, for an index.
alter table conversation_participants add column last_message_at timestamptz;
drop index conversation_participants_by_user;
create index conversation_participants_by_user
  on conversation_participants (user_id, last_message_at desc nulls last, joined_at desc, conversation_id);
create function conversation_moves_up() returns trigger language plpgsql as $$
begin
  update conversation_participants set last_message_at = new.last_message_at
  where conversation_id = new.conversation_id;
  return null;
end $$;
create trigger conversations_move_up after update of last_message_at on conversations
  for each row when (old.last_message_at is distinct from new.last_message_at)
  execute function conversation_moves_up();
create function conversation_participant_finds_place() returns trigger language plpgsql as $$
begin
  select last_message_at into new.last_message_at from conversations where conversation_id = new.conversation_id;
  return new;
end $$;
create trigger conversation_participants_find_place before insert on conversation_participants
  for each row execute function conversation_participant_finds_place();
-- What one wrote oneself does not count as unread.
create index messages_by_sender on messages (conversation_id, sender_id, seq);

-- One row: under which name this database's files lie in a folder or bucket, so that two databases never touch each other's.
create table blob_space (
  only_row boolean primary key default true check (only_row),
  space uuid not null default gen_random_uuid()
);
insert into blob_space default values;
