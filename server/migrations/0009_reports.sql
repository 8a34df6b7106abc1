-- What people report, and who has opened it (decision 0047).
create schema reports;

create table reports.report (
  id uuid primary key,
  community_id uuid not null references communities.community (id),
  reporter_id uuid references identity.profile (id),
  reason text not null check (reason in ('bullying', 'threats', 'indecent', 'fraud', 'personalData', 'spam', 'other')),
  words text not null,
  made_at timestamptz not null,
  chat_id uuid,
  chat_title text,
  messages integer not null,
  sealed bytea,
  asked_by uuid references identity.profile (id),
  asked_at timestamptz,
  opened_by uuid references identity.profile (id),
  opened_operator boolean not null default false,
  opened_at timestamptz,
  decided_by uuid references identity.profile (id),
  decided_at timestamptz,
  outcome text check (outcome in ('measures', 'nothing')),
  answer text not null default ''
);
create index report__waiting__idx on reports.report (community_id, made_at, id) where decided_at is null;
create index report__undecided__idx on reports.report (made_at, id) where decided_at is null;
create index report__decided__idx on reports.report (community_id, decided_at, id) where decided_at is not null;
create index report__reporter_id__idx on reports.report (reporter_id, made_at) where reporter_id is not null;
create index report__asked_by__idx on reports.report (asked_by) where asked_by is not null;
create index report__opened_by__idx on reports.report (opened_by) where opened_by is not null;
create index report__decided_by__idx on reports.report (decided_by) where decided_by is not null;
comment on table reports.report is 'What somebody has reported to the administrators of an organisation, and what they have done with it.';
comment on column reports.report.reporter_id is 'Null when his account is deleted.';
comment on column reports.report.chat_id is 'Where the messages stood; the chat may be gone.';
comment on column reports.report.sealed is 'The messages as they stood, under a key that is in no database; null of a report without messages, and when it is decided.';
comment on column reports.report.opened_operator is 'Whether the second person was the operator.';

create table reports.accused (
  report_id uuid not null references reports.report (id) on delete cascade,
  profile_id uuid not null references identity.profile (id),
  primary key (report_id, profile_id)
);
create index accused__profile_id__idx on reports.accused (profile_id);
comment on table reports.accused is 'Of whom a report tells; none of them reads it.';

create table reports.kept_message (
  chat_id uuid not null,
  seq bigint not null,
  message_id uuid not null,
  sender_id uuid not null,
  sealed bytea not null,
  erased_at timestamptz not null,
  primary key (chat_id, seq, message_id)
);
create index kept_message__sender_id__idx on reports.kept_message (sender_id);
create index kept_message__erased_at__idx on reports.kept_message (erased_at);
comment on table reports.kept_message is 'What was erased for everybody, sealed, so that it can be reported still (A-30).';
comment on column reports.kept_message.sender_id is 'A profile, or the community in whose name a channel speaks.';
