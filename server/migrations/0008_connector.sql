-- What the system of a school tells of an organisation, and what has been made of it (decision 0040).
create schema connector;

create table connector.organisation (
  community_id uuid primary key references communities.community (id),
  client_id uuid references identity.oidc_client (id) on delete set null,
  since timestamptz not null,
  granted_by uuid references identity.profile (id),
  told_by uuid,
  facts_version bigint not null default 1,
  done_version bigint not null default 0,
  done_at timestamptz,
  looked_at timestamptz,
  tries integer not null default 0,
  waiting_version integer not null default 0,
  waiting_people integer,
  waiting_among integer,
  waiting_since timestamptz,
  waiting_digest bytea,
  let_digest bytea,
  settled_digest text
);
create index organisation__client_id__idx on connector.organisation (client_id, community_id) where client_id is not null;
create index organisation__due__idx on connector.organisation (looked_at) where facts_version > done_version and client_id is not null;
create index organisation__done_at__idx on connector.organisation (done_at) where client_id is not null;
comment on table connector.organisation is 'Which outside system tells facts of an organisation; a row without one keeps what was told while nobody does.';
comment on column connector.organisation.told_by is 'Which system has told what is kept; when another one begins, that is forgotten.';
comment on column connector.organisation.facts_version is 'Moves with everything from which chats and roles follow; what has taken effect is done_version.';
comment on column connector.organisation.waiting_digest is 'Of the removals that wait for a person, so that he lets those happen that he has seen.';

comment on column connector.organisation.settled_digest is 'Of what was told and of how everything stood when nothing was left to be done; null while nobody has seen that.';

create table connector.fact (
  community_id uuid not null references connector.organisation (community_id) on delete cascade,
  type text not null check (type in ('person', 'unit', 'enrolment', 'family', 'position', 'chat', 'settings')),
  id text not null,
  revision bigint not null,
  data jsonb,
  primary key (community_id, type, id)
);
comment on table connector.fact is 'The newest revision of what a source has told.';
comment on column connector.fact.data is 'Null of a fact that is removed: its revision stays, so that an older one changes nothing.';

create table connector.link (
  community_id uuid not null references connector.organisation (community_id) on delete cascade,
  person_id text not null,
  profile_id uuid not null references identity.profile (id),
  made_at timestamptz not null,
  undone_at timestamptz,
  primary key (community_id, person_id)
);
create unique index link__profile on connector.link (community_id, profile_id) where undone_at is null;
create index link__profile_id__idx on connector.link (profile_id);
comment on column connector.link.undone_at is 'Since when it is none; the row stays, so that what was taken from this person by hand is taken from whoever he is next.';
comment on table connector.link is 'Who of the source is which profile; he has agreed to it (ESL-08).';

create table connector.unit (
  community_id uuid not null references connector.organisation (community_id) on delete cascade,
  source_id text not null,
  unit_id uuid not null references communities.unit (id),
  name text not null,
  primary key (community_id, source_id),
  constraint unit__unit unique (unit_id)
);
comment on table connector.unit is 'Which class of the source is which unit.';

create table connector.chat (
  chat_id uuid primary key references messenger.chat (id),
  community_id uuid not null references connector.organisation (community_id) on delete cascade,
  source_id text not null,
  kind text not null check (kind in ('teachers', 'class', 'parents', 'subject', 'other')),
  title text not null,
  closed boolean not null default false,
  constraint chat__source unique (community_id, source_id)
);
comment on table connector.chat is 'Which chat of the register is which chat of the messenger; one each, however many make it at once (ESC-03 … ESC-05).';
comment on column connector.chat.title is 'As it was told last; whoever calls the chat otherwise keeps that until it is told anew.';

create table connector.member (
  chat_id uuid not null references connector.chat (chat_id) on delete cascade,
  profile_id uuid not null references identity.profile (id),
  by_facts boolean not null,
  by_hand text check (by_hand in ('added', 'removed')),
  role text not null check (role in ('administrator', 'member')),
  reasons text[] not null,
  hand_id uuid,
  since timestamptz not null,
  primary key (chat_id, profile_id),
  check (by_facts or by_hand is not null)
);
create index member__profile_id__idx on connector.member (profile_id);
comment on table connector.member is 'Why somebody is in a chat that was made of facts, or is not though facts put him there (A-35).';
comment on column connector.member.hand_id is 'Who has added or removed him by hand.';

create table connector.place (
  community_id uuid not null references connector.organisation (community_id) on delete cascade,
  profile_id uuid not null references identity.profile (id),
  role text not null,
  unit_id uuid not null references communities.unit (id),
  child_person_id uuid references identity.person (id),
  removed_by_hand boolean not null default false,
  since timestamptz not null,
  constraint place__place unique nulls not distinct (community_id, profile_id, role, unit_id, child_person_id)
);
create index place__profile_id__idx on connector.place (profile_id);
comment on table connector.place is 'Roles that somebody has because facts say so.';
comment on column connector.place.removed_by_hand is 'An administrator has taken the role away; facts do not give it again while they say the same.';
