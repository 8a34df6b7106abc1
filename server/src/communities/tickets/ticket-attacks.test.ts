import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { TICKET_SEARCHES_PER_HOUR, TICKET_WAIT_MS, TICKETS_PER_DAY } from '#contract/communities/tickets.limits.ts'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { type Client, newId, readProblem } from '#testkit/client.ts'
import { codeFor, newPhone, type Person, signIn, signInOperator } from '#testkit/people.ts'
import { type Filed, fileTicket, newTicketSchool, REASON, showNumber, type TicketSchool } from '#testkit/tickets.ts'
import { createWorld, type World } from '#testkit/world.ts'

const SOON_MS = CODE_RESEND_MS + 1_000

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

const stateOf = async ({ client, secret }: Filed) => (await client.call('tickets.status', { secret })).state

/** What a call has come to, whatever that is. */
async function outcome(client: Client, id: string, input: object): Promise<string> {
  const answer = await client.post(id, JSON.stringify(input), { 'idempotency-key': newId() })
  return answer.status === 200 ? 'done' : readProblem(id, answer).code
}

async function confirmation(school: TicketSchool, by: Client, filed: Filed, member: Pick<Person, 'profileId'>) {
  const { id, version } = await school.see(by, filed)
  return { id, version, profileId: member.profileId, reason: REASON }
}

test('[IDN-21/ticket-race] one who confirms five times at one moment has confirmed once; of two at one moment one looks again', async () => {
  const school = await newTicketSchool(world, operator)
  const deputy = await school.addAdministrator({ surname: 'Завучева', name: 'Вера' })
  const { client: director } = school.director
  const filed = await fileTicket(world, school.communityId)
  const input = await confirmation(school, director, filed, school.teacher)
  const told = await Promise.all(Array.from({ length: 5 }, () => outcome(director, 'tickets.confirm', input)))
  assert.deepEqual(told.toSorted(), ['done', 'ticket.changed', 'ticket.changed', 'ticket.changed', 'ticket.changed'])
  assert.equal((await school.see(director, filed)).state, 'confirmed')
  const other = await fileTicket(world, school.communityId)
  const at = await confirmation(school, director, other, school.teacher)
  const both = await Promise.all([director, deputy.client].map((by) => outcome(by, 'tickets.confirm', at)))
  assert.deepEqual(both.toSorted(), ['done', 'ticket.changed'])
})

test('[IDN-21/ticket-race] the owner says no, an administrator refuses and the wait ends, all at one moment: one of them holds', async () => {
  const school = await newTicketSchool(world, operator)
  for (let round = 0; round < 4; round += 1) {
    const { pupil } = await school.addFamily()
    const filed = await fileTicket(world, school.communityId)
    await school.confirm(school.director.client, filed, pupil)
    const { id, version } = await school.see(school.director.client, filed)
    world.clock.advance(TICKET_WAIT_MS)
    const [stopped, refused] = await Promise.all([
      outcome(pupil.client, 'phone.cancel', {}),
      outcome(school.director.client, 'tickets.refuse', { id, version, reason: REASON }),
      world.app.identity.finishPhoneMoves(),
    ])
    const state = await stateOf(filed)
    assert.ok(['stopped', 'refused', 'done'].includes(state), state)
    assert.equal(refused === 'done', state === 'refused', `${refused} and ${state}`)
    if (state === 'stopped') assert.equal(stopped, 'done')
    const [row] = await world.database.query<{ phone: string }>(
      `select a.phone from identity.account a join identity.profile p on p.account_id = a.id where p.id = $1`,
      [pupil.profileId],
    )
    assert.equal(row!.phone, state === 'done' ? filed.phone : pupil.phone)
    const { moves } = await school.see(school.director.client, filed)
    assert.equal(moves.length, 3, 'the journal has one end')
  }
})

test('[IDN-21/ticket-two] an account waits for one ticket at a time, and the true owner’s is confirmed once the other is refused', async () => {
  const school = await newTicketSchool(world, operator)
  const { pupil } = await school.addFamily()
  const { client: director } = school.director
  const [thief, owner] = [await fileTicket(world, school.communityId), await fileTicket(world, school.communityId)]
  await school.confirm(director, thief, pupil)
  const input = await confirmation(school, director, owner, pupil)
  await director.refused('tickets.confirm', input, 'ticket.waits')
  const { id, version } = await school.see(director, thief)
  await director.call('tickets.refuse', { id, version, reason: 'Приходил не он' })
  await director.call('tickets.confirm', input)
  world.clock.advance(TICKET_WAIT_MS)
  await world.app.identity.finishPhoneMoves()
  assert.deepEqual([await stateOf(thief), await stateOf(owner)], ['refused', 'done'])
})

test('[IDN-21/ticket-foreign] a secret opens one ticket, and what is shown to one organisation is nothing to another', async () => {
  const [school, other] = [await newTicketSchool(world, operator), await newTicketSchool(world, operator)]
  const filed = await fileTicket(world, school.communityId)
  const shown = await showNumber(world)
  await shown.client.refused('tickets.status', { secret: shown.secret }, 'ticket.unknown')
  const { tickets } = await other.director.client.call('tickets.queue', { communityId: other.communityId })
  assert.deepEqual(tickets, [])
  const input = await confirmation(school, school.director.client, filed, school.teacher)
  const strange = { ...input, profileId: other.teacher.profileId }
  await other.director.client.refused('tickets.confirm', strange, 'ticket.unknown')
  await school.teacher.client.refused(
    'tickets.refuse',
    { id: input.id, version: 1, reason: REASON },
    'community.notAllowed',
  )
  await operator.refused(
    'ticketDesk.assign',
    { id: newId(), version: 1, communityId: other.communityId },
    'ticket.unknown',
  )
  await operator.refused(
    'ticketDesk.assign',
    { id: input.id, version: 1, communityId: other.communityId },
    'ticket.changed',
  )
})

test('[IDN-21/ticket-phoneless] a pupil who has never had a number is given none', async () => {
  const school = await newTicketSchool(world, operator)
  const { pupil } = await school.addFamily()
  await world.database.query(
    `update identity.account set phone = null where id = (select account_id from identity.profile where id = $1)`,
    [pupil.profileId],
  )
  const filed = await fileTicket(world, school.communityId)
  await assert.rejects(school.confirm(school.director.client, filed, pupil), /ticket\.withoutPhone/)
})

test('[IDN-21/ticket-limits] one number files three tickets in a day and searches sixty times in an hour', async () => {
  await using strict = await createWorld({ limitFactor: 1 })
  const desk = await signInOperator(strict)
  const school = await newTicketSchool(strict, desk)
  const { client: director } = school.director
  const phone = newPhone()
  // The limiter counts in the time of its own store, so its counters are what is moved here.
  const freshCodes = () => strict.database.query(`delete from platform.rate_limit where key like 'code.%'`)
  for (let filed = 0; filed < TICKETS_PER_DAY; filed += 1) {
    await freshCodes()
    const ticket = await fileTicket(strict, school.communityId, { phone })
    const { id, version } = await school.see(director, ticket)
    await director.call('tickets.refuse', { id, version, reason: REASON })
  }
  await freshCodes()
  await assert.rejects(fileTicket(strict, school.communityId, { phone }), /rate\.limited/)
  const shown = await showNumber(strict)
  const search = { secret: shown.secret, search: 'гимназия' }
  for (let i = 0; i < TICKET_SEARCHES_PER_HOUR; i += 1) await shown.client.call('tickets.organisations', search)
  await shown.client.refused('tickets.organisations', search, 'rate.limited')
})

test('[IDN-21/ticket-rows] neither the queue of jobs nor the log of limits holds a number of an applicant', async () => {
  const school = await newTicketSchool(world, operator)
  const { pupil } = await school.addFamily()
  const filed = await fileTicket(world, school.communityId)
  await school.confirm(school.director.client, filed, pupil)
  const digits = filed.phone.slice(2)
  const rows = await world.database.query<{ text: string }>(
    `select data::text as text from pgboss.job union all select key as text from platform.rate_limit`,
  )
  assert.ok(rows.length > 0 && rows.every(({ text }) => !String(text).includes(digits)))
  world.clock.advance(SOON_MS)
  const known = await signIn(world, newPhone(), { surname: 'Иной', name: 'Илья' })
  world.clock.advance(SOON_MS)
  const client = world.client()
  const { secret } = await client.call('tickets.begin', { phone: known.phone })
  await client.call('tickets.prove', { secret, code: codeFor(world, known.phone) })
  await client.refused('sessions.current', {}, 'session.required')
})
