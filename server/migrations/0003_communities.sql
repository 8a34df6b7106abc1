-- Organisations: requests for registration, communities, units, roles, invitation links, applications.
create table communities.organisation_request (
  id uuid primary key,
  number bigint generated always as identity,
  secret_hash bytea not null,
  state text not null check (state in ('filed', 'checking', 'clarifying', 'approved', 'rejected')),
  version integer not null default 1,
  type text not null,
  name text not null,
  administrator_surname text not null,
  administrator_name text not null,
  administrator_patronymic text not null,
  administrator_phone text not null,
  inn text not null,
  kpp text not null,
  community_id uuid,
  source text not null check (source in ('form', 'letter')),
  filed_at timestamptz not null,
  search text not null generated always as (' ' || regexp_replace(replace(lower(name || ' ' || inn || ' ' || administrator_surname
    || ' ' || administrator_name || ' ' || administrator_patronymic), 'ё', 'е'), '[«»"()]', ' ', 'g')) stored,
  constraint organisation_request__number unique (number),
  constraint organisation_request__secret_hash unique (secret_hash)
);
create index organisation_request__state__idx on communities.organisation_request (state, number);
create index organisation_request__search__idx on communities.organisation_request using gin (search gin_trgm_ops);
comment on column communities.organisation_request.search is 'Folded like names are compared: words of a search begin words of it.';
create index organisation_request__inn__idx on communities.organisation_request (inn) where community_id is not null;

create table communities.request_move (
  request_id uuid not null references communities.organisation_request (id),
  position integer not null,
  state text not null,
  reason text not null,
  author_account_id uuid,
  author_name text not null,
  at timestamptz not null,
  primary key (request_id, position)
);

create table communities.community (
  id uuid primary key,
  type text not null,
  name text not null,
  short_name text not null,
  time_zone text not null,
  region text not null default '',
  municipality text not null default '',
  address text not null default '',
  inn text not null default '',
  kpp text not null default '',
  head text not null default '',
  phone text not null default '',
  email text not null default '',
  site text not null default '',
  description text not null default '',
  logo_id uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  search text not null generated always as (' ' || regexp_replace(replace(lower(name || ' ' || short_name), 'ё', 'е'), '[«»"()]', ' ', 'g')) stored
);
create index community__search__idx on communities.community using gin (search gin_trgm_ops);
create index community__name__idx on communities.community (name, id) include (type, search);
create index community__folded_name__idx on communities.community (trim(regexp_replace(replace(lower(name), 'ё', 'е'), '\s+', ' ', 'g')));
create index community__created_at__idx on communities.community (created_at desc, id desc);
comment on column communities.community.search is 'Folded like names are compared: words of a search begin words of it.';
comment on column communities.community.logo_id is 'Its picture in communities.logo; null without one.';

-- Logos of organisations, in several sizes; what they were made of is not kept (ORG-05).
create table communities.logo (
  logo_id uuid not null,
  size integer not null,
  community_id uuid not null references communities.community (id),
  file_id uuid not null,
  source_id uuid not null,
  primary key (logo_id, size)
);
create index logo__community_id__idx on communities.logo (community_id);
comment on column communities.logo.source_id is 'The upload that it was made of, which is deleted: the same one again is a repeat.';

create table communities.community_role (
  community_id uuid not null references communities.community (id),
  role text not null,
  position integer not null,
  grants text[] not null,
  primary key (community_id, role)
);
comment on table communities.community_role is 'The role set of this community with the rights that each role gives here.';

create table communities.pending_administrator (
  community_id uuid not null references communities.community (id),
  phone text not null,
  created_at timestamptz not null,
  claimed_by uuid references identity.profile (id),
  claimed_at timestamptz,
  replaces boolean not null default false,
  primary key (community_id, phone)
);
create index pending_administrator__phone__idx on communities.pending_administrator (phone) where claimed_at is null;
comment on column communities.pending_administrator.replaces is 'Whoever has claimed the right before loses it at the moment in which this one is claimed (ORG-10).';
comment on table communities.pending_administrator is 'The administrator''s right waits for whoever signs in with this phone (IDN-19).';

create table communities.unit (
  id uuid primary key,
  community_id uuid not null references communities.community (id),
  name text not null,
  grade smallint check (grade between 1 and 11),
  system boolean not null default false,
  school_year smallint,
  archived boolean not null default false,
  version integer not null default 1,
  parent_id uuid references communities.unit (id),
  created_at timestamptz not null,
  check (parent_id <> id)
);
create index unit__parent_id__idx on communities.unit (parent_id) where parent_id is not null;
comment on column communities.unit.parent_id is 'Of a department: the one of which it is a part (STR-07).';
comment on column communities.unit.school_year is 'The calendar year in which its school year begins; null of «Коллектив» and where there are no school years (STR-12).';
create unique index unit__community_id__name on communities.unit (community_id, lower(name)) where not archived;
create index unit__community_id__idx on communities.unit (community_id);

create table communities.member (
  community_id uuid not null references communities.community (id),
  profile_id uuid not null references identity.profile (id),
  person_id uuid not null references identity.person (id),
  sort_name text not null,
  position text not null default '',
  version integer not null default 1,
  withheld_until timestamptz,
  leaving boolean not null default false,
  joined_at timestamptz not null,
  primary key (community_id, profile_id)
);
comment on column communities.member.sort_name is 'Surname, name and patronymic folded for order and search: lower case, ё as е.';
create index member__sort_name__idx on communities.member (community_id, sort_name, profile_id);
create index member__profile_id__idx on communities.member (profile_id);
create index member__person_id__idx on communities.member (person_id);
comment on column communities.member.withheld_until is 'Projected: a child under 14 for whom nobody has consented is shown to nobody but those who see all members, until its birthday.';
comment on column communities.member.leaving is 'Projected: the account is to be deleted (IDN-24), so nobody finds this member as a contact; lists of members show him still.';

create table communities.member_role (
  id uuid primary key,
  community_id uuid not null,
  profile_id uuid not null,
  role text not null,
  unit_id uuid references communities.unit (id),
  child_person_id uuid references identity.person (id),
  granted_at timestamptz not null,
  granted_by uuid,
  basis text not null,
  foreign key (community_id, profile_id) references communities.member (community_id, profile_id) on delete cascade
);
create unique index member_role__place on communities.member_role
  (community_id, profile_id, role, unit_id, child_person_id) nulls not distinct;
create index member_role__unit_id__idx on communities.member_role (unit_id);
create index member_role__profile_id__idx on communities.member_role (profile_id);
create index member_role__child_person_id__idx on communities.member_role (child_person_id) where child_person_id is not null;
comment on table communities.member_role is 'Rows exist while the role is held; the history is in the application and the journal.';

create table communities.invite_link (
  id uuid primary key,
  community_id uuid not null references communities.community (id),
  unit_id uuid not null references communities.unit (id),
  role text not null,
  child_profile_id uuid references identity.profile (id),
  token text not null,
  created_by uuid not null references identity.profile (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  uses_max integer,
  uses integer not null default 0,
  constraint invite_link__token unique (token)
);
create index invite_link__unit_id__idx on communities.invite_link (unit_id);
create index invite_link__community_id__idx on communities.invite_link (community_id, created_at desc, id desc);
comment on column communities.invite_link.token is 'Kept as it is, because administrators show and print it again; it grants nothing but an application.';

create table communities.application (
  id uuid primary key,
  community_id uuid not null references communities.community (id),
  unit_id uuid not null references communities.unit (id),
  profile_id uuid not null references identity.profile (id),
  link_id uuid references communities.invite_link (id),
  role text not null,
  child_profile_id uuid references identity.profile (id),
  sort_name text not null,
  position text not null,
  path text not null check (path in ('link', 'messenger', 'site')),
  state text not null check (state in ('pending', 'approved', 'rejected', 'withdrawn', 'expired')),
  version integer not null default 1,
  submitted_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid references identity.profile (id),
  reason text not null default ''
);
create index application__expiry__idx on communities.application (submitted_at) where state = 'pending';
create unique index application__place on communities.application
  (community_id, profile_id, unit_id, role, child_profile_id) nulls not distinct where state = 'pending';
create index application__unit_id__idx on communities.application (unit_id, state);
create index application__queue__idx on communities.application (community_id, state, submitted_at, id);
create index application__profile_id__idx on communities.application (profile_id, submitted_at desc);

-- Letters to those who decide: at most one a day tells of all applications that wait (INV-09).
create table communities.queue_digest (
  community_id uuid not null references communities.community (id),
  profile_id uuid not null references identity.profile (id),
  letters boolean not null default true,
  sent_at timestamptz,
  primary key (community_id, profile_id)
);
create index queue_digest__profile_id__idx on communities.queue_digest (profile_id);
comment on column communities.queue_digest.sent_at is 'When the last letter was due; only later applications are a reason for the next one.';

create table communities.dialogue_rules (
  community_id uuid primary key references communities.community (id),
  version integer not null,
  under_14 text not null check (under_14 in ('forbidden', 'secondAdult', 'guardians')),
  from_14 text not null check (from_14 in ('forbidden', 'secondAdult', 'guardians')),
  guests_with_pupils boolean not null default false,
  vanish_with_pupils boolean not null default true,
  own_call_pictures boolean not null default false,
  link_previews text not null default 'withoutPupils' check (link_previews in ('nowhere', 'withoutPupils', 'everywhere')),
  changed_by uuid not null,
  changed_at timestamptz not null
);
comment on column communities.dialogue_rules.guests_with_pupils is 'Guests without an account may be in calls with pupils (reading A-40).';
comment on column communities.dialogue_rules.link_previews is 'Where links in messages have cards, if the operator has switched them on (decision 0049).';
comment on column communities.dialogue_rules.own_call_pictures is 'People may put pictures of their own behind them in calls (CALL-15).';
comment on column communities.dialogue_rules.vanish_with_pupils is 'Messages may vanish where pupils read (reading A-28).';
comment on table communities.dialogue_rules is 'How adults and pupils may be alone in a dialogue (P-07). An organisation without a row has the rules of reading A-55.';

create table communities.second_adult (
  community_id uuid not null references communities.community (id),
  profile_id uuid not null references identity.profile (id),
  position integer not null,
  primary key (community_id, position)
);
create index second_adult__profile_id__idx on communities.second_adult (profile_id);
comment on table communities.second_adult is 'Whom an organisation names to see dialogues, in order; whoever holds no role of the staff any more is passed over.';

create table communities.family_limit (
  community_id uuid not null references communities.community (id),
  child_person_id uuid not null references identity.person (id),
  adults_max integer not null,
  allowed_by uuid not null,
  allowed_at timestamptz not null,
  primary key (community_id, child_person_id)
);
comment on table communities.family_limit is 'Children to whom an organisation has allowed more adults than usual (INV-11); it counts while the child is a member there.';

create table communities.block (
  profile_id uuid not null references identity.profile (id),
  blocked_id uuid not null references identity.profile (id),
  blocked_at timestamptz not null,
  primary key (profile_id, blocked_id),
  check (profile_id <> blocked_id)
);
create index block__profile_id__blocked_at__idx on communities.block (profile_id, blocked_at desc, blocked_id desc);
comment on table communities.block is 'Who wants to hear nothing of whom (CNT-07). Nobody but the first of the two learns of it.';

create table communities.privacy (
  profile_id uuid primary key references identity.profile (id),
  write_reach text not null check (write_reach in ('organisations', 'contacts', 'nobody')),
  calls_reach text not null check (calls_reach in ('organisations', 'contacts', 'nobody')),
  groups_reach text not null check (groups_reach in ('organisations', 'contacts', 'nobody')),
  photo_reach text not null check (photo_reach in ('organisations', 'contacts', 'nobody')),
  read_marks boolean not null,
  changed_at timestamptz not null
);
comment on table communities.privacy is 'Whom a profile lets come to it (ACC-07), as chosen; for pupils no more holds than they may choose.';

create table communities.details (
  profile_id uuid primary key references identity.profile (id),
  birthday_reach text not null check (birthday_reach in ('nobody', 'unit', 'contacts')),
  phone text not null,
  email text not null,
  changed_at timestamptz not null
);
comment on table communities.details is 'What a profile shows of itself on its card (ACC-01), as chosen; of pupils no more is shown than they may choose.';

create table communities.details_change (
  id uuid primary key,
  profile_id uuid not null references identity.profile (id),
  birthday_reach text not null,
  phone text not null,
  email text not null,
  at timestamptz not null
);
create index details_change__profile_id__idx on communities.details_change (profile_id, at desc);
comment on table communities.details_change is 'What a profile showed of itself until then; that there was a change is told to those who manage members.';

create table communities.retention (
  community_id uuid primary key references communities.community (id),
  version integer not null,
  months integer check (months > 0),
  changed_by uuid not null,
  changed_at timestamptz not null
);
comment on table communities.retention is 'How long messages of deleted accounts stay in the chats of an organisation (IDN-24).';
comment on column communities.retention.months is 'Null for ever, as in an organisation without a row.';

create table communities.quiet_rules (
  community_id uuid primary key references communities.community (id),
  version integer not null,
  rules jsonb not null,
  changed_by uuid not null,
  changed_at timestamptz not null
);
comment on table communities.quiet_rules is 'When the messages of an organisation may sound (P-04); one without a row has the hours of USUAL_RULES.';
comment on column communities.quiet_rules.rules is 'Hours, days of rest, holidays and the bell schedule as the contract names them: read and written as a whole.';

create table communities.quiet_wish (
  profile_id uuid primary key references identity.profile (id),
  version integer not null,
  follows boolean not null,
  from_time text,
  to_time text,
  rest_days integer[] not null,
  time_zone text not null,
  changed_at timestamptz not null,
  check ((from_time is null) = (to_time is null))
);
comment on table communities.quiet_wish is 'When somebody wishes to hear nothing, beside the rules of his organisations (P-04).';
comment on column communities.quiet_wish.from_time is 'Until when it may sound again on one day, HH:MM on the clock of time_zone; null when he wishes no hours.';

create table communities.urgent_message (
  community_id uuid not null references communities.community (id),
  message_id uuid not null,
  profile_id uuid not null references identity.profile (id),
  reason text not null check (reason in ('safety', 'health', 'pickup', 'change')),
  at timestamptz not null,
  primary key (community_id, profile_id, message_id)
);
create index urgent_message__profile_id__idx on communities.urgent_message (profile_id, at);
create index urgent_message__at__idx on communities.urgent_message (community_id, at);
comment on table communities.urgent_message is 'Who has let a message sound in quiet times, and why (P-04); nothing of what it says. One in a dialogue counts with every organisation that the two share.';

create table communities.family_case (
  id uuid primary key,
  community_id uuid not null references communities.community (id),
  child_profile_id uuid not null references identity.profile (id),
  child_person_id uuid not null references identity.person (id),
  adult_profile_id uuid not null references identity.profile (id),
  adult_person_id uuid not null references identity.person (id),
  state text not null check (state in ('reported', 'removed', 'restored')),
  reason text not null,
  opened_by uuid not null references identity.profile (id),
  opened_at timestamptz not null,
  decided_by uuid references identity.profile (id),
  decided_at timestamptz
);
create index family_case__community_id__idx on communities.family_case (community_id, opened_at desc);
create index family_case__pair__idx on communities.family_case (adult_person_id, child_person_id);
create index family_case__adult_profile_id__idx on communities.family_case (adult_profile_id);
comment on table communities.family_case is 'Adults whose access to a child an organisation has taken, who said so and who decided (INV-12).';

create table communities.family_case_role (
  case_id uuid not null references communities.family_case (id) on delete cascade,
  unit_id uuid not null references communities.unit (id),
  basis text not null,
  primary key (case_id, unit_id)
);
comment on table communities.family_case_role is 'The roles that were taken, as they are given back.';

-- What parents say of absences (MSG-23).
create table communities.absence (
  id uuid primary key,
  community_id uuid not null references communities.community (id),
  unit_id uuid not null references communities.unit (id),
  child_profile_id uuid not null references identity.profile (id),
  first_day date not null,
  last_day date not null,
  reason text not null check (reason in ('illness', 'doctor', 'family', 'event', 'other')),
  note text not null,
  paper_id uuid,
  paper_name text,
  paper_bytes integer,
  paper_by uuid references identity.profile (id),
  told_by uuid not null references identity.profile (id),
  told_at timestamptz not null,
  changed_at timestamptz,
  withdrawn_at timestamptz,
  accepted_by uuid references identity.profile (id),
  accepted_at timestamptz,
  known boolean not null,
  version integer not null,
  check (first_day <= last_day),
  check ((accepted_by is null) = (accepted_at is null)),
  check (num_nulls(paper_id, paper_name, paper_bytes, paper_by) in (0, 4))
);
create unique index absence__paper_id__idx on communities.absence (paper_id);
create index absence__paper_by__idx on communities.absence (paper_by);
create index absence__unit_id__idx on communities.absence (unit_id, last_day);
create index absence__child_profile_id__idx on communities.absence (child_profile_id);
create index absence__told_by__idx on communities.absence (told_by);
create index absence__accepted_by__idx on communities.absence (accepted_by);
create index absence__last_day__idx on communities.absence (last_day);
comment on table communities.absence is 'On which days a child is not in its class, and why, as one of its parents has said it.';
comment on column communities.absence.note is 'In the words of the parent.';
comment on column communities.absence.paper_id is 'A file of the kind paper, which goes with the absence.';
comment on column communities.absence.paper_by is 'Whose file it is.';
comment on column communities.absence.accepted_at is 'When a leader of the class has read it as it stands; a change takes that away.';
comment on column communities.absence.known is 'A leader of the class has read it in some version, so that he is told when it is taken back.';

create table communities.age_notice_seen (
  reader_profile_id uuid not null references identity.profile (id),
  profile_id uuid not null references identity.profile (id),
  age integer not null,
  seen_at timestamptz not null,
  primary key (reader_profile_id, profile_id, age)
);
comment on table communities.age_notice_seen is 'Who has put aside that a pupil has come to an age at which rules change (IDN-26); the notice itself follows from the birth date.';

create table communities.task_fold (
  community_id uuid not null references communities.community (id),
  profile_id uuid not null references identity.profile (id),
  folded_at timestamptz not null,
  primary key (community_id, profile_id)
);
create index task_fold__profile_id__idx on communities.task_fold (profile_id);
comment on table communities.task_fold is 'Who has folded the tasks of the staff away (ORG-08); what is done of them follows from other rows.';

-- Class cards (P-06): pupils without a phone sign in for a lesson, on devices of their class only.
create table communities.class_device (
  id uuid primary key,
  unit_id uuid not null references communities.unit (id),
  token_hash bytea not null,
  name text not null,
  added_by uuid not null references identity.profile (id),
  added_at timestamptz not null,
  used_at timestamptz,
  expires_at timestamptz not null,
  removed_at timestamptz,
  constraint class_device__token_hash unique (token_hash)
);
create index class_device__unit_id__idx on communities.class_device (unit_id, added_at);
comment on table communities.class_device is 'Browsers on which cards of one class work, until the end of the school year.';

create table communities.class_card (
  id uuid primary key,
  unit_id uuid not null references communities.unit (id),
  profile_id uuid not null references identity.profile (id),
  secret_hash bytea not null,
  symbols_hash bytea not null,
  tries integer not null default 0,
  locked_at timestamptz,
  printed_by uuid not null references identity.profile (id),
  printed_at timestamptz not null,
  ended_at timestamptz,
  constraint class_card__secret_hash unique (secret_hash)
);
create unique index class_card__holder on communities.class_card (unit_id, profile_id) where ended_at is null;
create index class_card__profile_id__idx on communities.class_card (profile_id);
comment on column communities.class_card.symbols_hash is 'Keyed: a row of six pictures can be tried out.';

create table communities.card_session (
  session_id uuid primary key references identity.session (id),
  card_id uuid not null references communities.class_card (id),
  device_id uuid not null references communities.class_device (id),
  ends_at timestamptz not null
);
create index card_session__card_id__idx on communities.card_session (card_id);
create index card_session__device_id__idx on communities.card_session (device_id);
comment on table communities.card_session is 'Which sessions are to be ended when a card or a device is taken away; a row goes with the session.';

-- Contacts that people of different organisations add by hand, one of them of the staff (CNT-04).
create table communities.personal_contact (
  owner_id uuid not null references identity.profile (id),
  other_id uuid not null references identity.profile (id),
  answered_at timestamptz not null,
  confirmed_at timestamptz,
  primary key (owner_id, other_id),
  check (owner_id <> other_id)
);
create unique index personal_contact__pair on communities.personal_contact
  (least(owner_id, other_id), greatest(owner_id, other_id));
create index personal_contact__other_id__idx on communities.personal_contact (other_id);
comment on table communities.personal_contact is 'The owner has shown a code, the other one has answered it; they are contacts once the owner has confirmed.';

create table communities.contact_code (
  profile_id uuid primary key references identity.profile (id),
  token_hash bytea not null,
  expires_at timestamptz not null,
  constraint contact_code__token_hash unique (token_hash)
);

create table communities.email_invitation (
  id uuid primary key,
  community_id uuid not null references communities.community (id),
  unit_id uuid not null references communities.unit (id),
  email text not null,
  token_hash bytea not null,
  created_by uuid not null references identity.profile (id),
  sent_at timestamptz not null,
  failed boolean not null default false,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  used_at timestamptz,
  profile_id uuid references identity.profile (id),
  constraint email_invitation__token_hash unique (token_hash),
  check ((used_at is null) = (profile_id is null))
);
create unique index email_invitation__place on communities.email_invitation (unit_id, email) where revoked_at is null;
comment on table communities.email_invitation is 'Pupils of grades 1–4 whom the leader of a class has invited by e-mail (IDN-13, INV-10). A letter that is sent again has another token.';
comment on column communities.email_invitation.failed is 'The mail server did not take the last letter.';
comment on column communities.email_invitation.profile_id is 'Who has come by it.';

create table communities.phonebook (
  profile_id uuid primary key references identity.profile (id),
  own_hash bytea not null,
  compared_at timestamptz not null
);
comment on column communities.phonebook.own_hash is 'SHA-256 of the number that the account had then: with another number the phone book is worth nothing.';

create table communities.phonebook_pair (
  profile_id uuid not null references communities.phonebook (profile_id) on delete cascade,
  pair bytea not null,
  primary key (profile_id, pair)
);
comment on column communities.phonebook_pair.pair is 'Keyed hash of the own number with one of the phone book: tells nothing without the other half and the key (CNT-02).';

create table communities.phonebook_match (
  one_id uuid not null references communities.phonebook (profile_id) on delete cascade,
  other_id uuid not null references communities.phonebook (profile_id) on delete cascade,
  primary key (one_id, other_id),
  check (one_id < other_id)
);
create index phonebook_match__other_id__idx on communities.phonebook_match (other_id);
comment on table communities.phonebook_match is 'Two people each of whom has the number of the other in the phone book.';

-- Tickets about accounts that nobody gets into any more (IDN-21, IDN-22, IDN-25): whoever knows the person confirms him.
create table communities.ticket (
  id uuid primary key,
  number bigint generated always as identity,
  secret_hash bytea not null,
  kind text not null check (kind in ('number', 'closed', 'lost', 'factor', 'merge', 'administrator')),
  state text not null check (state in ('new', 'confirmed', 'waiting', 'done', 'refused', 'stopped', 'expired')),
  version integer not null default 1,
  phone text,
  community_id uuid references communities.community (id),
  surname text not null,
  name text not null,
  patronymic text not null,
  about text not null,
  resets_factors boolean not null,
  target_account_id uuid references identity.account (id),
  target_profile_id uuid references identity.profile (id),
  needs_people smallint,
  needs_operator boolean,
  filed_at timestamptz not null,
  escalates_at timestamptz not null,
  due_at timestamptz,
  over_at timestamptz,
  constraint ticket__number unique (number),
  constraint ticket__secret_hash unique (secret_hash),
  constraint ticket__needs check ((target_account_id is null) = (needs_people is null) and (needs_people is null) = (needs_operator is null)),
  constraint ticket__due_at check ((state = 'waiting') = (due_at is not null)),
  constraint ticket__over_at check ((state in ('new', 'confirmed', 'waiting')) = (over_at is null))
);
create unique index ticket__phone on communities.ticket (phone) where state in ('new', 'confirmed', 'waiting');
create unique index ticket__waiting on communities.ticket (target_account_id) where state = 'waiting';
create index ticket__queue__idx on communities.ticket (community_id, filed_at desc);
create index ticket__over__idx on communities.ticket (filed_at desc, id) where state not in ('new', 'confirmed', 'waiting');
create index ticket__open__idx on communities.ticket (filed_at) where state in ('new', 'confirmed', 'waiting');
create index ticket__over_at__idx on communities.ticket (over_at) where phone is not null;
comment on column communities.ticket.phone is 'E.164: the number that was shown to be the applicant''s; null some time after the end.';
comment on column communities.ticket.community_id is 'The organisation that knows the person; null when he has not found it, until an operator names it.';
comment on column communities.ticket.target_account_id is 'Whose account the first confirmation has named.';
comment on column communities.ticket.target_profile_id is 'The member that it is; null of an operator, who is known by his number.';
comment on column communities.ticket.escalates_at is 'From then on operators see it as well.';

create table communities.ticket_move (
  ticket_id uuid not null references communities.ticket (id),
  position integer not null,
  what text not null check (what in ('filed', 'assigned', 'confirmed', 'refused', 'done', 'handedOver', 'taken', 'stopped', 'expired')),
  reason text not null,
  author_account_id uuid,
  author_name text not null,
  operator boolean not null,
  at timestamptz not null,
  primary key (ticket_id, position)
);
create table communities.ticket_successor (
  ticket_id uuid primary key references communities.ticket (id),
  surname text not null,
  name text not null,
  patronymic text not null
);
comment on table communities.ticket_successor is 'Whom the order of a ticket names as the administrator (ORG-10).';
comment on table communities.ticket_move is 'The journal of a ticket. Confirmations are rows of it.';

-- How wide the pupils of an organisation may open themselves at most (ACC-07). One without a row has the rule of Парта.
create table communities.privacy_limit (
  community_id uuid primary key references communities.community (id),
  version integer not null,
  widest text not null check (widest in ('organisations', 'contacts', 'nobody')),
  changed_by uuid not null,
  changed_at timestamptz not null
);

-- Whether leads decide on the pupils and parents of their own units (INV-08). One without a row leaves it to administrators.
create table communities.delegation (
  community_id uuid primary key references communities.community (id),
  leads boolean not null,
  changed_by uuid not null,
  changed_at timestamptz not null
);

-- Who publishes on the page of an organisation beside its administrators (ORG-15).
create table communities.page_editor (
  community_id uuid not null,
  profile_id uuid not null,
  given_by uuid not null,
  given_at timestamptz not null,
  primary key (community_id, profile_id),
  foreign key (community_id, profile_id) references communities.member (community_id, profile_id) on delete cascade
    deferrable initially deferred
);
comment on table communities.page_editor is 'Staff alone: the right ends with the last role of the staff, and with the membership.';

-- People whom an organisation knows by lists, and the files from which they came (P-05). They may have no account.
create table communities.roster_import (
  id uuid primary key,
  community_id uuid not null references communities.community (id),
  version integer not null default 1,
  state text not null check (state in ('reading', 'ready', 'applying', 'applied', 'stopped', 'undoing', 'undone')),
  file_name text not null,
  made_by uuid not null references identity.profile (id),
  made_at timestamptz not null,
  list text not null check (list in ('pupils', 'staff')),
  head_row integer not null,
  columns text[] not null,
  with_doubts boolean not null default false,
  place integer not null default 0,
  done integer not null default 0,
  to_do integer not null default 0,
  added integer not null default 0,
  corrected integer not null default 0,
  kept integer not null default 0,
  missing integer not null default 0,
  new_units text[] not null default '{}',
  units_made uuid[] not null default '{}'
);
create index roster_import__community_id__idx on communities.roster_import (community_id, made_at desc);
create index roster_import__made_at__idx on communities.roster_import (made_at);
comment on column communities.roster_import.place is 'The row of the file that was taken over, or back, last.';

create table communities.roster_import_row (
  import_id uuid not null references communities.roster_import (id) on delete cascade,
  position integer not null,
  cells text[] not null,
  verdict text check (verdict in ('understood', 'doubt', 'unclear')),
  reasons text[] not null default '{}',
  person jsonb,
  change text check (change in ('new', 'changed', 'same')),
  target uuid,
  changed jsonb not null default '[]',
  effects jsonb,
  primary key (import_id, position)
);
comment on column communities.roster_import_row.verdict is 'Null for rows that tell of nobody: titles, heads, sums.';
comment on column communities.roster_import_row.target is 'The record that the row is about, as it was read; null where it is about nobody who was known.';
comment on column communities.roster_import_row.effects is 'What taking the row over has done to records: each as it was before, and its version after.';

create table communities.roster_record (
  id uuid primary key,
  community_id uuid not null references communities.community (id),
  version integer not null default 1,
  role text not null check (role in ('pupil', 'parent', 'staff')),
  child_id uuid references communities.roster_record (id) on delete cascade,
  surname text not null,
  name text not null,
  patronymic text not null,
  name_key text not null,
  birth_date text,
  unit_id uuid references communities.unit (id),
  unit_name text not null,
  phones text[] not null,
  source text not null check (source in ('hand', 'school', 'oneRoster', 'sheet')),
  import_id uuid references communities.roster_import (id) on delete set null,
  changed_at timestamptz not null,
  check ((role = 'parent') = (child_id is not null))
);
create index roster_record__list__idx on communities.roster_record (community_id, name_key, id);
create index roster_record__child_id__idx on communities.roster_record (child_id) where child_id is not null;
create index roster_record__import_id__idx on communities.roster_record (import_id);
comment on column communities.roster_record.name_key is 'Surname and name as people are compared: lower case, ё as е.';

-- Approvals of all applications that match the roster exactly.
create table communities.matched_approval (
  id uuid primary key,
  community_id uuid not null references communities.community (id),
  made_by uuid not null references identity.profile (id),
  made_at timestamptz not null
);
create index matched_approval__community_id__idx on communities.matched_approval (community_id, made_at desc);

create table communities.matched_line (
  approval_id uuid not null references communities.matched_approval (id),
  application_id uuid not null references communities.application (id),
  grounds text[] not null,
  primary key (approval_id, application_id)
);
create index matched_line__application_id__idx on communities.matched_line (application_id);
comment on column communities.matched_line.grounds is 'On what the match rests beside the names; neither date nor number are kept here.';

-- People, and entries of lists, that are in an organisation twice (STR-14).
create table communities.double_different (
  community_id uuid not null references communities.community (id),
  kind text not null check (kind in ('people', 'records')),
  one_id uuid not null,
  other_id uuid not null,
  decided_by uuid not null references identity.profile (id),
  decided_at timestamptz not null,
  primary key (community_id, one_id, other_id),
  check (one_id < other_id)
);
comment on table communities.double_different is 'Pairs that look like doubles and are different people, as somebody has said.';
comment on column communities.double_different.one_id is 'A profile or an entry of a list, by the kind, as the other one is.';

create table communities.double_merge (
  id uuid primary key,
  community_id uuid not null references communities.community (id),
  kind text not null check (kind in ('people', 'records')),
  keep_id uuid not null,
  gone_id uuid not null,
  state text not null check (state in ('merged', 'ended', 'undone', 'stopped')),
  made_by uuid not null references identity.profile (id),
  made_at timestamptz not null,
  effects jsonb,
  check ((state = 'merged') = (effects is not null))
);
create index double_merge__community_id__idx on communities.double_merge (community_id, made_at desc);
create index double_merge__open__idx on communities.double_merge (made_at) where state = 'merged';
comment on column communities.double_merge.effects is 'With what it is taken back: applications, roles, entries of lists as they were. Null once that is over.';

-- Scans of orders of directors that name an administrator and his phone (ORG-02, ORG-10).
create table communities.order_scan (
  file_id uuid primary key,
  request_id uuid references communities.organisation_request (id),
  ticket_id uuid references communities.ticket (id),
  format text not null check (format in ('pdf', 'jpeg', 'png', 'webp')),
  letter boolean not null default false,
  name text not null,
  bytes bigint not null,
  phone text not null default '',
  attached_at timestamptz not null,
  check ((request_id is null) <> (ticket_id is null))
);
create index order_scan__request_id__idx on communities.order_scan (request_id) where request_id is not null;
create index order_scan__ticket_id__idx on communities.order_scan (ticket_id) where ticket_id is not null;
comment on column communities.order_scan.letter is 'The letter with which the request has come (ORG-01).';
comment on column communities.order_scan.phone is 'As an operator has read it there; empty until then.';

-- What the operator does to organisations (ORG-19).
create table communities.suspension (
  id uuid primary key,
  community_id uuid not null references communities.community (id),
  reason text not null,
  suspended_by uuid not null,
  suspended_at timestamptz not null,
  resumed_by uuid,
  resumed_at timestamptz,
  check ((resumed_by is null) = (resumed_at is null))
);
create unique index suspension__now on communities.suspension (community_id) where resumed_at is null;
comment on table communities.suspension is 'When an organisation rested, why, and who has said so; without an end it rests now.';

create table communities.quota (
  community_id uuid primary key references communities.community (id),
  storage_megabytes integer check (storage_megabytes >= 0),
  sms_per_month integer check (sms_per_month >= 0),
  reason text not null,
  set_by uuid not null,
  set_at timestamptz not null
);
comment on table communities.quota is 'What an operator has said of the quotas of an organisation; null is what the installation gives everybody.';

create table communities.sms_use (
  community_id uuid not null references communities.community (id),
  month date not null,
  used integer not null,
  primary key (community_id, month)
);
create index sms_use__used__idx on communities.sms_use (used);
comment on column communities.sms_use.month is 'Its first day, in the zone of the organisation.';

create table communities.banner (
  one boolean primary key default true check (one),
  id uuid not null,
  ru text not null,
  en text not null,
  until timestamptz not null,
  set_by uuid not null,
  set_at timestamptz not null
);
comment on table communities.banner is 'The announcement that everybody who is signed in reads; one at a time.';

-- Units are taken into the next school year (STR-12, P-12).
create table communities.rollover (
  id uuid primary key,
  community_id uuid not null references communities.community (id),
  version integer not null default 1,
  state text not null check (state in ('ready', 'applying', 'applied', 'stopped', 'undoing', 'undone')),
  year smallint not null,
  made_by uuid not null references identity.profile (id),
  made_at timestamptz not null,
  begun_by uuid references identity.profile (id),
  begun_at timestamptz,
  done integer not null default 0,
  to_do integer not null default 0,
  check ((begun_by is null) = (begun_at is null)),
  check ((state = 'ready') = (begun_at is null))
);
create unique index rollover__open on communities.rollover (community_id) where state in ('ready', 'applying', 'undoing');
create index rollover__community_id__idx on communities.rollover (community_id, made_at desc);
comment on column communities.rollover.begun_at is 'From then on it can be taken back for a week.';

create table communities.rollover_line (
  rollover_id uuid not null references communities.rollover (id) on delete cascade,
  unit_id uuid not null references communities.unit (id),
  position integer not null,
  unit_version integer not null,
  people_key text not null,
  name text not null,
  grade smallint,
  school_year smallint not null,
  leads integer not null,
  staff integer not null,
  pupils integer not null,
  parents integer not null,
  chats text[] not null,
  choice text check (choice in ('promote', 'graduate', 'archive', 'leave')),
  new_name text not null,
  chosen boolean not null default false,
  reason text,
  changed boolean not null default false,
  outcome text check (outcome in ('done', 'skipped', 'undone', 'kept')),
  effects jsonb,
  primary key (rollover_id, unit_id)
);
create index rollover_line__unit_id__idx on communities.rollover_line (unit_id);
comment on column communities.rollover_line.people_key is 'Who holds which role in the unit, as a digest: tells that somebody came, went or is another one, and not who.';
comment on column communities.rollover_line.chats is 'Titles of the chats that follow the unit.';
comment on column communities.rollover_line.effects is 'How the unit was before, its version after, and what was done to its chats.';
