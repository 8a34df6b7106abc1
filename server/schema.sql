-- The current schema, printed from a migrated database.

create table calls.call (
  id uuid not null,
  chat_id uuid not null,
  version integer default 1 not null,
  started_by uuid not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  waiting_room boolean default false not null,
  locked boolean default false not null,
  microphones boolean default true not null,
  cameras boolean default true not null,
  screens boolean not null,
  reactions boolean default true not null,
  alone_since timestamp with time zone,
  looked_at timestamp with time zone not null,
  room_gone boolean default false not null,
  revision integer default 0 not null,
  told_at timestamp with time zone,
  applauded_at timestamp with time zone,
  constraint call_check CHECK (((ended_at IS NOT NULL) OR ((ended_by IS NULL) AND (NOT room_gone)))),
  constraint call_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES identity.profile(id),
  constraint call_started_by_fkey FOREIGN KEY (started_by) REFERENCES identity.profile(id),
  constraint call_pkey PRIMARY KEY (id)
);
CREATE INDEX call__chat_id__idx ON calls.call USING btree (chat_id, started_at, id);
CREATE INDEX call__looked_at__idx ON calls.call USING btree (looked_at, id) WHERE (NOT room_gone);
CREATE UNIQUE INDEX call__running ON calls.call USING btree (chat_id) WHERE (ended_at IS NULL);
-- locked: Nobody new comes in, but who leads it.
-- microphones: People may switch on their microphones themselves (CALL-13); so with cameras and screens.
-- alone_since: Since when an adult and a pupil who may not be alone have been alone in it behind a closed door (P-07).
-- looked_at: When its people and its room were compared last; the longest ago comes first.
-- room_gone: It has ended and so has its room on the media server: nothing is left to do.
-- revision: Number of what those in it were told last about each other, at told_at.
-- applauded_at: When those in it were told last of reactions.

create table calls.guest (
  id uuid not null,
  call_id uuid not null,
  name text not null,
  secret_hash bytea,
  asked text,
  nudged boolean default false not null,
  seen_at timestamp with time zone not null,
  constraint guest_asked_check CHECK ((asked = ANY (ARRAY['microphone'::text, 'camera'::text]))),
  constraint guest_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls.call(id) ON DELETE CASCADE,
  constraint guest_pkey PRIMARY KEY (id),
  constraint guest_secret_hash_key UNIQUE (secret_hash)
);
CREATE INDEX guest__call_id__idx ON calls.guest USING btree (call_id);
-- table: Who has come by the link of a call without an account, under a name that he has typed (CALL-20). He is known in this call and nowhere else.
-- secret_hash: Of the secret in the cookie of his browser; null when that leads nowhere any more. So it does when nothing was heard of him for long (seen_at).
-- asked: What whoever leads the call asks him to switch on; his browser takes it with its next word.
-- nudged: Attention was drawn since his browser has said its last word (CALL-05).

create table calls.hall (
  id uuid not null,
  call_id uuid not null,
  place smallint not null,
  name text not null,
  alone_since timestamp with time zone,
  constraint hall_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls.halls(call_id) ON DELETE CASCADE,
  constraint hall_pkey PRIMARY KEY (id)
);
CREATE INDEX hall__call_id__idx ON calls.hall USING btree (call_id, place);
-- alone_since: Since when an adult and a pupil who may not be alone have been alone in it (P-07).

create table calls.halls (
  call_id uuid not null,
  version integer default 1 not null,
  free boolean not null,
  open_since timestamp with time zone,
  ends_at timestamp with time zone,
  constraint halls_check CHECK (((ends_at IS NULL) OR (open_since IS NOT NULL))),
  constraint halls_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls.call(id) ON DELETE CASCADE,
  constraint halls_pkey PRIMARY KEY (call_id)
);
-- table: Session halls of a call: rooms of their own beside it, open from one time to another (HALL-03).

create table calls.link (
  call_id uuid not null,
  token text not null,
  guests boolean default false not null,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  constraint link_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls.call(id) ON DELETE CASCADE,
  constraint link_made_by_fkey FOREIGN KEY (made_by) REFERENCES identity.profile(id),
  constraint link_pkey PRIMARY KEY (call_id),
  constraint link_token_key UNIQUE (token)
);
CREATE INDEX link__made_by__idx ON calls.link USING btree (made_by);
-- table: The link by which people come into a call who are not in its chat; without one the call is open to the chat alone (CALL-17). It ends with the call.
-- guests: Anybody may come by it, without an account (CALL-20).

create table calls.person (
  call_id uuid not null,
  profile_id uuid not null,
  is_guest boolean default false not null,
  of_profile uuid generated always as (
CASE
    WHEN (NOT is_guest) THEN profile_id
    ELSE NULL::uuid
END) stored,
  of_guest uuid generated always as (
CASE
    WHEN is_guest THEN profile_id
    ELSE NULL::uuid
END) stored,
  administrator boolean default false not null,
  admission text,
  asked_at timestamp with time zone,
  seen_at timestamp with time zone,
  hall_id uuid,
  moved_at timestamp with time zone,
  hand_at timestamp with time zone,
  floor boolean default false not null,
  may_microphone boolean,
  may_camera boolean,
  may_screen boolean,
  untold boolean default false not null,
  constraint person_admission_check CHECK ((admission = ANY (ARRAY['waiting'::text, 'admitted'::text, 'rejected'::text, 'removed'::text]))),
  constraint person_check CHECK (((admission = 'waiting'::text) <= ((asked_at IS NOT NULL) AND (seen_at IS NOT NULL)))),
  constraint person_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls.call(id) ON DELETE CASCADE,
  constraint person_hall_id_fkey FOREIGN KEY (hall_id) REFERENCES calls.hall(id) ON DELETE SET NULL,
  constraint person_of_guest_fkey FOREIGN KEY (of_guest) REFERENCES calls.guest(id) ON DELETE CASCADE,
  constraint person_of_profile_fkey FOREIGN KEY (of_profile) REFERENCES identity.profile(id),
  constraint person_pkey PRIMARY KEY (call_id, profile_id)
);
CREATE INDEX person__hall_id__idx ON calls.person USING btree (hall_id) WHERE (hall_id IS NOT NULL);
CREATE INDEX person__of_guest__idx ON calls.person USING btree (of_guest) WHERE is_guest;
CREATE INDEX person__of_profile__idx ON calls.person USING btree (of_profile);
CREATE INDEX person__profile_id__idx ON calls.person USING btree (profile_id);
CREATE INDEX person__untold__idx ON calls.person USING btree (call_id) WHERE untold;
CREATE INDEX person__waiting__idx ON calls.person USING btree (call_id, asked_at) WHERE (admission = 'waiting'::text);
-- table: What was decided of somebody in a call, beside who has been in it: it holds over every return (CALL-04).
-- profile_id: Of his profile; of a guest it is his own id there. That it exists is watched by of_profile and of_guest.
-- asked_at: Since when he has waited to be let in; he is there as long as he says so (seen_at).
-- hall_id: The hall that he belongs into, also after he was away, and after the media server was (HALL-05).
-- moved_at: When that changed last: for a moment he is in both rooms.
-- hand_at: Since when his hand is up; the queue goes by it (CALL-06).
-- floor: Was given the floor by whoever leads the call.
-- may_microphone: What was decided for him alone; null where the call has for him what it has for everybody (CALL-11, CALL-13).
-- untold: Has changed since those in the call were told last.

create table calls.planned_call (
  id uuid not null,
  chat_id uuid not null,
  version integer default 1 not null,
  title text not null,
  planned_by uuid not null,
  day text not null,
  time text not null,
  time_zone text not null,
  weekdays integer[],
  until_day text,
  skipped text[] default '{}'::text[] not null,
  begun_day text,
  microphones_off boolean not null,
  cameras_off boolean not null,
  next_at timestamp with time zone,
  next_day text,
  reminded boolean default false not null,
  cancelled boolean default false not null,
  over_at timestamp with time zone,
  constraint planned_call_check CHECK (((weekdays IS NULL) = (until_day IS NULL))),
  constraint planned_call_check1 CHECK ((((next_at IS NULL) = (next_day IS NULL)) AND ((next_at IS NULL) = (over_at IS NOT NULL)))),
  constraint planned_call_check2 CHECK (((NOT cancelled) OR (next_at IS NULL))),
  constraint planned_call_day_check CHECK ((day ~ '^\d{4}-\d{2}-\d{2}$'::text)),
  constraint planned_call_time_check CHECK (("time" ~ '^\d{2}:\d{2}$'::text)),
  constraint planned_call_until_day_check CHECK ((until_day ~ '^\d{4}-\d{2}-\d{2}$'::text)),
  constraint planned_call_planned_by_fkey FOREIGN KEY (planned_by) REFERENCES identity.profile(id),
  constraint planned_call_pkey PRIMARY KEY (id)
);
CREATE INDEX planned_call__chat_id__idx ON calls.planned_call USING btree (chat_id, next_at, id);
CREATE INDEX planned_call__next_at__idx ON calls.planned_call USING btree (next_at, id) WHERE (next_at IS NOT NULL);
CREATE INDEX planned_call__over_at__idx ON calls.planned_call USING btree (over_at) WHERE (over_at IS NOT NULL);
CREATE INDEX planned_call__planned_by__idx ON calls.planned_call USING btree (planned_by, id);
-- table: Calls that shall be (CALL-01). None of them is a call before somebody begins it.
-- weekdays: Days of the week on which it repeats itself until a day, Monday is 1; null when it is once.
-- skipped: Days that were cancelled alone.
-- begun_day: The last of its days whose call was begun.
-- next_at: When it is next, worked out at every change and when that time has passed; null when it is over or cancelled.
-- reminded: Whether the chat was reminded of the next one.
-- over_at: Since when it is over or cancelled; a week later it is erased.

create table calls.stay (
  session_id uuid not null,
  call_id uuid not null,
  profile_id uuid not null,
  is_guest boolean default false not null,
  of_profile uuid generated always as (
CASE
    WHEN (NOT is_guest) THEN profile_id
    ELSE NULL::uuid
END) stored,
  of_guest uuid generated always as (
CASE
    WHEN is_guest THEN profile_id
    ELSE NULL::uuid
END) stored,
  joined_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  left_at timestamp with time zone,
  untold boolean default true not null,
  constraint stay_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls.call(id) ON DELETE CASCADE,
  constraint stay_of_guest_fkey FOREIGN KEY (of_guest) REFERENCES calls.guest(id) ON DELETE CASCADE,
  constraint stay_of_profile_fkey FOREIGN KEY (of_profile) REFERENCES identity.profile(id),
  constraint stay_pkey PRIMARY KEY (session_id)
);
CREATE INDEX stay__call_id__idx ON calls.stay USING btree (call_id, joined_at, session_id);
CREATE INDEX stay__of_guest__idx ON calls.stay USING btree (of_guest) WHERE is_guest;
CREATE INDEX stay__of_profile__idx ON calls.stay USING btree (of_profile);
CREATE INDEX stay__open__idx ON calls.stay USING btree (call_id, seen_at) WHERE (left_at IS NULL);
CREATE INDEX stay__profile_id__idx ON calls.stay USING btree (profile_id, session_id);
CREATE INDEX stay__untold__idx ON calls.stay USING btree (call_id) WHERE untold;
-- table: Attendance: one row a session, from coming to leaving, by what clients have said themselves (ATT-03).
-- profile_id: Of his profile; of a guest it is his own id there.
-- left_at: Null while it is open. Of somebody who has said nothing any more it is when he did last.
-- untold: Has begun or ended since those in the call were told last.

create table calls.visit (
  call_id uuid not null,
  profile_id uuid not null,
  opened_at timestamp with time zone not null,
  constraint visit_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls.call(id) ON DELETE CASCADE,
  constraint visit_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint visit_pkey PRIMARY KEY (call_id, profile_id)
);
CREATE INDEX visit__profile_id__idx ON calls.visit USING btree (profile_id);
-- table: Who has opened the link of a call without being in its chat: he may come into the call and nowhere else.

create table communities.absence (
  id uuid not null,
  community_id uuid not null,
  unit_id uuid not null,
  child_profile_id uuid not null,
  first_day date not null,
  last_day date not null,
  reason text not null,
  note text not null,
  paper_id uuid,
  paper_name text,
  paper_bytes integer,
  paper_by uuid,
  told_by uuid not null,
  told_at timestamp with time zone not null,
  changed_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  accepted_by uuid,
  accepted_at timestamp with time zone,
  known boolean not null,
  version integer not null,
  constraint absence_check CHECK ((first_day <= last_day)),
  constraint absence_check1 CHECK (((accepted_by IS NULL) = (accepted_at IS NULL))),
  constraint absence_check2 CHECK ((num_nulls(paper_id, paper_name, paper_bytes, paper_by) = ANY (ARRAY[0, 4]))),
  constraint absence_reason_check CHECK ((reason = ANY (ARRAY['illness'::text, 'doctor'::text, 'family'::text, 'event'::text, 'other'::text]))),
  constraint absence_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES identity.profile(id),
  constraint absence_child_profile_id_fkey FOREIGN KEY (child_profile_id) REFERENCES identity.profile(id),
  constraint absence_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint absence_paper_by_fkey FOREIGN KEY (paper_by) REFERENCES identity.profile(id),
  constraint absence_told_by_fkey FOREIGN KEY (told_by) REFERENCES identity.profile(id),
  constraint absence_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES communities.unit(id),
  constraint absence_pkey PRIMARY KEY (id)
);
CREATE INDEX absence__accepted_by__idx ON communities.absence USING btree (accepted_by);
CREATE INDEX absence__child_profile_id__idx ON communities.absence USING btree (child_profile_id);
CREATE INDEX absence__last_day__idx ON communities.absence USING btree (last_day);
CREATE INDEX absence__paper_by__idx ON communities.absence USING btree (paper_by);
CREATE INDEX absence__told_by__idx ON communities.absence USING btree (told_by);
CREATE INDEX absence__unit_id__idx ON communities.absence USING btree (unit_id, last_day);
CREATE UNIQUE INDEX absence__paper_id__idx ON communities.absence USING btree (paper_id);
-- table: On which days a child is not in its class, and why, as one of its parents has said it.
-- note: In the words of the parent.
-- paper_id: A file of the kind paper, which goes with the absence.
-- paper_by: Whose file it is.
-- accepted_at: When a leader of the class has read it as it stands; a change takes that away.
-- known: A leader of the class has read it in some version, so that he is told when it is taken back.

create table communities.age_notice_seen (
  reader_profile_id uuid not null,
  profile_id uuid not null,
  age integer not null,
  seen_at timestamp with time zone not null,
  constraint age_notice_seen_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint age_notice_seen_reader_profile_id_fkey FOREIGN KEY (reader_profile_id) REFERENCES identity.profile(id),
  constraint age_notice_seen_pkey PRIMARY KEY (reader_profile_id, profile_id, age)
);
-- table: Who has put aside that a pupil has come to an age at which rules change (IDN-26); the notice itself follows from the birth date.

create table communities.application (
  id uuid not null,
  community_id uuid not null,
  unit_id uuid not null,
  profile_id uuid not null,
  link_id uuid,
  role text not null,
  child_profile_id uuid,
  sort_name text not null,
  position text not null,
  path text not null,
  state text not null,
  version integer default 1 not null,
  submitted_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  decided_by uuid,
  reason text default ''::text not null,
  constraint application_path_check CHECK ((path = ANY (ARRAY['link'::text, 'messenger'::text, 'site'::text]))),
  constraint application_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'approved'::text, 'rejected'::text, 'withdrawn'::text, 'expired'::text]))),
  constraint application_child_profile_id_fkey FOREIGN KEY (child_profile_id) REFERENCES identity.profile(id),
  constraint application_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint application_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES identity.profile(id),
  constraint application_link_id_fkey FOREIGN KEY (link_id) REFERENCES communities.invite_link(id),
  constraint application_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint application_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES communities.unit(id),
  constraint application_pkey PRIMARY KEY (id)
);
CREATE INDEX application__expiry__idx ON communities.application USING btree (submitted_at) WHERE (state = 'pending'::text);
CREATE INDEX application__profile_id__idx ON communities.application USING btree (profile_id, submitted_at DESC);
CREATE INDEX application__queue__idx ON communities.application USING btree (community_id, state, submitted_at, id);
CREATE INDEX application__unit_id__idx ON communities.application USING btree (unit_id, state);
CREATE UNIQUE INDEX application__place ON communities.application USING btree (community_id, profile_id, unit_id, role, child_profile_id) NULLS NOT DISTINCT WHERE (state = 'pending'::text);

create table communities.banner (
  one boolean default true not null,
  id uuid not null,
  ru text not null,
  en text not null,
  until timestamp with time zone not null,
  set_by uuid not null,
  set_at timestamp with time zone not null,
  constraint banner_one_check CHECK (one),
  constraint banner_pkey PRIMARY KEY (one)
);
-- table: The announcement that everybody who is signed in reads; one at a time.

create table communities.block (
  profile_id uuid not null,
  blocked_id uuid not null,
  blocked_at timestamp with time zone not null,
  constraint block_check CHECK ((profile_id <> blocked_id)),
  constraint block_blocked_id_fkey FOREIGN KEY (blocked_id) REFERENCES identity.profile(id),
  constraint block_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint block_pkey PRIMARY KEY (profile_id, blocked_id)
);
CREATE INDEX block__profile_id__blocked_at__idx ON communities.block USING btree (profile_id, blocked_at DESC, blocked_id DESC);
-- table: Who wants to hear nothing of whom (CNT-07). Nobody but the first of the two learns of it.

create table communities.card_session (
  session_id uuid not null,
  card_id uuid not null,
  device_id uuid not null,
  ends_at timestamp with time zone not null,
  constraint card_session_card_id_fkey FOREIGN KEY (card_id) REFERENCES communities.class_card(id),
  constraint card_session_device_id_fkey FOREIGN KEY (device_id) REFERENCES communities.class_device(id),
  constraint card_session_session_id_fkey FOREIGN KEY (session_id) REFERENCES identity.session(id),
  constraint card_session_pkey PRIMARY KEY (session_id)
);
CREATE INDEX card_session__card_id__idx ON communities.card_session USING btree (card_id);
CREATE INDEX card_session__device_id__idx ON communities.card_session USING btree (device_id);
-- table: Which sessions are to be ended when a card or a device is taken away; a row goes with the session.

create table communities.class_card (
  id uuid not null,
  unit_id uuid not null,
  profile_id uuid not null,
  secret_hash bytea not null,
  symbols_hash bytea not null,
  tries integer default 0 not null,
  locked_at timestamp with time zone,
  printed_by uuid not null,
  printed_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint class_card_printed_by_fkey FOREIGN KEY (printed_by) REFERENCES identity.profile(id),
  constraint class_card_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint class_card_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES communities.unit(id),
  constraint class_card_pkey PRIMARY KEY (id),
  constraint class_card__secret_hash UNIQUE (secret_hash)
);
CREATE INDEX class_card__profile_id__idx ON communities.class_card USING btree (profile_id);
CREATE UNIQUE INDEX class_card__holder ON communities.class_card USING btree (unit_id, profile_id) WHERE (ended_at IS NULL);
-- symbols_hash: Keyed: a row of six pictures can be tried out.

create table communities.class_device (
  id uuid not null,
  unit_id uuid not null,
  token_hash bytea not null,
  name text not null,
  added_by uuid not null,
  added_at timestamp with time zone not null,
  used_at timestamp with time zone,
  expires_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint class_device_added_by_fkey FOREIGN KEY (added_by) REFERENCES identity.profile(id),
  constraint class_device_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES communities.unit(id),
  constraint class_device_pkey PRIMARY KEY (id),
  constraint class_device__token_hash UNIQUE (token_hash)
);
CREATE INDEX class_device__unit_id__idx ON communities.class_device USING btree (unit_id, added_at);
-- table: Browsers on which cards of one class work, until the end of the school year.

create table communities.community (
  id uuid not null,
  type text not null,
  name text not null,
  short_name text not null,
  time_zone text not null,
  region text default ''::text not null,
  municipality text default ''::text not null,
  address text default ''::text not null,
  inn text default ''::text not null,
  kpp text default ''::text not null,
  head text default ''::text not null,
  phone text default ''::text not null,
  email text default ''::text not null,
  site text default ''::text not null,
  description text default ''::text not null,
  logo_id uuid,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  search text generated always as ((' '::text || regexp_replace(replace(lower(((name || ' '::text) || short_name)), 'ё'::text, 'е'::text), '[«»"()]'::text, ' '::text, 'g'::text))) stored not null,
  constraint community_pkey PRIMARY KEY (id)
);
CREATE INDEX community__created_at__idx ON communities.community USING btree (created_at DESC, id DESC);
CREATE INDEX community__folded_name__idx ON communities.community USING btree (TRIM(BOTH FROM regexp_replace(replace(lower(name), 'ё'::text, 'е'::text), '\s+'::text, ' '::text, 'g'::text)));
CREATE INDEX community__name__idx ON communities.community USING btree (name, id) INCLUDE (type, search);
CREATE INDEX community__search__idx ON communities.community USING gin (search gin_trgm_ops);
-- logo_id: Its picture in communities.logo; null without one.
-- search: Folded like names are compared: words of a search begin words of it.

create table communities.community_role (
  community_id uuid not null,
  role text not null,
  position integer not null,
  grants text[] not null,
  constraint community_role_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint community_role_pkey PRIMARY KEY (community_id, role)
);
-- table: The role set of this community with the rights that each role gives here.

create table communities.contact_code (
  profile_id uuid not null,
  token_hash bytea not null,
  expires_at timestamp with time zone not null,
  constraint contact_code_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint contact_code_pkey PRIMARY KEY (profile_id),
  constraint contact_code__token_hash UNIQUE (token_hash)
);

create table communities.delegation (
  community_id uuid not null,
  leads boolean not null,
  changed_by uuid not null,
  changed_at timestamp with time zone not null,
  constraint delegation_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint delegation_pkey PRIMARY KEY (community_id)
);

create table communities.details (
  profile_id uuid not null,
  birthday_reach text not null,
  phone text not null,
  email text not null,
  changed_at timestamp with time zone not null,
  constraint details_birthday_reach_check CHECK ((birthday_reach = ANY (ARRAY['nobody'::text, 'unit'::text, 'contacts'::text]))),
  constraint details_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint details_pkey PRIMARY KEY (profile_id)
);
-- table: What a profile shows of itself on its card (ACC-01), as chosen; of pupils no more is shown than they may choose.

create table communities.details_change (
  id uuid not null,
  profile_id uuid not null,
  birthday_reach text not null,
  phone text not null,
  email text not null,
  at timestamp with time zone not null,
  constraint details_change_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint details_change_pkey PRIMARY KEY (id)
);
CREATE INDEX details_change__profile_id__idx ON communities.details_change USING btree (profile_id, at DESC);
-- table: What a profile showed of itself until then; that there was a change is told to those who manage members.

create table communities.dialogue_rules (
  community_id uuid not null,
  version integer not null,
  under_14 text not null,
  from_14 text not null,
  guests_with_pupils boolean default false not null,
  vanish_with_pupils boolean default true not null,
  own_call_pictures boolean default false not null,
  link_previews text default 'withoutPupils'::text not null,
  changed_by uuid not null,
  changed_at timestamp with time zone not null,
  constraint dialogue_rules_from_14_check CHECK ((from_14 = ANY (ARRAY['forbidden'::text, 'secondAdult'::text, 'guardians'::text]))),
  constraint dialogue_rules_link_previews_check CHECK ((link_previews = ANY (ARRAY['nowhere'::text, 'withoutPupils'::text, 'everywhere'::text]))),
  constraint dialogue_rules_under_14_check CHECK ((under_14 = ANY (ARRAY['forbidden'::text, 'secondAdult'::text, 'guardians'::text]))),
  constraint dialogue_rules_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint dialogue_rules_pkey PRIMARY KEY (community_id)
);
-- table: How adults and pupils may be alone in a dialogue (P-07). An organisation without a row has the rules of reading A-55.
-- guests_with_pupils: Guests without an account may be in calls with pupils (reading A-40).
-- vanish_with_pupils: Messages may vanish where pupils read (reading A-28).
-- own_call_pictures: People may put pictures of their own behind them in calls (CALL-15).
-- link_previews: Where links in messages have cards, if the operator has switched them on (decision 0049).

create table communities.double_different (
  community_id uuid not null,
  kind text not null,
  one_id uuid not null,
  other_id uuid not null,
  decided_by uuid not null,
  decided_at timestamp with time zone not null,
  constraint double_different_check CHECK ((one_id < other_id)),
  constraint double_different_kind_check CHECK ((kind = ANY (ARRAY['people'::text, 'records'::text]))),
  constraint double_different_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint double_different_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES identity.profile(id),
  constraint double_different_pkey PRIMARY KEY (community_id, one_id, other_id)
);
-- table: Pairs that look like doubles and are different people, as somebody has said.
-- one_id: A profile or an entry of a list, by the kind, as the other one is.

create table communities.double_merge (
  id uuid not null,
  community_id uuid not null,
  kind text not null,
  keep_id uuid not null,
  gone_id uuid not null,
  state text not null,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  effects jsonb,
  constraint double_merge_check CHECK (((state = 'merged'::text) = (effects IS NOT NULL))),
  constraint double_merge_kind_check CHECK ((kind = ANY (ARRAY['people'::text, 'records'::text]))),
  constraint double_merge_state_check CHECK ((state = ANY (ARRAY['merged'::text, 'ended'::text, 'undone'::text, 'stopped'::text]))),
  constraint double_merge_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint double_merge_made_by_fkey FOREIGN KEY (made_by) REFERENCES identity.profile(id),
  constraint double_merge_pkey PRIMARY KEY (id)
);
CREATE INDEX double_merge__community_id__idx ON communities.double_merge USING btree (community_id, made_at DESC);
CREATE INDEX double_merge__open__idx ON communities.double_merge USING btree (made_at) WHERE (state = 'merged'::text);
-- effects: With what it is taken back: applications, roles, entries of lists as they were. Null once that is over.

create table communities.email_invitation (
  id uuid not null,
  community_id uuid not null,
  unit_id uuid not null,
  email text not null,
  token_hash bytea not null,
  created_by uuid not null,
  sent_at timestamp with time zone not null,
  failed boolean default false not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  used_at timestamp with time zone,
  profile_id uuid,
  constraint email_invitation_check CHECK (((used_at IS NULL) = (profile_id IS NULL))),
  constraint email_invitation_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint email_invitation_created_by_fkey FOREIGN KEY (created_by) REFERENCES identity.profile(id),
  constraint email_invitation_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint email_invitation_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES communities.unit(id),
  constraint email_invitation_pkey PRIMARY KEY (id),
  constraint email_invitation__token_hash UNIQUE (token_hash)
);
CREATE UNIQUE INDEX email_invitation__place ON communities.email_invitation USING btree (unit_id, email) WHERE (revoked_at IS NULL);
-- table: Pupils of grades 1–4 whom the leader of a class has invited by e-mail (IDN-13, INV-10). A letter that is sent again has another token.
-- failed: The mail server did not take the last letter.
-- profile_id: Who has come by it.

create table communities.family_case (
  id uuid not null,
  community_id uuid not null,
  child_profile_id uuid not null,
  child_person_id uuid not null,
  adult_profile_id uuid not null,
  adult_person_id uuid not null,
  state text not null,
  reason text not null,
  opened_by uuid not null,
  opened_at timestamp with time zone not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  constraint family_case_state_check CHECK ((state = ANY (ARRAY['reported'::text, 'removed'::text, 'restored'::text]))),
  constraint family_case_adult_person_id_fkey FOREIGN KEY (adult_person_id) REFERENCES identity.person(id),
  constraint family_case_adult_profile_id_fkey FOREIGN KEY (adult_profile_id) REFERENCES identity.profile(id),
  constraint family_case_child_person_id_fkey FOREIGN KEY (child_person_id) REFERENCES identity.person(id),
  constraint family_case_child_profile_id_fkey FOREIGN KEY (child_profile_id) REFERENCES identity.profile(id),
  constraint family_case_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint family_case_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES identity.profile(id),
  constraint family_case_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES identity.profile(id),
  constraint family_case_pkey PRIMARY KEY (id)
);
CREATE INDEX family_case__adult_profile_id__idx ON communities.family_case USING btree (adult_profile_id);
CREATE INDEX family_case__community_id__idx ON communities.family_case USING btree (community_id, opened_at DESC);
CREATE INDEX family_case__pair__idx ON communities.family_case USING btree (adult_person_id, child_person_id);
-- table: Adults whose access to a child an organisation has taken, who said so and who decided (INV-12).

create table communities.family_case_role (
  case_id uuid not null,
  unit_id uuid not null,
  basis text not null,
  constraint family_case_role_case_id_fkey FOREIGN KEY (case_id) REFERENCES communities.family_case(id) ON DELETE CASCADE,
  constraint family_case_role_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES communities.unit(id),
  constraint family_case_role_pkey PRIMARY KEY (case_id, unit_id)
);
-- table: The roles that were taken, as they are given back.

create table communities.family_limit (
  community_id uuid not null,
  child_person_id uuid not null,
  adults_max integer not null,
  allowed_by uuid not null,
  allowed_at timestamp with time zone not null,
  constraint family_limit_child_person_id_fkey FOREIGN KEY (child_person_id) REFERENCES identity.person(id),
  constraint family_limit_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint family_limit_pkey PRIMARY KEY (community_id, child_person_id)
);
-- table: Children to whom an organisation has allowed more adults than usual (INV-11); it counts while the child is a member there.

create table communities.invite_link (
  id uuid not null,
  community_id uuid not null,
  unit_id uuid not null,
  role text not null,
  child_profile_id uuid,
  token text not null,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  uses_max integer,
  uses integer default 0 not null,
  constraint invite_link_child_profile_id_fkey FOREIGN KEY (child_profile_id) REFERENCES identity.profile(id),
  constraint invite_link_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint invite_link_created_by_fkey FOREIGN KEY (created_by) REFERENCES identity.profile(id),
  constraint invite_link_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES communities.unit(id),
  constraint invite_link_pkey PRIMARY KEY (id),
  constraint invite_link__token UNIQUE (token)
);
CREATE INDEX invite_link__community_id__idx ON communities.invite_link USING btree (community_id, created_at DESC, id DESC);
CREATE INDEX invite_link__unit_id__idx ON communities.invite_link USING btree (unit_id);
-- token: Kept as it is, because administrators show and print it again; it grants nothing but an application.

create table communities.logo (
  logo_id uuid not null,
  size integer not null,
  community_id uuid not null,
  file_id uuid not null,
  source_id uuid not null,
  constraint logo_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint logo_pkey PRIMARY KEY (logo_id, size)
);
CREATE INDEX logo__community_id__idx ON communities.logo USING btree (community_id);
-- source_id: The upload that it was made of, which is deleted: the same one again is a repeat.

create table communities.matched_approval (
  id uuid not null,
  community_id uuid not null,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  constraint matched_approval_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint matched_approval_made_by_fkey FOREIGN KEY (made_by) REFERENCES identity.profile(id),
  constraint matched_approval_pkey PRIMARY KEY (id)
);
CREATE INDEX matched_approval__community_id__idx ON communities.matched_approval USING btree (community_id, made_at DESC);

create table communities.matched_line (
  approval_id uuid not null,
  application_id uuid not null,
  grounds text[] not null,
  constraint matched_line_application_id_fkey FOREIGN KEY (application_id) REFERENCES communities.application(id),
  constraint matched_line_approval_id_fkey FOREIGN KEY (approval_id) REFERENCES communities.matched_approval(id),
  constraint matched_line_pkey PRIMARY KEY (approval_id, application_id)
);
CREATE INDEX matched_line__application_id__idx ON communities.matched_line USING btree (application_id);
-- grounds: On what the match rests beside the names; neither date nor number are kept here.

create table communities.member (
  community_id uuid not null,
  profile_id uuid not null,
  person_id uuid not null,
  sort_name text not null,
  position text default ''::text not null,
  version integer default 1 not null,
  withheld_until timestamp with time zone,
  leaving boolean default false not null,
  joined_at timestamp with time zone not null,
  constraint member_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint member_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id),
  constraint member_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint member_pkey PRIMARY KEY (community_id, profile_id)
);
CREATE INDEX member__person_id__idx ON communities.member USING btree (person_id);
CREATE INDEX member__profile_id__idx ON communities.member USING btree (profile_id);
CREATE INDEX member__sort_name__idx ON communities.member USING btree (community_id, sort_name, profile_id);
-- sort_name: Surname, name and patronymic folded for order and search: lower case, ё as е.
-- withheld_until: Projected: a child under 14 for whom nobody has consented is shown to nobody but those who see all members, until its birthday.
-- leaving: Projected: the account is to be deleted (IDN-24), so nobody finds this member as a contact; lists of members show him still.

create table communities.member_role (
  id uuid not null,
  community_id uuid not null,
  profile_id uuid not null,
  role text not null,
  unit_id uuid,
  child_person_id uuid,
  granted_at timestamp with time zone not null,
  granted_by uuid,
  basis text not null,
  constraint member_role_child_person_id_fkey FOREIGN KEY (child_person_id) REFERENCES identity.person(id),
  constraint member_role_community_id_profile_id_fkey FOREIGN KEY (community_id, profile_id) REFERENCES communities.member(community_id, profile_id) ON DELETE CASCADE,
  constraint member_role_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES communities.unit(id),
  constraint member_role_pkey PRIMARY KEY (id)
);
CREATE INDEX member_role__child_person_id__idx ON communities.member_role USING btree (child_person_id) WHERE (child_person_id IS NOT NULL);
CREATE INDEX member_role__profile_id__idx ON communities.member_role USING btree (profile_id);
CREATE INDEX member_role__unit_id__idx ON communities.member_role USING btree (unit_id);
CREATE UNIQUE INDEX member_role__place ON communities.member_role USING btree (community_id, profile_id, role, unit_id, child_person_id) NULLS NOT DISTINCT;
-- table: Rows exist while the role is held; the history is in the application and the journal.

create table communities.order_scan (
  file_id uuid not null,
  request_id uuid,
  ticket_id uuid,
  format text not null,
  letter boolean default false not null,
  name text not null,
  bytes bigint not null,
  phone text default ''::text not null,
  attached_at timestamp with time zone not null,
  constraint order_scan_check CHECK (((request_id IS NULL) <> (ticket_id IS NULL))),
  constraint order_scan_format_check CHECK ((format = ANY (ARRAY['pdf'::text, 'jpeg'::text, 'png'::text, 'webp'::text]))),
  constraint order_scan_request_id_fkey FOREIGN KEY (request_id) REFERENCES communities.organisation_request(id),
  constraint order_scan_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES communities.ticket(id),
  constraint order_scan_pkey PRIMARY KEY (file_id)
);
CREATE INDEX order_scan__request_id__idx ON communities.order_scan USING btree (request_id) WHERE (request_id IS NOT NULL);
CREATE INDEX order_scan__ticket_id__idx ON communities.order_scan USING btree (ticket_id) WHERE (ticket_id IS NOT NULL);
-- letter: The letter with which the request has come (ORG-01).
-- phone: As an operator has read it there; empty until then.

create table communities.organisation_request (
  id uuid not null,
  number bigint generated always as identity not null,
  secret_hash bytea not null,
  state text not null,
  version integer default 1 not null,
  type text not null,
  name text not null,
  administrator_surname text not null,
  administrator_name text not null,
  administrator_patronymic text not null,
  administrator_phone text not null,
  inn text not null,
  kpp text not null,
  community_id uuid,
  source text not null,
  filed_at timestamp with time zone not null,
  search text generated always as ((' '::text || regexp_replace(replace(lower(((((((((name || ' '::text) || inn) || ' '::text) || administrator_surname) || ' '::text) || administrator_name) || ' '::text) || administrator_patronymic)), 'ё'::text, 'е'::text), '[«»"()]'::text, ' '::text, 'g'::text))) stored not null,
  constraint organisation_request_source_check CHECK ((source = ANY (ARRAY['form'::text, 'letter'::text]))),
  constraint organisation_request_state_check CHECK ((state = ANY (ARRAY['filed'::text, 'checking'::text, 'clarifying'::text, 'approved'::text, 'rejected'::text]))),
  constraint organisation_request_pkey PRIMARY KEY (id),
  constraint organisation_request__number UNIQUE (number),
  constraint organisation_request__secret_hash UNIQUE (secret_hash)
);
CREATE INDEX organisation_request__inn__idx ON communities.organisation_request USING btree (inn) WHERE (community_id IS NOT NULL);
CREATE INDEX organisation_request__search__idx ON communities.organisation_request USING gin (search gin_trgm_ops);
CREATE INDEX organisation_request__state__idx ON communities.organisation_request USING btree (state, number);
-- search: Folded like names are compared: words of a search begin words of it.

create table communities.page_editor (
  community_id uuid not null,
  profile_id uuid not null,
  given_by uuid not null,
  given_at timestamp with time zone not null,
  constraint page_editor_community_id_profile_id_fkey FOREIGN KEY (community_id, profile_id) REFERENCES communities.member(community_id, profile_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  constraint page_editor_pkey PRIMARY KEY (community_id, profile_id)
);
-- table: Staff alone: the right ends with the last role of the staff, and with the membership.

create table communities.pending_administrator (
  community_id uuid not null,
  phone text not null,
  created_at timestamp with time zone not null,
  claimed_by uuid,
  claimed_at timestamp with time zone,
  replaces boolean default false not null,
  constraint pending_administrator_claimed_by_fkey FOREIGN KEY (claimed_by) REFERENCES identity.profile(id),
  constraint pending_administrator_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint pending_administrator_pkey PRIMARY KEY (community_id, phone)
);
CREATE INDEX pending_administrator__phone__idx ON communities.pending_administrator USING btree (phone) WHERE (claimed_at IS NULL);
-- table: The administrator's right waits for whoever signs in with this phone (IDN-19).
-- replaces: Whoever has claimed the right before loses it at the moment in which this one is claimed (ORG-10).

create table communities.personal_contact (
  owner_id uuid not null,
  other_id uuid not null,
  answered_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  constraint personal_contact_check CHECK ((owner_id <> other_id)),
  constraint personal_contact_other_id_fkey FOREIGN KEY (other_id) REFERENCES identity.profile(id),
  constraint personal_contact_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES identity.profile(id),
  constraint personal_contact_pkey PRIMARY KEY (owner_id, other_id)
);
CREATE INDEX personal_contact__other_id__idx ON communities.personal_contact USING btree (other_id);
CREATE UNIQUE INDEX personal_contact__pair ON communities.personal_contact USING btree (LEAST(owner_id, other_id), GREATEST(owner_id, other_id));
-- table: The owner has shown a code, the other one has answered it; they are contacts once the owner has confirmed.

create table communities.phonebook (
  profile_id uuid not null,
  own_hash bytea not null,
  compared_at timestamp with time zone not null,
  constraint phonebook_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint phonebook_pkey PRIMARY KEY (profile_id)
);
-- own_hash: SHA-256 of the number that the account had then: with another number the phone book is worth nothing.

create table communities.phonebook_match (
  one_id uuid not null,
  other_id uuid not null,
  constraint phonebook_match_check CHECK ((one_id < other_id)),
  constraint phonebook_match_one_id_fkey FOREIGN KEY (one_id) REFERENCES communities.phonebook(profile_id) ON DELETE CASCADE,
  constraint phonebook_match_other_id_fkey FOREIGN KEY (other_id) REFERENCES communities.phonebook(profile_id) ON DELETE CASCADE,
  constraint phonebook_match_pkey PRIMARY KEY (one_id, other_id)
);
CREATE INDEX phonebook_match__other_id__idx ON communities.phonebook_match USING btree (other_id);
-- table: Two people each of whom has the number of the other in the phone book.

create table communities.phonebook_pair (
  profile_id uuid not null,
  pair bytea not null,
  constraint phonebook_pair_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES communities.phonebook(profile_id) ON DELETE CASCADE,
  constraint phonebook_pair_pkey PRIMARY KEY (profile_id, pair)
);
-- pair: Keyed hash of the own number with one of the phone book: tells nothing without the other half and the key (CNT-02).

create table communities.privacy (
  profile_id uuid not null,
  write_reach text not null,
  calls_reach text not null,
  groups_reach text not null,
  photo_reach text not null,
  read_marks boolean not null,
  changed_at timestamp with time zone not null,
  constraint privacy_calls_reach_check CHECK ((calls_reach = ANY (ARRAY['organisations'::text, 'contacts'::text, 'nobody'::text]))),
  constraint privacy_groups_reach_check CHECK ((groups_reach = ANY (ARRAY['organisations'::text, 'contacts'::text, 'nobody'::text]))),
  constraint privacy_photo_reach_check CHECK ((photo_reach = ANY (ARRAY['organisations'::text, 'contacts'::text, 'nobody'::text]))),
  constraint privacy_write_reach_check CHECK ((write_reach = ANY (ARRAY['organisations'::text, 'contacts'::text, 'nobody'::text]))),
  constraint privacy_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint privacy_pkey PRIMARY KEY (profile_id)
);
-- table: Whom a profile lets come to it (ACC-07), as chosen; for pupils no more holds than they may choose.

create table communities.privacy_limit (
  community_id uuid not null,
  version integer not null,
  widest text not null,
  changed_by uuid not null,
  changed_at timestamp with time zone not null,
  constraint privacy_limit_widest_check CHECK ((widest = ANY (ARRAY['organisations'::text, 'contacts'::text, 'nobody'::text]))),
  constraint privacy_limit_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint privacy_limit_pkey PRIMARY KEY (community_id)
);

create table communities.queue_digest (
  community_id uuid not null,
  profile_id uuid not null,
  letters boolean default true not null,
  sent_at timestamp with time zone,
  constraint queue_digest_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint queue_digest_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint queue_digest_pkey PRIMARY KEY (community_id, profile_id)
);
CREATE INDEX queue_digest__profile_id__idx ON communities.queue_digest USING btree (profile_id);
-- sent_at: When the last letter was due; only later applications are a reason for the next one.

create table communities.quiet_rules (
  community_id uuid not null,
  version integer not null,
  rules jsonb not null,
  changed_by uuid not null,
  changed_at timestamp with time zone not null,
  constraint quiet_rules_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint quiet_rules_pkey PRIMARY KEY (community_id)
);
-- table: When the messages of an organisation may sound (P-04); one without a row has the hours of USUAL_RULES.
-- rules: Hours, days of rest, holidays and the bell schedule as the contract names them: read and written as a whole.

create table communities.quiet_wish (
  profile_id uuid not null,
  version integer not null,
  follows boolean not null,
  from_time text,
  to_time text,
  rest_days integer[] not null,
  time_zone text not null,
  changed_at timestamp with time zone not null,
  constraint quiet_wish_check CHECK (((from_time IS NULL) = (to_time IS NULL))),
  constraint quiet_wish_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint quiet_wish_pkey PRIMARY KEY (profile_id)
);
-- table: When somebody wishes to hear nothing, beside the rules of his organisations (P-04).
-- from_time: Until when it may sound again on one day, HH:MM on the clock of time_zone; null when he wishes no hours.

create table communities.quota (
  community_id uuid not null,
  storage_megabytes integer,
  sms_per_month integer,
  reason text not null,
  set_by uuid not null,
  set_at timestamp with time zone not null,
  constraint quota_sms_per_month_check CHECK ((sms_per_month >= 0)),
  constraint quota_storage_megabytes_check CHECK ((storage_megabytes >= 0)),
  constraint quota_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint quota_pkey PRIMARY KEY (community_id)
);
-- table: What an operator has said of the quotas of an organisation; null is what the installation gives everybody.

create table communities.request_move (
  request_id uuid not null,
  position integer not null,
  state text not null,
  reason text not null,
  author_account_id uuid,
  author_name text not null,
  at timestamp with time zone not null,
  constraint request_move_request_id_fkey FOREIGN KEY (request_id) REFERENCES communities.organisation_request(id),
  constraint request_move_pkey PRIMARY KEY (request_id, "position")
);

create table communities.retention (
  community_id uuid not null,
  version integer not null,
  months integer,
  changed_by uuid not null,
  changed_at timestamp with time zone not null,
  constraint retention_months_check CHECK ((months > 0)),
  constraint retention_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint retention_pkey PRIMARY KEY (community_id)
);
-- table: How long messages of deleted accounts stay in the chats of an organisation (IDN-24).
-- months: Null for ever, as in an organisation without a row.

create table communities.rollover (
  id uuid not null,
  community_id uuid not null,
  version integer default 1 not null,
  state text not null,
  year smallint not null,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  begun_by uuid,
  begun_at timestamp with time zone,
  done integer default 0 not null,
  to_do integer default 0 not null,
  constraint rollover_check CHECK (((begun_by IS NULL) = (begun_at IS NULL))),
  constraint rollover_check1 CHECK (((state = 'ready'::text) = (begun_at IS NULL))),
  constraint rollover_state_check CHECK ((state = ANY (ARRAY['ready'::text, 'applying'::text, 'applied'::text, 'stopped'::text, 'undoing'::text, 'undone'::text]))),
  constraint rollover_begun_by_fkey FOREIGN KEY (begun_by) REFERENCES identity.profile(id),
  constraint rollover_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint rollover_made_by_fkey FOREIGN KEY (made_by) REFERENCES identity.profile(id),
  constraint rollover_pkey PRIMARY KEY (id)
);
CREATE INDEX rollover__community_id__idx ON communities.rollover USING btree (community_id, made_at DESC);
CREATE UNIQUE INDEX rollover__open ON communities.rollover USING btree (community_id) WHERE (state = ANY (ARRAY['ready'::text, 'applying'::text, 'undoing'::text]));
-- begun_at: From then on it can be taken back for a week.

create table communities.rollover_line (
  rollover_id uuid not null,
  unit_id uuid not null,
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
  choice text,
  new_name text not null,
  chosen boolean default false not null,
  reason text,
  changed boolean default false not null,
  outcome text,
  effects jsonb,
  constraint rollover_line_choice_check CHECK ((choice = ANY (ARRAY['promote'::text, 'graduate'::text, 'archive'::text, 'leave'::text]))),
  constraint rollover_line_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'skipped'::text, 'undone'::text, 'kept'::text]))),
  constraint rollover_line_rollover_id_fkey FOREIGN KEY (rollover_id) REFERENCES communities.rollover(id) ON DELETE CASCADE,
  constraint rollover_line_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES communities.unit(id),
  constraint rollover_line_pkey PRIMARY KEY (rollover_id, unit_id)
);
CREATE INDEX rollover_line__unit_id__idx ON communities.rollover_line USING btree (unit_id);
-- people_key: Who holds which role in the unit, as a digest: tells that somebody came, went or is another one, and not who.
-- chats: Titles of the chats that follow the unit.
-- effects: How the unit was before, its version after, and what was done to its chats.

create table communities.roster_import (
  id uuid not null,
  community_id uuid not null,
  version integer default 1 not null,
  state text not null,
  file_name text not null,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  list text not null,
  head_row integer not null,
  columns text[] not null,
  with_doubts boolean default false not null,
  place integer default 0 not null,
  done integer default 0 not null,
  to_do integer default 0 not null,
  added integer default 0 not null,
  corrected integer default 0 not null,
  kept integer default 0 not null,
  missing integer default 0 not null,
  new_units text[] default '{}'::text[] not null,
  units_made uuid[] default '{}'::uuid[] not null,
  constraint roster_import_list_check CHECK ((list = ANY (ARRAY['pupils'::text, 'staff'::text]))),
  constraint roster_import_state_check CHECK ((state = ANY (ARRAY['reading'::text, 'ready'::text, 'applying'::text, 'applied'::text, 'stopped'::text, 'undoing'::text, 'undone'::text]))),
  constraint roster_import_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint roster_import_made_by_fkey FOREIGN KEY (made_by) REFERENCES identity.profile(id),
  constraint roster_import_pkey PRIMARY KEY (id)
);
CREATE INDEX roster_import__community_id__idx ON communities.roster_import USING btree (community_id, made_at DESC);
CREATE INDEX roster_import__made_at__idx ON communities.roster_import USING btree (made_at);
-- place: The row of the file that was taken over, or back, last.

create table communities.roster_import_row (
  import_id uuid not null,
  position integer not null,
  cells text[] not null,
  verdict text,
  reasons text[] default '{}'::text[] not null,
  person jsonb,
  change text,
  target uuid,
  changed jsonb default '[]'::jsonb not null,
  effects jsonb,
  constraint roster_import_row_change_check CHECK ((change = ANY (ARRAY['new'::text, 'changed'::text, 'same'::text]))),
  constraint roster_import_row_verdict_check CHECK ((verdict = ANY (ARRAY['understood'::text, 'doubt'::text, 'unclear'::text]))),
  constraint roster_import_row_import_id_fkey FOREIGN KEY (import_id) REFERENCES communities.roster_import(id) ON DELETE CASCADE,
  constraint roster_import_row_pkey PRIMARY KEY (import_id, "position")
);
-- verdict: Null for rows that tell of nobody: titles, heads, sums.
-- target: The record that the row is about, as it was read; null where it is about nobody who was known.
-- effects: What taking the row over has done to records: each as it was before, and its version after.

create table communities.roster_record (
  id uuid not null,
  community_id uuid not null,
  version integer default 1 not null,
  role text not null,
  child_id uuid,
  surname text not null,
  name text not null,
  patronymic text not null,
  name_key text not null,
  birth_date text,
  unit_id uuid,
  unit_name text not null,
  phones text[] not null,
  source text not null,
  import_id uuid,
  changed_at timestamp with time zone not null,
  constraint roster_record_check CHECK (((role = 'parent'::text) = (child_id IS NOT NULL))),
  constraint roster_record_role_check CHECK ((role = ANY (ARRAY['pupil'::text, 'parent'::text, 'staff'::text]))),
  constraint roster_record_source_check CHECK ((source = ANY (ARRAY['hand'::text, 'school'::text, 'oneRoster'::text, 'sheet'::text]))),
  constraint roster_record_child_id_fkey FOREIGN KEY (child_id) REFERENCES communities.roster_record(id) ON DELETE CASCADE,
  constraint roster_record_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint roster_record_import_id_fkey FOREIGN KEY (import_id) REFERENCES communities.roster_import(id) ON DELETE SET NULL,
  constraint roster_record_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES communities.unit(id),
  constraint roster_record_pkey PRIMARY KEY (id)
);
CREATE INDEX roster_record__child_id__idx ON communities.roster_record USING btree (child_id) WHERE (child_id IS NOT NULL);
CREATE INDEX roster_record__import_id__idx ON communities.roster_record USING btree (import_id);
CREATE INDEX roster_record__list__idx ON communities.roster_record USING btree (community_id, name_key, id);
-- name_key: Surname and name as people are compared: lower case, ё as е.

create table communities.second_adult (
  community_id uuid not null,
  profile_id uuid not null,
  position integer not null,
  constraint second_adult_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint second_adult_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint second_adult_pkey PRIMARY KEY (community_id, "position")
);
CREATE INDEX second_adult__profile_id__idx ON communities.second_adult USING btree (profile_id);
-- table: Whom an organisation names to see dialogues, in order; whoever holds no role of the staff any more is passed over.

create table communities.sms_use (
  community_id uuid not null,
  month date not null,
  used integer not null,
  constraint sms_use_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint sms_use_pkey PRIMARY KEY (community_id, month)
);
CREATE INDEX sms_use__used__idx ON communities.sms_use USING btree (used);
-- month: Its first day, in the zone of the organisation.

create table communities.suspension (
  id uuid not null,
  community_id uuid not null,
  reason text not null,
  suspended_by uuid not null,
  suspended_at timestamp with time zone not null,
  resumed_by uuid,
  resumed_at timestamp with time zone,
  constraint suspension_check CHECK (((resumed_by IS NULL) = (resumed_at IS NULL))),
  constraint suspension_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint suspension_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX suspension__now ON communities.suspension USING btree (community_id) WHERE (resumed_at IS NULL);
-- table: When an organisation rested, why, and who has said so; without an end it rests now.

create table communities.task_fold (
  community_id uuid not null,
  profile_id uuid not null,
  folded_at timestamp with time zone not null,
  constraint task_fold_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint task_fold_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint task_fold_pkey PRIMARY KEY (community_id, profile_id)
);
CREATE INDEX task_fold__profile_id__idx ON communities.task_fold USING btree (profile_id);
-- table: Who has folded the tasks of the staff away (ORG-08); what is done of them follows from other rows.

create table communities.ticket (
  id uuid not null,
  number bigint generated always as identity not null,
  secret_hash bytea not null,
  kind text not null,
  state text not null,
  version integer default 1 not null,
  phone text,
  community_id uuid,
  surname text not null,
  name text not null,
  patronymic text not null,
  about text not null,
  resets_factors boolean not null,
  target_account_id uuid,
  target_profile_id uuid,
  needs_people smallint,
  needs_operator boolean,
  filed_at timestamp with time zone not null,
  escalates_at timestamp with time zone not null,
  due_at timestamp with time zone,
  over_at timestamp with time zone,
  constraint ticket__due_at CHECK (((state = 'waiting'::text) = (due_at IS NOT NULL))),
  constraint ticket__needs CHECK ((((target_account_id IS NULL) = (needs_people IS NULL)) AND ((needs_people IS NULL) = (needs_operator IS NULL)))),
  constraint ticket__over_at CHECK (((state = ANY (ARRAY['new'::text, 'confirmed'::text, 'waiting'::text])) = (over_at IS NULL))),
  constraint ticket_kind_check CHECK ((kind = ANY (ARRAY['number'::text, 'closed'::text, 'lost'::text, 'factor'::text, 'merge'::text, 'administrator'::text]))),
  constraint ticket_state_check CHECK ((state = ANY (ARRAY['new'::text, 'confirmed'::text, 'waiting'::text, 'done'::text, 'refused'::text, 'stopped'::text, 'expired'::text]))),
  constraint ticket_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint ticket_target_account_id_fkey FOREIGN KEY (target_account_id) REFERENCES identity.account(id),
  constraint ticket_target_profile_id_fkey FOREIGN KEY (target_profile_id) REFERENCES identity.profile(id),
  constraint ticket_pkey PRIMARY KEY (id),
  constraint ticket__number UNIQUE (number),
  constraint ticket__secret_hash UNIQUE (secret_hash)
);
CREATE INDEX ticket__open__idx ON communities.ticket USING btree (filed_at) WHERE (state = ANY (ARRAY['new'::text, 'confirmed'::text, 'waiting'::text]));
CREATE INDEX ticket__over__idx ON communities.ticket USING btree (filed_at DESC, id) WHERE (state <> ALL (ARRAY['new'::text, 'confirmed'::text, 'waiting'::text]));
CREATE INDEX ticket__over_at__idx ON communities.ticket USING btree (over_at) WHERE (phone IS NOT NULL);
CREATE INDEX ticket__queue__idx ON communities.ticket USING btree (community_id, filed_at DESC);
CREATE UNIQUE INDEX ticket__phone ON communities.ticket USING btree (phone) WHERE (state = ANY (ARRAY['new'::text, 'confirmed'::text, 'waiting'::text]));
CREATE UNIQUE INDEX ticket__waiting ON communities.ticket USING btree (target_account_id) WHERE (state = 'waiting'::text);
-- phone: E.164: the number that was shown to be the applicant's; null some time after the end.
-- community_id: The organisation that knows the person; null when he has not found it, until an operator names it.
-- target_account_id: Whose account the first confirmation has named.
-- target_profile_id: The member that it is; null of an operator, who is known by his number.
-- escalates_at: From then on operators see it as well.

create table communities.ticket_move (
  ticket_id uuid not null,
  position integer not null,
  what text not null,
  reason text not null,
  author_account_id uuid,
  author_name text not null,
  operator boolean not null,
  at timestamp with time zone not null,
  constraint ticket_move_what_check CHECK ((what = ANY (ARRAY['filed'::text, 'assigned'::text, 'confirmed'::text, 'refused'::text, 'done'::text, 'handedOver'::text, 'taken'::text, 'stopped'::text, 'expired'::text]))),
  constraint ticket_move_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES communities.ticket(id),
  constraint ticket_move_pkey PRIMARY KEY (ticket_id, "position")
);
-- table: The journal of a ticket. Confirmations are rows of it.

create table communities.ticket_successor (
  ticket_id uuid not null,
  surname text not null,
  name text not null,
  patronymic text not null,
  constraint ticket_successor_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES communities.ticket(id),
  constraint ticket_successor_pkey PRIMARY KEY (ticket_id)
);
-- table: Whom the order of a ticket names as the administrator (ORG-10).

create table communities.unit (
  id uuid not null,
  community_id uuid not null,
  name text not null,
  grade smallint,
  system boolean default false not null,
  school_year smallint,
  archived boolean default false not null,
  version integer default 1 not null,
  parent_id uuid,
  created_at timestamp with time zone not null,
  constraint unit_check CHECK ((parent_id <> id)),
  constraint unit_grade_check CHECK (((grade >= 1) AND (grade <= 11))),
  constraint unit_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint unit_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES communities.unit(id),
  constraint unit_pkey PRIMARY KEY (id)
);
CREATE INDEX unit__community_id__idx ON communities.unit USING btree (community_id);
CREATE INDEX unit__parent_id__idx ON communities.unit USING btree (parent_id) WHERE (parent_id IS NOT NULL);
CREATE UNIQUE INDEX unit__community_id__name ON communities.unit USING btree (community_id, lower(name)) WHERE (NOT archived);
-- school_year: The calendar year in which its school year begins; null of «Коллектив» and where there are no school years (STR-12).
-- parent_id: Of a department: the one of which it is a part (STR-07).

create table communities.urgent_message (
  community_id uuid not null,
  message_id uuid not null,
  profile_id uuid not null,
  reason text not null,
  at timestamp with time zone not null,
  constraint urgent_message_reason_check CHECK ((reason = ANY (ARRAY['safety'::text, 'health'::text, 'pickup'::text, 'change'::text]))),
  constraint urgent_message_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint urgent_message_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint urgent_message_pkey PRIMARY KEY (community_id, profile_id, message_id)
);
CREATE INDEX urgent_message__at__idx ON communities.urgent_message USING btree (community_id, at);
CREATE INDEX urgent_message__profile_id__idx ON communities.urgent_message USING btree (profile_id, at);
-- table: Who has let a message sound in quiet times, and why (P-04); nothing of what it says. One in a dialogue counts with every organisation that the two share.

create table connector.chat (
  chat_id uuid not null,
  community_id uuid not null,
  source_id text not null,
  kind text not null,
  title text not null,
  closed boolean default false not null,
  constraint chat_kind_check CHECK ((kind = ANY (ARRAY['teachers'::text, 'class'::text, 'parents'::text, 'subject'::text, 'other'::text]))),
  constraint chat_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES messenger.chat(id),
  constraint chat_community_id_fkey FOREIGN KEY (community_id) REFERENCES connector.organisation(community_id) ON DELETE CASCADE,
  constraint chat_pkey PRIMARY KEY (chat_id),
  constraint chat__source UNIQUE (community_id, source_id)
);
-- table: Which chat of the register is which chat of the messenger; one each, however many make it at once (ESC-03 … ESC-05).
-- title: As it was told last; whoever calls the chat otherwise keeps that until it is told anew.

create table connector.fact (
  community_id uuid not null,
  type text not null,
  id text not null,
  revision bigint not null,
  data jsonb,
  constraint fact_type_check CHECK ((type = ANY (ARRAY['person'::text, 'unit'::text, 'enrolment'::text, 'family'::text, 'position'::text, 'chat'::text, 'settings'::text]))),
  constraint fact_community_id_fkey FOREIGN KEY (community_id) REFERENCES connector.organisation(community_id) ON DELETE CASCADE,
  constraint fact_pkey PRIMARY KEY (community_id, type, id)
);
-- table: The newest revision of what a source has told.
-- data: Null of a fact that is removed: its revision stays, so that an older one changes nothing.

create table connector.link (
  community_id uuid not null,
  person_id text not null,
  profile_id uuid not null,
  made_at timestamp with time zone not null,
  undone_at timestamp with time zone,
  constraint link_community_id_fkey FOREIGN KEY (community_id) REFERENCES connector.organisation(community_id) ON DELETE CASCADE,
  constraint link_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint link_pkey PRIMARY KEY (community_id, person_id)
);
CREATE INDEX link__profile_id__idx ON connector.link USING btree (profile_id);
CREATE UNIQUE INDEX link__profile ON connector.link USING btree (community_id, profile_id) WHERE (undone_at IS NULL);
-- table: Who of the source is which profile; he has agreed to it (ESL-08).
-- undone_at: Since when it is none; the row stays, so that what was taken from this person by hand is taken from whoever he is next.

create table connector.member (
  chat_id uuid not null,
  profile_id uuid not null,
  by_facts boolean not null,
  by_hand text,
  role text not null,
  reasons text[] not null,
  hand_id uuid,
  since timestamp with time zone not null,
  constraint member_by_hand_check CHECK ((by_hand = ANY (ARRAY['added'::text, 'removed'::text]))),
  constraint member_check CHECK ((by_facts OR (by_hand IS NOT NULL))),
  constraint member_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'member'::text]))),
  constraint member_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES connector.chat(chat_id) ON DELETE CASCADE,
  constraint member_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint member_pkey PRIMARY KEY (chat_id, profile_id)
);
CREATE INDEX member__profile_id__idx ON connector.member USING btree (profile_id);
-- table: Why somebody is in a chat that was made of facts, or is not though facts put him there (A-35).
-- hand_id: Who has added or removed him by hand.

create table connector.organisation (
  community_id uuid not null,
  client_id uuid,
  since timestamp with time zone not null,
  granted_by uuid,
  told_by uuid,
  facts_version bigint default 1 not null,
  done_version bigint default 0 not null,
  done_at timestamp with time zone,
  looked_at timestamp with time zone,
  tries integer default 0 not null,
  waiting_version integer default 0 not null,
  waiting_people integer,
  waiting_among integer,
  waiting_since timestamp with time zone,
  waiting_digest bytea,
  let_digest bytea,
  settled_digest text,
  constraint organisation_client_id_fkey FOREIGN KEY (client_id) REFERENCES identity.oidc_client(id) ON DELETE SET NULL,
  constraint organisation_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint organisation_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES identity.profile(id),
  constraint organisation_pkey PRIMARY KEY (community_id)
);
CREATE INDEX organisation__client_id__idx ON connector.organisation USING btree (client_id, community_id) WHERE (client_id IS NOT NULL);
CREATE INDEX organisation__done_at__idx ON connector.organisation USING btree (done_at) WHERE (client_id IS NOT NULL);
CREATE INDEX organisation__due__idx ON connector.organisation USING btree (looked_at) WHERE ((facts_version > done_version) AND (client_id IS NOT NULL));
-- table: Which outside system tells facts of an organisation; a row without one keeps what was told while nobody does.
-- told_by: Which system has told what is kept; when another one begins, that is forgotten.
-- facts_version: Moves with everything from which chats and roles follow; what has taken effect is done_version.
-- waiting_digest: Of the removals that wait for a person, so that he lets those happen that he has seen.
-- settled_digest: Of what was told and of how everything stood when nothing was left to be done; null while nobody has seen that.

create table connector.place (
  community_id uuid not null,
  profile_id uuid not null,
  role text not null,
  unit_id uuid not null,
  child_person_id uuid,
  removed_by_hand boolean default false not null,
  since timestamp with time zone not null,
  constraint place_child_person_id_fkey FOREIGN KEY (child_person_id) REFERENCES identity.person(id),
  constraint place_community_id_fkey FOREIGN KEY (community_id) REFERENCES connector.organisation(community_id) ON DELETE CASCADE,
  constraint place_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint place_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES communities.unit(id),
  constraint place__place UNIQUE NULLS NOT DISTINCT (community_id, profile_id, role, unit_id, child_person_id)
);
CREATE INDEX place__profile_id__idx ON connector.place USING btree (profile_id);
-- table: Roles that somebody has because facts say so.
-- removed_by_hand: An administrator has taken the role away; facts do not give it again while they say the same.

create table connector.unit (
  community_id uuid not null,
  source_id text not null,
  unit_id uuid not null,
  name text not null,
  constraint unit_community_id_fkey FOREIGN KEY (community_id) REFERENCES connector.organisation(community_id) ON DELETE CASCADE,
  constraint unit_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES communities.unit(id),
  constraint unit_pkey PRIMARY KEY (community_id, source_id),
  constraint unit__unit UNIQUE (unit_id)
);
-- table: Which class of the source is which unit.

create table files.community_use (
  community_id uuid not null,
  bytes bigint not null,
  constraint community_use_pkey PRIMARY KEY (community_id)
);
CREATE INDEX community_use__bytes__idx ON files.community_use USING btree (bytes);
-- table: Bytes of the files of an organisation that are there or declared: moved with every such file, so that nobody adds up millions of them.

create table files.file (
  id uuid not null,
  kind text not null,
  owner_id uuid not null,
  community_id uuid,
  name text not null,
  bytes bigint not null,
  sha256 bytea not null,
  received bigint default 0 not null,
  state text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  writer_id uuid,
  writer_until timestamp with time zone,
  constraint file_bytes_check CHECK (((bytes >= 1) AND (bytes <= '4294967296'::bigint))),
  constraint file_check CHECK (((received >= 0) AND (received <= bytes))),
  constraint file_check1 CHECK (((writer_id IS NULL) = (writer_until IS NULL))),
  constraint file_sha256_check CHECK ((length(sha256) = 32)),
  constraint file_state_check CHECK ((state = ANY (ARRAY['open'::text, 'kept'::text, 'erased'::text]))),
  constraint file_pkey PRIMARY KEY (id)
);
CREATE INDEX file__erased__idx ON files.file USING btree (id) WHERE (state = 'erased'::text);
CREATE INDEX file__expires_at__idx ON files.file USING btree (expires_at) WHERE ((expires_at IS NOT NULL) AND (state <> 'erased'::text));
CREATE INDEX file__owner_id__idx ON files.file USING btree (owner_id) WHERE (state <> 'erased'::text);
-- owner_id: The profile whose quota it counts in; of the scan of an order the request, the ticket or the operator's account for which it was sent.
-- received: Bytes that are on the disk, from the first one on without a hole.
-- state: open: on its way. kept: whole, and its SHA-256 is right. erased: reaches nobody; the row goes when the bytes are gone.
-- expires_at: Until then an upload has to be whole, and what is whole has to be used; null for what is used.
-- writer_id: The request that sends bytes now; no second one does until it is over.

create table identity.account (
  id uuid not null,
  phone text,
  phone_changed_at timestamp with time zone,
  email text,
  password_hash text,
  password_changed_at timestamp with time zone,
  operator boolean default false not null,
  created_at timestamp with time zone not null,
  locked_at timestamp with time zone,
  reopened_at timestamp with time zone,
  constraint account__address CHECK (((phone IS NULL) OR (email IS NULL))),
  constraint account__locked_at CHECK ((((phone IS NULL) AND (email IS NULL)) OR (locked_at IS NULL))),
  constraint account_pkey PRIMARY KEY (id),
  constraint account__email UNIQUE (email),
  constraint account__phone UNIQUE (phone)
);
CREATE INDEX account__operator__idx ON identity.account USING btree (id) WHERE operator;
CREATE INDEX account__phone_hash__idx ON identity.account USING btree (sha256(decode(phone, 'escape'::text)));
-- phone: E.164; null once the number has passed on to somebody else or the account was deleted, and of a pupil without a phone, who signs in by a class card or an e-mail address.
-- email: In lower case, of a pupil who was invited by it (IDN-13).
-- locked_at: When the number passed on (IDN-25) or the account was deleted (IDN-24): nobody signs in any more.
-- reopened_at: When a ticket has last given it back to its owner, which counts like a use of it.

create table identity.account_code (
  account_id uuid not null,
  purpose text not null,
  code_hash bytea not null,
  tries integer default 0 not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint account_code_purpose_check CHECK ((purpose = ANY (ARRAY['password'::text, 'oldPhone'::text, 'newPhone'::text, 'deletion'::text, 'ownData'::text]))),
  constraint account_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id),
  constraint account_code_pkey PRIMARY KEY (account_id, purpose)
);

create table identity.account_merge (
  id uuid not null,
  account_id uuid not null,
  other_account_id uuid not null,
  session_id uuid,
  ticket_id uuid,
  state text not null,
  former_phone text,
  at timestamp with time zone not null,
  constraint account_merge_check CHECK (((session_id IS NULL) = (ticket_id IS NOT NULL))),
  constraint account_merge_check1 CHECK (((state = 'done'::text) OR (former_phone IS NULL))),
  constraint account_merge_state_check CHECK ((state = ANY (ARRAY['proven'::text, 'done'::text]))),
  constraint account_merge_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id),
  constraint account_merge_other_account_id_fkey FOREIGN KEY (other_account_id) REFERENCES identity.account(id),
  constraint account_merge_session_id_fkey FOREIGN KEY (session_id) REFERENCES identity.session(id),
  constraint account_merge_pkey PRIMARY KEY (id)
);
CREATE INDEX account_merge__other_account_id__idx ON identity.account_merge USING btree (other_account_id);
CREATE UNIQUE INDEX account_merge__proven ON identity.account_merge USING btree (account_id) WHERE (state = 'proven'::text);
-- account_id: The account that stays.
-- session_id: Where possession of the other one was shown: only there it goes on. Null where people have confirmed a ticket.
-- former_phone: E.164: the number that the other account had; null when it had passed on before.

create table identity.consent (
  id uuid not null,
  child_person_id uuid not null,
  text_version integer not null,
  given_at timestamp with time zone not null,
  given_by uuid not null,
  guardian_person_id uuid,
  signed_by text,
  signed_on date,
  ended_at timestamp with time zone,
  ended_by uuid,
  ended_why text,
  constraint consent_check CHECK (((guardian_person_id IS NULL) = (signed_by IS NOT NULL))),
  constraint consent_check1 CHECK (((signed_by IS NULL) = (signed_on IS NULL))),
  constraint consent_check2 CHECK (((ended_at IS NULL) = (ended_why IS NULL))),
  constraint consent_ended_why_check CHECK ((ended_why = ANY (ARRAY['withdrawn'::text, 'guardianGone'::text]))),
  constraint consent_child_person_id_fkey FOREIGN KEY (child_person_id) REFERENCES identity.person(id),
  constraint consent_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES identity.profile(id),
  constraint consent_given_by_fkey FOREIGN KEY (given_by) REFERENCES identity.profile(id),
  constraint consent_guardian_person_id_fkey FOREIGN KEY (guardian_person_id) REFERENCES identity.person(id),
  constraint consent_pkey PRIMARY KEY (id)
);
CREATE INDEX consent__child_person_id__idx ON identity.consent USING btree (child_person_id, given_at DESC);
CREATE UNIQUE INDEX consent__live ON identity.consent USING btree (child_person_id) WHERE (ended_at IS NULL);
-- text_version: Which of the numbered texts was agreed to.
-- given_by: The guardian, or whoever of the staff has recorded a consent on paper.
-- signed_by: Who has signed the paper; null where a guardian gave it here.
-- ended_by: Null when nobody of the family or the school has withdrawn it.

create table identity.deletion (
  number text not null,
  account_id uuid,
  asked_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  done_at timestamp with time zone,
  erased jsonb default '{}'::jsonb not null,
  constraint deletion_check CHECK (((account_id IS NULL) = (done_at IS NOT NULL))),
  constraint deletion_check1 CHECK (((done_at IS NULL) OR (closed_at IS NOT NULL))),
  constraint deletion_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id),
  constraint deletion_pkey PRIMARY KEY (number),
  constraint deletion__account_id UNIQUE (account_id)
);
CREATE INDEX deletion__due_at__idx ON identity.deletion USING btree (due_at) WHERE (done_at IS NULL);
-- number: Of the certificate. Random, so that it is what the former owner holds of it and nobody else finds.
-- account_id: Null once everything is erased: what is left says of nobody that he was here.
-- closed_at: When names, number and sessions went and nothing could be taken back any more; the rest goes in portions after that.
-- erased: How much of what was erased, by the words of the contract.

create table identity.device (
  id uuid not null,
  account_id uuid not null,
  token_hash bytea not null,
  trusted_until timestamp with time zone not null,
  constraint device_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id),
  constraint device_pkey PRIMARY KEY (id),
  constraint device__token_hash UNIQUE (token_hash, account_id)
);
-- table: Browsers on which the second factor was shown and is not asked again until the given time.

create table identity.guardian (
  child_person_id uuid not null,
  guardian_person_id uuid not null,
  created_at timestamp with time zone not null,
  constraint guardian_child_person_id_fkey FOREIGN KEY (child_person_id) REFERENCES identity.person(id),
  constraint guardian_guardian_person_id_fkey FOREIGN KEY (guardian_person_id) REFERENCES identity.person(id),
  constraint guardian_pkey PRIMARY KEY (child_person_id, guardian_person_id)
);
CREATE INDEX guardian__guardian_person_id__idx ON identity.guardian USING btree (guardian_person_id);

create table identity.name_change (
  id uuid not null,
  profile_id uuid not null,
  surname text not null,
  name text not null,
  patronymic text not null,
  at timestamp with time zone not null,
  constraint name_change_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint name_change_pkey PRIMARY KEY (id)
);
CREATE INDEX name_change__profile_id__idx ON identity.name_change USING btree (profile_id, at DESC);
-- table: What the names of a profile were until then; shown to those who manage members (ACC-01).

create table identity.oidc_choice (
  client_id uuid not null,
  account_id uuid not null,
  profile_id uuid not null,
  scopes text[] not null,
  confirmed_at timestamp with time zone not null,
  constraint oidc_choice_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id),
  constraint oidc_choice_client_id_fkey FOREIGN KEY (client_id) REFERENCES identity.oidc_client(id) ON DELETE CASCADE,
  constraint oidc_choice_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint oidc_choice_pkey PRIMARY KEY (client_id, account_id)
);

create table identity.oidc_client (
  id uuid not null,
  name text not null,
  redirect_uris text[] not null,
  post_logout_redirect_uris text[] not null,
  backchannel_logout_uri text,
  scopes text[] not null,
  system_scopes text[] default '{}'::text[] not null,
  notice_uri text,
  secret_hash bytea not null,
  created_at timestamp with time zone not null,
  constraint oidc_client_pkey PRIMARY KEY (id)
);

create table identity.oidc_key (
  kid text not null,
  private_key bytea not null,
  signs_from timestamp with time zone not null,
  constraint oidc_key_pkey PRIMARY KEY (kid)
);
-- private_key: RSA, PKCS #8.

create table identity.oidc_payload (
  model text not null,
  id_hash bytea not null,
  payload jsonb not null,
  grant_id text,
  uid text,
  user_code text,
  client_id text,
  account_id uuid,
  session_id uuid,
  profile_id uuid,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  consumed_at timestamp with time zone,
  constraint oidc_payload_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint oidc_payload_session_id_fkey FOREIGN KEY (session_id) REFERENCES identity.session(id),
  constraint oidc_payload_pkey PRIMARY KEY (model, id_hash)
);
CREATE INDEX oidc_payload__account_id__idx ON identity.oidc_payload USING btree (account_id, client_id) WHERE (account_id IS NOT NULL);
CREATE INDEX oidc_payload__expires_at__idx ON identity.oidc_payload USING btree (expires_at);
CREATE INDEX oidc_payload__grant_id__idx ON identity.oidc_payload USING btree (grant_id) WHERE (grant_id IS NOT NULL);
CREATE INDEX oidc_payload__session_id__idx ON identity.oidc_payload USING btree (session_id) WHERE (session_id IS NOT NULL);
CREATE INDEX oidc_payload__uid__idx ON identity.oidc_payload USING btree (uid) WHERE (uid IS NOT NULL);
-- id_hash: SHA-256: most ids are themselves what opens the door.
-- session_id: Of a session: ours that it follows. Of an interaction: ours in whose browser it was shown.
-- profile_id: Of an interaction: the profile that was chosen in it.

create table identity.own_data_link (
  token_hash bytea not null,
  account_id uuid not null,
  session_id uuid not null,
  expires_at timestamp with time zone not null,
  uses integer default 0 not null,
  constraint own_data_link_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id),
  constraint own_data_link_session_id_fkey FOREIGN KEY (session_id) REFERENCES identity.session(id),
  constraint own_data_link_pkey PRIMARY KEY (token_hash)
);
CREATE INDEX own_data_link__account_id__idx ON identity.own_data_link USING btree (account_id);
CREATE INDEX own_data_link__expires_at__idx ON identity.own_data_link USING btree (expires_at);

create table identity.passkey (
  id uuid not null,
  account_id uuid not null,
  surface text not null,
  credential_id bytea not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  created_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint passkey_surface_check CHECK ((surface = ANY (ARRAY['main'::text, 'operator'::text]))),
  constraint passkey_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id),
  constraint passkey_pkey PRIMARY KEY (id),
  constraint passkey__credential_id UNIQUE (credential_id)
);
CREATE INDEX passkey__account_id__idx ON identity.passkey USING btree (account_id);

create table identity.passkey_challenge (
  token_hash bytea not null,
  surface text not null,
  account_id uuid,
  challenge text not null,
  expires_at timestamp with time zone not null,
  constraint passkey_challenge_surface_check CHECK ((surface = ANY (ARRAY['main'::text, 'operator'::text]))),
  constraint passkey_challenge_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id),
  constraint passkey_challenge_pkey PRIMARY KEY (token_hash)
);
CREATE INDEX passkey_challenge__expires_at__idx ON identity.passkey_challenge USING btree (expires_at);
-- account_id: Whose new key it is; null at a sign-in, which does not know yet.

create table identity.person (
  id uuid not null,
  surname text not null,
  name text not null,
  patronymic text not null,
  birth_date date not null,
  birth_date_locked_at timestamp with time zone,
  time_zone text default 'Europe/Moscow'::text not null,
  created_at timestamp with time zone not null,
  constraint person_pkey PRIMARY KEY (id)
);
-- birth_date_locked_at: Set when an organisation has confirmed the date by an approval.
-- time_zone: Where birthdays begin: the zone of the organisations of a pupil, of several the one in which days begin last.

create table identity.phone_move (
  id uuid not null,
  account_id uuid not null,
  session_id uuid,
  ticket_id uuid,
  resets_factors boolean default false not null,
  merges boolean default false not null,
  phone text,
  state text not null,
  at timestamp with time zone not null,
  due_at timestamp with time zone,
  constraint phone_move__due_at CHECK (((state = 'waiting'::text) = (due_at IS NOT NULL))),
  constraint phone_move__origin CHECK (((session_id IS NULL) = (ticket_id IS NOT NULL))),
  constraint phone_move_state_check CHECK ((state = ANY (ARRAY['begun'::text, 'proven'::text, 'waiting'::text, 'moved'::text, 'taken'::text]))),
  constraint phone_move_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id),
  constraint phone_move_session_id_fkey FOREIGN KEY (session_id) REFERENCES identity.session(id),
  constraint phone_move_pkey PRIMARY KEY (id),
  constraint phone_move__account_id UNIQUE (account_id)
);
CREATE INDEX phone_move__at__idx ON identity.phone_move USING btree (at);
CREATE INDEX phone_move__due_at__idx ON identity.phone_move USING btree (due_at) WHERE (state = 'waiting'::text);
-- session_id: Where it was begun: only there it goes on. Null where people have confirmed a ticket.
-- ticket_id: The ticket of which it is a consequence; none of the steps before the waiting are its own.
-- resets_factors: App, codes on paper and keys of devices go with the move.
-- merges: The account becomes one with that which has the number already, instead of taking it.
-- phone: E.164: the new number; once moved, the old one until its owner has been told.
-- state: proven: a code to the new number was shown. taken: the number had become another account's before the wait was over.
-- at: When it came to its state.

create table identity.phone_proof (
  id uuid not null,
  token_hash bytea not null,
  phone text not null,
  code_hash bytea not null,
  tries integer default 0 not null,
  expires_at timestamp with time zone not null,
  proven_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint phone_proof_pkey PRIMARY KEY (id),
  constraint phone_proof__token_hash UNIQUE (token_hash)
);
CREATE INDEX phone_proof__created_at__idx ON identity.phone_proof USING btree (created_at);
-- expires_at: Of the code.

create table identity.photo (
  profile_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  set_at timestamp with time zone not null,
  constraint photo_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint photo_pkey PRIMARY KEY (profile_id),
  constraint photo__id UNIQUE (id)
);
-- source_id: The upload that it was made of, which is deleted: the same one again is a repeat.

create table identity.photo_change (
  id uuid not null,
  profile_id uuid not null,
  what text not null,
  by_id uuid not null,
  reason text not null,
  at timestamp with time zone not null,
  constraint photo_change_check CHECK (((what = 'taken'::text) = (reason <> ''::text))),
  constraint photo_change_what_check CHECK ((what = ANY (ARRAY['set'::text, 'removed'::text, 'taken'::text]))),
  constraint photo_change_by_id_fkey FOREIGN KEY (by_id) REFERENCES identity.profile(id),
  constraint photo_change_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint photo_change_pkey PRIMARY KEY (id)
);
CREATE INDEX photo_change__profile_id__idx ON identity.photo_change USING btree (profile_id, at DESC);
-- table: Who has set, removed or taken away a photo and when, never the photo.

create table identity.photo_picture (
  photo_id uuid not null,
  size integer not null,
  file_id uuid not null,
  constraint photo_picture_photo_id_fkey FOREIGN KEY (photo_id) REFERENCES identity.photo(id) ON DELETE CASCADE,
  constraint photo_picture_pkey PRIMARY KEY (photo_id, size)
);
-- file_id: A file of the kind `picture`, read through the photo only.

create table identity.profile (
  id uuid not null,
  account_id uuid not null,
  person_id uuid not null,
  kind text not null,
  surname text not null,
  name text not null,
  patronymic text not null,
  staff boolean default false not null,
  gone boolean default false not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  constraint profile_kind_check CHECK ((kind = ANY (ARRAY['learning'::text, 'personal'::text]))),
  constraint profile_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id),
  constraint profile_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id),
  constraint profile_pkey PRIMARY KEY (id)
);
CREATE INDEX profile__account_id__idx ON identity.profile USING btree (account_id);
CREATE INDEX profile__person_id__idx ON identity.profile USING btree (person_id);
-- staff: Projected: holds a staff role in at least one community.

create table identity.recovery_code (
  account_id uuid not null,
  code_hash bytea not null,
  used_at timestamp with time zone,
  constraint recovery_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id),
  constraint recovery_code_pkey PRIMARY KEY (account_id, code_hash)
);

create table identity.session (
  id uuid not null,
  token_hash bytea not null,
  account_id uuid not null,
  active_profile_id uuid,
  surface text not null,
  device text not null,
  started_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  connected_at timestamp with time zone,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_why text,
  lesson_ends_at timestamp with time zone,
  installed_at timestamp with time zone,
  recovery_code_at timestamp with time zone,
  methods text[] default '{}'::text[] not null,
  constraint session_ended_why_check CHECK ((ended_why = ANY (ARRAY['password'::text, 'device'::text, 'phone'::text, 'support'::text, 'deletion'::text, 'passedOn'::text]))),
  constraint session_surface_check CHECK ((surface = ANY (ARRAY['main'::text, 'operator'::text]))),
  constraint session_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id),
  constraint session_active_profile_id_fkey FOREIGN KEY (active_profile_id) REFERENCES identity.profile(id),
  constraint session_pkey PRIMARY KEY (id),
  constraint session__token_hash UNIQUE (token_hash)
);
CREATE INDEX session__account_id__idx ON identity.session USING btree (account_id);
CREATE INDEX session__active_profile_id__idx ON identity.session USING btree (active_profile_id);
-- connected_at: When its device listened for the last time, which is no use of the account: a page that stays open keeps nobody from finding it left (IDN-25).
-- ended_why: What its device is told: the password was changed, another device ended it, the account has another number, its owner has lost a phone and those have ended it who know him, or it is to be deleted. Null when it was signed out there.
-- lesson_ends_at: Of a session by a class card: when it ends at the latest; until then expires_at moves on with its use. Null for every other one.
-- installed_at: When it was first used in the installed app, and not in a tab of a browser (ORG-08).
-- recovery_code_at: When somebody last signed in elsewhere with a code on paper, which its device is told (A-03).
-- methods: How its person has shown who he is, by the names of RFC 8176; nothing where a device is trusted.

create table identity.signin_code (
  flow_id uuid not null,
  code_hash bytea not null,
  called boolean not null,
  tries integer default 0 not null,
  sent_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint signin_code_flow_id_fkey FOREIGN KEY (flow_id) REFERENCES identity.signin_flow(id) ON DELETE CASCADE,
  constraint signin_code_pkey PRIMARY KEY (flow_id)
);

create table identity.signin_flow (
  id uuid not null,
  token_hash bytea not null,
  surface text not null,
  address text not null,
  invitation_id uuid,
  link text,
  step text not null,
  reason text,
  address_proven boolean default false not null,
  password_proven boolean default false not null,
  factor_proven boolean default false not null,
  methods text[] default '{}'::text[] not null,
  account_id uuid,
  profile_id uuid,
  session_id uuid,
  about jsonb,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint signin_flow_surface_check CHECK ((surface = ANY (ARRAY['main'::text, 'operator'::text]))),
  constraint signin_flow_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id),
  constraint signin_flow_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint signin_flow_pkey PRIMARY KEY (id),
  constraint signin_flow__token_hash UNIQUE (token_hash)
);
CREATE INDEX signin_flow__expires_at__idx ON identity.signin_flow USING btree (expires_at);
-- address: A phone in E.164, or an e-mail address.
-- invitation_id: The letter by whose link it was begun.
-- link: Token of the link of a class that he has come by.
-- methods: What was shown so far, by the names of RFC 8176.
-- session_id: What it has ended with.

create table identity.totp (
  account_id uuid not null,
  secret text not null,
  confirmed_at timestamp with time zone,
  last_step bigint default 0 not null,
  created_at timestamp with time zone not null,
  constraint totp_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id),
  constraint totp_pkey PRIMARY KEY (account_id)
);
-- secret: Base32. Kept as it is, since codes are computed from it.
-- confirmed_at: Set when the app has shown its first code; before, nothing is asked.
-- last_step: Half minute of the newest code that was taken; that one and older ones are taken no more.

create table messenger.announcement (
  id uuid not null,
  community_id uuid not null,
  author_id uuid not null,
  text text not null,
  important boolean not null,
  confirm_answers text,
  confirm_who text,
  due_at timestamp with time zone,
  remind_at timestamp with time zone,
  reminded_at timestamp with time zone,
  reminding boolean default false not null,
  version integer default 1 not null,
  made_at timestamp with time zone not null,
  edited_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  constraint announcement_check CHECK (((withdrawn_at IS NULL) OR (text = ''::text))),
  constraint announcement_check1 CHECK (((confirm_answers IS NULL) = (confirm_who IS NULL))),
  constraint announcement_confirm_answers_check CHECK ((confirm_answers = ANY (ARRAY['seen'::text, 'agree'::text]))),
  constraint announcement_confirm_who_check CHECK ((confirm_who = ANY (ARRAY['one'::text, 'all'::text]))),
  constraint announcement_author_id_fkey FOREIGN KEY (author_id) REFERENCES identity.profile(id),
  constraint announcement_pkey PRIMARY KEY (id)
);
CREATE INDEX announcement__author_id__idx ON messenger.announcement USING btree (author_id, community_id, made_at DESC, id DESC);
CREATE INDEX announcement__community_id__idx ON messenger.announcement USING btree (community_id, made_at DESC, id DESC);
CREATE INDEX announcement__remind_at__idx ON messenger.announcement USING btree (remind_at) WHERE (remind_at IS NOT NULL);
CREATE INDEX announcement__reminding__idx ON messenger.announcement USING btree (id) WHERE reminding;
-- table: What stands as one thing in several chats; each place holds a message with its text (decision 0037).
-- remind_at: When those who have not answered are reminded by themselves; null when they are not, or not any more.
-- reminding: Not everybody has been told of the reminder of reminded_at yet.
-- withdrawn_by: Whoever has taken it away; the author, or somebody who speaks for the organisation.

create table messenger.announcement_answer (
  announcement_id uuid not null,
  child_id uuid not null,
  adult_id uuid not null,
  answer text not null,
  comment text not null,
  answered_at timestamp with time zone not null,
  constraint announcement_answer_answer_check CHECK ((answer = ANY (ARRAY['seen'::text, 'agree'::text, 'disagree'::text]))),
  constraint announcement_answer_adult_id_fkey FOREIGN KEY (adult_id) REFERENCES identity.profile(id),
  constraint announcement_answer_announcement_id_fkey FOREIGN KEY (announcement_id) REFERENCES messenger.announcement(id),
  constraint announcement_answer_child_id_fkey FOREIGN KEY (child_id) REFERENCES identity.profile(id),
  constraint announcement_answer_pkey PRIMARY KEY (announcement_id, child_id, adult_id)
);
CREATE INDEX announcement_answer__adult_id__idx ON messenger.announcement_answer USING btree (adult_id);
CREATE INDEX announcement_answer__child_id__idx ON messenger.announcement_answer USING btree (child_id);
-- table: What an adult has answered for a child (P-02); for himself where children have no accounts.

create table messenger.announcement_reminder (
  announcement_id uuid not null,
  adult_id uuid not null,
  reminded_at timestamp with time zone not null,
  constraint announcement_reminder_adult_id_fkey FOREIGN KEY (adult_id) REFERENCES identity.profile(id),
  constraint announcement_reminder_announcement_id_fkey FOREIGN KEY (announcement_id) REFERENCES messenger.announcement(id),
  constraint announcement_reminder_pkey PRIMARY KEY (announcement_id, adult_id)
);
CREATE INDEX announcement_reminder__adult_id__idx ON messenger.announcement_reminder USING btree (adult_id);
-- table: When somebody was reminded last, so that nobody is twice by one reminder.

create table messenger.announcement_target (
  announcement_id uuid not null,
  n integer not null,
  message_id uuid not null,
  chat_id uuid,
  unit_id uuid,
  unit_audience text,
  seq bigint,
  version integer default 0 not null,
  due boolean default true not null,
  refused text,
  kept boolean default false not null,
  constraint announcement_target_check CHECK (((chat_id IS NOT NULL) OR ((unit_id IS NOT NULL) AND (unit_audience IS NOT NULL)))),
  constraint announcement_target_announcement_id_fkey FOREIGN KEY (announcement_id) REFERENCES messenger.announcement(id),
  constraint announcement_target_pkey PRIMARY KEY (announcement_id, n)
);
CREATE INDEX announcement_target__chat_id__seq__idx ON messenger.announcement_target USING btree (chat_id, seq);
CREATE INDEX announcement_target__due__idx ON messenger.announcement_target USING btree (announcement_id, n) WHERE due;
-- message_id: The key of its message, so that it stands there once however often it is brought.
-- version: Up to which version of the announcement it has been brought.
-- refused: By the time it was to be put there, its author could not announce there any more, by this rule.
-- kept: It stands before somebody who has to see what is said there, and stays as it was said.

create table messenger.attachment (
  chat_id uuid not null,
  seq bigint not null,
  place smallint not null,
  file_id uuid not null,
  source_id uuid not null,
  kind text not null,
  constraint attachment_file_id_fkey FOREIGN KEY (file_id) REFERENCES messenger.media(file_id),
  constraint attachment_pkey PRIMARY KEY (chat_id, seq, place)
);
CREATE INDEX attachment__file_id__idx ON messenger.attachment USING btree (file_id);
CREATE INDEX attachment__kind__idx ON messenger.attachment USING btree (chat_id, kind, seq DESC, place);
-- table: Which message holds which file: whoever reads one of them may load it.
-- source_id: The file that the sender named, for a repeat; another one than file_id when the place was taken out.

create table messenger.channel_post (
  chat_id uuid not null,
  seq bigint not null,
  author_id uuid not null,
  constraint channel_post_author_id_fkey FOREIGN KEY (author_id) REFERENCES identity.profile(id),
  constraint channel_post_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES messenger.chat(id),
  constraint channel_post_pkey PRIMARY KEY (chat_id, seq)
);
CREATE INDEX channel_post__author_id__idx ON messenger.channel_post USING btree (author_id);
-- table: The sender of the message is the community itself, so that no reader is told of a person.
-- author_id: Told to those alone who write in the channel.

create table messenger.chat (
  id uuid not null,
  kind text not null,
  title text not null,
  description text default ''::text not null,
  picture_id uuid,
  community_id uuid,
  unit_id uuid,
  unit_audience text,
  channel_class text,
  direct_low uuid,
  direct_high uuid,
  history_from_start boolean not null,
  members_count integer not null,
  permissions jsonb not null,
  slow_mode_ms integer,
  pins bigint[] default '{}'::bigint[] not null,
  reactions text[],
  supervision text,
  observer_ids uuid[] default '{}'::uuid[] not null,
  archived boolean default false not null,
  deleted_at timestamp with time zone,
  join_requests integer default 0 not null,
  version integer default 1 not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  constraint chat_channel_class_check CHECK ((channel_class = ANY (ARRAY['everyone'::text, 'staff'::text, 'page'::text]))),
  constraint chat_check CHECK (((kind = ANY (ARRAY['direct'::text, 'favourites'::text])) = ((direct_low IS NOT NULL) AND (direct_high IS NOT NULL)))),
  constraint chat_check1 CHECK (((kind = 'channel'::text) = (channel_class IS NOT NULL))),
  constraint chat_check2 CHECK (
CASE kind
    WHEN 'direct'::text THEN (direct_low < direct_high)
    WHEN 'favourites'::text THEN (direct_low = direct_high)
    ELSE true
END),
  constraint chat_check3 CHECK (((unit_id IS NULL) OR ((kind = 'group'::text) AND (community_id IS NOT NULL)))),
  constraint chat_check4 CHECK (((unit_audience IS NULL) OR (unit_id IS NOT NULL))),
  constraint chat_kind_check CHECK ((kind = ANY (ARRAY['direct'::text, 'group'::text, 'channel'::text, 'favourites'::text]))),
  constraint chat_supervision_check CHECK ((supervision = ANY (ARRAY['secondAdult'::text, 'guardians'::text]))),
  constraint chat_unit_audience_check CHECK ((unit_audience = ANY (ARRAY['guardians'::text, 'pupils'::text, 'staff'::text]))),
  constraint chat_pkey PRIMARY KEY (id),
  constraint chat__direct UNIQUE (direct_low, direct_high),
  constraint chat__unit_audience UNIQUE (unit_id, unit_audience)
);
CREATE INDEX chat__community_id__idx ON messenger.chat USING btree (community_id, kind);
CREATE INDEX chat__deleted_at__idx ON messenger.chat USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX chat__unit_id__idx ON messenger.chat USING btree (unit_id) WHERE (unit_id IS NOT NULL);
CREATE UNIQUE INDEX chat__page__idx ON messenger.chat USING btree (community_id) WHERE (channel_class = 'page'::text);
-- community_id: The owner: policy, moderation, retention, export. Direct and joint chats have none.
-- unit_id: The unit whose chat it is: those who lead the unit lead it, and it follows the unit into the next school year (decision 0027).
-- unit_audience: A chat for announcements to these people of the unit; who is in it follows who they are (decision 0037). Where it is null, a unit has as many chats as it likes.
-- channel_class: Who reads a channel: everybody or the staff of the community. `page` is the channel of its page: read by everybody there, in no list of chats, without counters and notices.
-- history_from_start: Units' default chats and channels show all history; groups made by people from joining on (reading A-53).
-- members_count: Without observers.
-- permissions: What whoever leads the chat has decided otherwise than it holds by itself (CHT-03).
-- slow_mode_ms: So long whoever does not lead the chat waits between two of his messages; null where nobody does (CHT-10).
-- pins: Numbers of the pinned messages in the order in which they are shown (MSG-17).
-- reactions: Of a channel: which reactions its readers may give; null for all (CHN-07).
-- supervision: Why others see this dialogue of an adult and a pupil (P-07); null when nobody does.
-- observer_ids: The open members with the role observer, in the order of their ids, so that no reader looks for them.
-- archived: Of a unit that has ended: its people read it and nobody writes there (P-12).
-- deleted_at: Its owner has deleted it for everybody: nobody reads it, he may bring it back for a week, then it is erased (CHT-09).

create table messenger.chat_event (
  chat_id uuid not null,
  seq bigint not null,
  kind text not null,
  target_seq bigint,
  payload jsonb not null,
  at timestamp with time zone not null,
  constraint chat_event_pkey PRIMARY KEY (chat_id, seq)
) partition by HASH (chat_id);
CREATE INDEX chat_event__supervision__idx ON ONLY messenger.chat_event USING btree (chat_id, seq) WHERE (kind = 'supervision.changed'::text);
-- table: Durable changes of a chat other than messages; payloads hold ids and versions, never texts of people.
-- target_seq: The message that is changed; who may not see it learns nothing of the change.

create table messenger.chat_head (
  chat_id uuid not null,
  last_seq bigint not null,
  last_ordinal bigint not null,
  policy_version integer not null,
  refusal_version integer default 1 not null,
  write_refusal text,
  constraint chat_head_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES messenger.chat(id),
  constraint chat_head_pkey PRIMARY KEY (chat_id)
);
-- table: Whoever changes anything durable in a chat locks this row, takes the next numbers and commits.
-- policy_version: Moves with everything that a right to write was checked by.
-- refusal_version: Moves with the refusal alone: the facts of every reader hold it.
-- write_refusal: Nobody may write, for this reason: the live composition of the chat decides (P-07).

create table messenger.chat_interval (
  chat_id uuid not null,
  profile_id uuid not null,
  start_seq bigint not null,
  joined_seq bigint not null,
  left_seq bigint not null,
  constraint chat_interval_pkey PRIMARY KEY (chat_id, profile_id, joined_seq)
);
-- table: Closed intervals of membership; reading needs an open one.

create table messenger.chat_link (
  chat_id uuid not null,
  token text not null,
  made_by uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  uses_max integer,
  uses integer default 0 not null,
  approval boolean not null,
  constraint chat_link_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES messenger.chat(id),
  constraint chat_link_made_by_fkey FOREIGN KEY (made_by) REFERENCES identity.profile(id),
  constraint chat_link_pkey PRIMARY KEY (chat_id),
  constraint chat_link_token_key UNIQUE (token)
);
-- table: It lets in whom its maker could add, for as long as he may invite there.

create table messenger.chat_member (
  chat_id uuid not null,
  profile_id uuid not null,
  role text not null,
  leads_unit boolean default false not null,
  facts_version integer default 1 not null,
  write_refusal text,
  start_seq bigint not null,
  joined_seq bigint not null,
  left_seq bigint,
  joined_at timestamp with time zone not null,
  paced_at timestamp with time zone,
  removed boolean default false not null,
  constraint chat_member_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'administrator'::text, 'member'::text, 'observer'::text]))),
  constraint chat_member_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES messenger.chat(id),
  constraint chat_member_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint chat_member_pkey PRIMARY KEY (chat_id, profile_id)
);
CREATE INDEX chat_member__left__idx ON messenger.chat_member USING btree (profile_id, chat_id) WHERE (left_seq IS NOT NULL);
CREATE INDEX chat_member__profile_id__idx ON messenger.chat_member USING btree (profile_id, chat_id) WHERE (left_seq IS NULL);
-- table: The latest interval of each person; `left_seq` is null while it is open. Earlier ones are in chat_interval.
-- leads_unit: Leads the chat because of leading its unit, and only for so long.
-- facts_version: Moves when a right to write is taken away; the send compares it.
-- paced_at: When he last wrote there while the chat was slow; stays when he goes and comes again.
-- removed: Whoever leads the chat has removed him: no link lets him in again.

create table messenger.chat_picture (
  picture_id uuid not null,
  size integer not null,
  chat_id uuid not null,
  file_id uuid not null,
  source_id uuid not null,
  constraint chat_picture_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES messenger.chat(id),
  constraint chat_picture_pkey PRIMARY KEY (picture_id, size)
);
CREATE INDEX chat_picture__chat_id__idx ON messenger.chat_picture USING btree (chat_id);
-- source_id: The upload that it was made of, which is deleted: the same one again is a repeat.

create table messenger.draft (
  profile_id uuid not null,
  chat_id uuid not null,
  version integer not null,
  written boolean not null,
  text text not null,
  mentions jsonb,
  reply_to_seq bigint,
  constraint draft_check CHECK ((written OR ((text = ''::text) AND (mentions IS NULL) AND (reply_to_seq IS NULL)))),
  constraint draft_version_check CHECK ((version > 0)),
  constraint draft_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint draft_pkey PRIMARY KEY (profile_id, chat_id)
);
CREATE INDEX draft__chat_id__idx ON messenger.draft USING btree (chat_id);
-- table: What somebody has typed in a chat and not sent, for all of his devices.
-- written: False once it was sent or emptied: its version is left, so that no device takes an older one for newer.

create table messenger.folders (
  profile_id uuid not null,
  version integer not null,
  list jsonb not null,
  constraint folders_version_check CHECK ((version > 0)),
  constraint folders_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint folders_pkey PRIMARY KEY (profile_id)
);
-- table: Folders into which somebody has put his chats, all of them in their order (FLD-01).

create table messenger.gone_sender (
  profile_id uuid not null,
  community_id uuid not null,
  gone_at timestamp with time zone not null,
  due_at timestamp with time zone,
  constraint gone_sender_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint gone_sender_pkey PRIMARY KEY (profile_id, community_id)
);
CREATE INDEX gone_sender__community_id__idx ON messenger.gone_sender USING btree (community_id);
CREATE INDEX gone_sender__due_at__idx ON messenger.gone_sender USING btree (due_at) WHERE (due_at IS NOT NULL);
-- table: Accounts that are deleted, or shall be at gone_at, and whose messages stand in chats of an organisation (IDN-24).
-- due_at: When they are erased by the rule of the organisation, never later than its owner was told; null for never.

create table messenger.join_request (
  chat_id uuid not null,
  profile_id uuid not null,
  token text not null,
  asked_at timestamp with time zone not null,
  declined_at timestamp with time zone,
  constraint join_request_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES messenger.chat(id),
  constraint join_request_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint join_request_pkey PRIMARY KEY (chat_id, profile_id)
);
CREATE INDEX join_request__profile_id__idx ON messenger.join_request USING btree (profile_id);
-- table: Who asks to come into a group by its link. Who was declined asks again only by another link.

create table messenger.link_preview (
  chat_id uuid not null,
  seq bigint not null,
  address text not null,
  file_id uuid,
  message_version integer not null,
  found_at timestamp with time zone not null,
  constraint link_preview_pkey PRIMARY KEY (chat_id, seq)
);
CREATE INDEX link_preview__found__idx ON messenger.link_preview USING btree (chat_id, found_at);
CREATE UNIQUE INDEX link_preview__file__idx ON messenger.link_preview USING btree (file_id);
-- table: Which messages have a card of which address, with the file of its picture (decision 0049). An address is asked once a day for a chat.
-- message_version: The version of the message since which the card is there: its author need not see it to edit.

create table messenger.mark (
  profile_id uuid not null,
  mark text not null,
  chat_id uuid not null,
  seq bigint not null,
  marked_at timestamp with time zone not null,
  constraint mark_mark_check CHECK ((mark = ANY (ARRAY['important'::text, 'hidden'::text]))),
  constraint mark_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint mark_pkey PRIMARY KEY (profile_id, mark, chat_id, seq)
);
CREATE INDEX mark__marked_at__idx ON messenger.mark USING btree (profile_id, mark, marked_at, chat_id, seq);
-- table: What a reader has marked for himself alone: as important, or as deleted for himself (MSG-13, MSG-15).

create table messenger.media (
  file_id uuid not null,
  chat_id uuid not null,
  kind text not null,
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
  created_at timestamp with time zone not null,
  constraint media_check CHECK (((waveform IS NULL) OR (kind = 'voice'::text))),
  constraint media_check1 CHECK (((width IS NULL) = (height IS NULL))),
  constraint media_check2 CHECK ((((small_id IS NULL) = (large_id IS NULL)) AND ((small_id IS NULL) = (width IS NULL)))),
  constraint media_check3 CHECK ((tells_place OR (clean_id IS NULL))),
  constraint media_kind_check CHECK ((kind = ANY (ARRAY['photo'::text, 'video'::text, 'audio'::text, 'voice'::text, 'round'::text, 'document'::text]))),
  constraint media_pkey PRIMARY KEY (file_id)
);
CREATE INDEX media__clean_id__idx ON messenger.media USING btree (clean_id) WHERE (clean_id IS NOT NULL);
CREATE INDEX media__created_at__idx ON messenger.media USING btree (created_at);
CREATE INDEX media__previews__idx ON messenger.media USING btree (small_id) WHERE (small_id IS NOT NULL);
-- chat_id: For a message of which chat it was made ready; that one may be erased, and the file held by a message of another chat.
-- tells_place: Of a photo: it may tell where it was taken, which nobody is told where pupils read (MSG-03). Of what was spoken or filmed into the chat, as it was recorded: it may tell more than is heard and seen.
-- clean_id: The same photo without what it told of the place, for chats with pupils; null where that cannot be taken out. What was spoken or filmed as every browser plays it.
-- small_id: The file of its small preview; a clean photo has those of the photo that it was made of.

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
  version integer default 1 not null,
  sent_at timestamp with time zone not null,
  edited_at timestamp with time zone,
  expires_at timestamp with time zone,
  erased_at timestamp with time zone,
  erased_why text,
  reactions jsonb,
  reactions_seq bigint,
  constraint message_check CHECK (((erased_why IS NULL) OR ((erased_why = ANY (ARRAY['author'::text, 'leader'::text, 'expired'::text])) AND (erased_at IS NOT NULL) AND (text = ''::text) AND (mentions IS NULL) AND (attachments IS NULL) AND (poll IS NULL) AND (sticker IS NULL) AND (preview IS NULL)))),
  constraint message_pkey PRIMARY KEY (chat_id, seq),
  constraint message_chat_id_sender_id_id_key UNIQUE (chat_id, sender_id, id)
) partition by HASH (chat_id);
CREATE INDEX message__expires_at__idx ON ONLY messenger.message USING btree (expires_at) WHERE ((expires_at IS NOT NULL) AND (erased_at IS NULL));
CREATE INDEX message__links__idx ON ONLY messenger.message USING btree (chat_id, seq) WHERE (text ~~ '%://%'::text);
CREATE INDEX message__mentions__idx ON ONLY messenger.message USING btree (chat_id, ordinal) WHERE (mentions IS NOT NULL);
CREATE INDEX message__ordinal__idx ON ONLY messenger.message USING btree (chat_id, ordinal);
CREATE INDEX message__origin__idx ON ONLY messenger.message USING btree (((origin ->> 'profileId'::text))) WHERE (origin IS NOT NULL);
-- ordinal: Number among the messages that count for unread.
-- id: Made by the sender; the key by which a repeat is recognised, for ever.
-- mentions: Whom the text names and where (MSG-20); null when it names nobody.
-- attachments: What every reader is shown of its files, so that no reader joins them; null when there are none. The files stand in messenger.attachment.
-- origin: Whose words a forwarded message holds; the words themselves are a copy that stands and is erased by itself. Of the reminder of a planned call: what every page says in the language of its reader.
-- poll: What every reader is shown of what the message asks, with the votes as they were told last; null of other messages.
-- announcement: Of which announcement it is one place; stays when it is erased, null of other messages.
-- sticker: Which sticker it is, with the words that say what is on it; null of other messages.
-- urgent: Why it sounds in quiet times too (P-04), a word of the product, so it stays when the message is erased; null of all others.
-- preview: The card of its first link as every reader is shown it; null when there is none. What is kept beside it stands in messenger.link_preview.
-- version: Moves with every change; a reader keeps the highest that he has seen.
-- expires_at: Hidden from this moment on, and erased within a minute.
-- erased_why: By whom. The row stays as a place in the log and as the key of a repeat; its text goes in the same statement.
-- reactions: Counted from messenger.reaction with every change, so that no reader counts; null while there are none.
-- reactions_seq: Number of the last change of the reactions.

create table messenger.poll (
  chat_id uuid not null,
  seq bigint not null,
  ends_at timestamp with time zone,
  ended_at timestamp with time zone,
  right_options integer[],
  sealed bytea,
  told_at timestamp with time zone not null,
  untold boolean default false not null,
  constraint poll_pkey PRIMARY KEY (chat_id, seq)
);
CREATE INDEX poll__ends_at__idx ON messenger.poll USING btree (ends_at) WHERE ((ended_at IS NULL) AND (ends_at IS NOT NULL));
CREATE INDEX poll__untold__idx ON messenger.poll USING btree (told_at) WHERE untold;
-- table: What nobody is shown of a poll, or not yet; the rest stands in messenger.message.poll (POL).
-- sealed: Counts of an anonymous poll under a key that stands in no database, sealed anew with every vote; null of a named one (decision 0032).
-- untold: Votes have come since the chat was told of some.

create table messenger.poll_vote (
  chat_id uuid not null,
  seq bigint not null,
  profile_id uuid not null,
  choice integer[] not null,
  key uuid not null,
  voted_at timestamp with time zone not null,
  constraint poll_vote_pkey PRIMARY KEY (chat_id, seq, profile_id)
);
CREATE INDEX poll_vote__profile_id__idx ON messenger.poll_vote USING btree (profile_id);
-- table: Who has chosen what in a named poll.
-- key: By which a repeat of the last vote is recognised.

create table messenger.poll_voter (
  chat_id uuid not null,
  seq bigint not null,
  profile_id uuid not null,
  key uuid not null,
  constraint poll_voter_pkey PRIMARY KEY (chat_id, seq, profile_id)
);
CREATE INDEX poll_voter__profile_id__idx ON messenger.poll_voter USING btree (profile_id);
-- table: Who has voted in an anonymous poll, and nothing else: no choice and no time (decision 0032).

create table messenger.publication (
  chat_id uuid not null,
  seq bigint not null,
  kind text not null,
  mirror_chat_id uuid,
  mirror_seq bigint,
  constraint publication_check CHECK (((mirror_chat_id IS NULL) = (mirror_seq IS NULL))),
  constraint publication_kind_check CHECK ((kind = ANY (ARRAY['report'::text, 'poll'::text, 'article'::text, 'script'::text]))),
  constraint publication_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES messenger.chat(id),
  constraint publication_pkey PRIMARY KEY (chat_id, seq)
);
CREATE INDEX publication__kind__idx ON messenger.publication USING btree (chat_id, kind, seq);
-- table: Its title is the first line of the message, which is all that somebody has said there: it ends with the message.
-- mirror_seq: Where it was forwarded to in the channel of the whole organisation; null when it was not.

create table messenger.reaction (
  chat_id uuid not null,
  seq bigint not null,
  profile_id uuid not null,
  reaction text not null,
  given_seq bigint not null,
  constraint reaction_pkey PRIMARY KEY (chat_id, seq, profile_id)
) partition by HASH (chat_id);
-- given_seq: Number of the change that gave it: the order of giving.

create table messenger.read_position (
  chat_id uuid not null,
  profile_id uuid not null,
  seq bigint not null,
  ordinal bigint not null,
  shown_seq bigint default 0 not null,
  held_until timestamp with time zone,
  hidden_seq bigint,
  muted boolean default false not null,
  version integer default 1 not null,
  at timestamp with time zone not null,
  constraint read_position_pkey PRIMARY KEY (chat_id, profile_id)
);
CREATE INDEX read_position__chat_id__shown_seq__profile_id__idx ON messenger.read_position USING btree (chat_id, shown_seq DESC, profile_id) WHERE (shown_seq > 0);
CREATE INDEX read_position__held_until__idx ON messenger.read_position USING btree (held_until) WHERE (held_until IS NOT NULL);
-- shown_seq: How far others see that he has read; 0 while the position only says where somebody joined, and of whoever does not show it.
-- held_until: Of what was read in a quiet time: when others see it (P-04).
-- hidden_seq: The reader has hidden the chat from his list, until a message stands above this number (CHT-09).
-- muted: The reader wants no notices of the chat (CHT-02).

create table messenger.read_step (
  chat_id uuid not null,
  profile_id uuid not null,
  seq bigint not null,
  at timestamp with time zone not null,
  constraint read_step_pkey PRIMARY KEY (chat_id, profile_id, seq)
);
-- table: Read up to this number at this time; coalesced, so that it can be told when a message was read (MSG-10).

create table messenger.scheduled (
  profile_id uuid not null,
  chat_id uuid not null,
  id uuid not null,
  version integer default 1 not null,
  text text not null,
  mentions jsonb,
  reply_to_seq bigint,
  send_at timestamp with time zone not null,
  failure text,
  constraint scheduled_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint scheduled_pkey PRIMARY KEY (profile_id, chat_id, id)
);
CREATE INDEX scheduled__send_at__idx ON messenger.scheduled USING btree (send_at, id) WHERE (failure IS NULL);
-- table: Messages that the server sends at a time; they are told to their author alone before.
-- id: The key of the message that it becomes, so that it is sent once.
-- failure: Why it could not be sent at its time; it waits for its author then.

create table messenger.silent_reader (
  profile_id uuid not null,
  constraint silent_reader_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint silent_reader_pkey PRIMARY KEY (profile_id)
);
-- table: Whoever does not let others see how far he has read (ACC-07).

create table messenger.sms_invitation (
  id uuid not null,
  chat_id uuid not null,
  sender_id uuid not null,
  sent_at timestamp with time zone not null,
  constraint sms_invitation_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES messenger.chat(id),
  constraint sms_invitation_sender_id_fkey FOREIGN KEY (sender_id) REFERENCES identity.profile(id),
  constraint sms_invitation_pkey PRIMARY KEY (id)
);
CREATE INDEX sms_invitation__chat_id__idx ON messenger.sms_invitation USING btree (chat_id, sent_at);
CREATE INDEX sms_invitation__sender_id__idx ON messenger.sms_invitation USING btree (sender_id, sent_at);
-- table: That an SMS with the link of a chat was sent, for a day, and not to which number (CHT-05).

create table messenger.sticker (
  pack_id uuid not null,
  id uuid not null,
  place bigint generated always as identity not null,
  words text not null,
  media_type text not null,
  bytes bytea not null,
  constraint sticker_media_type_check CHECK ((media_type = ANY (ARRAY['image/svg+xml'::text, 'image/webp'::text]))),
  constraint sticker_pack_id_fkey FOREIGN KEY (pack_id) REFERENCES messenger.sticker_pack(id),
  constraint sticker_pkey PRIMARY KEY (pack_id, id)
);
-- words: What is on it and by what it is found.
-- bytes: Drawn anew by us, or an SVG of which nothing was kept but shapes.

create table messenger.sticker_pack (
  id uuid not null,
  title text not null,
  state text not null,
  is_own boolean not null,
  place bigint generated always as identity not null,
  changed_at timestamp with time zone not null,
  constraint sticker_pack_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'withdrawn'::text]))),
  constraint sticker_pack_pkey PRIMARY KEY (id)
);
-- is_own: It comes with the product.

create table messenger.supervision_due (
  id bigint generated always as identity not null,
  chat_id uuid not null,
  due_at timestamp with time zone not null,
  constraint supervision_due_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES messenger.chat(id),
  constraint supervision_due_pkey PRIMARY KEY (id)
);
CREATE INDEX supervision_due__chat_id__idx ON messenger.supervision_due USING btree (chat_id, due_at);
CREATE INDEX supervision_due__due_at__idx ON messenger.supervision_due USING btree (due_at, id);
-- table: When the rule of two adults is looked at anew: something has changed, or somebody has a birthday. Rows are only added and taken, so that whoever adds waits for nobody.

create table platform.audit_entry (
  chain uuid not null,
  number bigint not null,
  at timestamp with time zone not null,
  act text not null,
  actor text,
  operator boolean not null,
  objects jsonb not null,
  people text[] not null,
  before jsonb not null,
  after jsonb not null,
  previous_hash bytea not null,
  hash bytea not null,
  constraint audit_entry_pkey PRIMARY KEY (chain, number)
);
CREATE INDEX audit_entry__act__idx ON platform.audit_entry USING btree (chain, act, at DESC, number DESC);
CREATE INDEX audit_entry__actor__idx ON platform.audit_entry USING btree (actor, chain, at DESC, number DESC);
CREATE INDEX audit_entry__at__idx ON platform.audit_entry USING btree (chain, at DESC, number DESC);
CREATE INDEX audit_entry__operator__idx ON platform.audit_entry USING btree (at DESC, chain, number DESC) WHERE (operator OR (chain = '00000000-0000-0000-0000-000000000000'::uuid));
CREATE INDEX audit_entry__operator_act__idx ON platform.audit_entry USING btree (act, at DESC, chain, number DESC) WHERE (operator OR (chain = '00000000-0000-0000-0000-000000000000'::uuid));
CREATE INDEX audit_entry__operator_actor__idx ON platform.audit_entry USING btree (actor, at DESC, chain, number DESC) WHERE (operator OR (chain = '00000000-0000-0000-0000-000000000000'::uuid));
CREATE INDEX audit_entry__people__idx ON platform.audit_entry USING gin (people);
CREATE TRIGGER audit_entry__not_emptied BEFORE TRUNCATE ON platform.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER audit_entry__only_added BEFORE DELETE OR UPDATE ON platform.audit_entry FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
-- table: Who did what to whom, people by pseudonyms. What the hash is made of: server/src/platform/audit/canonical.ts.
-- actor: Pseudonym; null of what the product did by itself.

create table platform.audit_head (
  chain uuid not null,
  last_number bigint not null,
  last_hash bytea not null,
  constraint audit_head_pkey PRIMARY KEY (chain)
);
-- table: The end of each chain. Whoever adds a row locks it, as the last lock of his transaction.
-- chain: Id of the organisation; the nil UUID is the chain of the operator.

create table platform.audit_person (
  pseudonym text not null,
  kind text not null,
  subject_id uuid not null,
  salt bytea not null,
  constraint audit_person_kind_check CHECK ((kind = ANY (ARRAY['profile'::text, 'account'::text]))),
  constraint audit_person_pkey PRIMARY KEY (pseudonym),
  constraint audit_person__subject_id UNIQUE (subject_id)
);
-- table: Who is behind a pseudonym. The row goes with the person, and then nobody can tell any more.

create table platform.audit_read (
  reader text not null,
  child text not null,
  data text not null,
  hour bigint not null,
  constraint audit_read_pkey PRIMARY KEY (reader, child, data, hour)
);
CREATE INDEX audit_read__hour__idx ON platform.audit_read USING btree (hour);
-- table: Which reading of a child's data stands in the log already in this hour (hours since 1970), so that it is written once.

create table platform.command_result (
  actor_key text not null,
  command_key uuid not null,
  operation text not null,
  input_hash bytea not null,
  output jsonb not null,
  created_at timestamp with time zone not null,
  constraint command_result_pkey PRIMARY KEY (actor_key, command_key)
);
CREATE INDEX command_result__created_at__idx ON platform.command_result USING btree (created_at);
-- table: What a keyed command answered, kept for 48 hours so that its repeat gets the same answer.

create table platform.erasure (
  id uuid not null,
  kind text not null,
  target jsonb not null,
  at timestamp with time zone not null,
  shipped boolean default false not null,
  done boolean default true not null,
  constraint erasure_pkey PRIMARY KEY (id)
);
CREATE INDEX erasure__at__idx ON platform.erasure USING btree (at);
CREATE INDEX erasure__done__idx ON platform.erasure USING btree (at, id) WHERE (NOT done);
CREATE INDEX erasure__shipped__idx ON platform.erasure USING btree (id) WHERE (NOT shipped);
-- table: What was erased, by ids only, so that a restored backup erases it again: entries that came from the backups are not done at first. Kept for 30 days.

create table platform.log_event (
  audience text not null,
  audience_id text not null,
  seq bigint not null,
  name text not null,
  payload jsonb not null,
  at timestamp with time zone not null,
  constraint log_event_pkey PRIMARY KEY (audience, audience_id, seq)
);
CREATE INDEX log_event__at__idx ON platform.log_event USING btree (at);
-- table: Durable events of profiles and communities, kept for 30 days; an older position gets a snapshot.

create table platform.log_head (
  audience text not null,
  audience_id text not null,
  last_seq bigint not null,
  constraint log_head_pkey PRIMARY KEY (audience, audience_id)
);
-- table: Last number of the log of a profile or of a class of a community. Whoever appends locks it first.

create table platform.rate_limit (
  key text not null,
  points integer default 0 not null,
  expire bigint,
  constraint rate_limit_pkey PRIMARY KEY (key)
);
-- table: Counters of rate-limiter-flexible: points used until the instant `expire` in milliseconds.

create table platform.secret (
  name text not null,
  value bytea not null,
  created_at timestamp with time zone not null,
  constraint secret_pkey PRIMARY KEY (name)
);
-- table: Keys that the installation makes for itself at its first start.

create table reports.accused (
  report_id uuid not null,
  profile_id uuid not null,
  constraint accused_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES identity.profile(id),
  constraint accused_report_id_fkey FOREIGN KEY (report_id) REFERENCES reports.report(id) ON DELETE CASCADE,
  constraint accused_pkey PRIMARY KEY (report_id, profile_id)
);
CREATE INDEX accused__profile_id__idx ON reports.accused USING btree (profile_id);
-- table: Of whom a report tells; none of them reads it.

create table reports.kept_message (
  chat_id uuid not null,
  seq bigint not null,
  message_id uuid not null,
  sender_id uuid not null,
  sealed bytea not null,
  erased_at timestamp with time zone not null,
  constraint kept_message_pkey PRIMARY KEY (chat_id, seq, message_id)
);
CREATE INDEX kept_message__erased_at__idx ON reports.kept_message USING btree (erased_at);
CREATE INDEX kept_message__sender_id__idx ON reports.kept_message USING btree (sender_id);
-- table: What was erased for everybody, sealed, so that it can be reported still (A-30).
-- sender_id: A profile, or the community in whose name a channel speaks.

create table reports.report (
  id uuid not null,
  community_id uuid not null,
  reporter_id uuid,
  reason text not null,
  words text not null,
  made_at timestamp with time zone not null,
  chat_id uuid,
  chat_title text,
  messages integer not null,
  sealed bytea,
  asked_by uuid,
  asked_at timestamp with time zone,
  opened_by uuid,
  opened_operator boolean default false not null,
  opened_at timestamp with time zone,
  decided_by uuid,
  decided_at timestamp with time zone,
  outcome text,
  answer text default ''::text not null,
  constraint report_outcome_check CHECK ((outcome = ANY (ARRAY['measures'::text, 'nothing'::text]))),
  constraint report_reason_check CHECK ((reason = ANY (ARRAY['bullying'::text, 'threats'::text, 'indecent'::text, 'fraud'::text, 'personalData'::text, 'spam'::text, 'other'::text]))),
  constraint report_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES identity.profile(id),
  constraint report_community_id_fkey FOREIGN KEY (community_id) REFERENCES communities.community(id),
  constraint report_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES identity.profile(id),
  constraint report_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES identity.profile(id),
  constraint report_reporter_id_fkey FOREIGN KEY (reporter_id) REFERENCES identity.profile(id),
  constraint report_pkey PRIMARY KEY (id)
);
CREATE INDEX report__asked_by__idx ON reports.report USING btree (asked_by) WHERE (asked_by IS NOT NULL);
CREATE INDEX report__decided__idx ON reports.report USING btree (community_id, decided_at, id) WHERE (decided_at IS NOT NULL);
CREATE INDEX report__decided_by__idx ON reports.report USING btree (decided_by) WHERE (decided_by IS NOT NULL);
CREATE INDEX report__opened_by__idx ON reports.report USING btree (opened_by) WHERE (opened_by IS NOT NULL);
CREATE INDEX report__reporter_id__idx ON reports.report USING btree (reporter_id, made_at) WHERE (reporter_id IS NOT NULL);
CREATE INDEX report__undecided__idx ON reports.report USING btree (made_at, id) WHERE (decided_at IS NULL);
CREATE INDEX report__waiting__idx ON reports.report USING btree (community_id, made_at, id) WHERE (decided_at IS NULL);
-- table: What somebody has reported to the administrators of an organisation, and what they have done with it.
-- reporter_id: Null when his account is deleted.
-- chat_id: Where the messages stood; the chat may be gone.
-- sealed: The messages as they stood, under a key that is in no database; null of a report without messages, and when it is decided.
-- opened_operator: Whether the second person was the operator.

create table school.account (
  id uuid not null,
  organisation_id uuid not null,
  person_id uuid not null,
  login text not null,
  password_hash text not null,
  password_stale boolean not null,
  closed_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint account_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES school.organisation(id) ON DELETE CASCADE,
  constraint account_person_id_fkey FOREIGN KEY (person_id) REFERENCES school.person(id),
  constraint account_pkey PRIMARY KEY (id),
  constraint account_person_id_key UNIQUE (person_id)
);
CREATE UNIQUE INDEX account__login ON school.account USING btree (lower(login));
-- password_stale: The password was given out by an administrator, and is changed at the first sign-in.

create table school.account_role (
  account_id uuid not null,
  role_id uuid not null,
  constraint account_role_account_id_fkey FOREIGN KEY (account_id) REFERENCES school.account(id) ON DELETE CASCADE,
  constraint account_role_role_id_fkey FOREIGN KEY (role_id) REFERENCES school.role(id),
  constraint account_role_pkey PRIMARY KEY (account_id, role_id)
);
CREATE INDEX account_role__role_id__idx ON school.account_role USING btree (role_id);

create table school.chat (
  organisation_id uuid not null,
  id text not null,
  kind text not null,
  title text,
  unit_id uuid,
  version integer default 1 not null,
  changed_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint chat_kind_check CHECK ((kind = ANY (ARRAY['teachers'::text, 'class'::text, 'parents'::text, 'subject'::text, 'other'::text]))),
  constraint chat_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES school.organisation(id) ON DELETE CASCADE,
  constraint chat_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES school.unit(id),
  constraint chat_pkey PRIMARY KEY (organisation_id, id)
);
-- table: Chats of the register that were made there, and what was decided by hand about those that are there by themselves.

create table school.chat_choice (
  organisation_id uuid not null,
  chat_id text not null,
  person_id uuid not null,
  tab text,
  constraint chat_choice_tab_check CHECK ((tab = ANY (ARRAY['employees'::text, 'pupils'::text, 'parents'::text]))),
  constraint chat_choice_organisation_id_chat_id_fkey FOREIGN KEY (organisation_id, chat_id) REFERENCES school.chat(organisation_id, id) ON DELETE CASCADE,
  constraint chat_choice_person_id_fkey FOREIGN KEY (person_id) REFERENCES school.person(id),
  constraint chat_choice_pkey PRIMARY KEY (organisation_id, chat_id, person_id)
);
-- tab: The list from which somebody was chosen; null of whom somebody has left out.

create table school.connection (
  organisation_id uuid not null,
  api_url text,
  client_id uuid not null,
  community_id uuid not null,
  client_secret bytea not null,
  version integer default 1 not null,
  told_at timestamp with time zone,
  whole_at timestamp with time zone,
  trouble text,
  trouble_since timestamp with time zone,
  failures integer default 0 not null,
  again_at timestamp with time zone,
  leased_until timestamp with time zone,
  constraint connection_trouble_check CHECK ((trouble = ANY (ARRAY['unreachable'::text, 'credentials'::text, 'notAdmitted'::text, 'strange'::text, 'secretLost'::text]))),
  constraint connection_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES school.organisation(id) ON DELETE CASCADE,
  constraint connection_pkey PRIMARY KEY (organisation_id)
);
-- table: Where the messenger of an organisation is, as which of its clients it is told facts, and how that goes.
-- api_url: Null where it is the messenger of this installation.
-- client_secret: Sealed under a key that stands in no database.
-- whole_at: When everything was last told anew, whatever had been acknowledged.

create table school.enrolment (
  id uuid not null,
  organisation_id uuid not null,
  unit_id uuid not null,
  person_id uuid not null,
  kind text not null,
  since timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint enrolment_kind_check CHECK ((kind = ANY (ARRAY['class'::text, 'group'::text]))),
  constraint enrolment_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES school.organisation(id) ON DELETE CASCADE,
  constraint enrolment_person_id_fkey FOREIGN KEY (person_id) REFERENCES school.person(id),
  constraint enrolment_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES school.unit(id),
  constraint enrolment_pkey PRIMARY KEY (id)
);
CREATE INDEX enrolment__unit_id__idx ON school.enrolment USING btree (unit_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX enrolment__one_class ON school.enrolment USING btree (person_id) WHERE ((kind = 'class'::text) AND (ended_at IS NULL));
CREATE UNIQUE INDEX enrolment__one_group ON school.enrolment USING btree (unit_id, person_id) WHERE (ended_at IS NULL);
-- table: A pupil in a class or a group, from one time to another.

create table school.fact (
  organisation_id uuid not null,
  type text not null,
  id text not null,
  revision bigint default 1 not null,
  told_revision bigint default 0 not null,
  refusal text,
  refusal_places text[] default '{}'::text[] not null,
  answered_at timestamp with time zone,
  constraint fact_type_check CHECK ((type = ANY (ARRAY['person'::text, 'unit'::text, 'enrolment'::text, 'family'::text, 'position'::text, 'chat'::text, 'settings'::text]))),
  constraint fact_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES school.organisation(id) ON DELETE CASCADE,
  constraint fact_pkey PRIMARY KEY (organisation_id, type, id)
);
CREATE INDEX fact__refused__idx ON school.fact USING btree (organisation_id, type, id) WHERE (refusal IS NOT NULL);
CREATE INDEX fact__untold__idx ON school.fact USING btree (organisation_id, type, id) WHERE (told_revision < revision);
-- table: How often each thing of the registers has changed, and which of its states has been told to the messenger. What it says is read from the registers when it is told.
-- refusal: What the messenger has said when it refused the state of told_revision; null of what it has taken.

create table school.family (
  id uuid not null,
  organisation_id uuid not null,
  parent_id uuid not null,
  pupil_id uuid not null,
  removed_at timestamp with time zone,
  constraint family_check CHECK ((parent_id <> pupil_id)),
  constraint family_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES school.organisation(id) ON DELETE CASCADE,
  constraint family_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES school.person(id),
  constraint family_pupil_id_fkey FOREIGN KEY (pupil_id) REFERENCES school.person(id),
  constraint family_pkey PRIMARY KEY (id)
);
CREATE INDEX family__pupil_id__idx ON school.family USING btree (pupil_id) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX family__pair ON school.family USING btree (parent_id, pupil_id) WHERE (removed_at IS NULL);

create table school.link (
  person_id uuid not null,
  organisation_id uuid not null,
  profile_name text not null,
  linked_at timestamp with time zone not null,
  constraint link_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES school.organisation(id) ON DELETE CASCADE,
  constraint link_person_id_fkey FOREIGN KEY (person_id) REFERENCES school.person(id) ON DELETE CASCADE,
  constraint link_pkey PRIMARY KEY (person_id)
);
CREATE INDEX link__organisation_id__idx ON school.link USING btree (organisation_id);
-- table: Who has linked his account with a profile of the messenger; the name is what that profile is called there.

create table school.link_attempt (
  session_id uuid not null,
  state_hash bytea not null,
  nonce text not null,
  verifier text not null,
  begun_at timestamp with time zone not null,
  constraint link_attempt_session_id_fkey FOREIGN KEY (session_id) REFERENCES school.session(id) ON DELETE CASCADE,
  constraint link_attempt_pkey PRIMARY KEY (session_id)
);
-- table: A sign-in to the messenger that a session has begun in order to link; it is used once.

create table school.organisation (
  id uuid not null,
  name text not null,
  time_zone text not null,
  chats_administrator_id uuid,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  constraint organisation_chats_administrator_id_fkey FOREIGN KEY (chats_administrator_id) REFERENCES school.person(id) ON DELETE SET NULL,
  constraint organisation_pkey PRIMARY KEY (id)
);
-- chats_administrator_id: The employee whom «Администратор чатов» names (ESR-02).

create table school.person (
  id uuid not null,
  organisation_id uuid not null,
  surname text not null,
  name text not null,
  patronymic text not null,
  birth_date date,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  constraint person_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES school.organisation(id) ON DELETE CASCADE,
  constraint person_pkey PRIMARY KEY (id)
);
CREATE INDEX person__names__idx ON school.person USING btree (organisation_id, surname, name, patronymic, id);
-- table: A human once, whatever he is here: an employee, a pupil, a parent, or several of them.

create table school.position (
  id uuid not null,
  organisation_id uuid not null,
  person_id uuid not null,
  title text not null,
  kind text not null,
  hired_at timestamp with time zone not null,
  dismissed_at timestamp with time zone,
  constraint position_kind_check CHECK ((kind = ANY (ARRAY['administration'::text, 'teaching'::text, 'other'::text]))),
  constraint position_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES school.organisation(id) ON DELETE CASCADE,
  constraint position_person_id_fkey FOREIGN KEY (person_id) REFERENCES school.person(id),
  constraint position_pkey PRIMARY KEY (id)
);
CREATE INDEX position__organisation_id__idx ON school."position" USING btree (organisation_id) WHERE (dismissed_at IS NULL);
CREATE INDEX position__person_id__idx ON school."position" USING btree (person_id);

create table school.role (
  id uuid not null,
  organisation_id uuid not null,
  name text not null,
  metarole text,
  rights text[] not null,
  version integer default 1 not null,
  constraint role_metarole_check CHECK ((metarole = ANY (ARRAY['super'::text, 'organisation'::text, 'chats'::text]))),
  constraint role_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES school.organisation(id) ON DELETE CASCADE,
  constraint role_pkey PRIMARY KEY (id),
  constraint role_organisation_id_name_key UNIQUE (organisation_id, name)
);
CREATE UNIQUE INDEX role__metarole ON school.role USING btree (organisation_id, metarole) WHERE (metarole IS NOT NULL);

create table school.session (
  id uuid not null,
  account_id uuid not null,
  token_hash bytea not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint session_account_id_fkey FOREIGN KEY (account_id) REFERENCES school.account(id) ON DELETE CASCADE,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX session__account_id__idx ON school.session USING btree (account_id) WHERE (ended_at IS NULL);
CREATE INDEX session__expires_at__idx ON school.session USING btree (expires_at);

create table school.subject (
  id uuid not null,
  organisation_id uuid not null,
  name text not null,
  removed_at timestamp with time zone,
  constraint subject_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES school.organisation(id) ON DELETE CASCADE,
  constraint subject_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX subject__name ON school.subject USING btree (organisation_id, name) WHERE (removed_at IS NULL);

create table school.unit (
  id uuid not null,
  organisation_id uuid not null,
  kind text not null,
  name text not null,
  grade smallint,
  class_id uuid,
  subject_id uuid,
  teacher_id uuid,
  whole_class boolean default false not null,
  version integer default 1 not null,
  removed_at timestamp with time zone,
  constraint unit_check CHECK (((kind = 'class'::text) = ((class_id IS NULL) AND (subject_id IS NULL)))),
  constraint unit_check1 CHECK (((kind = 'group'::text) OR (grade IS NOT NULL))),
  constraint unit_kind_check CHECK ((kind = ANY (ARRAY['class'::text, 'group'::text]))),
  constraint unit_class_id_fkey FOREIGN KEY (class_id) REFERENCES school.unit(id),
  constraint unit_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES school.organisation(id) ON DELETE CASCADE,
  constraint unit_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES school.subject(id),
  constraint unit_teacher_id_fkey FOREIGN KEY (teacher_id) REFERENCES school.person(id),
  constraint unit_pkey PRIMARY KEY (id)
);
CREATE INDEX unit__teacher_id__idx ON school.unit USING btree (teacher_id) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX unit__class_name ON school.unit USING btree (organisation_id, name) WHERE ((kind = 'class'::text) AND (removed_at IS NULL));
CREATE UNIQUE INDEX unit__group_name ON school.unit USING btree (class_id, subject_id, name) WHERE ((kind = 'group'::text) AND (removed_at IS NULL));
-- class_id: Of a group: the class of which its pupils are.
-- teacher_id: Of a class its teacher, of a group whoever teaches the subject there.
-- whole_class: Of a group: everybody of its class is in it, whoever that is.

CREATE OR REPLACE FUNCTION messenger.commit_batch(p_chat uuid[], p_sender uuid[], p_id uuid[], p_text text[], p_reply bigint[], p_lifetime bigint[], p_facts integer[], p_policy integer[], p_at timestamp with time zone)
 RETURNS TABLE(n bigint, outcome text, seq bigint, ordinal bigint, version integer, sent_at timestamp with time zone)
 LANGUAGE plpgsql
AS $function$
begin
  -- Repeats are rare, and looking for them in every batch costs a third of it.
  return query select * from messenger.commit_rows(
    p_chat, p_sender, p_id, p_text, p_reply, p_lifetime, p_facts, p_policy, p_at, false);
exception when unique_violation then
  return query select * from messenger.commit_rows(
    p_chat, p_sender, p_id, p_text, p_reply, p_lifetime, p_facts, p_policy, p_at, true);
end $function$;

CREATE OR REPLACE FUNCTION messenger.commit_rows(p_chat uuid[], p_sender uuid[], p_id uuid[], p_text text[], p_reply bigint[], p_lifetime bigint[], p_facts integer[], p_policy integer[], p_at timestamp with time zone, p_repeats boolean)
 RETURNS TABLE(n bigint, outcome text, seq bigint, ordinal bigint, version integer, sent_at timestamp with time zone)
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION messenger.seq_since(p_chat uuid, p_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION platform.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'The log of administrative acts is only added to: % is refused', tg_op;
end
$function$;
