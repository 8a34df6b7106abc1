-- The electronic school: registers of its own, with people and accounts of its own. Nothing here refers to another schema.
create schema school;

create table school.organisation (
  id uuid primary key,
  name text not null,
  time_zone text not null,
  chats_administrator_id uuid,
  version integer not null default 1,
  created_at timestamptz not null
);
comment on column school.organisation.chats_administrator_id is 'The employee whom «Администратор чатов» names (ESR-02).';

create table school.role (
  id uuid primary key,
  organisation_id uuid not null references school.organisation (id) on delete cascade,
  name text not null,
  metarole text check (metarole in ('super', 'organisation', 'chats')),
  rights text[] not null,
  version integer not null default 1,
  unique (organisation_id, name)
);
create unique index role__metarole on school.role (organisation_id, metarole) where metarole is not null;

create table school.person (
  id uuid primary key,
  organisation_id uuid not null references school.organisation (id) on delete cascade,
  surname text not null,
  name text not null,
  patronymic text not null,
  birth_date date,
  version integer not null default 1,
  created_at timestamptz not null
);
create index person__names__idx on school.person (organisation_id, surname, name, patronymic, id);
comment on table school.person is 'A human once, whatever he is here: an employee, a pupil, a parent, or several of them.';
alter table school.organisation add foreign key (chats_administrator_id) references school.person (id) on delete set null;

create table school.position (
  id uuid primary key,
  organisation_id uuid not null references school.organisation (id) on delete cascade,
  person_id uuid not null references school.person (id),
  title text not null,
  kind text not null check (kind in ('administration', 'teaching', 'other')),
  hired_at timestamptz not null,
  dismissed_at timestamptz
);
create index position__person_id__idx on school.position (person_id);
create index position__organisation_id__idx on school.position (organisation_id) where dismissed_at is null;

create table school.subject (
  id uuid primary key,
  organisation_id uuid not null references school.organisation (id) on delete cascade,
  name text not null,
  removed_at timestamptz
);
create unique index subject__name on school.subject (organisation_id, name) where removed_at is null;

create table school.unit (
  id uuid primary key,
  organisation_id uuid not null references school.organisation (id) on delete cascade,
  kind text not null check (kind in ('class', 'group')),
  name text not null,
  grade smallint,
  class_id uuid references school.unit (id),
  subject_id uuid references school.subject (id),
  teacher_id uuid references school.person (id),
  whole_class boolean not null default false,
  version integer not null default 1,
  removed_at timestamptz,
  check ((kind = 'class') = (class_id is null and subject_id is null)),
  check (kind = 'group' or grade is not null)
);
create unique index unit__class_name on school.unit (organisation_id, name) where kind = 'class' and removed_at is null;
create unique index unit__group_name on school.unit (class_id, subject_id, name) where kind = 'group' and removed_at is null;
create index unit__teacher_id__idx on school.unit (teacher_id) where removed_at is null;
comment on column school.unit.class_id is 'Of a group: the class of which its pupils are.';
comment on column school.unit.whole_class is 'Of a group: everybody of its class is in it, whoever that is.';
comment on column school.unit.teacher_id is 'Of a class its teacher, of a group whoever teaches the subject there.';

create table school.enrolment (
  id uuid primary key,
  organisation_id uuid not null references school.organisation (id) on delete cascade,
  unit_id uuid not null references school.unit (id),
  person_id uuid not null references school.person (id),
  kind text not null check (kind in ('class', 'group')),
  since timestamptz not null,
  ended_at timestamptz
);
create unique index enrolment__one_class on school.enrolment (person_id) where kind = 'class' and ended_at is null;
create unique index enrolment__one_group on school.enrolment (unit_id, person_id) where ended_at is null;
create index enrolment__unit_id__idx on school.enrolment (unit_id) where ended_at is null;
comment on table school.enrolment is 'A pupil in a class or a group, from one time to another.';

create table school.family (
  id uuid primary key,
  organisation_id uuid not null references school.organisation (id) on delete cascade,
  parent_id uuid not null references school.person (id),
  pupil_id uuid not null references school.person (id),
  removed_at timestamptz,
  check (parent_id <> pupil_id)
);
create unique index family__pair on school.family (parent_id, pupil_id) where removed_at is null;
create index family__pupil_id__idx on school.family (pupil_id) where removed_at is null;

create table school.account (
  id uuid primary key,
  organisation_id uuid not null references school.organisation (id) on delete cascade,
  person_id uuid not null unique references school.person (id),
  login text not null,
  password_hash text not null,
  password_stale boolean not null,
  closed_at timestamptz,
  created_at timestamptz not null
);
create unique index account__login on school.account (lower(login));
comment on column school.account.password_stale is 'The password was given out by an administrator, and is changed at the first sign-in.';

create table school.account_role (
  account_id uuid not null references school.account (id) on delete cascade,
  role_id uuid not null references school.role (id),
  primary key (account_id, role_id)
);
create index account_role__role_id__idx on school.account_role (role_id);

create table school.session (
  id uuid primary key,
  account_id uuid not null references school.account (id) on delete cascade,
  token_hash bytea not null unique,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session__account_id__idx on school.session (account_id) where ended_at is null;
create index session__expires_at__idx on school.session (expires_at);

create table school.fact (
  organisation_id uuid not null references school.organisation (id) on delete cascade,
  type text not null check (type in ('person', 'unit', 'enrolment', 'family', 'position', 'chat', 'settings')),
  id text not null,
  revision bigint not null default 1,
  told_revision bigint not null default 0,
  refusal text,
  refusal_places text[] not null default '{}',
  answered_at timestamptz,
  primary key (organisation_id, type, id)
);
create index fact__untold__idx on school.fact (organisation_id, type, id) where told_revision < revision;
create index fact__refused__idx on school.fact (organisation_id, type, id) where refusal is not null;
comment on column school.fact.refusal is 'What the messenger has said when it refused the state of told_revision; null of what it has taken.';
comment on table school.fact is 'How often each thing of the registers has changed, and which of its states has been told to the messenger. What it says is read from the registers when it is told.';

create table school.connection (
  organisation_id uuid primary key references school.organisation (id) on delete cascade,
  api_url text,
  client_id uuid not null,
  community_id uuid not null,
  client_secret bytea not null,
  version integer not null default 1,
  told_at timestamptz,
  whole_at timestamptz,
  trouble text check (trouble in ('unreachable', 'credentials', 'notAdmitted', 'strange', 'secretLost')),
  trouble_since timestamptz,
  failures integer not null default 0,
  again_at timestamptz,
  leased_until timestamptz
);
comment on table school.connection is 'Where the messenger of an organisation is, as which of its clients it is told facts, and how that goes.';
comment on column school.connection.api_url is 'Null where it is the messenger of this installation.';
comment on column school.connection.client_secret is 'Sealed under a key that stands in no database.';
comment on column school.connection.whole_at is 'When everything was last told anew, whatever had been acknowledged.';

create table school.chat (
  organisation_id uuid not null references school.organisation (id) on delete cascade,
  id text not null,
  kind text not null check (kind in ('teachers', 'class', 'parents', 'subject', 'other')),
  title text,
  unit_id uuid references school.unit (id),
  version integer not null default 1,
  changed_at timestamptz not null,
  removed_at timestamptz,
  primary key (organisation_id, id)
);
comment on table school.chat is 'Chats of the register that were made there, and what was decided by hand about those that are there by themselves.';

create table school.chat_choice (
  organisation_id uuid not null,
  chat_id text not null,
  person_id uuid not null references school.person (id),
  tab text check (tab in ('employees', 'pupils', 'parents')),
  primary key (organisation_id, chat_id, person_id),
  foreign key (organisation_id, chat_id) references school.chat (organisation_id, id) on delete cascade
);
comment on column school.chat_choice.tab is 'The list from which somebody was chosen; null of whom somebody has left out.';

create table school.link (
  person_id uuid primary key references school.person (id) on delete cascade,
  organisation_id uuid not null references school.organisation (id) on delete cascade,
  profile_name text not null,
  linked_at timestamptz not null
);
create index link__organisation_id__idx on school.link (organisation_id);
comment on table school.link is 'Who has linked his account with a profile of the messenger; the name is what that profile is called there.';

create table school.link_attempt (
  session_id uuid primary key references school.session (id) on delete cascade,
  state_hash bytea not null,
  nonce text not null,
  verifier text not null,
  begun_at timestamptz not null
);
comment on table school.link_attempt is 'A sign-in to the messenger that a session has begun in order to link; it is used once.';
