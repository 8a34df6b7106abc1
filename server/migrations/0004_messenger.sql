-- Chats: one gapless sequence each, membership as intervals of it, a message is its own event.
create table messenger.chat (
  id uuid primary key,
  kind text not null check (kind in ('direct', 'group', 'channel', 'favourites')),
  title text not null,
  description text not null default '',
  picture_id uuid,
  community_id uuid,
  unit_id uuid,
  unit_audience text check (unit_audience in ('guardians', 'pupils', 'staff')),
  channel_class text check (channel_class in ('everyone', 'staff', 'page')),
  direct_low uuid,
  direct_high uuid,
  history_from_start boolean not null,
  members_count integer not null,
  permissions jsonb not null,
  slow_mode_ms integer,
  pins bigint[] not null default '{}',
  reactions text[],
  supervision text check (supervision in ('secondAdult', 'guardians')),
  observer_ids uuid[] not null default '{}',
  archived boolean not null default false,
  deleted_at timestamptz,
  join_requests integer not null default 0,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null,
  constraint chat__direct unique (direct_low, direct_high),
  check ((kind in ('direct', 'favourites')) = (direct_low is not null and direct_high is not null)),
  check ((kind = 'channel') = (channel_class is not null)),
  check (case kind when 'direct' then direct_low < direct_high when 'favourites' then direct_low = direct_high else true end),
  check (unit_id is null or (kind = 'group' and community_id is not null)),
  check (unit_audience is null or unit_id is not null),
  constraint chat__unit_audience unique (unit_id, unit_audience)
);
create index chat__community_id__idx on messenger.chat (community_id, kind);
comment on column messenger.chat.community_id is 'The owner: policy, moderation, retention, export. Direct and joint chats have none.';
create unique index chat__page__idx on messenger.chat (community_id) where channel_class = 'page';
comment on column messenger.chat.channel_class is 'Who reads a channel: everybody or the staff of the community. `page` is the channel of its page: read by everybody there, in no list of chats, without counters and notices.';
create index chat__deleted_at__idx on messenger.chat (deleted_at) where deleted_at is not null;
comment on column messenger.chat.deleted_at is 'Its owner has deleted it for everybody: nobody reads it, he may bring it back for a week, then it is erased (CHT-09).';
create index chat__unit_id__idx on messenger.chat (unit_id) where unit_id is not null;
comment on column messenger.chat.unit_id is 'The unit whose chat it is: those who lead the unit lead it, and it follows the unit into the next school year (decision 0027).';
comment on column messenger.chat.unit_audience is 'A chat for announcements to these people of the unit; who is in it follows who they are (decision 0037). Where it is null, a unit has as many chats as it likes.';
comment on column messenger.chat.history_from_start is 'Units'' default chats and channels show all history; groups made by people from joining on (reading A-53).';

comment on column messenger.chat.permissions is 'What whoever leads the chat has decided otherwise than it holds by itself (CHT-03).';
comment on column messenger.chat.slow_mode_ms is 'So long whoever does not lead the chat waits between two of his messages; null where nobody does (CHT-10).';
comment on column messenger.chat.pins is 'Numbers of the pinned messages in the order in which they are shown (MSG-17).';
comment on column messenger.chat.reactions is 'Of a channel: which reactions its readers may give; null for all (CHN-07).';
comment on column messenger.chat.members_count is 'Without observers.';
comment on column messenger.chat.archived is 'Of a unit that has ended: its people read it and nobody writes there (P-12).';
comment on column messenger.chat.supervision is 'Why others see this dialogue of an adult and a pupil (P-07); null when nobody does.';
comment on column messenger.chat.observer_ids is 'The open members with the role observer, in the order of their ids, so that no reader looks for them.';

create table messenger.supervision_due (
  id bigint primary key generated always as identity,
  chat_id uuid not null references messenger.chat (id),
  due_at timestamptz not null
);
comment on table messenger.supervision_due is 'When the rule of two adults is looked at anew: something has changed, or somebody has a birthday. Rows are only added and taken, so that whoever adds waits for nobody.';
create index supervision_due__due_at__idx on messenger.supervision_due (due_at, id);
create index supervision_due__chat_id__idx on messenger.supervision_due (chat_id, due_at);

create table messenger.chat_head (
  chat_id uuid primary key references messenger.chat (id),
  last_seq bigint not null,
  last_ordinal bigint not null,
  policy_version integer not null,
  refusal_version integer not null default 1,
  write_refusal text
) with (fillfactor = 50);
comment on table messenger.chat_head is 'Whoever changes anything durable in a chat locks this row, takes the next numbers and commits.';
comment on column messenger.chat_head.policy_version is 'Moves with everything that a right to write was checked by.';
comment on column messenger.chat_head.refusal_version is 'Moves with the refusal alone: the facts of every reader hold it.';
comment on column messenger.chat_head.write_refusal is 'Nobody may write, for this reason: the live composition of the chat decides (P-07).';

create table messenger.message (
  chat_id uuid not null,
  seq bigint not null,
  ordinal bigint not null,
  id uuid not null,
  sender_id uuid not null,
  text text not null,
  mentions jsonb,
  attachments jsonb,
  reply_to_seq bigint,
  origin jsonb,
  poll jsonb,
  announcement jsonb,
  sticker jsonb,
  urgent text,
  preview jsonb,
  version integer not null default 1,
  sent_at timestamptz not null,
  edited_at timestamptz,
  expires_at timestamptz,
  erased_at timestamptz,
  erased_why text,
  reactions jsonb,
  reactions_seq bigint,
  primary key (chat_id, seq),
  unique (chat_id, sender_id, id),
  -- One check that ends at its first word for whoever sends.
  check (erased_why is null or (erased_why in ('author', 'leader', 'expired') and erased_at is not null and text = '' and mentions is null and attachments is null and poll is null and sticker is null and preview is null))
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
create index message__mentions__idx on messenger.message (chat_id, ordinal) where mentions is not null;
create index message__origin__idx on messenger.message ((origin ->> 'profileId')) where origin is not null;
create index message__links__idx on messenger.message (chat_id, seq) where text like '%://%';
create index message__expires_at__idx on messenger.message (expires_at) where expires_at is not null and erased_at is null;
comment on column messenger.message.expires_at is 'Hidden from this moment on, and erased within a minute.';
comment on column messenger.message.origin is 'Whose words a forwarded message holds; the words themselves are a copy that stands and is erased by itself. Of the reminder of a planned call: what every page says in the language of its reader.';
comment on column messenger.message.mentions is 'Whom the text names and where (MSG-20); null when it names nobody.';
comment on column messenger.message.attachments is 'What every reader is shown of its files, so that no reader joins them; null when there are none. The files stand in messenger.attachment.';
comment on column messenger.message.preview is 'The card of its first link as every reader is shown it; null when there is none. What is kept beside it stands in messenger.link_preview.';
comment on column messenger.message.poll is 'What every reader is shown of what the message asks, with the votes as they were told last; null of other messages.';
comment on column messenger.message.urgent is 'Why it sounds in quiet times too (P-04), a word of the product, so it stays when the message is erased; null of all others.';
comment on column messenger.message.announcement is 'Of which announcement it is one place; stays when it is erased, null of other messages.';
comment on column messenger.message.sticker is 'Which sticker it is, with the words that say what is on it; null of other messages.';
comment on column messenger.message.id is 'Made by the sender; the key by which a repeat is recognised, for ever.';
comment on column messenger.message.version is 'Moves with every change; a reader keeps the highest that he has seen.';
comment on column messenger.message.erased_why is 'By whom. The row stays as a place in the log and as the key of a repeat; its text goes in the same statement.';
comment on column messenger.message.reactions is 'Counted from messenger.reaction with every change, so that no reader counts; null while there are none.';
comment on column messenger.message.reactions_seq is 'Number of the last change of the reactions.';
comment on column messenger.message.ordinal is 'Number among the messages that count for unread.';

create table messenger.reaction (
  chat_id uuid not null,
  seq bigint not null,
  profile_id uuid not null,
  reaction text not null,
  given_seq bigint not null,
  primary key (chat_id, seq, profile_id)
) partition by hash (chat_id);
create table messenger.reaction_0 partition of messenger.reaction for values with (modulus 4, remainder 0);
create table messenger.reaction_1 partition of messenger.reaction for values with (modulus 4, remainder 1);
create table messenger.reaction_2 partition of messenger.reaction for values with (modulus 4, remainder 2);
create table messenger.reaction_3 partition of messenger.reaction for values with (modulus 4, remainder 3);
comment on column messenger.reaction.given_seq is 'Number of the change that gave it: the order of giving.';

create table messenger.poll (
  chat_id uuid not null,
  seq bigint not null,
  ends_at timestamptz,
  ended_at timestamptz,
  right_options integer[],
  sealed bytea,
  told_at timestamptz not null,
  untold boolean not null default false,
  primary key (chat_id, seq)
);
create index poll__ends_at__idx on messenger.poll (ends_at) where ended_at is null and ends_at is not null;
create index poll__untold__idx on messenger.poll (told_at) where untold;
comment on table messenger.poll is 'What nobody is shown of a poll, or not yet; the rest stands in messenger.message.poll (POL).';
comment on column messenger.poll.sealed is 'Counts of an anonymous poll under a key that stands in no database, sealed anew with every vote; null of a named one (decision 0032).';
comment on column messenger.poll.untold is 'Votes have come since the chat was told of some.';

create table messenger.poll_vote (
  chat_id uuid not null,
  seq bigint not null,
  profile_id uuid not null,
  choice integer[] not null,
  key uuid not null,
  voted_at timestamptz not null,
  primary key (chat_id, seq, profile_id)
);
create index poll_vote__profile_id__idx on messenger.poll_vote (profile_id);
comment on table messenger.poll_vote is 'Who has chosen what in a named poll.';
comment on column messenger.poll_vote.key is 'By which a repeat of the last vote is recognised.';

create table messenger.poll_voter (
  chat_id uuid not null,
  seq bigint not null,
  profile_id uuid not null,
  key uuid not null,
  primary key (chat_id, seq, profile_id)
);
create index poll_voter__profile_id__idx on messenger.poll_voter (profile_id);
comment on table messenger.poll_voter is 'Who has voted in an anonymous poll, and nothing else: no choice and no time (decision 0032).';

create table messenger.announcement (
  id uuid primary key,
  community_id uuid not null,
  author_id uuid not null references identity.profile (id),
  text text not null,
  important boolean not null,
  confirm_answers text check (confirm_answers in ('seen', 'agree')),
  confirm_who text check (confirm_who in ('one', 'all')),
  due_at timestamptz,
  remind_at timestamptz,
  reminded_at timestamptz,
  reminding boolean not null default false,
  version integer not null default 1,
  made_at timestamptz not null,
  edited_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  check (withdrawn_at is null or text = ''),
  check ((confirm_answers is null) = (confirm_who is null))
);
create index announcement__community_id__idx on messenger.announcement (community_id, made_at desc, id desc);
create index announcement__author_id__idx on messenger.announcement (author_id, community_id, made_at desc, id desc);
create index announcement__remind_at__idx on messenger.announcement (remind_at) where remind_at is not null;
create index announcement__reminding__idx on messenger.announcement (id) where reminding;
comment on table messenger.announcement is 'What stands as one thing in several chats; each place holds a message with its text (decision 0037).';
comment on column messenger.announcement.remind_at is 'When those who have not answered are reminded by themselves; null when they are not, or not any more.';
comment on column messenger.announcement.reminding is 'Not everybody has been told of the reminder of reminded_at yet.';
comment on column messenger.announcement.withdrawn_by is 'Whoever has taken it away; the author, or somebody who speaks for the organisation.';

create table messenger.announcement_target (
  announcement_id uuid not null references messenger.announcement (id),
  n integer not null,
  message_id uuid not null,
  chat_id uuid,
  unit_id uuid,
  unit_audience text,
  seq bigint,
  version integer not null default 0,
  due boolean not null default true,
  refused text,
  kept boolean not null default false,
  primary key (announcement_id, n),
  check (chat_id is not null or (unit_id is not null and unit_audience is not null))
);
create index announcement_target__due__idx on messenger.announcement_target (announcement_id, n) where due;
create index announcement_target__chat_id__seq__idx on messenger.announcement_target (chat_id, seq);
comment on column messenger.announcement_target.message_id is 'The key of its message, so that it stands there once however often it is brought.';
comment on column messenger.announcement_target.version is 'Up to which version of the announcement it has been brought.';
comment on column messenger.announcement_target.refused is 'By the time it was to be put there, its author could not announce there any more, by this rule.';
comment on column messenger.announcement_target.kept is 'It stands before somebody who has to see what is said there, and stays as it was said.';

create table messenger.announcement_answer (
  announcement_id uuid not null references messenger.announcement (id),
  child_id uuid not null references identity.profile (id),
  adult_id uuid not null references identity.profile (id),
  answer text not null check (answer in ('seen', 'agree', 'disagree')),
  comment text not null,
  answered_at timestamptz not null,
  primary key (announcement_id, child_id, adult_id)
);
create index announcement_answer__child_id__idx on messenger.announcement_answer (child_id);
create index announcement_answer__adult_id__idx on messenger.announcement_answer (adult_id);
comment on table messenger.announcement_answer is 'What an adult has answered for a child (P-02); for himself where children have no accounts.';

create table messenger.announcement_reminder (
  announcement_id uuid not null references messenger.announcement (id),
  adult_id uuid not null references identity.profile (id),
  reminded_at timestamptz not null,
  primary key (announcement_id, adult_id)
);
create index announcement_reminder__adult_id__idx on messenger.announcement_reminder (adult_id);
comment on table messenger.announcement_reminder is 'When somebody was reminded last, so that nobody is twice by one reminder.';

create table messenger.mark (
  profile_id uuid not null references identity.profile (id),
  mark text not null check (mark in ('important', 'hidden')),
  chat_id uuid not null,
  seq bigint not null,
  marked_at timestamptz not null,
  primary key (profile_id, mark, chat_id, seq)
);
create index mark__marked_at__idx on messenger.mark (profile_id, mark, marked_at, chat_id, seq);
comment on table messenger.mark is 'What a reader has marked for himself alone: as important, or as deleted for himself (MSG-13, MSG-15).';

create table messenger.draft (
  profile_id uuid not null references identity.profile (id),
  chat_id uuid not null,
  version integer not null check (version > 0),
  written boolean not null,
  text text not null,
  mentions jsonb,
  reply_to_seq bigint,
  primary key (profile_id, chat_id),
  check (written or (text = '' and mentions is null and reply_to_seq is null))
);
create index draft__chat_id__idx on messenger.draft (chat_id);
comment on table messenger.draft is 'What somebody has typed in a chat and not sent, for all of his devices.';
comment on column messenger.draft.written is 'False once it was sent or emptied: its version is left, so that no device takes an older one for newer.';

create table messenger.scheduled (
  profile_id uuid not null references identity.profile (id),
  chat_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  text text not null,
  mentions jsonb,
  reply_to_seq bigint,
  send_at timestamptz not null,
  failure text,
  primary key (profile_id, chat_id, id)
);
create index scheduled__send_at__idx on messenger.scheduled (send_at, id) where failure is null;
comment on table messenger.scheduled is 'Messages that the server sends at a time; they are told to their author alone before.';
comment on column messenger.scheduled.id is 'The key of the message that it becomes, so that it is sent once.';
comment on column messenger.scheduled.failure is 'Why it could not be sent at its time; it waits for its author then.';

create table messenger.folders (
  profile_id uuid primary key references identity.profile (id),
  version integer not null check (version > 0),
  list jsonb not null
);
comment on table messenger.folders is 'Folders into which somebody has put his chats, all of them in their order (FLD-01).';

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
create index chat_event__supervision__idx on messenger.chat_event (chat_id, seq) where kind = 'supervision.changed';
comment on table messenger.chat_event is 'Durable changes of a chat other than messages; payloads hold ids and versions, never texts of people.';
comment on column messenger.chat_event.target_seq is 'The message that is changed; who may not see it learns nothing of the change.';

create table messenger.chat_member (
  chat_id uuid not null references messenger.chat (id),
  profile_id uuid not null references identity.profile (id),
  role text not null check (role in ('owner', 'administrator', 'member', 'observer')),
  leads_unit boolean not null default false,
  facts_version integer not null default 1,
  write_refusal text,
  start_seq bigint not null,
  joined_seq bigint not null,
  left_seq bigint,
  joined_at timestamptz not null,
  paced_at timestamptz,
  removed boolean not null default false,
  primary key (chat_id, profile_id)
) with (fillfactor = 80);
create index chat_member__profile_id__idx on messenger.chat_member (profile_id, chat_id) where left_seq is null;
create index chat_member__left__idx on messenger.chat_member (profile_id, chat_id) where left_seq is not null;
comment on table messenger.chat_member is 'The latest interval of each person; `left_seq` is null while it is open. Earlier ones are in chat_interval.';
comment on column messenger.chat_member.leads_unit is 'Leads the chat because of leading its unit, and only for so long.';
comment on column messenger.chat_member.removed is 'Whoever leads the chat has removed him: no link lets him in again.';
comment on column messenger.chat_member.paced_at is 'When he last wrote there while the chat was slow; stays when he goes and comes again.';
comment on column messenger.chat_member.facts_version is 'Moves when a right to write is taken away; the send compares it.';

-- Invitation links of groups (CHT-06): one at a time leads into a chat, those before it are forgotten.
create table messenger.chat_link (
  chat_id uuid primary key references messenger.chat (id),
  token text not null unique,
  made_by uuid not null references identity.profile (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  uses_max integer,
  uses integer not null default 0,
  approval boolean not null
);
comment on table messenger.chat_link is 'It lets in whom its maker could add, for as long as he may invite there.';

create table messenger.join_request (
  chat_id uuid not null references messenger.chat (id),
  profile_id uuid not null references identity.profile (id),
  token text not null,
  asked_at timestamptz not null,
  declined_at timestamptz,
  primary key (chat_id, profile_id)
);
create index join_request__profile_id__idx on messenger.join_request (profile_id);
comment on table messenger.join_request is 'Who asks to come into a group by its link. Who was declined asks again only by another link.';

create table messenger.sms_invitation (
  id uuid primary key,
  chat_id uuid not null references messenger.chat (id),
  sender_id uuid not null references identity.profile (id),
  sent_at timestamptz not null
);
create index sms_invitation__chat_id__idx on messenger.sms_invitation (chat_id, sent_at);
create index sms_invitation__sender_id__idx on messenger.sms_invitation (sender_id, sent_at);
comment on table messenger.sms_invitation is 'That an SMS with the link of a chat was sent, for a day, and not to which number (CHT-05).';

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
  shown_seq bigint not null default 0,
  held_until timestamptz,
  hidden_seq bigint,
  muted boolean not null default false,
  version integer not null default 1,
  at timestamptz not null,
  primary key (chat_id, profile_id)
) with (fillfactor = 70);
-- In the order in which the farthest are asked for, so that two are read of a chat of thousands.
create index read_position__chat_id__shown_seq__profile_id__idx on messenger.read_position (chat_id, shown_seq desc, profile_id) where shown_seq > 0;
create index read_position__held_until__idx on messenger.read_position (held_until) where held_until is not null;
comment on column messenger.read_position.shown_seq is 'How far others see that he has read; 0 while the position only says where somebody joined, and of whoever does not show it.';
comment on column messenger.read_position.held_until is 'Of what was read in a quiet time: when others see it (P-04).';

comment on column messenger.read_position.muted is 'The reader wants no notices of the chat (CHT-02).';
comment on column messenger.read_position.hidden_seq is 'The reader has hidden the chat from his list, until a message stands above this number (CHT-09).';

create table messenger.silent_reader (
  profile_id uuid primary key references identity.profile (id)
);
comment on table messenger.silent_reader is 'Whoever does not let others see how far he has read (ACC-07).';

create table messenger.gone_sender (
  profile_id uuid not null references identity.profile (id),
  community_id uuid not null,
  gone_at timestamptz not null,
  due_at timestamptz,
  primary key (profile_id, community_id)
);
create index gone_sender__due_at__idx on messenger.gone_sender (due_at) where due_at is not null;
create index gone_sender__community_id__idx on messenger.gone_sender (community_id);
comment on table messenger.gone_sender is 'Accounts that are deleted, or shall be at gone_at, and whose messages stand in chats of an organisation (IDN-24).';
comment on column messenger.gone_sender.due_at is 'When they are erased by the rule of the organisation, never later than its owner was told; null for never.';

create table messenger.read_step (
  chat_id uuid not null,
  profile_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  primary key (chat_id, profile_id, seq)
);
comment on table messenger.read_step is 'Read up to this number at this time; coalesced, so that it can be told when a message was read (MSG-10).';

-- One statement commits a batch: the heads are locked in the order of their ids, then, with a fresh snapshot, the rows
-- whose facts still hold get the next numbers. A chat that somebody else holds is answered `locked` and put back by the
-- caller; stale facts are answered `stale` and checked again; a known key is answered with what it made.
create function messenger.commit_rows(
  p_chat uuid[], p_sender uuid[], p_id uuid[], p_text text[], p_reply bigint[], p_lifetime bigint[], p_facts integer[],
  p_policy integer[], p_at timestamptz, p_repeats boolean
) returns table (n bigint, outcome text, seq bigint, ordinal bigint, version integer, sent_at timestamptz)
-- Batches are of every size, and planning anew for each costs more than carrying it out.
language plpgsql volatile set plan_cache_mode = force_generic_plan as $$
declare
  locked uuid[];
  locked_seq bigint[];
  locked_ordinal bigint[];
  locked_policy integer[];
begin
  select array_agg(l.chat_id), array_agg(l.last_seq), array_agg(l.last_ordinal), array_agg(l.policy_version)
  into locked, locked_seq, locked_ordinal, locked_policy from (
    select h.chat_id, h.last_seq, h.last_ordinal, h.policy_version from messenger.chat_head h
    where h.chat_id = any(p_chat) order by h.chat_id for update skip locked
  ) l;
  return query
  with input as materialized (
    select i.*, h.last_seq, h.last_ordinal, h.chat_id is not null as is_locked,
      m.left_seq is null and m.facts_version = i.facts and h.policy_version = i.policy as is_allowed
    from unnest(p_chat, p_sender, p_id, p_text, p_reply, p_lifetime, p_facts, p_policy) with ordinality
      as i (chat_id, sender_id, id, body, reply, lifetime, facts, policy, n)
    left join unnest(locked, locked_seq, locked_ordinal, locked_policy) as h (chat_id, last_seq, last_ordinal, policy_version)
      on h.chat_id = i.chat_id
    left join messenger.chat_member m on m.chat_id = h.chat_id and m.profile_id = i.sender_id
  ), existing as materialized (
    select i.n, m.seq, m.ordinal, m.version, m.sent_at,
      -- What has been changed since cannot be compared any more.
      (m.version > 1 or (m.text = i.body and m.mentions is null)) and m.attachments is null and m.reply_to_seq is not distinct from i.reply
        and m.expires_at is not distinct from m.sent_at + i.lifetime * interval '1 millisecond' as same
    from input i
    join messenger.message m on m.chat_id = i.chat_id and m.sender_id = i.sender_id and m.id = i.id
    -- Whoever may not write any more may have written before, and repeats because he was not told.
    where i.is_locked and (p_repeats or i.is_allowed is not true)
  ), copies as materialized (
    select c.n
    from (
      select i.n, row_number() over (partition by i.chat_id, i.sender_id, i.id order by i.n) as copy
      from input i where p_repeats
    ) c
    where c.copy > 1
  ), fresh as materialized (
    select i.n, i.chat_id, i.sender_id, i.id, i.body, i.reply, i.lifetime, i.last_seq, i.last_ordinal,
      row_number() over (partition by i.chat_id order by i.n) as k
    from input i
    where i.is_allowed
      and not exists (select from copies c where c.n = i.n)
      and not exists (select from existing e where e.n = i.n)
  ), inserted as (
    insert into messenger.message (chat_id, seq, ordinal, id, sender_id, text, reply_to_seq, sent_at, expires_at)
    select f.chat_id, f.last_seq + f.k, f.last_ordinal + f.k, f.id, f.sender_id, f.body, f.reply, p_at,
      p_at + f.lifetime * interval '1 millisecond'
    from fresh f
  ), advanced as (
    update messenger.chat_head h set last_seq = h.last_seq + c.k, last_ordinal = h.last_ordinal + c.k
    from (select f.chat_id, count(*) as k from fresh f group by f.chat_id) c where h.chat_id = c.chat_id
  )
  select i.n,
    case
      when not i.is_locked then 'locked'
      when e.n is not null then case when e.same then 'known' else 'reused' end
      when f.n is not null then 'made'
      when c.n is not null then 'locked'
      else 'stale'
    end,
    coalesce(e.seq, f.last_seq + f.k), coalesce(e.ordinal, f.last_ordinal + f.k), coalesce(e.version, 1),
    e.sent_at
  from input i
  left join existing e on e.n = i.n
  left join copies c on c.n = i.n
  left join fresh f on f.n = i.n
  order by i.n;
end $$;
comment on function messenger.commit_rows is
  'Puts messages into the logs of their chats. Without `p_repeats` a key that has been used breaks its unique index.';

create function messenger.commit_batch(
  p_chat uuid[], p_sender uuid[], p_id uuid[], p_text text[], p_reply bigint[], p_lifetime bigint[], p_facts integer[],
  p_policy integer[], p_at timestamptz
) returns table (n bigint, outcome text, seq bigint, ordinal bigint, version integer, sent_at timestamptz)
language plpgsql volatile as $$
begin
  -- Repeats are rare, and looking for them in every batch costs a third of it.
  return query select * from messenger.commit_rows(
    p_chat, p_sender, p_id, p_text, p_reply, p_lifetime, p_facts, p_policy, p_at, false);
exception when unique_violation then
  return query select * from messenger.commit_rows(
    p_chat, p_sender, p_id, p_text, p_reply, p_lifetime, p_facts, p_policy, p_at, true);
end $$;
comment on function messenger.commit_batch is 'One batch of the committer: row by row what became of it, in the order given.';

-- Numbers and times grow together, so the place is found by halving and not by looking at every message.
create function messenger.seq_since(p_chat uuid, p_at timestamptz) returns bigint
language plpgsql stable as $$
declare
  low bigint := 1;
  high bigint;
  middle bigint;
  found record;
begin
  select m.ordinal, m.sent_at into found from messenger.message m where m.chat_id = p_chat order by m.ordinal desc limit 1;
  if found.sent_at is null or found.sent_at < p_at then
    return null;
  end if;
  high := found.ordinal;
  while low < high loop
    middle := (low + high) / 2;
    select m.ordinal, m.sent_at into found
    from messenger.message m where m.chat_id = p_chat and m.ordinal >= middle order by m.ordinal limit 1;
    if found.sent_at < p_at then
      low := found.ordinal + 1;
    else
      high := middle;
    end if;
  end loop;
  return (select m.seq from messenger.message m where m.chat_id = p_chat and m.ordinal >= low order by m.ordinal limit 1);
end $$;
comment on function messenger.seq_since is 'Number of the first message of a chat that was sent then or later; null when there is none.';

-- Pictures of groups, in several sizes; what they were made of is not kept (CHT-01).
create table messenger.chat_picture (
  picture_id uuid not null,
  size integer not null,
  chat_id uuid not null references messenger.chat (id),
  file_id uuid not null,
  source_id uuid not null,
  primary key (picture_id, size)
);
create index chat_picture__chat_id__idx on messenger.chat_picture (chat_id);
comment on column messenger.chat_picture.source_id is 'The upload that it was made of, which is deleted: the same one again is a repeat.';

-- What an organisation has written in its channels, and who wrote it in its name (CHN-02).
create table messenger.channel_post (
  chat_id uuid not null references messenger.chat (id),
  seq bigint not null,
  author_id uuid not null references identity.profile (id),
  primary key (chat_id, seq)
);
create index channel_post__author_id__idx on messenger.channel_post (author_id);
comment on table messenger.channel_post is 'The sender of the message is the community itself, so that no reader is told of a person.';
comment on column messenger.channel_post.author_id is 'Told to those alone who write in the channel.';

-- What stands on the page of an organisation: messages of its hidden channel `page` (ORG-15, decision 0051).
create table messenger.publication (
  chat_id uuid not null references messenger.chat (id),
  seq bigint not null,
  kind text not null check (kind in ('report', 'poll', 'article', 'script')),
  mirror_chat_id uuid,
  mirror_seq bigint,
  primary key (chat_id, seq),
  check ((mirror_chat_id is null) = (mirror_seq is null))
);
create index publication__kind__idx on messenger.publication (chat_id, kind, seq);
comment on table messenger.publication is 'Its title is the first line of the message, which is all that somebody has said there: it ends with the message.';
comment on column messenger.publication.mirror_seq is 'Where it was forwarded to in the channel of the whole organisation; null when it was not.';

-- Stickers (MSG-06, STK-01).
create table messenger.sticker_pack (
  id uuid primary key,
  title text not null,
  state text not null check (state in ('draft', 'published', 'withdrawn')),
  is_own boolean not null,
  place bigint generated always as identity,
  changed_at timestamptz not null
);
comment on column messenger.sticker_pack.is_own is 'It comes with the product.';

create table messenger.sticker (
  pack_id uuid not null references messenger.sticker_pack (id),
  id uuid not null,
  place bigint generated always as identity,
  words text not null,
  media_type text not null check (media_type in ('image/svg+xml', 'image/webp')),
  bytes bytea not null,
  primary key (pack_id, id)
);
comment on column messenger.sticker.words is 'What is on it and by what it is found.';
comment on column messenger.sticker.bytes is 'Drawn anew by us, or an SVG of which nothing was kept but shapes.';

-- Files of messages (MSG-02): what a file is, and which messages hold it. It goes with the last of them.
create table messenger.media (
  file_id uuid primary key,
  chat_id uuid not null,
  kind text not null check (kind in ('photo', 'video', 'audio', 'voice', 'round', 'document')),
  name text not null,
  bytes bigint not null,
  width integer,
  height integer,
  tells_place boolean not null,
  clean_id uuid,
  small_id uuid,
  large_id uuid,
  duration_ms integer,
  waveform integer[],
  created_at timestamptz not null,
  check (waveform is null or kind = 'voice'),
  check ((width is null) = (height is null)),
  check ((small_id is null) = (large_id is null) and (small_id is null) = (width is null)),
  check (tells_place or clean_id is null)
);
create index media__clean_id__idx on messenger.media (clean_id) where clean_id is not null;
create index media__previews__idx on messenger.media (small_id) where small_id is not null;
create index media__created_at__idx on messenger.media (created_at);
comment on column messenger.media.chat_id is 'For a message of which chat it was made ready; that one may be erased, and the file held by a message of another chat.';
comment on column messenger.media.tells_place is 'Of a photo: it may tell where it was taken, which nobody is told where pupils read (MSG-03). Of what was spoken or filmed into the chat, as it was recorded: it may tell more than is heard and seen.';
comment on column messenger.media.clean_id is 'The same photo without what it told of the place, for chats with pupils; null where that cannot be taken out. What was spoken or filmed as every browser plays it.';
comment on column messenger.media.small_id is 'The file of its small preview; a clean photo has those of the photo that it was made of.';

create table messenger.attachment (
  chat_id uuid not null,
  seq bigint not null,
  place smallint not null,
  file_id uuid not null references messenger.media (file_id),
  source_id uuid not null,
  kind text not null,
  primary key (chat_id, seq, place)
);
create index attachment__file_id__idx on messenger.attachment (file_id);
create index attachment__kind__idx on messenger.attachment (chat_id, kind, seq desc, place);
comment on table messenger.attachment is 'Which message holds which file: whoever reads one of them may load it.';
comment on column messenger.attachment.source_id is 'The file that the sender named, for a repeat; another one than file_id when the place was taken out.';

create table messenger.link_preview (
  chat_id uuid not null,
  seq bigint not null,
  address text not null,
  file_id uuid,
  message_version integer not null,
  found_at timestamptz not null,
  primary key (chat_id, seq)
);
create index link_preview__found__idx on messenger.link_preview (chat_id, found_at);
create unique index link_preview__file__idx on messenger.link_preview (file_id);
comment on table messenger.link_preview is 'Which messages have a card of which address, with the file of its picture (decision 0049). An address is asked once a day for a chat.';
comment on column messenger.link_preview.message_version is 'The version of the message since which the card is there: its author need not see it to edit.';
