import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '#testkit/client.ts'
import { ORDER, sendScan } from '#testkit/orders.ts'
import { newId, newPhone, type Person, signIn, signInOperator } from '#testkit/people.ts'
import { fileTicket, newTicketSchool, passCheck } from '#testkit/tickets.ts'
import { sha256Of } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'

const DEPUTY = { surname: 'Заместова', name: 'Вера', patronymic: 'Ильинична' }
const REASON = 'Приказ № 12 от 3 ноября'

let world: World
let operator: Client
before(async () => {
  world = await createWorld()
  operator = await signInOperator(world)
})
after(() => world[Symbol.asyncDispose]())

const rolesOf = async ({ client }: Person) =>
  (await client.call('communities.mine', {})).memberships.flatMap(({ roles }) => roles.map(({ role }) => role))

async function atDesk(number: number) {
  const { tickets } = await operator.call('ticketDesk.list', {})
  return tickets.find((ticket) => ticket.number === number)!
}

const send = ({ client, secret }: { client: Client; secret: string }, bytes = ORDER) =>
  sendScan(client, (declared) => client.call('orders.begin', { secret, ...declared }), bytes)

test('[ORG-10] [ORG-11] whoever has passed the check gets the right by an order with his phone and by nobody’s word; the old right ends as the new one begins', async () => {
  const school = await newTicketSchool(world, operator)
  const { director, communityId } = school
  const deputy = await passCheck(world, school)
  const { number } = deputy.ticket
  let seen = await atDesk(number)
  const word = { id: seen.id, version: seen.version, profileId: director.profileId, reason: 'Знаю её голос' }
  await operator.refused('ticketDesk.confirm', word, 'ticket.orderNeeded')
  await director.client.refused('tickets.confirm', word, 'ticket.orderNeeded')
  const decision = () => ({ id: seen.id, version: seen.version, orderPhone: deputy.phone, reason: REASON })
  await operator.refused('ticketDesk.handOver', decision(), 'request.orderMissing')
  const stale = decision()
  const fileId = await send(deputy)
  const asked = await deputy.client.call('tickets.handOver', { secret: deputy.secret, fileId, ...DEPUTY })
  assert.deepEqual([asked.successor?.surname, asked.successor?.order.name], [DEPUTY.surname, 'Приказ.pdf'])
  await operator.refused('ticketDesk.handOver', stale, 'ticket.changed')
  seen = await atDesk(number)
  assert.deepEqual([seen.successor?.name, seen.successor?.phone], [DEPUTY.name, deputy.phone])
  assert.ok((await operator.raw(`/order/${seen.successor!.order.fileId}`)).bytes.equals(ORDER))
  await operator.refused('ticketDesk.handOver', { ...decision(), orderPhone: newPhone() }, 'request.orderPhoneDiffers')
  await operator.refused('ticketDesk.handOver', { ...decision(), orderPhone: '' }, 'request.orderPhoneMissing')
  await operator.refused('ticketDesk.handOver', { ...decision(), reason: ' ' }, 'ticket.reasonMissing')
  const done = await operator.call('ticketDesk.handOver', decision())
  assert.deepEqual([done.state, done.moves.at(-1)?.what, done.moves.at(-1)?.reason], ['done', 'handedOver', REASON])
  assert.equal((await deputy.client.call('tickets.status', { secret: deputy.secret })).handedOver, true)
  assert.deepEqual(await rolesOf(director), ['administrator'], 'nobody is without an administrator in between')
  world.clock.advance(120_000)
  const person = await signIn(world, deputy.phone, DEPUTY)
  assert.deepEqual([await rolesOf(person), await rolesOf(director)], [['administrator'], []])
  await director.client.refused('units.list', { communityId }, 'community.unknown')
  const { requests } = await operator.call('requests.list', { search: DEPUTY.surname })
  assert.equal(requests[0]?.moves.at(-1)?.reason, REASON)
})

test('[ORG-11/phone] whoever has the phone of the request signs in with it and has his right, without any order', async () => {
  const school = await newTicketSchool(world, operator)
  const { director } = school
  world.clock.advance(120_000)
  const again = await passCheck(world, school, director.phone)
  assert.equal(again.ticket.kind, 'administrator')
  world.clock.advance(120_000)
  const { client } = await signIn(world, director.phone, director.about)
  const { memberships } = await client.call('communities.mine', {})
  assert.ok(memberships[0]?.grants.includes('administrators.manage'))
})

test('[ORG-10/order-of-ticket] operators alone read the order; another one takes its place; other tickets take none', async () => {
  const school = await newTicketSchool(world, operator)
  const deputy = await passCheck(world, school)
  const { secret, client } = deputy
  const first = await send(deputy)
  await client.refused('tickets.handOver', { secret, fileId: first, ...DEPUTY, name: '😀' }, 'ticket.nameInvalid')
  await client.refused('tickets.handOver', { secret, fileId: newId(), ...DEPUTY }, 'file.unknown')
  await client.call('tickets.handOver', { secret, fileId: first, ...DEPUTY })
  const repeated = await client.call('tickets.handOver', { secret, fileId: first, ...DEPUTY, patronymic: '' })
  assert.equal(repeated.successor?.patronymic, '')
  const second = await send(deputy)
  await client.call('tickets.handOver', { secret, fileId: second, ...DEPUTY })
  assert.equal((await atDesk(deputy.ticket.number)).successor?.order.fileId, second)
  assert.equal((await operator.raw(`/order/${first}`)).status, 404)
  const { communityId, director } = school
  const { tickets } = await director.client.call('tickets.queue', { communityId })
  assert.deepEqual([tickets[0]?.kind, tickets[0]?.successor], ['administrator', null])
  const page = await send(deputy, Buffer.from('<html>'.padEnd(100)))
  await client.refused('tickets.handOver', { secret, fileId: page, ...DEPUTY }, 'order.formatWrong')
  const other = await fileTicket(world, communityId)
  const declared = { id: newId(), name: 'Приказ.pdf', bytes: ORDER.length, sha256: sha256Of(ORDER) }
  await other.client.refused('orders.begin', { secret: other.secret, ...declared }, 'order.closed')
  await other.client.refused('tickets.handOver', { secret: other.secret, fileId: second, ...DEPUTY }, 'order.closed')
  const refusal = await atDesk(deputy.ticket.number)
  const reason = 'На приказе нет печати'
  await operator.call('ticketDesk.refuse', { id: refusal.id, version: refusal.version, reason })
  await client.refused('tickets.handOver', { secret, fileId: second, ...DEPUTY }, 'order.closed')
})
