import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { agree, createOutsideSystem } from '#testkit/oidc-client.ts'
import { newPhone, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { PUBLISHED_MS, SIGNING_MS } from './signing-keys.ts'

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world[Symbol.asyncDispose]())

const HOUR_MS = 3_600_000

async function published(): Promise<string[]> {
  const { keys } = JSON.parse((await world.client().raw('/id/jwks')).text) as { keys: { kid: string }[] }
  return keys.map(({ kid }) => kid)
}

/** The number of the key that signs now. */
async function signing(): Promise<string> {
  await using system = await createOutsideSystem(world)
  const person = await signIn(world, newPhone(), { surname: 'Ключевская', name: 'Инна' })
  const asked = await system.ask('openid')
  const { id_token } = await system.take(asked, await agree(person.client, asked))
  return (JSON.parse(Buffer.from(id_token!.split('.')[0]!, 'base64url').toString()) as { kid: string }).kid
}

test('[IDN-01/rotation] a key is published before it signs and after, and is forgotten then', async () => {
  const [first, ...others] = await published()
  assert.deepEqual(others, [])
  assert.equal(await signing(), first)
  world.clock.advance(SIGNING_MS - PUBLISHED_MS + HOUR_MS)
  const early = await published()
  assert.equal(early.length, 2)
  const second = early.find((kid) => kid !== first)!
  assert.equal(await signing(), first, 'the new key does not sign yet')
  world.clock.advance(PUBLISHED_MS)
  assert.equal(await signing(), second)
  assert.deepEqual((await published()).sort(), [first, second].sort())
  world.clock.advance(PUBLISHED_MS)
  assert.deepEqual(await published(), [second])
})

test('[IDN-01/rotation-race] many who ask at the same first moment see one key', async () => {
  await using fresh = await createWorld()
  const answers = await Promise.all(Array.from({ length: 8 }, () => fresh.client().raw('/id/jwks')))
  assert.equal(new Set(answers.map(({ text }) => text)).size, 1)
  assert.equal((JSON.parse(answers[0]!.text) as { keys: unknown[] }).keys.length, 1)
})
