import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as openid from 'openid-client'
import { agree, browse, createOutsideSystem, type OutsideSystem } from '#testkit/oidc-client.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

const WAIT_MS = 15_000

let world: World
let diary: OutsideSystem
let canteen: OutsideSystem
before(async () => {
  world = await createWorld()
  diary = await createOutsideSystem(world, { name: 'Дневник' })
  canteen = await createOutsideSystem(world, { name: 'Столовая' })
})
after(async () => {
  await diary[Symbol.asyncDispose]()
  await canteen[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

async function enter(person: Person, system: OutsideSystem) {
  const asked = await system.ask('openid profile')
  return system.take(asked, await agree(person.client, asked))
}
const linkedTo = async ({ client }: Person) =>
  (await client.call('oidc.linked', {})).systems.map(({ name, profile, scopes }) => [name, profile.surname, scopes])
const userInfo = (system: OutsideSystem, token: string) =>
  openid.fetchUserInfo(system.config, token, openid.skipSubjectCheck)

test('[ACC-06/linked] everybody sees which outside systems know him, as whom and with what', async () => {
  const person = await signIn(world, newPhone(), { surname: 'Лукина', name: 'Ольга' })
  assert.deepEqual(await linkedTo(person), [])
  await enter(person, diary)
  world.clock.advance(60_000)
  await enter(person, canteen)
  assert.deepEqual(await linkedTo(person), [
    ['Столовая', 'Лукина', ['profile']],
    ['Дневник', 'Лукина', ['profile']],
  ])
})

test('[ACC-06/unlink] what is unlinked gets nothing more, ends its own session and asks again; others stay', async () => {
  const person = await signIn(world, newPhone(), { surname: 'Лукина', name: 'Инга' })
  const stranger = await signIn(world, newPhone(), { surname: 'Другая', name: 'Нина' })
  const [there, elsewhere, others] = [
    await enter(person, diary),
    await enter(person, canteen),
    await enter(stranger, diary),
  ]
  await person.client.call('oidc.unlink', { clientId: diary.id })
  assert.deepEqual(await linkedTo(person), [['Столовая', 'Лукина', ['profile']]])
  await assert.rejects(userInfo(diary, there.access_token))
  await userInfo(canteen, elsewhere.access_token)
  await userInfo(diary, others.access_token)
  const until = Date.now() + WAIT_MS
  while (diary.logouts.length === 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50))
  assert.equal(diary.logouts.length, 1)
  assert.equal(canteen.logouts.length, 0)
  const again = await diary.ask('openid profile')
  assert.notEqual((await browse(person.client, again.url)).interaction, null)
  await person.client.call('oidc.unlink', { clientId: diary.id })
})
