-- A person is a human as organisations know him; an account signs in; a profile is what others see.
create table identity.person (
  id uuid primary key,
  surname text not null,
  name text not null,
  patronymic text not null,
  birth_date date not null,
  birth_date_locked_at timestamptz,
  time_zone text not null default 'Europe/Moscow',
  created_at timestamptz not null
);
comment on column identity.person.birth_date_locked_at is 'Set when an organisation has confirmed the date by an approval.';
comment on column identity.person.time_zone is 'Where birthdays begin: the zone of the organisations of a pupil, of several the one in which days begin last.';

create table identity.account (
  id uuid primary key,
  phone text,
  phone_changed_at timestamptz,
  email text,
  password_hash text,
  password_changed_at timestamptz,
  operator boolean not null default false,
  created_at timestamptz not null,
  locked_at timestamptz,
  reopened_at timestamptz,
  constraint account__phone unique (phone),
  constraint account__email unique (email),
  constraint account__address check (phone is null or email is null),
  constraint account__locked_at check ((phone is null and email is null) or locked_at is null)
);
comment on column identity.account.phone is 'E.164; null once the number has passed on to somebody else or the account was deleted, and of a pupil without a phone, who signs in by a class card or an e-mail address.';
comment on column identity.account.email is 'In lower case, of a pupil who was invited by it (IDN-13).';
comment on column identity.account.locked_at is 'When the number passed on (IDN-25) or the account was deleted (IDN-24): nobody signs in any more.';
comment on column identity.account.reopened_at is 'When a ticket has last given it back to its owner, which counts like a use of it.';

create index account__operator__idx on identity.account (id) where operator;
create index account__phone_hash__idx on identity.account (sha256(decode(phone, 'escape')));
comment on index identity.account__phone_hash__idx is 'Finds the numbers of a phone book by their hashes (CNT-02).';

create table identity.profile (
  id uuid primary key,
  account_id uuid not null references identity.account (id),
  person_id uuid not null references identity.person (id),
  kind text not null check (kind in ('learning', 'personal')),
  surname text not null,
  name text not null,
  patronymic text not null,
  staff boolean not null default false,
  gone boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null
);
comment on column identity.profile.staff is 'Projected: holds a staff role in at least one community.';
create index profile__account_id__idx on identity.profile (account_id);
create index profile__person_id__idx on identity.profile (person_id);

create table identity.name_change (
  id uuid primary key,
  profile_id uuid not null references identity.profile (id),
  surname text not null,
  name text not null,
  patronymic text not null,
  at timestamptz not null
);
comment on table identity.name_change is 'What the names of a profile were until then; shown to those who manage members (ACC-01).';
create index name_change__profile_id__idx on identity.name_change (profile_id, at desc);

create table identity.guardian (
  child_person_id uuid not null references identity.person (id),
  guardian_person_id uuid not null references identity.person (id),
  created_at timestamptz not null,
  primary key (child_person_id, guardian_person_id)
);
create index guardian__guardian_person_id__idx on identity.guardian (guardian_person_id);

create table identity.session (
  id uuid primary key,
  token_hash bytea not null,
  account_id uuid not null references identity.account (id),
  active_profile_id uuid references identity.profile (id),
  surface text not null check (surface in ('main', 'operator')),
  device text not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  connected_at timestamptz,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_why text check (ended_why in ('password', 'device', 'phone', 'support', 'deletion', 'passedOn')),
  lesson_ends_at timestamptz,
  installed_at timestamptz,
  recovery_code_at timestamptz,
  methods text[] not null default '{}',
  constraint session__token_hash unique (token_hash)
);
comment on column identity.session.connected_at is 'When its device listened for the last time, which is no use of the account: a page that stays open keeps nobody from finding it left (IDN-25).';
comment on column identity.session.ended_why is 'What its device is told: the password was changed, another device ended it, the account has another number, its owner has lost a phone and those have ended it who know him, or it is to be deleted. Null when it was signed out there.';
comment on column identity.session.lesson_ends_at is 'Of a session by a class card: when it ends at the latest; until then expires_at moves on with its use. Null for every other one.';
comment on column identity.session.installed_at is 'When it was first used in the installed app, and not in a tab of a browser (ORG-08).';
comment on column identity.session.recovery_code_at is 'When somebody last signed in elsewhere with a code on paper, which its device is told (A-03).';
comment on column identity.session.methods is 'How its person has shown who he is, by the names of RFC 8176; nothing where a device is trusted.';
create index session__account_id__idx on identity.session (account_id);
create index session__active_profile_id__idx on identity.session (active_profile_id);

create table identity.device (
  id uuid primary key,
  account_id uuid not null references identity.account (id),
  token_hash bytea not null,
  trusted_until timestamptz not null,
  constraint device__token_hash unique (token_hash, account_id)
);
comment on table identity.device is 'Browsers on which the second factor was shown and is not asked again until the given time.';

create table identity.signin_flow (
  id uuid primary key,
  token_hash bytea not null,
  surface text not null check (surface in ('main', 'operator')),
  address text not null,
  invitation_id uuid,
  link text,
  step text not null,
  reason text,
  address_proven boolean not null default false,
  password_proven boolean not null default false,
  factor_proven boolean not null default false,
  methods text[] not null default '{}',
  account_id uuid references identity.account (id),
  profile_id uuid references identity.profile (id),
  session_id uuid,
  about jsonb,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint signin_flow__token_hash unique (token_hash)
);
comment on column identity.signin_flow.address is 'A phone in E.164, or an e-mail address.';
comment on column identity.signin_flow.invitation_id is 'The letter by whose link it was begun.';
comment on column identity.signin_flow.link is 'Token of the link of a class that he has come by.';
comment on column identity.signin_flow.session_id is 'What it has ended with.';
comment on column identity.signin_flow.methods is 'What was shown so far, by the names of RFC 8176.';
create index signin_flow__expires_at__idx on identity.signin_flow (expires_at);

create table identity.signin_code (
  flow_id uuid primary key references identity.signin_flow (id) on delete cascade,
  code_hash bytea not null,
  called boolean not null,
  tries integer not null default 0,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- Outside systems that may ask who somebody is, registered by an operator.
create table identity.oidc_client (
  id uuid primary key,
  name text not null,
  redirect_uris text[] not null,
  post_logout_redirect_uris text[] not null,
  backchannel_logout_uri text,
  scopes text[] not null,
  system_scopes text[] not null default '{}',
  notice_uri text,
  secret_hash bytea not null,
  created_at timestamptz not null
);

-- What the provider of OpenID Connect keeps of sessions, interactions, grants and tokens.
create table identity.oidc_payload (
  model text not null,
  id_hash bytea not null,
  payload jsonb not null,
  grant_id text,
  uid text,
  user_code text,
  client_id text,
  account_id uuid,
  session_id uuid references identity.session (id),
  profile_id uuid references identity.profile (id),
  created_at timestamptz not null,
  expires_at timestamptz,
  consumed_at timestamptz,
  primary key (model, id_hash)
);
comment on column identity.oidc_payload.id_hash is 'SHA-256: most ids are themselves what opens the door.';
comment on column identity.oidc_payload.session_id is 'Of a session: ours that it follows. Of an interaction: ours in whose browser it was shown.';
comment on column identity.oidc_payload.profile_id is 'Of an interaction: the profile that was chosen in it.';
create index oidc_payload__grant_id__idx on identity.oidc_payload (grant_id) where grant_id is not null;
create index oidc_payload__uid__idx on identity.oidc_payload (uid) where uid is not null;
create index oidc_payload__session_id__idx on identity.oidc_payload (session_id) where session_id is not null;
create index oidc_payload__account_id__idx on identity.oidc_payload (account_id, client_id) where account_id is not null;
create index oidc_payload__expires_at__idx on identity.oidc_payload (expires_at);

-- As whom an account shows itself to a client, and what it has agreed to show (IDN-11, IDN-12).
create table identity.oidc_choice (
  client_id uuid not null references identity.oidc_client (id) on delete cascade,
  account_id uuid not null references identity.account (id),
  profile_id uuid not null references identity.profile (id),
  scopes text[] not null,
  confirmed_at timestamptz not null,
  primary key (client_id, account_id)
);

-- Keys that sign tokens. One is published some days before it signs and some days after.
create table identity.oidc_key (
  kid text primary key,
  private_key bytea not null,
  signs_from timestamptz not null
);
comment on column identity.oidc_key.private_key is 'RSA, PKCS #8.';

-- A code that shows that somebody who is signed in holds a phone: that of his account, or one that it shall move to.
create table identity.account_code (
  account_id uuid not null references identity.account (id),
  purpose text not null check (purpose in ('password', 'oldPhone', 'newPhone', 'deletion', 'ownData')),
  code_hash bytea not null,
  tries integer not null default 0,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (account_id, purpose)
);

-- The secret that an account shares with an app that makes codes (TOTP).
create table identity.totp (
  account_id uuid primary key references identity.account (id),
  secret text not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0,
  created_at timestamptz not null
);
comment on column identity.totp.secret is 'Base32. Kept as it is, since codes are computed from it.';
comment on column identity.totp.confirmed_at is 'Set when the app has shown its first code; before, nothing is asked.';
comment on column identity.totp.last_step is 'Half minute of the newest code that was taken; that one and older ones are taken no more.';

-- Codes on paper for whoever has lost the app, each usable once.
create table identity.recovery_code (
  account_id uuid not null references identity.account (id),
  code_hash bytea not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);

-- Keys of devices that open the sign-in alone: the device has it, and asks who holds the device (WebAuthn).
create table identity.passkey (
  id uuid primary key,
  account_id uuid not null references identity.account (id),
  surface text not null check (surface in ('main', 'operator')),
  credential_id bytea not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  created_at timestamptz not null,
  used_at timestamptz,
  constraint passkey__credential_id unique (credential_id)
);
create index passkey__account_id__idx on identity.passkey (account_id);

-- What a device is asked to sign, once.
create table identity.passkey_challenge (
  token_hash bytea primary key,
  surface text not null check (surface in ('main', 'operator')),
  account_id uuid references identity.account (id),
  challenge text not null,
  expires_at timestamptz not null
);
comment on column identity.passkey_challenge.account_id is 'Whose new key it is; null at a sign-in, which does not know yet.';
create index passkey_challenge__expires_at__idx on identity.passkey_challenge (expires_at);

-- The way of an account to another number: at once with codes to both, or after a time of waiting (IDN-21).
create table identity.phone_move (
  id uuid primary key,
  account_id uuid not null references identity.account (id),
  session_id uuid references identity.session (id),
  ticket_id uuid,
  resets_factors boolean not null default false,
  merges boolean not null default false,
  phone text,
  state text not null check (state in ('begun', 'proven', 'waiting', 'moved', 'taken')),
  at timestamptz not null,
  due_at timestamptz,
  constraint phone_move__account_id unique (account_id),
  constraint phone_move__origin check ((session_id is null) = (ticket_id is not null)),
  constraint phone_move__due_at check ((state = 'waiting') = (due_at is not null))
);
comment on column identity.phone_move.session_id is 'Where it was begun: only there it goes on. Null where people have confirmed a ticket.';
comment on column identity.phone_move.ticket_id is 'The ticket of which it is a consequence; none of the steps before the waiting are its own.';
comment on column identity.phone_move.resets_factors is 'App, codes on paper and keys of devices go with the move.';
comment on column identity.phone_move.merges is 'The account becomes one with that which has the number already, instead of taking it.';
comment on column identity.phone_move.phone is 'E.164: the new number; once moved, the old one until its owner has been told.';
comment on column identity.phone_move.state is 'proven: a code to the new number was shown. taken: the number had become another account''s before the wait was over.';
comment on column identity.phone_move.at is 'When it came to its state.';
create index phone_move__due_at__idx on identity.phone_move (due_at) where state = 'waiting';
create index phone_move__at__idx on identity.phone_move (at);

-- Who answers for a child under 14: without a live row nothing of its profiles is read, written or shown (A-04).
create table identity.consent (
  id uuid primary key,
  child_person_id uuid not null references identity.person (id),
  text_version integer not null,
  given_at timestamptz not null,
  given_by uuid not null references identity.profile (id),
  guardian_person_id uuid references identity.person (id),
  signed_by text,
  signed_on date,
  ended_at timestamptz,
  ended_by uuid references identity.profile (id),
  ended_why text check (ended_why in ('withdrawn', 'guardianGone')),
  check ((guardian_person_id is null) = (signed_by is not null)),
  check ((signed_by is null) = (signed_on is null)),
  check ((ended_at is null) = (ended_why is null))
);
create unique index consent__live on identity.consent (child_person_id) where ended_at is null;
create index consent__child_person_id__idx on identity.consent (child_person_id, given_at desc);
comment on column identity.consent.text_version is 'Which of the numbered texts was agreed to.';
comment on column identity.consent.given_by is 'The guardian, or whoever of the staff has recorded a consent on paper.';
comment on column identity.consent.signed_by is 'Who has signed the paper; null where a guardian gave it here.';
comment on column identity.consent.ended_by is 'Null when nobody of the family or the school has withdrawn it.';

-- Who has shown that he holds a number, without an account and without signing in: for a ticket.
create table identity.phone_proof (
  id uuid primary key,
  token_hash bytea not null,
  phone text not null,
  code_hash bytea not null,
  tries integer not null default 0,
  expires_at timestamptz not null,
  proven_at timestamptz,
  created_at timestamptz not null,
  constraint phone_proof__token_hash unique (token_hash)
);
comment on column identity.phone_proof.expires_at is 'Of the code.';
create index phone_proof__created_at__idx on identity.phone_proof (created_at);

-- Two accounts of one human that become one (IDN-23). A row stays as the pointer of the account that is closed.
create table identity.account_merge (
  id uuid primary key,
  account_id uuid not null references identity.account (id),
  other_account_id uuid not null references identity.account (id),
  session_id uuid references identity.session (id),
  ticket_id uuid,
  state text not null check (state in ('proven', 'done')),
  former_phone text,
  at timestamptz not null,
  check ((session_id is null) = (ticket_id is not null)),
  check (state = 'done' or former_phone is null)
);
comment on column identity.account_merge.account_id is 'The account that stays.';
comment on column identity.account_merge.session_id is 'Where possession of the other one was shown: only there it goes on. Null where people have confirmed a ticket.';
comment on column identity.account_merge.former_phone is 'E.164: the number that the other account had; null when it had passed on before.';
create unique index account_merge__proven on identity.account_merge (account_id) where state = 'proven';
create index account_merge__other_account_id__idx on identity.account_merge (other_account_id);

-- Photos of people: what the server has made of a picture, in several sizes. The picture itself is not kept.
create table identity.photo (
  profile_id uuid primary key references identity.profile (id),
  id uuid not null,
  source_id uuid not null,
  set_at timestamptz not null,
  constraint photo__id unique (id)
);
comment on column identity.photo.source_id is 'The upload that it was made of, which is deleted: the same one again is a repeat.';

create table identity.photo_picture (
  photo_id uuid not null references identity.photo (id) on delete cascade,
  size integer not null,
  file_id uuid not null,
  primary key (photo_id, size)
);
comment on column identity.photo_picture.file_id is 'A file of the kind `picture`, read through the photo only.';

create table identity.photo_change (
  id uuid primary key,
  profile_id uuid not null references identity.profile (id),
  what text not null check (what in ('set', 'removed', 'taken')),
  by_id uuid not null references identity.profile (id),
  reason text not null,
  at timestamptz not null,
  check ((what = 'taken') = (reason <> ''))
);
create index photo_change__profile_id__idx on identity.photo_change (profile_id, at desc);
comment on table identity.photo_change is 'Who has set, removed or taken away a photo and when, never the photo.';

-- Accounts that their owners have asked to be deleted, and what became of them (IDN-24).
create table identity.deletion (
  number text primary key,
  account_id uuid references identity.account (id),
  asked_at timestamptz not null,
  due_at timestamptz not null,
  closed_at timestamptz,
  done_at timestamptz,
  erased jsonb not null default '{}',
  constraint deletion__account_id unique (account_id),
  check ((account_id is null) = (done_at is not null)),
  check (done_at is null or closed_at is not null)
);
create index deletion__due_at__idx on identity.deletion (due_at) where done_at is null;
comment on column identity.deletion.number is 'Of the certificate. Random, so that it is what the former owner holds of it and nobody else finds.';
comment on column identity.deletion.account_id is 'Null once everything is erased: what is left says of nobody that he was here.';
comment on column identity.deletion.closed_at is 'When names, number and sessions went and nothing could be taken back any more; the rest goes in portions after that.';
comment on column identity.deletion.erased is 'How much of what was erased, by the words of the contract.';

-- Addresses at which a session downloads what is kept of its account, for some minutes.
create table identity.own_data_link (
  token_hash bytea primary key,
  account_id uuid not null references identity.account (id),
  session_id uuid not null references identity.session (id),
  expires_at timestamptz not null,
  uses integer not null default 0
);
create index own_data_link__account_id__idx on identity.own_data_link (account_id);
create index own_data_link__expires_at__idx on identity.own_data_link (expires_at);
