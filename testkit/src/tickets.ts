import assert from 'node:assert/strict'
import type { Ticket } from '#contract/communities/tickets.ts'
import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { foundOrganisation, join, type Organisation } from './cast.ts'
import type { Client } from './client.ts'
import { type About, codeFor, newId, newPhone, type Person, signIn } from './people.ts'
import type { World } from './world.ts'

type Filing = InputOf<Operations['tickets.file']>

export const REASON = 'Знаю лично, пришла с паспортом'

/** Somebody without an account to get into, at the page of his ticket. */
export interface Applicant {
  client: Client
  phone: string
  secret: string
}

export type Filed = Applicant & { ticket: OutputOf<Operations['tickets.file']> }

/** Shows that a number is one's own; signs in nowhere. */
export async function showNumber(world: World, phone = newPhone()): Promise<Applicant> {
  const client = world.client('main', 'an applicant')
  const { secret } = await client.call('tickets.begin', { phone })
  await client.call('tickets.prove', { secret, code: codeFor(world, phone) })
  return { client, phone, secret }
}

/** Files a ticket of a teacher who has another number now, or what `told` says instead. */
export async function fileTicket(
  world: World,
  communityId: string | null,
  told: Partial<Filing> & { phone?: string } = {},
): Promise<Filed> {
  const { phone, ...rest } = told
  const applicant = await showNumber(world, phone)
  const ticket = await applicant.client.call('tickets.file', {
    secret: applicant.secret,
    kind: 'number',
    communityId,
    surname: 'Соколова',
    name: 'Марина',
    patronymic: 'Игоревна',
    about: 'Учитель математики',
    resetsFactors: false,
    ...rest,
  })
  return { ...applicant, ticket }
}

/** What the check of an administrator asks for, as it is right. */
export const checkOf = ({ name, director: { about, phone } }: Pick<TicketSchool, 'name' | 'director'>) => ({
  organisationName: name,
  surname: about.surname,
  name: about.name,
  patronymic: about.patronymic,
  lastDigits: phone.slice(-4),
})

/** Passes the check of an administrator from a number that is somebody's now. */
export async function passCheck(
  world: World,
  school: Pick<TicketSchool, 'name' | 'director'>,
  phone?: string,
): Promise<Filed> {
  const applicant = await showNumber(world, phone)
  const { client, secret } = applicant
  return { ...applicant, ticket: await client.call('tickets.checkAdministrator', { secret, ...checkOf(school) }) }
}

/** A school with a director, a class and its teacher, and what is done there with tickets. */
export interface TicketSchool extends Organisation {
  director: Person
  teacher: Person
  /** The ticket as an administrator sees it, or an operator when the client is one. */
  see(by: Client, filed: Filed): Promise<Ticket>
  confirm(by: Client, filed: Filed, member: Pick<Person, 'profileId'>): Promise<Ticket>
  addFamily(): Promise<{ pupil: Person; parent: Person }>
  addParent(parent: Person, pupil: Person): Promise<void>
  /** A second administrator, who comes by no link. */
  addAdministrator(about: About): Promise<Person>
  promote(person: Pick<Person, 'profileId'>): Promise<void>
}

let schools = 0

export async function newTicketSchool(world: World, operator: Client): Promise<TicketSchool> {
  schools += 1
  const school = await foundOrganisation(world, operator, {
    type: 'school',
    name: `Гимназия № ${7_000 + schools}`,
    administrator: { surname: 'Климова', name: 'Наталья', patronymic: `Олеговна-${'абвгдежзик'[schools % 10]}` },
  })
  const { administrator: director, communityId } = school
  const { id: classId } = await director.client.call('units.create', {
    id: newId(),
    communityId,
    name: '5«Б»',
    grade: 5,
  })
  const someone = async (about: About, place: { role: 'lead' | 'staff' | 'pupil'; position?: string }) => {
    const person = await signIn(world, newPhone(), about)
    await join(school, person, { unitId: classId, ...place })
    return person
  }
  const teacher = await someone({ surname: 'Соколова', name: 'Марина' }, { role: 'lead', position: 'Учитель' })

  const see = async (by: Client, { ticket: { number } }: Filed) => {
    const isDesk = by.host.startsWith('ops.')
    for (let next: string | null | undefined; next !== null; ) {
      const place: { cursor?: string } = next === undefined ? {} : { cursor: next }
      const page = isDesk
        ? await by.call('ticketDesk.list', place)
        : await by.call('tickets.queue', { communityId, ...place })
      const ticket = page.tickets.find((each) => each.number === number)
      if (ticket !== undefined) return ticket
      next = page.next
    }
    return assert.fail('the ticket is not there')
  }
  const addParent = (parent: Person, pupil: Person) =>
    join(school, parent, { unitId: classId, role: 'parent', childProfileId: pupil.profileId })
  /** Makes a profile an administrator, and a member where it is none. */
  const promote = async ({ profileId }: Pick<Person, 'profileId'>) => {
    await world.database.query(
      `insert into communities.member (community_id, profile_id, person_id, sort_name, joined_at)
       select $1, id, person_id, lower(surname), now() from identity.profile where id = $2 on conflict do nothing`,
      [communityId, profileId],
    )
    await world.database.query(
      `insert into communities.member_role (id, community_id, profile_id, role, granted_at, basis)
       values ($1, $2, $3, 'administrator', now(), 'request')`,
      [newId(), communityId, profileId],
    )
  }
  return {
    ...school,
    director,
    teacher,
    see,
    addParent,
    promote,
    async confirm(by, filed, { profileId }) {
      const { id, version } = await see(by, filed)
      const door = by.host.startsWith('ops.') ? ('ticketDesk.confirm' as const) : ('tickets.confirm' as const)
      return by.call(door, { id, version, profileId, reason: REASON })
    },
    async addFamily() {
      const pupil = await someone({ surname: 'Петров', name: 'Артём', birthDate: '2011-05-20' }, { role: 'pupil' })
      const parent = await signIn(world, newPhone(), { surname: 'Петрова', name: 'Анна' })
      await addParent(parent, pupil)
      return { pupil, parent }
    },
    async addAdministrator(about) {
      const person = await someone(about, { role: 'staff', position: 'Заместитель директора' })
      await promote(person)
      return person
    },
  }
}
