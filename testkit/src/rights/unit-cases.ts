import { newId } from '../client.ts'
import { newPhone } from '../people.ts'
import { type Case, of } from './case.ts'
import type { Ids } from './facts.ts'

const ADMINISTRATORS = 'oracle.administers(a.id, t.organisation)'
const LEADERS = `(${ADMINISTRATORS} or oracle.leads(a.id, t.unit))`

const unit = ({ unitId }: Ids) => ({ unitId })
const child = ({ unitId, profileId }: Ids) => ({ unitId, childProfileId: profileId })
const paper = (ids: Ids) => ({
  ...child(ids),
  textVersion: ids.version,
  signedBy: 'Малышева Ольга Юрьевна',
  signedOn: '2024-09-02',
})

const run = { over: 'unit', source: 'STR-01', may: ADMINISTRATORS } as const
/** INV-10, P-06, IDN-14: the teacher who leads the class prints cards and invites the youngest; administrators may everything. */
const lead = { over: 'unit', source: 'INV-10, P-06, IDN-14', may: LEADERS } as const
const classes = { ...lead, on: ['a.one', 'a.two', 'a.small', 'b.one', 's.one'] } as const
const small = { ...lead, source: 'IDN-13, INV-10', on: ['a.small'] } as const
/** Every role with which a link may invite; who makes it must be able to decide later, or be an administrator. */
const linkOf = (role: 'lead' | 'staff' | 'pupil') =>
  of('links.create', {
    over: 'unit',
    on: ['a.one', 'a.two', 'b.one', 'b.two', 's.one'],
    variant: role,
    source: 'INV-01, A-18',
    may: ADMINISTRATORS,
    input: ({ unitId }) => ({ id: newId(), unitId, role }),
  })

/** What is done with a class, group or department. */
export const UNIT_CASES: readonly Case[] = [
  of('units.rename', { ...run, input: ({ unitId }) => ({ unitId, name: `Другая ${newId().slice(-6)}` }) }),
  of('units.archive', { ...run, input: ({ unitId }) => ({ unitId, archived: true }) }),
  of('units.place', { ...run, source: 'STR-07', input: ({ unitId }) => ({ unitId, parentId: null }) }),
  // CNT-01: pupils and parents see their own units only.
  of('units.list', {
    over: 'unit',
    source: 'STR-09, CNT-01',
    variant: 'this one',
    may: 'oracle.works(a.id, t.organisation) or oracle.is_in(a.id, t.unit)',
    input: ({ communityId }) => ({ communityId }),
    shows: ({ units }, { unitId }) => units.some((each) => each.unit.id === unitId),
  }),
  linkOf('lead'),
  linkOf('staff'),
  linkOf('pupil'),
  of('cards.class', { ...classes, input: unit }),
  of('cards.addPupil', {
    ...classes,
    input: ({ unitId }) => ({
      id: newId(),
      unitId,
      surname: 'Безномерный',
      name: 'Том',
      patronymic: '',
      birthDate: '2012-03-04',
    }),
  }),
  of('cards.addDevice', { ...classes, input: ({ unitId }) => ({ unitId, name: 'Планшет 9' }) }),
  of('emailInvitations.list', { ...small, input: unit }),
  of('emailInvitations.send', {
    ...small,
    input: ({ unitId }) => ({ unitId, emails: [`kto${newPhone().slice(1)}@school.test`] }),
  }),
  // Decision 0027: a chat of a unit is made by somebody of its staff or by an administrator, of «Коллектив» by the latter alone.
  of('chats.create', {
    over: 'unit',
    on: ['a.one', 'a.two', 'a.staff', 'b.one', 's.one'],
    variant: 'of the unit',
    refuses: ['chat.selfImpossible'],
    source: 'STR-08, decision 0027',
    may: `${ADMINISTRATORS} or (oracle.works_in(a.id, t.unit) and not oracle.is_system(t.unit))`,
    input: ({ communityId, unitId, profileId }) => ({
      id: newId(),
      communityId,
      unitId,
      title: 'Чат',
      memberIds: [profileId],
    }),
  }),
]

const family = { over: 'child', source: 'INV-11, A-05' } as const
/** The child itself and its parents, whoever leads its class, and administrators. */
const AROUND = `(t.person = a.id or oracle.guards(a.id, t.person) or ${LEADERS})`

const AWAY = { from: '2026-03-17', to: '2026-03-17', reason: 'illness', note: '' } as const
const absence = { ...family, source: 'MSG-23', inLesson: false, may: 'oracle.guards(a.id, t.person)' } as const

/** What is done with a pupil in a class. */
export const CHILD_CASES: readonly Case[] = [
  of('families.get', { ...family, may: AROUND, input: child }),
  // README and A-54: under 14 the link is made by the teacher or an administrator.
  of('families.link', {
    ...family,
    inLesson: false,
    may: `${LEADERS} or (t.person = a.id and not oracle.is_under14(a.id))`,
    input: (ids) => ({ id: newId(), ...child(ids), renew: true }),
  }),
  of('families.allow', {
    ...family,
    may: ADMINISTRATORS,
    input: (ids) => ({ ...child(ids), adultsMax: 5 }),
  }),
  of('families.removeAdult', {
    ...family,
    source: 'INV-12',
    may: ADMINISTRATORS,
    input: (ids) => ({ ...child(ids), adultProfileId: ids.adultId, reason: 'Не тот ребёнок' }),
  }),
  // INV-12: the other guardian's report, or that of the child; children are protected in a suspended organisation too.
  of('families.reportAdult', {
    ...family,
    source: 'INV-12, ORG-19',
    rests: false,
    may: `(t.person = a.id and not oracle.is_under14(a.id)) or (oracle.guards(a.id, t.person) and a.id <> t.adult)`,
    input: (ids) => ({ ...child(ids), adultProfileId: ids.adultId, reason: 'Я его не знаю' }),
  }),
  of('families.recordConsent', { ...family, source: 'A-04, A-54', may: LEADERS, input: paper }),
  of('families.recordWithdrawal', { ...family, source: 'A-54, ORG-19', rests: false, may: LEADERS, input: child }),
  // MSG-23: the parents tell, in the class of the child.
  of('absences.tell', {
    ...absence,
    input: (ids) => ({ id: newId(), ...child(ids), ...AWAY }),
  }),
  of('absences.change', {
    ...absence,
    input: (ids) => ({ id: newId(), ...child(ids), version: 1, ...AWAY }),
    passes: ['absence.unknown'],
  }),
  of('absences.withdraw', {
    ...absence,
    input: (ids) => ({ id: newId(), ...child(ids) }),
    passes: ['absence.unknown'],
  }),
  of('childReads.list', {
    ...family,
    source: 'decision 0023, docs/children.md',
    inLesson: false,
    may: 't.person = a.id or oracle.guards(a.id, t.person)',
    input: ({ profileId }) => ({ childProfileId: profileId }),
  }),
  // What a guardian agrees to is between him and the child, not something of the organisation.
  of('consents.give', {
    ...family,
    source: 'A-04',
    rests: false,
    may: 'oracle.guards(a.id, t.person)',
    input: ({ profileId, version }) => ({ childProfileId: profileId, textVersion: version }),
  }),
  of('consents.withdraw', {
    ...family,
    source: 'A-04, ORG-19',
    rests: false,
    may: 'oracle.guards(a.id, t.person)',
    input: ({ profileId }) => ({ childProfileId: profileId }),
  }),
  of('cards.print', {
    ...family,
    source: 'P-06',
    may: LEADERS,
    input: ({ unitId, profileId }) => ({ unitId, profileIds: [profileId] }),
  }),
  of('cards.revoke', {
    ...family,
    source: 'P-06',
    may: LEADERS,
    input: ({ unitId, profileId }) => ({ unitId, profileId }),
    passes: ['card.unknown'],
  }),
  of('cards.unlock', {
    ...family,
    source: 'P-06',
    may: LEADERS,
    input: ({ unitId, profileId }) => ({ unitId, profileId }),
    passes: ['card.unknown'],
  }),
  of('links.create', {
    ...family,
    variant: 'parent',
    source: 'INV-11',
    may: ADMINISTRATORS,
    input: ({ unitId, profileId }) => ({ id: newId(), unitId, role: 'parent', childProfileId: profileId }),
  }),
]
