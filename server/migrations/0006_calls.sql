-- Calls: what the media server forgets with its process stands here.
create schema calls;

create table calls.call (
  id uuid primary key,
  chat_id uuid not null,
  version integer not null default 1,
  started_by uuid not null references identity.profile (id),
  started_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references identity.profile (id),
  waiting_room boolean not null default false,
  locked boolean not null default false,
  microphones boolean not null default true,
  cameras boolean not null default true,
  screens boolean not null,
  reactions boolean not null default true,
  alone_since timestamptz,
  looked_at timestamptz not null,
  room_gone boolean not null default false,
  revision integer not null default 0,
  told_at timestamptz,
  applauded_at timestamptz,
  check (ended_at is not null or (ended_by is null and not room_gone))
);
create unique index call__running on calls.call (chat_id) where ended_at is null;
create index call__chat_id__idx on calls.call (chat_id, started_at, id);
create index call__looked_at__idx on calls.call (looked_at, id) where not room_gone;
comment on column calls.call.looked_at is 'When its people and its room were compared last; the longest ago comes first.';
comment on column calls.call.locked is 'Nobody new comes in, but who leads it.';
comment on column calls.call.microphones is 'People may switch on their microphones themselves (CALL-13); so with cameras and screens.';
comment on column calls.call.alone_since is 'Since when an adult and a pupil who may not be alone have been alone in it behind a closed door (P-07).';
comment on column calls.call.revision is 'Number of what those in it were told last about each other, at told_at.';
comment on column calls.call.applauded_at is 'When those in it were told last of reactions.';
comment on column calls.call.room_gone is 'It has ended and so has its room on the media server: nothing is left to do.';

create table calls.halls (
  call_id uuid primary key references calls.call (id) on delete cascade,
  version integer not null default 1,
  free boolean not null,
  open_since timestamptz,
  ends_at timestamptz,
  check (ends_at is null or open_since is not null)
);
comment on table calls.halls is 'Session halls of a call: rooms of their own beside it, open from one time to another (HALL-03).';

create table calls.hall (
  id uuid primary key,
  call_id uuid not null references calls.halls (call_id) on delete cascade,
  place smallint not null,
  name text not null,
  alone_since timestamptz
);
create index hall__call_id__idx on calls.hall (call_id, place);
comment on column calls.hall.alone_since is 'Since when an adult and a pupil who may not be alone have been alone in it (P-07).';

create table calls.guest (
  id uuid primary key,
  call_id uuid not null references calls.call (id) on delete cascade,
  name text not null,
  secret_hash bytea unique,
  asked text check (asked in ('microphone', 'camera')),
  nudged boolean not null default false,
  seen_at timestamptz not null
);
create index guest__call_id__idx on calls.guest (call_id);
comment on table calls.guest is 'Who has come by the link of a call without an account, under a name that he has typed (CALL-20). He is known in this call and nowhere else.';
comment on column calls.guest.asked is 'What whoever leads the call asks him to switch on; his browser takes it with its next word.';
comment on column calls.guest.nudged is 'Attention was drawn since his browser has said its last word (CALL-05).';
comment on column calls.guest.secret_hash is 'Of the secret in the cookie of his browser; null when that leads nowhere any more. So it does when nothing was heard of him for long (seen_at).';

create table calls.person (
  call_id uuid not null references calls.call (id) on delete cascade,
  profile_id uuid not null,
  is_guest boolean not null default false,
  of_profile uuid generated always as (case when not is_guest then profile_id end) stored references identity.profile (id),
  of_guest uuid generated always as (case when is_guest then profile_id end) stored references calls.guest (id) on delete cascade,
  administrator boolean not null default false,
  admission text check (admission in ('waiting', 'admitted', 'rejected', 'removed')),
  asked_at timestamptz,
  seen_at timestamptz,
  hall_id uuid references calls.hall (id) on delete set null,
  moved_at timestamptz,
  hand_at timestamptz,
  floor boolean not null default false,
  may_microphone boolean,
  may_camera boolean,
  may_screen boolean,
  untold boolean not null default false,
  primary key (call_id, profile_id),
  check ((admission = 'waiting') <= (asked_at is not null and seen_at is not null))
);
comment on column calls.person.profile_id is 'Of his profile; of a guest it is his own id there. That it exists is watched by of_profile and of_guest.';
comment on table calls.person is 'What was decided of somebody in a call, beside who has been in it: it holds over every return (CALL-04).';
comment on column calls.person.asked_at is 'Since when he has waited to be let in; he is there as long as he says so (seen_at).';
comment on column calls.person.hall_id is 'The hall that he belongs into, also after he was away, and after the media server was (HALL-05).';
comment on column calls.person.moved_at is 'When that changed last: for a moment he is in both rooms.';
create index person__hall_id__idx on calls.person (hall_id) where hall_id is not null;
comment on column calls.person.hand_at is 'Since when his hand is up; the queue goes by it (CALL-06).';
comment on column calls.person.floor is 'Was given the floor by whoever leads the call.';
comment on column calls.person.may_microphone is 'What was decided for him alone; null where the call has for him what it has for everybody (CALL-11, CALL-13).';
comment on column calls.person.untold is 'Has changed since those in the call were told last.';
create index person__waiting__idx on calls.person (call_id, asked_at) where admission = 'waiting';
create index person__untold__idx on calls.person (call_id) where untold;
create index person__profile_id__idx on calls.person (profile_id);
create index person__of_profile__idx on calls.person (of_profile);
create index person__of_guest__idx on calls.person (of_guest) where is_guest;

create table calls.stay (
  session_id uuid primary key,
  call_id uuid not null references calls.call (id) on delete cascade,
  profile_id uuid not null,
  is_guest boolean not null default false,
  of_profile uuid generated always as (case when not is_guest then profile_id end) stored references identity.profile (id),
  of_guest uuid generated always as (case when is_guest then profile_id end) stored references calls.guest (id) on delete cascade,
  joined_at timestamptz not null,
  seen_at timestamptz not null,
  left_at timestamptz,
  untold boolean not null default true
);
comment on table calls.stay is 'Attendance: one row a session, from coming to leaving, by what clients have said themselves (ATT-03).';
comment on column calls.stay.profile_id is 'Of his profile; of a guest it is his own id there.';
comment on column calls.stay.left_at is 'Null while it is open. Of somebody who has said nothing any more it is when he did last.';
comment on column calls.stay.untold is 'Has begun or ended since those in the call were told last.';
create index stay__call_id__idx on calls.stay (call_id, joined_at, session_id);
create index stay__untold__idx on calls.stay (call_id) where untold;
create index stay__open__idx on calls.stay (call_id, seen_at) where left_at is null;
create index stay__profile_id__idx on calls.stay (profile_id, session_id);
create index stay__of_profile__idx on calls.stay (of_profile);
create index stay__of_guest__idx on calls.stay (of_guest) where is_guest;

create table calls.planned_call (
  id uuid primary key,
  chat_id uuid not null,
  version integer not null default 1,
  title text not null,
  planned_by uuid not null references identity.profile (id),
  day text not null check (day ~ '^\d{4}-\d{2}-\d{2}$'),
  time text not null check (time ~ '^\d{2}:\d{2}$'),
  time_zone text not null,
  weekdays integer[],
  until_day text check (until_day ~ '^\d{4}-\d{2}-\d{2}$'),
  skipped text[] not null default '{}',
  begun_day text,
  microphones_off boolean not null,
  cameras_off boolean not null,
  next_at timestamptz,
  next_day text,
  reminded boolean not null default false,
  cancelled boolean not null default false,
  over_at timestamptz,
  check ((weekdays is null) = (until_day is null)),
  check ((next_at is null) = (next_day is null) and (next_at is null) = (over_at is not null)),
  check (not cancelled or next_at is null)
);
create index planned_call__chat_id__idx on calls.planned_call (chat_id, next_at, id);
create index planned_call__next_at__idx on calls.planned_call (next_at, id) where next_at is not null;
create index planned_call__over_at__idx on calls.planned_call (over_at) where over_at is not null;
create index planned_call__planned_by__idx on calls.planned_call (planned_by, id);
comment on table calls.planned_call is 'Calls that shall be (CALL-01). None of them is a call before somebody begins it.';
comment on column calls.planned_call.weekdays is 'Days of the week on which it repeats itself until a day, Monday is 1; null when it is once.';
comment on column calls.planned_call.skipped is 'Days that were cancelled alone.';
comment on column calls.planned_call.begun_day is 'The last of its days whose call was begun.';
comment on column calls.planned_call.next_at is 'When it is next, worked out at every change and when that time has passed; null when it is over or cancelled.';
comment on column calls.planned_call.reminded is 'Whether the chat was reminded of the next one.';
comment on column calls.planned_call.over_at is 'Since when it is over or cancelled; a week later it is erased.';

create table calls.link (
  call_id uuid primary key references calls.call (id) on delete cascade,
  token text not null unique,
  guests boolean not null default false,
  made_by uuid not null references identity.profile (id),
  made_at timestamptz not null
);
create index link__made_by__idx on calls.link (made_by);
comment on column calls.link.guests is 'Anybody may come by it, without an account (CALL-20).';
comment on table calls.link is 'The link by which people come into a call who are not in its chat; without one the call is open to the chat alone (CALL-17). It ends with the call.';

create table calls.visit (
  call_id uuid not null references calls.call (id) on delete cascade,
  profile_id uuid not null references identity.profile (id),
  opened_at timestamptz not null,
  primary key (call_id, profile_id)
);
create index visit__profile_id__idx on calls.visit (profile_id);
comment on table calls.visit is 'Who has opened the link of a call without being in its chat: he may come into the call and nowhere else.';
