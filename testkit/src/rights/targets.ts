import { CONSENT_TEXT_VERSION } from '#contract/communities/communities.limits.ts'
import { newId } from '../client.ts'
import { newPhone, newSecret } from '../people.ts'
import { pictureOf } from '../pictures.ts'
import { makeDue, plan } from '../rollovers.ts'
import { importSheet } from '../rosters.ts'
import { fileTicket } from '../tickets.ts'
import { wearPhoto } from '../uploads.ts'
import type { Kind } from './case.ts'
import { makeChats } from './chats.ts'
import type { Target } from './facts.ts'
import type { Schools } from './schools.ts'

export type Targets = Readonly<Record<Kind, readonly Target[]>>

/** Makes what operations are tried on; the people are there. */
export async function makeTargets(schools: Schools): Promise<Targets> {
  const rows = await makeRows(schools)
  const { chats, files, messages, polls } = await makeChats(schools)
  return {
    nothing: [{ id: '', ids: {} }],
    organisation: organisations(schools),
    unit: units(schools),
    member: members(schools),
    child: children(schools),
    person: persons(schools),
    application: applications(schools),
    row: [...rows, ...files],
    chat: chats,
    message: messages,
    poll: polls,
  }
}

function organisations(schools: Schools): Target[] {
  return [...schools.organisations].map(([id, { communityId }]) => ({
    id,
    organisation: id,
    ids: { communityId, unitId: schools.unitId(`${id}.one`), version: 0 },
  }))
}

/** A member of each organisation whom administrators and staff may write to. */
const KNOWN: Readonly<Record<string, string>> = {
  a: 'a.clerk',
  b: 'b.parent',
  s: 's.parent',
  k: 'k.parent',
  u: 'u.lead',
}

function units(schools: Schools): Target[] {
  return schools.facts.units.map(({ id, organisation }) => ({
    id,
    organisation,
    unit: id,
    ids: {
      communityId: schools.organisation(organisation).communityId,
      unitId: schools.unitId(id),
      profileId: schools.person(KNOWN[organisation]!).profileId,
    },
  }))
}

const MEMBERS = [
  'a.clerk',
  'a.deputy',
  'a.adminLead',
  'a.adminParent',
  'a.pupilOther',
  'a.parent',
  'a.withheld',
  'b.teacher',
  'b.pupil',
  's.pupil',
  'k.teacher',
  'u.lead',
]

function members(schools: Schools): Target[] {
  return MEMBERS.map((id) => {
    const organisation = id.slice(0, 1)
    const { communityId } = schools.organisation(organisation)
    const unit = schools.facts.roles.find((held) => held.actor === id && held.unit !== null)?.unit ?? 'a.one'
    return {
      id,
      organisation,
      person: id,
      ids: {
        communityId,
        profileId: schools.person(id).profileId,
        unitId: schools.unitId(unit),
        rowId: schools.unitId(`${organisation}.${id === 'b.teacher' ? 'staff' : 'one'}`),
      },
    }
  })
}

/** Pupils with their class, and an adult of theirs. */
const CHILDREN = [
  ['a.pupil', 'a.one', 'a.parent'],
  ['a.young', 'a.one', 'a.youngParent'],
  ['a.withheld', 'a.one', 'a.withheldParent'],
  ['a.pupilOther', 'a.two', 'a.parentOther'],
  ['b.pupil', 'b.one', 'b.parent'],
  ['s.pupil', 's.one', 's.parent'],
] as const

function children(schools: Schools): Target[] {
  return CHILDREN.map(([id, unit, adult]) => ({
    id,
    organisation: id.slice(0, 1),
    unit,
    person: id,
    adult,
    ids: {
      unitId: schools.unitId(unit),
      profileId: schools.person(id).profileId,
      adultId: schools.person(adult).profileId,
      version: CONSENT_TEXT_VERSION,
    },
  }))
}

const PERSONS = [
  'a.director',
  'a.teacher',
  'a.blocker',
  'a.pupil',
  'a.pupilOther',
  'a.parent',
  'a.parentOther',
  'a.young',
  'a.withheld',
  'a.removed',
  'a.applicant',
  'b.lead',
  'b.parent',
  's.teacher',
  'u.external',
  'x.newcomer',
]

function persons(schools: Schools): Target[] {
  return PERSONS.map((id) => ({ id, person: id, ids: { profileId: schools.person(id).profileId } }))
}

function applications(schools: Schools): Target[] {
  return schools.facts.applications.map(({ id, actor, organisation, unit, role }) => ({
    id: actor,
    organisation,
    unit,
    role,
    person: actor,
    ids: { communityId: schools.organisation(organisation).communityId, rowId: id },
  }))
}

const SHEET = Buffer.from('ФИО;Класс;Дата рождения\nСеверов Глеб Ильич;5Б;01.02.2012\n')

async function makeRows(schools: Schools): Promise<Target[]> {
  const rows: Target[] = []
  const add: Add = (id, ids, more = {}) => {
    rows.push({ id, ...(id.startsWith('x') ? {} : { organisation: id.slice(0, 1) }), ids, ...more })
  }
  for (const id of ['a', 'b', 's'] as const) {
    const { client } = schools.organisation(id).administrator
    const link = { id: newId(), unitId: schools.unitId(`${id}.one`), role: 'pupil' } as const
    const made = await client.call('links.create', link)
    add(`${id}.link`, { rowId: made.id, token: made.token })
  }
  for (const id of ['a', 'b'] as const) {
    const { communityId, administrator } = schools.organisation(id)
    const read = await importSheet(administrator.client, communityId, SHEET, 'Список.csv')
    add(`${id}.import`, { rowId: read.id, version: read.version })
    const { ticket } = await fileTicket(schools.world, communityId)
    const { tickets } = await administrator.client.call('tickets.queue', { communityId })
    const filed = tickets.find(({ number }) => number === ticket.number)!
    const { profileId } = schools.person(`${id}.teacher`)
    add(`${id}.ticket`, { rowId: filed.id, version: filed.version, profileId })
  }
  for (const id of ['a', 's'] as const) {
    const { communityId, administrator } = schools.organisation(id)
    await makeDue(schools.world, communityId)
    const { rollover, lines } = await plan(administrator.client, communityId)
    add(`${id}.rollover`, { rowId: rollover.id, version: rollover.version, unitId: lines[0]!.unitId })
  }
  await makeRowsOfClasses(schools, add)
  await makeRowsOfPeople(schools, add)
  await makeRowsOfTheDesk(schools, add)
  return rows
}

type Add = (id: string, ids: Target['ids'], more?: Partial<Target>) => void

async function makeRowsOfClasses(schools: Schools, add: Add): Promise<void> {
  const { communityId, administrator } = schools.organisation('a')
  const { client } = administrator
  const letter = { unitId: schools.unitId('a.small'), emails: ['pervyj@school.test'] }
  const { invitations } = await client.call('emailInvitations.send', letter)
  add('a.invitation', { rowId: invitations[0]!.id }, { unit: 'a.small' })
  const unitId = schools.unitId('a.one')
  const { devices } = await client.call('cards.class', { unitId })
  add('a.device', { unitId, rowId: devices[0]!.id }, { unit: 'a.one' })
  // Somebody whose access rests until it is decided.
  await schools.join('a.reported', 'a.one', 'parent', 'a.pupil2')
  await schools.person('a.pupil2').client.call('families.reportAdult', {
    unitId,
    childProfileId: schools.person('a.pupil2').profileId,
    adultProfileId: schools.person('a.reported').profileId,
    reason: 'Я его не знаю',
  })
  const { roles, guardians } = schools.facts
  roles.splice(
    roles.findIndex(({ actor }) => actor === 'a.reported'),
    1,
  )
  guardians.splice(
    guardians.findIndex(({ adult }) => adult === 'a.reported'),
    1,
  )
  const { cases } = await client.call('families.cases', { communityId })
  add('a.case', { rowId: cases[0]!.id })
}

async function makeRowsOfPeople(schools: Schools, add: Add): Promise<void> {
  const { facts } = schools
  for (const id of ['a', 'b'] as const) {
    const { communityId, administrator } = schools.organisation(id)
    const rowId = await schools.apply(`${id}.decided`, `${id}.one`, 'pupil')
    const filed = facts.applications.findIndex((each) => each.id === rowId)
    facts.applications.splice(filed, 1)
    facts.roles.push({ actor: `${id}.decided`, organisation: id, unit: `${id}.one`, role: 'pupil' })
    await administrator.client.call('applications.decide', { communityId, ids: [rowId], decision: 'approve' })
    add(`${id}.decided`, { communityId, rowId }, { unit: `${id}.one` })
    const { sessionId } = await schools.person(`${id}.teacher`).client.call('sessions.current', {})
    add(`${id}.session`, { rowId: sessionId }, { person: `${id}.teacher` })
  }
  const staff = { id: newId(), unitId: schools.unitId('a.staff'), role: 'staff' } as const
  const link = await schools.organisation('a').administrator.client.call('links.create', staff)
  add('a.staffLink', { rowId: link.id, token: link.token })
  const { token } = await schools.person('a.teacher').client.call('personalContacts.makeCode', {})
  add('a.code', { token }, { person: 'a.teacher' })
  await wearPhoto(schools.person('a.teacher').client, await pictureOf(200, 200))
}

async function makeRowsOfTheDesk(schools: Schools, add: Add): Promise<void> {
  const { world, operator } = schools
  const id = newId()
  await world.client().call('requests.file', {
    id,
    secret: newSecret(),
    type: 'college',
    name: 'Колледж связи',
    administratorSurname: 'Громов',
    administratorName: 'Лев',
    administratorPatronymic: '',
    administratorPhone: newPhone(),
  })
  add('x.request', { rowId: id, version: 1 })
  const { ticket } = await fileTicket(world, null)
  const { tickets } = await operator.call('ticketDesk.list', {})
  const filed = tickets.find(({ number }) => number === ticket.number)!
  add('x.ticket', { rowId: filed.id, version: filed.version, communityId: schools.organisation('a').communityId })
}
