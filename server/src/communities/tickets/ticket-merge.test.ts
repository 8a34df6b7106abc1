import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { TICKET_WAIT_MS } from '#contract/communities/tickets.limits.ts'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import type { Client } from '#testkit/client.ts'
import { leaveAlone, newPhone, type Person, signIn, signInOperator } from '#testkit/people.ts'
import { type Filed, fileTicket, newTicketSchool } from '#testkit/tickets.ts'
import { createWorld, type World } from '#testkit/world.ts'

const SOON_MS = CODE_RESEND_MS + 1_000
const ABOUT = { surname: 'Двойных', name: 'Инна', birthDate: '1980-02-03' }

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

const someone = (about: Partial<typeof ABOUT> = {}) => signIn(world, newPhone(), { ...ABOUT, ...about })
const stateOf = ({ client, secret }: Filed) => client.call('tickets.status', { secret })
const rolesOf = async ({ client }: Person) =>
  (await client.call('communities.mine', {})).memberships.flatMap(({ roles }) => roles.map(({ role }) => role))

/** A ticket from the account that stays. */
async function fileMerge(communityId: string, kept: Person): Promise<Filed> {
  world.clock.advance(SOON_MS)
  return fileTicket(world, communityId, { kind: 'merge', phone: kept.phone, resetsFactors: true })
}

async function waitOver(): Promise<void> {
  world.clock.advance(TICKET_WAIT_MS)
  await world.app.identity.finishPhoneMoves()
}

test('[IDN-23/support] an account that its owner does not enter any more becomes one with the one he has, after two confirmations and the wait', async () => {
  const school = await newTicketSchool(world, operator)
  const { pupil } = await school.addFamily()
  const [kept, other] = [await someone(), await someone()]
  await school.addParent(other, pupil)
  const filed = await fileMerge(school.communityId, kept)
  const first = await school.confirm(school.director.client, filed, other)
  assert.deepEqual([first.state, first.needs], ['confirmed', { people: 2, operator: true }], 'a parent too takes two')
  const second = await school.confirm(operator, filed, other)
  assert.deepEqual([second.state, second.resetsFactors], ['waiting', false])
  assert.equal((await other.client.call('sessions.current', {})).phoneMovesAt, second.dueAt)
  assert.equal((await kept.client.call('sessions.current', {})).phoneMovesAt, null)
  await waitOver()
  assert.equal((await stateOf(filed)).state, 'done')
  assert.deepEqual(await rolesOf(kept), ['parent'])
  await other.client.refused('sessions.current', {}, 'session.ended')
  const [row] = await world.database.query<{ former_phone: string }>(
    `select m.former_phone from identity.account_merge m join identity.profile p on p.account_id = m.account_id
     where p.id = $1 and m.ticket_id is not null`,
    [kept.profileId],
  )
  assert.equal(row?.former_phone, other.phone)
})

test('[IDN-23/support] one whose number has passed on is united too', async () => {
  const school = await newTicketSchool(world, operator)
  const { pupil } = await school.addFamily()
  const [kept, other] = [await someone(), await someone()]
  await school.addParent(other, pupil)
  await leaveAlone(world, other)
  await world.database.query(
    `update identity.account set phone = null, locked_at = now()
     where id = (select account_id from identity.profile where id = $1)`,
    [other.profileId],
  )
  const filed = await fileMerge(school.communityId, kept)
  await school.confirm(school.director.client, filed, other)
  await school.confirm(operator, filed, other)
  await waitOver()
  assert.equal((await stateOf(filed)).state, 'done')
  assert.deepEqual(await rolesOf(kept), ['parent'])
})

test('[IDN-23/support] the owner of the other account says no; and nobody unites accounts of two people, or with a number that has none', async () => {
  const school = await newTicketSchool(world, operator)
  const { pupil } = await school.addFamily()
  const [kept, other] = [await someone(), await someone()]
  await school.addParent(other, pupil)
  const stopped = await fileMerge(school.communityId, kept)
  await school.confirm(school.director.client, stopped, other)
  await school.confirm(operator, stopped, other)
  await other.client.call('phone.cancel', {})
  await waitOver()
  assert.equal((await stateOf(stopped)).state, 'stopped')
  assert.deepEqual([await rolesOf(kept), await rolesOf(other)], [[], ['parent']])
  operator = await signInOperator(world)
  const strange = await fileMerge(school.communityId, await someone({ name: 'Анна' }))
  await assert.rejects(school.confirm(school.director.client, strange, other), /ticket\.noMerge/)
  const empty = await fileTicket(world, school.communityId, { kind: 'merge' })
  await assert.rejects(school.confirm(school.director.client, empty, other), /ticket\.noMerge/)
})
