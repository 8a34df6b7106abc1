import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { OperationId, Operations } from '#contract/operations.ts'
import { encodeCursor } from '#server/platform/db/cursor.ts'
import type { Client } from '#testkit/client.ts'
import type { CountrySize } from './country.ts'
import { GREAT_UNITS, type LOOKERS, pseudonym } from './country-people.ts'
import { idOf } from './seed.ts'

/** A look at one list; rounds differ, so that nobody looks at the same rows again and again. */
export interface ListCall {
  what: string
  by: keyof typeof LOOKERS
  /** A search of people may take longer than a list; what compares everybody with everybody is work, and has no bound. */
  kind?: 'list' | 'search' | 'work'
  ask: (client: Client, round: number) => Promise<unknown>
}

const communityId = idOf(7, 0)
const classId = (round: number) => idOf(11, GREAT_UNITS + (round % 5))
const SURNAMES = ['Кузн', 'Ива', 'Соло', 'Пет', 'Яков']
const PEOPLE = ['Кузнецов Ив', 'Иванов А', 'Сол Макс', 'Петров', 'Яковлев Юр']

type Round<Input> = (round: number) => Input

function look<Id extends OperationId>(
  by: ListCall['by'],
  what: string,
  id: Id,
  input: Round<InputOf<Operations[Id]>>,
  check: (output: OutputOf<Operations[Id]>) => boolean,
): ListCall {
  const ask = async (client: Client, round: number) => {
    const output = await client.call(id, input(round))
    if (!check(output)) throw new Error(`${what}: the list is not as it was made`)
  }
  return { by, what, ask }
}

const yes = () => true
const has = <Key extends string>(key: Key) => {
  return (output: Readonly<Record<Key, readonly unknown[]>>) => output[key].length > 0
}

/** What the staff of the great organisation looks at. */
const APPLICATIONS: readonly ListCall[] = [
  look('administrator', 'first page of an organisation', 'communities.home', () => ({ communityId }), yes),
  look('administrator', 'own organisations', 'communities.mine', () => ({}), has('memberships')),
  look(
    'administrator',
    'applications',
    'applications.queue',
    () => ({ communityId, states: ['pending'] }),
    has('applications'),
  ),
  look(
    'administrator',
    'applications: a class',
    'applications.queue',
    (round) => ({ communityId, states: ['pending'], unitId: classId(round) }),
    has('applications'),
  ),
  look(
    'administrator',
    'applications: role, path and days',
    'applications.queue',
    () => ({ communityId, states: ['pending'], role: 'pupil', path: 'messenger', from: '2020-01-01T00:00:00.000Z' }),
    has('applications'),
  ),
  look(
    'administrator',
    'applications: by name',
    'applications.queue',
    () => ({ communityId, states: ['pending'], sort: 'name' }),
    has('applications'),
  ),
  look(
    'administrator',
    'applications: search',
    'applications.queue',
    (round) => ({ communityId, search: SURNAMES[round % 5]! }),
    has('applications'),
  ),
  look(
    'administrator',
    'applications: whatever was decided',
    'applications.queue',
    () => ({ communityId, states: ['approved'], descending: true }),
    has('applications'),
  ),
  look(
    'administrator',
    'applications: how they stand to the lists',
    'applications.queue',
    () => ({ communityId, match: 'none' }),
    yes,
  ),
]

const PEOPLE_LISTS: readonly ListCall[] = [
  look('administrator', 'editors of the page', 'pageEditors.list', () => ({ communityId }), yes),
  look('administrator', 'people', 'members.list', () => ({ communityId }), has('members')),
  look(
    'administrator',
    'people: a later page',
    'members.list',
    (round) => ({ communityId, cursor: encodeCursor(['миха', idOf(1, round)]) }),
    has('members'),
  ),
  look(
    'administrator',
    'people: a class',
    'members.list',
    (round) => ({ communityId, unitId: classId(round) }),
    has('members'),
  ),
  look('administrator', 'people: a role', 'members.list', () => ({ communityId, role: 'parent' }), has('members')),
  {
    ...look(
      'administrator',
      'people: search',
      'members.list',
      (round) => ({ communityId, search: PEOPLE[round % 5]! }),
      yes,
    ),
    kind: 'search',
  },
  look('pupil', 'people as a pupil sees them', 'members.list', () => ({ communityId }), has('members')),
  look('lead', 'contacts of a teacher', 'contacts.list', () => ({ communityId }), has('contacts')),
  look('pupil', 'contacts of a pupil', 'contacts.list', () => ({ communityId }), has('contacts')),
  {
    ...look(
      'pupil',
      'contacts of a pupil: search',
      'contacts.list',
      (round) => ({ communityId, search: PEOPLE[round % 5]! }),
      yes,
    ),
    kind: 'search',
  },
  look('parent', 'contacts of a parent', 'contacts.list', () => ({ communityId }), has('contacts')),
  look('administrator', 'verified people', 'verified.list', () => ({ communityId }), has('profiles')),
  { ...look('administrator', 'likely doubles', 'doubles.list', () => ({ communityId }), yes), kind: 'work' },
  look('parent', 'own children', 'families.own', () => ({}), yes),
  look('lead', 'a family', 'families.get', () => ({ unitId: classId(0), childProfileId: idOf(1, 1) }), has('adults')),
  look('administrator', 'adults who were taken from a child', 'families.cases', () => ({ communityId }), has('cases')),
]

const OFFICE: readonly ListCall[] = [
  look('lead', 'tasks of the staff', 'tasks.list', () => ({ communityId }), has('tasks')),
  look('administrator', 'units', 'units.list', () => ({ communityId }), has('units')),
  look(
    'administrator',
    'units, those of former years too',
    'units.list',
    () => ({ communityId, archived: true }),
    has('units'),
  ),
  look('administrator', 'links', 'links.list', () => ({ communityId }), has('links')),
  look('administrator', 'cards of a class', 'cards.class', (round) => ({ unitId: classId(round) }), yes),
  look('administrator', 'lists of the school', 'roster.open', () => ({ communityId }), has('imports')),
  look('administrator', 'people of the lists', 'roster.records', () => ({ communityId }), has('records')),
  {
    ...look(
      'administrator',
      'people of the lists: search',
      'roster.records',
      (round) => ({ communityId, search: PEOPLE[round % 5]! }),
      yes,
    ),
    kind: 'search',
  },
  look('administrator', 'rows of a file', 'roster.rows', () => ({ importId: idOf(24, 0) }), has('rows')),
  look('administrator', 'log of acts', 'audit.list', () => ({ communityId }), has('entries')),
  look(
    'administrator',
    'log of acts: a rare act',
    'audit.list',
    () => ({ communityId, act: 'retention.changed' }),
    has('entries'),
  ),
  look(
    'administrator',
    'log of acts: an act that never was',
    'audit.list',
    () => ({ communityId, act: 'rollover.undone' }),
    yes,
  ),
  look(
    'administrator',
    'log of acts: about somebody',
    'audit.list',
    (round) => ({ communityId, pseudonym: pseudonym(11 + round) }),
    has('entries'),
  ),
  look(
    'administrator',
    'log of acts: of an administrator',
    'audit.list',
    (round) => ({ communityId, pseudonym: pseudonym((round % 7) * 10) }),
    has('entries'),
  ),
  look(
    'administrator',
    'log of acts: days',
    'audit.list',
    () => ({ communityId, from: '2020-01-01T00:00:00.000Z', to: new Date(Date.now() - 40 * 60_000).toISOString() }),
    has('entries'),
  ),
  look(
    'administrator',
    'former roles of somebody',
    'members.roleHistory',
    (round) => ({ communityId, profileId: idOf(1, 100 + round) }),
    yes,
  ),
  look('administrator', 'tickets', 'tickets.queue', () => ({ communityId }), has('tickets')),
  look('parent', 'who has read the data of a child', 'childReads.list', () => ({ childProfileId: idOf(1, 1) }), yes),
  look(
    'lead',
    'organisations by a common word',
    'verification.organisations',
    () => ({ search: 'школа' }),
    has('organisations'),
  ),
  look(
    'lead',
    'organisations by a rare word',
    'verification.organisations',
    (round) => ({ search: `гимназия ${101 + round * 5}` }),
    has('organisations'),
  ),
  look('lead', 'organisations by ИНН', 'verification.organisations', () => ({ search: '7700000064' }), yes),
]

/** What everybody is asked for when he opens a page of his own. */
const OWN: readonly ListCall[] = (['pupil', 'parent', 'lead'] as const).flatMap((by) => [
  look(by, `${by}: first page of an organisation`, 'communities.home', () => ({ communityId }), yes),
  look(by, `${by}: own organisations`, 'communities.mine', () => ({}), has('memberships')),
  look(by, `${by}: page`, 'publications.list', () => ({ communityId }), has('publications')),
  look(by, `${by}: scripts`, 'publications.list', () => ({ communityId, kind: 'script' }), has('publications')),
  look(by, `${by}: what the ages of children change`, 'ageNotices.list', () => ({}), yes),
  look(by, `${by}: children by their names`, 'families.labels', () => ({}), yes),
  look(by, `${by}: feed of the family`, 'feed.page', () => ({}), yes),
  look(by, `${by}: what waits in it`, 'feed.waiting', () => ({}), yes),
  look(by, `${by}: consents`, 'consents.children', () => ({}), yes),
  look(by, `${by}: own applications`, 'applications.own', () => ({}), yes),
  look(by, `${by}: whether he may verify himself`, 'verification.standing', () => ({}), yes),
  look(by, `${by}: contacts by hand`, 'personalContacts.list', () => ({}), yes),
  look(by, `${by}: phone book`, 'phonebook.list', () => ({}), yes),
  look(by, `${by}: blocked people`, 'blocks.list', () => ({}), yes),
  look(by, `${by}: privacy`, 'privacy.get', () => ({}), yes),
  look(by, `${by}: card of a teacher`, 'contacts.get', (round) => ({ profileId: idOf(1, 10 * (round + 3)) }), yes),
  look(
    by,
    `${by}: cards of many`,
    'profiles.cards',
    (round) => ({ ids: [1, 2, 3, 4, 5].map((n) => idOf(1, round * 10 + n)) }),
    yes,
  ),
])

/** What operators look at. */
const organisationLists = ({ organisations }: CountrySize): readonly ListCall[] => [
  look('operator', 'operator: organisations', 'organisations.list', () => ({}), has('organisations')),
  look(
    'operator',
    'operator: organisations, a later page',
    'organisations.list',
    (round) => ({
      cursor: encodeCursor([new Date(Date.now() - organisations * 90_000).toISOString(), idOf(7, round)]),
    }),
    has('organisations'),
  ),
  look(
    'operator',
    'operator: organisations by a common word',
    'organisations.list',
    () => ({ search: 'школа' }),
    has('organisations'),
  ),
  look(
    'operator',
    'operator: organisations by a rare word',
    'organisations.list',
    (round) => ({ search: `лицей ${102 + round * 5}` }),
    has('organisations'),
  ),
]

const OPERATOR: readonly ListCall[] = [
  look('operator', 'operator: who rests', 'organisations.list', () => ({ suspended: true }), has('organisations')),
  look(
    'operator',
    'operator: who rests, by a word',
    'organisations.list',
    () => ({ suspended: true, search: 'школа' }),
    yes,
  ),
  look('operator', 'operator: «мало места»', 'organisations.list', () => ({ short: true }), has('organisations')),
  look(
    'operator',
    'operator: «мало места», by a word',
    'organisations.list',
    () => ({ short: true, search: 'школа' }),
    yes,
  ),
  look(
    'operator',
    'operator: requests',
    'requests.list',
    () => ({ states: ['filed', 'checking', 'clarifying'] }),
    has('requests'),
  ),
  look(
    'operator',
    'operator: approved requests',
    'requests.list',
    (round) => ({ states: ['approved'], cursor: encodeCursor([100 + round]) }),
    has('requests'),
  ),
  look(
    'operator',
    'operator: requests by a common word',
    'requests.list',
    () => ({ search: 'школа' }),
    has('requests'),
  ),
  look(
    'operator',
    'operator: requests by a rare word',
    'requests.list',
    (round) => ({ search: `лицей № ${102 + round * 5}` }),
    has('requests'),
  ),
  look(
    'operator',
    'operator: requests by ИНН',
    'requests.list',
    (round) => ({ search: String(7700000100 + round) }),
    has('requests'),
  ),
  look('operator', 'operator: requests by a word that is nowhere', 'requests.list', () => ({ search: 'щёголь' }), yes),
  look(
    'operator',
    'operator: a request with its order',
    'requests.get',
    (round) => ({ id: idOf(14, 100 + round) }),
    has('moves'),
  ),
  look('operator', 'operator: tickets', 'ticketDesk.list', () => ({}), has('tickets')),
  look(
    'operator',
    'operator: organisations of a ticket',
    'ticketDesk.organisations',
    () => ({ search: 'школа' }),
    has('organisations'),
  ),
  {
    ...look(
      'operator',
      'operator: search of people in an organisation',
      'ticketDesk.members',
      (round) => ({ id: idOf(15, 2002), search: PEOPLE[round % 5]! }),
      yes,
    ),
    kind: 'search',
  },
  look('operator', 'operator: log of acts', 'auditDesk.list', () => ({}), has('entries')),
  look(
    'operator',
    'operator: log of acts, a rare act',
    'auditDesk.list',
    () => ({ act: 'banner.shown' }),
    has('entries'),
  ),
  look(
    'operator',
    'operator: log of acts, an act that never was',
    'auditDesk.list',
    () => ({ act: 'system.removed' }),
    yes,
  ),
  look(
    'operator',
    'operator: log of acts, of an operator',
    'auditDesk.list',
    () => ({ pseudonym: pseudonym(999_999_999) }),
    has('entries'),
  ),
]

/** Every list of the screens of organisations and of the operator. */
export const listCalls = (size: CountrySize): readonly ListCall[] => [
  ...APPLICATIONS,
  ...PEOPLE_LISTS,
  ...OFFICE,
  ...OWN,
  ...organisationLists(size),
  ...OPERATOR,
]
