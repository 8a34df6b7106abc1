import { newId } from '../client.ts'
import { type Case, of, REASON } from './case.ts'
import type { Ids } from './facts.ts'

const ADMINISTRATORS = 'oracle.administers(a.id, t.organisation)'

const member = ({ communityId, profileId }: Ids) => ({ communityId, profileId })
const run = { over: 'member', source: 'STR-09, ORG-09', may: ADMINISTRATORS } as const

/** Between an adult who is no family and a pupil there is somebody who sees it: guardians of a child under 14; nobody is named for older ones. */
const overseen = (pupil: string) =>
  `(oracle.is_under14(${pupil}) and exists (select from oracle.guardian where child = ${pupil}))`

/** CNT-07: whoever is blocked invites nobody who has blocked him; whoever blocks writes to nobody whom he has blocked. */
const BLOCKED = 'exists (select from oracle.block where by = t.person and whom = a.id)'
const BLOCKING = 'exists (select from oracle.block where by = a.id and whom = t.person)'

/** Whether two may be alone with each other (CNT-08, A-55). */
function alone(a: string, p: string): string {
  return `(oracle.is_pupil(${a}) = oracle.is_pupil(${p}) or oracle.guards(${a}, ${p}) or oracle.guards(${p}, ${a})
      or ${overseen(a)} or ${overseen(p)})`
}

/** What is done with a member of an organisation. */
export const MEMBER_CASES: readonly Case[] = [
  of('members.appoint', { ...run, source: 'ORG-09, ORG-13', input: member }),
  of('members.dismiss', { ...run, on: ['a.deputy', 'a.adminLead'], source: 'ORG-09', input: member }),
  of('members.remove', { ...run, input: (ids) => ({ ...member(ids), reason: REASON }) }),
  of('members.roleHistory', { ...run, source: 'STR-09', input: member }),
  of('members.takePhoto', {
    ...run,
    source: 'ACC-01',
    input: (ids) => ({ ...member(ids), reason: REASON }),
    passes: ['photo.unknown'],
  }),
  of('members.changeRole', {
    ...run,
    on: ['a.pupilOther'],
    input: (ids) => ({
      ...member(ids),
      from: { role: 'pupil', unitId: ids.unitId },
      to: { role: 'pupil', unitId: ids.rowId },
    }),
  }),
  of('members.changeRole', {
    ...run,
    variant: 'to lead',
    on: ['a.clerk'],
    input: (ids) => ({
      ...member(ids),
      from: { role: 'staff', unitId: ids.unitId },
      to: { role: 'lead', unitId: ids.rowId },
    }),
  }),
  // Decision 0027 and P-07: a group of two is a dialogue.
  of('chats.create', {
    over: 'member',
    variant: 'of two',
    source: 'CHT-01, CNT-01, CNT-07, P-07',
    refuses: ['chat.selfImpossible'],
    may: `oracle.belongs(a.id, t.organisation) and oracle.has_contact(a.id, t.person) and not ${BLOCKED} and ${alone('a.id', 't.person')}`,
    input: ({ communityId, profileId }) => ({ id: newId(), communityId, title: 'Вдвоём', memberIds: [profileId] }),
  }),
  // STR-09: pupils and parents see staff and the people of their own units; a withheld child is told of to those alone who see all members.
  of('members.list', {
    over: 'member',
    variant: 'this one',
    source: 'STR-09, CNT-01, docs/children.md',
    may: `oracle.works(a.id, t.organisation) or (oracle.belongs(a.id, t.organisation) and not oracle.is_withheld(t.person)
      and (t.person = a.id or oracle.has_contact(a.id, t.person)))`,
    input: ({ communityId }) => ({ communityId, limit: 100 }),
    shows: ({ members }, { profileId }) => members.some((each) => each.profileId === profileId),
  }),
]

const SEES = 'oracle.sees(a.id, t.person) or a.id = t.person'
const seen = { over: 'person', source: 'CNT-01, CNT-05, GEN-01, INV-06', may: SEES } as const
const profile = ({ profileId }: Ids) => ({ profileId })
/** What one person has to do with another. */
export const PERSON_CASES: readonly Case[] = [
  of('contacts.get', { ...seen, input: profile }),
  of('profiles.cards', {
    ...seen,
    input: ({ profileId }) => ({ ids: [profileId] }),
    shows: ({ cards }, { profileId }) => cards.some((each) => each.id === profileId),
  }),
  of('blocks.block', {
    ...seen,
    source: 'CNT-07',
    rests: false,
    may: 'oracle.sees(a.id, t.person)',
    refuses: ['block.selfImpossible'],
    input: profile,
  }),
  of('blocks.unblock', { ...seen, source: 'CNT-07', rests: false, input: profile }),
  // There is at most one dialogue of two people (CHT-01): one that is there may be opened, whoever may write in it.
  of('chats.openDirect', {
    ...seen,
    source: 'CHT-01, CNT-01, CNT-07, CNT-08, P-07, A-55, ORG-19',
    refuses: ['chat.selfImpossible'],
    may: `oracle.has_contact(a.id, t.person)
      and exists (select from oracle.organisation o where oracle.belongs(a.id, o.id) and oracle.belongs(t.person, o.id) and not o.suspended)
      and (exists (select from oracle.chat_member mine join oracle.chat_member theirs using (chat) join oracle.chat c on c.id = chat
                   where c.kind = 'direct' and mine.actor = a.id and theirs.actor = t.person)
        or (not ${BLOCKED} and not ${BLOCKING} and ${alone('a.id', 't.person')}))`,
    input: ({ profileId }) => ({ id: newId(), profileId }),
  }),
  // GEN-15, CNT-06: a joint chat is of people who are in each other's contacts, and of no pupils.
  of('chats.create', {
    ...seen,
    variant: 'joint',
    source: 'GEN-15, CNT-06, CNT-07, CNT-08',
    rests: false,
    refuses: ['chat.selfImpossible'],
    may: `oracle.has_contact(a.id, t.person) and not oracle.is_pupil(a.id) and not oracle.is_pupil(t.person)
      and not ${BLOCKED} and ${alone('a.id', 't.person')}`,
    input: ({ profileId }) => ({ id: newId(), communityId: null, title: 'Вместе', memberIds: [profileId] }),
  }),
  of('photos.of', {
    ...seen,
    source: 'ACC-07',
    on: ['a.teacher'],
    input: ({ profileId }) => ({ ids: [profileId] }),
    shows: ({ photos }) => photos.length > 0,
  }),
  of('personalContacts.remove', {
    ...seen,
    source: 'CNT-04',
    rests: false,
    inLesson: false,
    may: 'exists (select from oracle.contact where (one, other) in ((a.id, t.person), (t.person, a.id)))',
    input: profile,
  }),
  // IDN-26: news of a birthday are of the person and its guardians.
  of('ageNotices.dismiss', {
    ...seen,
    source: 'IDN-26',
    on: ['a.pupil', 'a.pupilOther'],
    rests: false,
    may: 'a.id = t.person or oracle.guards(a.id, t.person)',
    input: ({ profileId }) => ({ profileId, age: 14 }),
  }),
  of('sessions.switchProfile', {
    ...seen,
    source: 'GEN-04',
    door: 'account',
    rests: false,
    may: 'a.id = t.person',
    input: profile,
  }),
]
