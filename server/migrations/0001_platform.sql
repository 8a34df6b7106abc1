-- Logs of audiences, results of commands and the domains' schemas: what every feature stands on.
create extension if not exists pg_trgm;
create extension if not exists unaccent;

create schema platform;
create schema identity;
create schema communities;
create schema messenger;

create table platform.command_result (
  actor_key text not null,
  command_key uuid not null,
  operation text not null,
  input_hash bytea not null,
  output jsonb not null,
  created_at timestamptz not null,
  primary key (actor_key, command_key)
);
comment on table platform.command_result is 'What a keyed command answered, kept for 48 hours so that its repeat gets the same answer.';
create index command_result__created_at__idx on platform.command_result (created_at);

create table platform.log_head (
  audience text not null,
  audience_id text not null,
  last_seq bigint not null,
  primary key (audience, audience_id)
);
comment on table platform.log_head is 'Last number of the log of a profile or of a class of a community. Whoever appends locks it first.';

create table platform.log_event (
  audience text not null,
  audience_id text not null,
  seq bigint not null,
  name text not null,
  payload jsonb not null,
  at timestamptz not null,
  primary key (audience, audience_id, seq)
);
comment on table platform.log_event is 'Durable events of profiles and communities, kept for 30 days; an older position gets a snapshot.';
create index log_event__at__idx on platform.log_event (at);

create table platform.rate_limit (
  key text primary key,
  points integer not null default 0,
  expire bigint
);
comment on table platform.rate_limit is 'Counters of rate-limiter-flexible: points used until the instant `expire` in milliseconds.';

create table platform.secret (
  name text primary key,
  value bytea not null,
  created_at timestamptz not null
);
comment on table platform.secret is 'Keys that the installation makes for itself at its first start.';

create table platform.erasure (
  id uuid primary key,
  kind text not null,
  target jsonb not null,
  at timestamptz not null,
  shipped boolean not null default false,
  done boolean not null default true
);
comment on table platform.erasure is 'What was erased, by ids only, so that a restored backup erases it again: entries that came from the backups are not done at first. Kept for 30 days.';
create index erasure__shipped__idx on platform.erasure (id) where not shipped;
create index erasure__done__idx on platform.erasure (at, id) where not done;
create index erasure__at__idx on platform.erasure (at);

-- The log of administrative acts (decision 0023): rows are added to the chain of an organisation or of the operator, and
-- nothing changes or deletes one.
create table platform.audit_head (
  chain uuid primary key,
  last_number bigint not null,
  last_hash bytea not null
);
comment on table platform.audit_head is 'The end of each chain. Whoever adds a row locks it, as the last lock of his transaction.';
comment on column platform.audit_head.chain is 'Id of the organisation; the nil UUID is the chain of the operator.';

create table platform.audit_entry (
  chain uuid not null,
  number bigint not null,
  at timestamptz not null,
  act text not null,
  actor text,
  operator boolean not null,
  objects jsonb not null,
  people text[] not null,
  before jsonb not null,
  after jsonb not null,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (chain, number)
);
create index audit_entry__at__idx on platform.audit_entry (chain, at desc, number desc);
create index audit_entry__operator__idx on platform.audit_entry (at desc, chain, number desc)
  where operator or chain = '00000000-0000-0000-0000-000000000000';
create index audit_entry__act__idx on platform.audit_entry (chain, act, at desc, number desc);
create index audit_entry__operator_act__idx on platform.audit_entry (act, at desc, chain, number desc)
  where operator or chain = '00000000-0000-0000-0000-000000000000';
create index audit_entry__operator_actor__idx on platform.audit_entry (actor, at desc, chain, number desc)
  where operator or chain = '00000000-0000-0000-0000-000000000000';
create index audit_entry__people__idx on platform.audit_entry using gin (people);
create index audit_entry__actor__idx on platform.audit_entry (actor, chain, at desc, number desc);
comment on table platform.audit_entry is 'Who did what to whom, people by pseudonyms. What the hash is made of: server/src/platform/audit/canonical.ts.';
comment on column platform.audit_entry.actor is 'Pseudonym; null of what the product did by itself.';

create table platform.audit_person (
  pseudonym text primary key,
  kind text not null check (kind in ('profile', 'account')),
  subject_id uuid not null,
  salt bytea not null,
  constraint audit_person__subject_id unique (subject_id)
);
comment on table platform.audit_person is 'Who is behind a pseudonym. The row goes with the person, and then nobody can tell any more.';

create table platform.audit_read (
  reader text not null,
  child text not null,
  data text not null,
  hour bigint not null,
  primary key (reader, child, data, hour)
);
create index audit_read__hour__idx on platform.audit_read (hour);
comment on table platform.audit_read is 'Which reading of a child''s data stands in the log already in this hour (hours since 1970), so that it is written once.';

create function platform.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The log of administrative acts is only added to: % is refused', tg_op;
end
$$;
create trigger audit_entry__only_added before update or delete on platform.audit_entry
  for each row execute function platform.refuse_change();
create trigger audit_entry__not_emptied before truncate on platform.audit_entry
  for each statement execute function platform.refuse_change();
revoke update, delete, truncate on platform.audit_entry from public, current_user;
