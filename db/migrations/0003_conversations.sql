-- Conversations, their messages and files.

create table conversations (
  id bigint generated always as identity primary key,
  conversation_id uuid not null unique,
  conversation_type text not null check (conversation_type in ('direct', 'group')),
  -- "low:high" of the two user ids, so that two people have one direct conversation.
  direct_key text unique,
  group_name text check (length(group_name) between 1 and 120),
  group_avatar text,
  last_seq bigint not null default 0,
  last_message_at timestamptz,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  check ((conversation_type = 'direct') = (direct_key is not null)),
  check (conversation_type = 'group' or group_name is null)
);

create table conversation_participants (
  conversation_id uuid not null references conversations (conversation_id),
  user_id integer not null references users (id),
  delivered_seq bigint not null default 0,
  read_seq bigint not null default 0,
  joined_at timestamptz not null default now(),
  primary key (conversation_id, user_id),
  check (read_seq <= delivered_seq)
);
create index conversation_participants_by_user on conversation_participants (user_id);

-- One data key per sender and conversation; destroying it erases what that person wrote there.
create table data_keys (
  id bigint generated always as identity primary key,
  conversation_id uuid not null references conversations (conversation_id),
  user_id integer not null references users (id),
  wrapped_key bytea not null,
  created_at timestamptz not null default now(),
  unique (conversation_id, user_id)
);

create table messages (
  id bigint generated always as identity primary key,
  message_id uuid not null unique,
  conversation_id uuid not null references conversations (conversation_id),
  seq bigint not null check (seq > 0),
  sender_id integer not null references users (id),
  client_id text not null check (length(client_id) between 1 and 128),
  data_key_id bigint not null references data_keys (id),
  encrypted_body bytea not null,
  message_type text not null check (
    message_type in ('text', 'image', 'file', 'voice_note', 'prescription', 'report')
  ),
  in_call boolean not null default false,
  call_id uuid references call_history (call_id),
  status text not null default 'sent' check (status in ('sent', 'delivered', 'read')),
  created_at timestamptz not null default now(),
  delivered_at timestamptz,
  read_at timestamptz,
  attachment_ids jsonb not null default '[]' check (jsonb_typeof(attachment_ids) = 'array'),
  unique (conversation_id, seq),
  unique (sender_id, client_id),
  check (not in_call or call_id is not null),
  check ((status = 'sent') = (delivered_at is null)),
  check ((status = 'read') = (read_at is not null))
);

create table message_receipts (
  message_id uuid not null references messages (message_id),
  user_id integer not null references users (id),
  delivered_at timestamptz not null,
  read_at timestamptz check (read_at >= delivered_at),
  primary key (message_id, user_id)
);

create table attachments (
  id bigint generated always as identity primary key,
  attachment_id uuid not null unique,
  owner_id integer not null references users (id),
  file_name text not null,
  file_type text not null,
  file_size bigint not null check (file_size >= 0),
  s3_key text,
  s3_bucket text,
  file_url text,
  shared_in_call_id uuid references call_history (call_id),
  shared_in_message_id uuid references messages (message_id),
  encrypted_metadata bytea,
  is_encrypted boolean not null default true,
  access_control text not null check (access_control in ('private', 'shared_call', 'shared_conversation')),
  uploaded_at timestamptz not null default now(),
  expires_at timestamptz
);
create index attachments_by_owner on attachments (owner_id);
