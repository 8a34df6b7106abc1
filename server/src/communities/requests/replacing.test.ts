import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { foundOrganisation } from '#testkit/cast.ts'
import type { Client } from '#testkit/client.ts'
import { addOrder, replaceByOrder } from '#testkit/orders.ts'
import { newPhone, type Person, signIn, signInOperator } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let operator: Client
before(async () => {
  world = await createWorld()
  operator = await signInOperator(world)
})
after(() => world[Symbol.asyncDispose]())

const NEW = { surname: 'Новикова', name: 'Ольга', patronymic: 'Павловна' }
const REASON = 'Приказ № 7 от 1 сентября'
let founded = 0

async function newSchool() {
  founded += 1
  const name = `Лицей № ${founded}`
  const school = await foundOrganisation(world, operator, {
    type: 'school',
    name,
    administrator: { surname: 'Климова', name: 'Наталья' },
  })
  const { requests } = await operator.call('requests.list', { search: name })
  return { ...school, requestId: requests[0]!.id, version: requests[0]!.version }
}

const rolesOf = async ({ client }: Person) =>
  (await client.call('communities.mine', {})).memberships.flatMap(({ roles }) => roles.map(({ role }) => role))

test('[ORG-10/replaced] the right of the new administrator begins when he signs in with his phone, and that of the old one ends at that moment', async () => {
  const { administrator: old, requestId: id, version, communityId } = await newSchool()
  const phone = newPhone()
  const moved = await replaceByOrder(operator, { id, version, ...NEW, phone, reason: REASON })
  assert.deepEqual([moved.administratorSurname, moved.administratorPhone], [NEW.surname, phone])
  assert.equal(moved.moves.at(-1)?.reason, REASON)
  assert.deepEqual(await rolesOf(old), ['administrator'], 'nobody is without an administrator in between')
  const person = await signIn(world, phone, NEW)
  assert.deepEqual(await rolesOf(person), ['administrator'])
  assert.deepEqual(await rolesOf(old), [])
  await old.client.refused('units.list', { communityId }, 'community.unknown')
  await person.client.call('links.list', { communityId })
})

test('[ORG-10/again] a name that nobody has claimed gives way to a later one, and the first administrator may come back', async () => {
  const { administrator: old, requestId: id, version } = await newSchool()
  const [first, second] = [newPhone(), newPhone()]
  const one = await replaceByOrder(operator, {
    id,
    version,
    ...NEW,
    phone: first,
    reason: REASON,
  })
  const two = await replaceByOrder(operator, {
    id,
    version: one.version,
    ...NEW,
    phone: second,
    reason: REASON,
  })
  assert.deepEqual(await rolesOf(await signIn(world, first, NEW)), [])
  const person = await signIn(world, second, NEW)
  assert.deepEqual(await rolesOf(person), ['administrator'])
  const back = { surname: 'Климова', name: 'Наталья', patronymic: '', phone: old.phone }
  await replaceByOrder(operator, { id, version: two.version, ...back, reason: REASON })
  world.clock.advance(120_000)
  await signIn(world, old.phone, old.about)
  assert.deepEqual([await rolesOf(old), await rolesOf(person)], [['administrator'], []])
})

test('[ORG-10/refused] without a reason, with an old version, before the organisation is connected, or by anybody else nothing is replaced', async () => {
  const { administrator, requestId: id, version } = await newSchool()
  const phone = newPhone()
  const order = { orderId: await addOrder(operator, id), orderPhone: phone }
  const input = { id, version, ...NEW, phone, ...order, reason: REASON }
  await operator.refused('requests.replaceAdministrator', { ...input, reason: '  ' }, 'request.reasonMissing')
  await operator.refused('requests.replaceAdministrator', { ...input, version: 1 }, 'request.moveImpossible')
  await operator.refused('requests.replaceAdministrator', { ...input, phone: '123' }, 'request.phoneInvalid')
  await operator.refused('requests.replaceAdministrator', { ...input, name: '😀' }, 'request.nameInvalid')
  await administrator.client.refused('requests.replaceAdministrator', input, 'operation.wrongSurface')
})
