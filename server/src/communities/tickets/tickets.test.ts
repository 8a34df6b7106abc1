import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import {
  TICKET_ESCALATES_MS,
  TICKET_LIFE_MS,
  TICKET_WAIT_MS,
  TICKETS_PAGE,
} from '#contract/communities/tickets.limits.ts'
import type { Ticket } from '#contract/communities/tickets.ts'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import type { Client } from '#testkit/client.ts'
import { codeFor, leaveAlone, newId, newPhone, signInOperator } from '#testkit/people.ts'
import { setFirstPassword, setUpCodeApp } from '#testkit/second-factor.ts'
import { fileTicket, newTicketSchool, REASON, showNumber, type TicketSchool } from '#testkit/tickets.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let operator: Client
before(async () => {
  world = await createWorld()
})
// Sessions of operators are short, and days pass here.
beforeEach(async () => {
  operator = await signInOperator(world)
})
after(() => world[Symbol.asyncDispose]())

const PASSWORD = 'Осенний-лес-шумит'
const SOON_MS = CODE_RESEND_MS + 1_000

const newSchool = (): Promise<TicketSchool> => newTicketSchool(world, operator)

async function byCode(phone: string, reason: 'first' | 'forgot' = 'first') {
  world.clock.advance(SOON_MS)
  const client = world.client()
  const { flow } = await client.call('signin.start', { phone })
  await client.call('signin.requestCode', { flow, reason })
  return { client, flow, ...(await client.call('signin.verifyCode', { flow, code: codeFor(world, phone) })) }
}

const profileOf = async (client: Client) => (await client.call('sessions.current', {})).activeProfileId
const stateOf = ({ client, secret }: { client: Client; secret: string }) => client.call('tickets.status', { secret })

async function heard(phone: string, what: RegExp): Promise<void> {
  const deadline = Date.now() + 40_000
  const isHeard = () => world.app.inbox.list().some(({ to, text }) => to === phone && what.test(text))
  while (!isHeard()) {
    assert.ok(Date.now() < deadline, `${what} was not heard`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function waitOver(): Promise<void> {
  world.clock.advance(TICKET_WAIT_MS)
  await world.app.identity.finishPhoneMoves()
}

test('[IDN-21/ticket] a teacher without the old number is known by two people; after two days the account is hers again, and everybody was told', async () => {
  const school = await newSchool()
  const { teacher, director } = school
  const filed = await fileTicket(world, school.communityId)
  assert.deepEqual([filed.ticket.state, filed.ticket.organisationName], ['new', school.name])
  const first = await school.confirm(director.client, filed, teacher)
  assert.deepEqual([first.state, first.needs], ['confirmed', { people: 2, operator: true }])
  assert.equal(first.member?.profileId, teacher.profileId)
  assert.equal((await teacher.client.call('sessions.current', {})).phoneMovesAt, null, 'one is not enough')
  const second = await school.confirm(operator, filed, teacher)
  assert.equal(second.state, 'waiting')
  assert.equal((await teacher.client.call('sessions.current', {})).phoneMovesAt, second.dueAt)
  const { waiting } = await teacher.client.call('phone.state', {})
  assert.deepEqual([waiting?.byTicket, waiting?.resetsFactors], [true, false])
  await heard(teacher.phone, /перейдёт на другой номер/)
  await heard(filed.phone, /подтверждено/)
  world.clock.advance(TICKET_WAIT_MS - 60_000)
  await world.app.identity.finishPhoneMoves()
  assert.equal((await stateOf(filed)).state, 'waiting')
  world.clock.advance(60_000)
  await world.app.identity.finishPhoneMoves()
  assert.equal((await stateOf(filed)).state, 'done')
  await teacher.client.refused('sessions.current', {}, 'session.ended')
  assert.equal((await teacher.client.call('sessions.lastEnd', {})).end?.why, 'phone')
  await heard(teacher.phone, /перешёл на другой номер/)
  await heard(filed.phone, /выполнено/)
  const back = await byCode(filed.phone)
  assert.equal(back.next, 'done')
  assert.equal(await profileOf(back.client), teacher.profileId)
  assert.equal((await byCode(teacher.phone)).next, 'about', 'the old number is nobody’s')
  const { moves } = await school.see(director.client, filed)
  assert.deepEqual(
    moves.map(({ what, author, operator: isOperator }) => [what, author !== '', isOperator]),
    [
      ['filed', false, false],
      ['confirmed', true, false],
      ['confirmed', true, true],
      ['done', false, false],
    ],
  )
})

test('[IDN-21/ticket] of a pupil one administrator is enough, and the parents are told', async () => {
  const school = await newSchool()
  const { pupil, parent } = await school.addFamily()
  const filed = await fileTicket(world, school.communityId, { about: 'Ученик 5«Б»' })
  const { state, needs } = await school.confirm(school.director.client, filed, pupil)
  assert.deepEqual([state, needs], ['waiting', { people: 1, operator: false }])
  await heard(parent.phone, /аккаунт вашего ребёнка перейдёт/)
  await waitOver()
  assert.equal(await profileOf((await byCode(filed.phone)).client), pupil.profileId)
})

test('[IDN-21/ticket] two administrators of one organisation need no operator; a second one names the same member and has seen the same', async () => {
  const school = await newSchool()
  const { director, teacher } = school
  const deputy = await school.addAdministrator({ surname: 'Завучева', name: 'Вера' })
  const filed = await fileTicket(world, school.communityId)
  const first = await school.confirm(director.client, filed, teacher)
  assert.deepEqual(first.needs, { people: 2, operator: false })
  await operator.refused('ticketDesk.members', { id: first.id, search: 'С' }, 'ticket.unknown')
  const input = { id: first.id, version: first.version, profileId: teacher.profileId, reason: REASON }
  await deputy.client.refused('tickets.confirm', { ...input, profileId: director.profileId }, 'ticket.otherMember')
  await deputy.client.refused('tickets.confirm', { ...input, version: 1 }, 'ticket.changed')
  await deputy.client.refused('tickets.confirm', { ...input, reason: '  ' }, 'ticket.reasonMissing')
  assert.equal((await deputy.client.call('tickets.confirm', input)).state, 'waiting')
  await deputy.client.refused('tickets.confirm', { ...input, version: 3 }, 'ticket.changed')
})

test('[IDN-21/ticket-own] nobody confirms himself, and whoever holds the number from which a ticket came confirms nobody', async () => {
  const school = await newSchool()
  const { director, teacher } = school
  const own = await fileTicket(world, school.communityId)
  await assert.rejects(school.confirm(director.client, own, director), /ticket\.own/)
  world.clock.advance(SOON_MS)
  const fromHere = await fileTicket(world, school.communityId, { phone: director.phone, kind: 'factor' })
  assert.deepEqual((await school.see(director.client, fromHere)).mine, { confirmed: false, concerned: true })
  await assert.rejects(school.confirm(director.client, fromHere, teacher), /ticket\.own/)
})

test('[IDN-21/ticket-twice] nobody confirms twice: not at the desk, not with another profile, not with a second account of his', async () => {
  const school = await newSchool()
  const { director, teacher } = school
  const twin = await school.addAdministrator(director.about)
  const filed = await fileTicket(world, school.communityId)
  const first = await school.confirm(director.client, filed, teacher)
  assert.deepEqual(first.needs, { people: 2, operator: true }, 'two accounts of one human are one to confirm')
  const input = { id: first.id, version: first.version, profileId: teacher.profileId, reason: REASON }
  await director.client.refused('tickets.confirm', input, 'ticket.twice')
  await twin.client.refused('tickets.confirm', input, 'ticket.twice')
  world.clock.advance(SOON_MS)
  const atDesk = await signInOperator(world, director.phone)
  await atDesk.refused('ticketDesk.confirm', input, 'ticket.twice')
  await world.database.query(
    `insert into identity.profile (id, account_id, person_id, kind, surname, name, patronymic, created_at)
     select $2, account_id, person_id, 'personal', 'Другая', 'Фамилия', '', created_at from identity.profile where id = $1`,
    [director.profileId, newId()],
  )
  const { profiles } = await director.client.call('sessions.current', {})
  const personal = profiles.find(({ kind }) => kind === 'personal')!.id
  await school.promote({ profileId: personal })
  await director.client.call('sessions.switchProfile', { profileId: personal })
  await director.client.refused('tickets.confirm', input, 'ticket.twice')
})

test('[A-56/factor] the only administrator who has lost his app is given back his office by two operators; the number stays', async () => {
  const school = await newSchool()
  const { director } = school
  await setFirstPassword(world, director, PASSWORD)
  await setUpCodeApp(world, director.client, PASSWORD)
  world.clock.advance(SOON_MS)
  const filed = await fileTicket(world, school.communityId, { phone: director.phone, kind: 'factor' })
  const first = await school.confirm(operator, filed, director)
  assert.deepEqual([first.state, first.needs], ['confirmed', { people: 2, operator: true }])
  const input = { id: first.id, version: first.version, profileId: director.profileId, reason: REASON }
  await operator.refused('ticketDesk.confirm', input, 'ticket.twice')
  const other = await signInOperator(world)
  assert.equal((await other.call('ticketDesk.confirm', input)).state, 'waiting')
  await heard(director.phone, /отключится приложение с кодами/)
  await waitOver()
  assert.equal((await stateOf(filed)).state, 'done')
  assert.equal((await byCode(director.phone, 'forgot')).next, 'setPassword', 'no code of an app is asked')
})

test('[A-56/factor] a ticket that asks for nothing but the number leaves the app as it is', async () => {
  const school = await newSchool()
  const { pupil } = await school.addFamily()
  await setFirstPassword(world, pupil, PASSWORD)
  await setUpCodeApp(world, pupil.client, PASSWORD)
  const filed = await fileTicket(world, school.communityId)
  await school.confirm(school.director.client, filed, pupil)
  await waitOver()
  assert.equal((await byCode(filed.phone)).next, 'totp')
})

test('[IDN-21/ticket-stop] any device stops it with one tap, a new password does not, and the organisation may think better of it', async () => {
  const school = await newSchool()
  const { pupil } = await school.addFamily()
  const { client: director } = school.director
  const stopped = await fileTicket(world, school.communityId)
  await school.confirm(director, stopped, pupil)
  await pupil.client.call('phone.cancel', {})
  assert.equal((await stateOf(stopped)).state, 'stopped')
  await heard(stopped.phone, /остановлено/)
  const refused = await fileTicket(world, school.communityId)
  await school.confirm(director, refused, pupil)
  await setFirstPassword(world, pupil, PASSWORD)
  const { id, version, state } = await school.see(director, refused)
  assert.equal(state, 'waiting')
  await director.call('tickets.refuse', { id, version, reason: 'Это был его брат' })
  assert.equal((await pupil.client.call('sessions.current', {})).phoneMovesAt, null)
  const told = await stateOf(refused)
  assert.deepEqual([told.state, told.reason], ['refused', 'Это был его брат'])
  await waitOver()
  assert.equal(await profileOf(pupil.client), pupil.profileId, 'neither has moved anything')
})

test('[IDN-22/ticket] when a phone is lost, every device is out as soon as people have confirmed it', async () => {
  const school = await newSchool()
  const { parent } = await school.addFamily()
  const filed = await fileTicket(world, school.communityId, { kind: 'lost' })
  const socket = await world.socket(parent.client)
  await socket.hello()
  await school.confirm(school.director.client, filed, parent)
  const bye = await socket.until('bye', (frame) => frame.t === 'bye')
  assert.ok(bye.t === 'bye' && bye.reason === 'signedOut')
  await parent.client.refused('sessions.current', {}, 'session.ended')
  assert.equal((await parent.client.call('sessions.lastEnd', {})).end?.why, 'support')
  const owner = await byCode(parent.phone)
  await owner.client.call('phone.cancel', {})
  assert.equal((await stateOf(filed)).state, 'stopped', 'whoever has the number still says no')
})

test('[IDN-25/ticket] an account that was closed opens again, with the number that an empty account has now', async () => {
  const school = await newSchool()
  const { parent } = await school.addFamily()
  await leaveAlone(world, parent)
  const newcomer = await byCode(parent.phone)
  await newcomer.client.call('signin.beginAnew', { flow: newcomer.flow })
  await newcomer.client.call('signin.about', { flow: newcomer.flow, ...parent.about })
  await newcomer.client.call('signin.createProfile', { flow: newcomer.flow })
  world.clock.advance(SOON_MS)
  const filed = await fileTicket(world, school.communityId, { kind: 'closed', phone: parent.phone })
  await school.confirm(school.director.client, filed, parent)
  await waitOver()
  assert.equal((await stateOf(filed)).state, 'done')
  const back = await byCode(parent.phone)
  assert.equal(back.next, 'done', 'it is not asked again whether it is she')
  assert.equal(await profileOf(back.client), parent.profileId)
  await newcomer.client.refused('sessions.current', {}, 'session.ended')
})

test('[IDN-25/ticket] an account that is used is never taken from whoever holds the number', async () => {
  const school = await newSchool()
  const { pupil, parent } = await school.addFamily()
  world.clock.advance(SOON_MS)
  const filed = await fileTicket(world, school.communityId, { phone: pupil.phone })
  await school.confirm(school.director.client, filed, parent)
  await waitOver()
  const { state, numberTaken } = await stateOf(filed)
  assert.deepEqual([state, numberTaken], ['refused', true])
  assert.equal(await profileOf(pupil.client), pupil.profileId)
  assert.equal(await profileOf(parent.client), parent.profileId)
})

test('[IDN-21/ticket-blind] the answers say nothing of any account; one number has one open ticket, found again by its code', async () => {
  const { communityId, teacher } = await newSchool()
  const answers = []
  for (const phone of [teacher.phone, newPhone()]) {
    world.clock.advance(SOON_MS)
    const client = world.client()
    const begun = await client.call('tickets.begin', { phone })
    const { ticket } = await client.call('tickets.prove', { secret: begun.secret, code: codeFor(world, phone) })
    answers.push([Object.keys(begun), ticket])
  }
  assert.deepEqual(answers[0], answers[1])
  const known = await fileTicket(world, communityId)
  const nobody = await fileTicket(world, communityId, { surname: 'Никакова', name: 'Ника', patronymic: '' })
  const shape = ({ number, phoneMasked, filedAt, ...rest }: typeof known.ticket) => {
    assert.ok(number > 0 && phoneMasked !== '' && filedAt !== '')
    return rest
  }
  assert.deepEqual(shape(known.ticket), shape(nobody.ticket))
  world.clock.advance(SOON_MS)
  const again = world.client()
  const { secret } = await again.call('tickets.begin', { phone: known.phone })
  await again.refused('tickets.status', { secret }, 'ticket.unknown')
  const { ticket } = await again.call('tickets.prove', { secret, code: codeFor(world, known.phone) })
  assert.equal(ticket?.number, known.ticket.number)
  await known.client.refused('tickets.status', { secret: known.secret }, 'ticket.unknown')
})

test('[IDN-21/ticket-proof] without the code nothing is filed or looked for; a code is tried five times', async () => {
  const { communityId, name } = await newSchool()
  const client = world.client()
  const phone = newPhone()
  const { secret } = await client.call('tickets.begin', { phone })
  const code = codeFor(world, phone)
  const wrong = code === '000000' ? '000001' : '000000'
  await client.refused('tickets.organisations', { secret, search: 'школа' }, 'ticket.unknown')
  const names = { surname: 'Соколова', name: 'Марина', patronymic: '' }
  const ticket = { secret, kind: 'number', communityId, ...names, about: 'Учитель', resetsFactors: false } as const
  await client.refused('tickets.file', ticket, 'ticket.unknown')
  for (let left = 4; left >= 0; left -= 1) {
    const { details } = await client.refused('tickets.prove', { secret, code: wrong }, 'signin.codeWrong')
    assert.equal(details?.triesLeft, left)
  }
  await client.refused('tickets.prove', { secret, code }, 'signin.codeSpent')
  const shown = await showNumber(world)
  const look = (search: string) => shown.client.call('tickets.organisations', { secret: shown.secret, search })
  assert.deepEqual((await look(name)).organisations, [{ id: communityId, name }])
  assert.deepEqual((await look(name.slice(0, 2))).organisations, [])
  await shown.client.refused('tickets.file', { ...ticket, secret: shown.secret, name: '😀' }, 'ticket.nameInvalid')
  await shown.client.refused(
    'tickets.file',
    { ...ticket, secret: shown.secret, communityId: newId() },
    'community.unknown',
  )
})

test('[IDN-21/ticket-pages] all tickets come page by page: administrators first, the oldest open ones, then the newest that are over', async () => {
  const { communityId, director } = await newSchool()
  // Three to each moment, so that a page may end between tickets of one moment.
  const write = (kind: string, state: string, count: number) =>
    world.database.query(
      `insert into communities.ticket (id, secret_hash, kind, state, phone, community_id, surname, name, patronymic, about,
         resets_factors, filed_at, escalates_at, over_at)
       select gen_random_uuid(), uuid_send(gen_random_uuid()), $2, $3, $2 || $3 || n, $1, 'Очередь', 'Иван', '', 'Учитель', false,
         $5::timestamptz + interval '1 minute' * (n / 3), $5, case when $3 = 'done' then $5::timestamptz end
       from generate_series(1, $4) n`,
      [communityId, kind, state, count, new Date(world.clock.now())],
    )
  await write('number', 'done', TICKETS_PAGE + 9)
  await write('number', 'new', TICKETS_PAGE + 7)
  await write('administrator', 'new', 5)
  const walk = async (page: (cursor?: string) => Promise<{ tickets: Ticket[]; next: string | null }>) => {
    const found: Ticket[] = []
    let next: string | null | undefined
    do {
      const { tickets, next: after } = await page(next ?? undefined)
      assert.ok(tickets.length <= TICKETS_PAGE)
      found.push(...tickets.filter(({ surname }) => surname === 'Очередь'))
      next = after
    } while (next !== null)
    return found
  }
  const from = (cursor?: string) => (cursor === undefined ? {} : { cursor })
  const queue = await walk((cursor) => director.client.call('tickets.queue', { communityId, ...from(cursor) }))
  const desk = await walk((cursor) => operator.call('ticketDesk.list', from(cursor)))
  for (const found of [queue, desk]) {
    assert.equal(found.length, 2 * TICKETS_PAGE + 21)
    assert.equal(new Set(found.map(({ id }) => id)).size, found.length)
    const ranks = found.map(({ state, kind }) => (state === 'done' ? 2 : kind === 'administrator' ? 0 : 1))
    assert.deepEqual(ranks, [...ranks].sort())
    for (const rank of [0, 1, 2]) {
      const times = found.filter((_, place) => ranks[place] === rank).map(({ filedAt }) => filedAt)
      assert.deepEqual(times, rank === 2 ? times.toSorted().reverse() : times.toSorted())
    }
  }
  await director.client.refused('tickets.queue', { communityId, cursor: 'x' }, 'request.invalid')
  await world.database.query(`delete from communities.ticket where surname = 'Очередь'`)
})

test('[IDN-21/ticket-desk] operators see what names no organisation, or what nobody there has taken for three days; others never', async () => {
  const school = await newSchool()
  const { teacher, director, communityId } = school
  const other = await newSchool()
  await school.addAdministrator({ surname: 'Завучева', name: 'Вера' })
  const filed = await fileTicket(world, communityId)
  const { id, version } = await school.see(director.client, filed)
  const input = { id, version, profileId: teacher.profileId, reason: REASON }
  await operator.refused('ticketDesk.confirm', input, 'ticket.unknown')
  await teacher.client.refused('tickets.confirm', input, 'community.notAllowed')
  await other.director.client.refused('tickets.confirm', input, 'ticket.unknown')
  await teacher.client.refused('tickets.queue', { communityId }, 'community.notAllowed')
  await director.client.refused('tickets.confirm', { ...input, profileId: other.teacher.profileId }, 'member.unknown')
  world.clock.advance(TICKET_ESCALATES_MS)
  operator = await signInOperator(world)
  assert.equal((await school.see(operator, filed)).escalated, true)
  const nowhere = await fileTicket(world, null, { about: 'Работаю в школе на Лесной' })
  const lost = await school.see(operator, nowhere)
  await operator.refused('ticketDesk.confirm', { ...input, id: lost.id, version: 1 }, 'member.unknown')
  const assigned = await operator.call('ticketDesk.assign', { id: lost.id, version: 1, communityId })
  assert.equal(assigned.organisation?.name, school.name)
  await school.see(director.client, nowhere)
  const { members } = await operator.call('ticketDesk.members', { id: lost.id, search: 'соко' })
  assert.deepEqual(
    members.map(({ profileId, staff }) => [profileId, staff]),
    [[teacher.profileId, true]],
    'found with his mark (VER-03)',
  )
})

test('[IDN-21/ticket-expiry] what nobody confirms in thirty days is over', async () => {
  const { communityId } = await newSchool()
  const filed = await fileTicket(world, communityId)
  world.clock.advance(TICKET_LIFE_MS - 60_000)
  await world.app.communities.expireTickets()
  assert.equal((await stateOf(filed)).state, 'new')
  world.clock.advance(120_000)
  await world.app.communities.expireTickets()
  assert.equal((await stateOf(filed)).state, 'expired')
})

test('[IDN-21/ticket-elsewhere] power in another organisation takes an operator as well', async () => {
  const school = await newSchool()
  const elsewhere = (await newSchool()).director
  const { pupil } = await school.addFamily()
  await school.addParent(elsewhere, pupil)
  const filed = await fileTicket(world, school.communityId)
  const first = await school.confirm(school.director.client, filed, elsewhere)
  assert.deepEqual([first.state, first.needs], ['confirmed', { people: 2, operator: true }])
  assert.equal((await school.confirm(operator, filed, elsewhere)).state, 'waiting')
})

test('[A-56/operator] an operator who has lost his app is known by two others, and by nobody of an organisation', async () => {
  const phone = newPhone()
  const locked = await signInOperator(world, phone)
  world.clock.advance(SOON_MS)
  const filed = await fileTicket(world, null, { phone, kind: 'factor', about: 'Оператор' })
  const ticket = (await operator.call('ticketDesk.list', {})).tickets.find(
    ({ number }) => number === filed.ticket.number,
  )!
  const input = { id: ticket.id, profileId: null, reason: REASON }
  await locked.refused('ticketDesk.confirm', { ...input, version: 1 }, 'ticket.own')
  const first = await operator.call('ticketDesk.confirm', { ...input, version: 1 })
  assert.deepEqual(
    [first.state, first.needs, first.member?.profileId],
    ['confirmed', { people: 2, operator: true }, null],
  )
  const third = await signInOperator(world)
  assert.equal((await third.call('ticketDesk.confirm', { ...input, version: first.version })).state, 'waiting')
  await waitOver()
  assert.equal((await stateOf(filed)).state, 'done')
  await locked.refused('requests.list', {}, 'session.ended')
  operator = await signInOperator(world)
  const nobody = await fileTicket(world, null, { about: 'Оператор' })
  const other = (await operator.call('ticketDesk.list', {})).tickets.find(
    ({ number }) => number === nobody.ticket.number,
  )!
  await operator.refused('ticketDesk.confirm', { ...input, id: other.id, version: 1 }, 'member.unknown')
})
