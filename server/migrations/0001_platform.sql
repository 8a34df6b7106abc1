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
