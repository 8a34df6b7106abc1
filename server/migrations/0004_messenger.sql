-- Chats: one gapless sequence each, membership as intervals of it, a message is its own event.
create table messenger.chat (
  id uuid primary key,
  kind text not null check (kind in ('direct', 'group', 'channel')),
  title text not null,
  community_id uuid,
  channel_class text check (channel_class in ('everyone', 'staff')),
  direct_low uuid,
  direct_high uuid,
  history_from_start boolean not null,
  members_count integer not null,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null,
  constraint chat__direct unique (direct_low, direct_high),
  check ((kind = 'direct') = (direct_low is not null and direct_high is not null)),
  check ((kind = 'channel') = (channel_class is not null)),
  check (direct_low < direct_high)
);
create index chat__community_id__idx on messenger.chat (community_id, kind);
comment on column messenger.chat.community_id is 'The owner: policy, moderation, retention, export. Direct and joint chats have none.';
comment on column messenger.chat.history_from_start is 'Units'' default chats and channels show all history; groups made by people from joining on (reading A-53).';

create table messenger.chat_head (
  chat_id uuid primary key references messenger.chat (id),
  last_seq bigint not null,
  last_ordinal bigint not null,
  policy_version integer not null,
  write_refusal text
) with (fillfactor = 50);
comment on table messenger.chat_head is 'Whoever changes anything durable in a chat locks this row, takes the next numbers and commits.';
comment on column messenger.chat_head.write_refusal is 'Nobody may write, for this reason: the live composition of the chat decides (P-07).';

create table messenger.message (
  chat_id uuid not null,
  seq bigint not null,
  ordinal bigint not null,
  id uuid not null,
  sender_id uuid not null,
  text text not null,
  reply_to_seq bigint,
  version integer not null default 1,
  sent_at timestamptz not null,
  erased_at timestamptz,
  primary key (chat_id, seq),
  unique (chat_id, sender_id, id)
) partition by hash (chat_id);
create table messenger.message_0 partition of messenger.message for values with (modulus 8, remainder 0);
create table messenger.message_1 partition of messenger.message for values with (modulus 8, remainder 1);
create table messenger.message_2 partition of messenger.message for values with (modulus 8, remainder 2);
create table messenger.message_3 partition of messenger.message for values with (modulus 8, remainder 3);
create table messenger.message_4 partition of messenger.message for values with (modulus 8, remainder 4);
create table messenger.message_5 partition of messenger.message for values with (modulus 8, remainder 5);
create table messenger.message_6 partition of messenger.message for values with (modulus 8, remainder 6);
create table messenger.message_7 partition of messenger.message for values with (modulus 8, remainder 7);
create index message__ordinal__idx on messenger.message (chat_id, ordinal);
comment on column messenger.message.id is 'Made by the sender; the key by which a repeat is recognised, for ever.';
comment on column messenger.message.ordinal is 'Number among the messages that count for unread.';

create table messenger.chat_event (
  chat_id uuid not null,
  seq bigint not null,
  kind text not null,
  target_seq bigint,
  payload jsonb not null,
  at timestamptz not null,
  primary key (chat_id, seq)
) partition by hash (chat_id);
create table messenger.chat_event_0 partition of messenger.chat_event for values with (modulus 4, remainder 0);
create table messenger.chat_event_1 partition of messenger.chat_event for values with (modulus 4, remainder 1);
create table messenger.chat_event_2 partition of messenger.chat_event for values with (modulus 4, remainder 2);
create table messenger.chat_event_3 partition of messenger.chat_event for values with (modulus 4, remainder 3);
comment on table messenger.chat_event is 'Durable changes of a chat other than messages; payloads hold ids and versions, never texts of people.';

create table messenger.chat_member (
  chat_id uuid not null references messenger.chat (id),
  profile_id uuid not null references identity.profile (id),
  role text not null check (role in ('owner', 'administrator', 'member')),
  facts_version integer not null default 1,
  write_refusal text,
  start_seq bigint not null,
  joined_seq bigint not null,
  left_seq bigint,
  joined_at timestamptz not null,
  primary key (chat_id, profile_id)
) with (fillfactor = 80);
create index chat_member__profile_id__idx on messenger.chat_member (profile_id, chat_id) where left_seq is null;
comment on table messenger.chat_member is 'The latest interval of each person; `left_seq` is null while it is open. Earlier ones are in chat_interval.';
comment on column messenger.chat_member.facts_version is 'Moves when a right to write is taken away; the send compares it.';

create table messenger.chat_interval (
  chat_id uuid not null,
  profile_id uuid not null,
  start_seq bigint not null,
  joined_seq bigint not null,
  left_seq bigint not null,
  primary key (chat_id, profile_id, joined_seq)
);
comment on table messenger.chat_interval is 'Closed intervals of membership; reading needs an open one.';

create table messenger.read_position (
  chat_id uuid not null,
  profile_id uuid not null,
  seq bigint not null,
  ordinal bigint not null,
  version integer not null default 1,
  at timestamptz not null,
  primary key (chat_id, profile_id)
) with (fillfactor = 70);
create index read_position__chat_id__seq__idx on messenger.read_position (chat_id, seq desc);

create table messenger.read_step (
  chat_id uuid not null,
  profile_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  primary key (chat_id, profile_id, seq)
);
comment on table messenger.read_step is 'Read up to this number at this time; coalesced, so that it can be told when a message was read (MSG-10).';
