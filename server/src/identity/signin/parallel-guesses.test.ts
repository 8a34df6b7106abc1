import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CODE_RESEND_MS, CODE_TRIES_MAX } from '#contract/identity/signin.limits.ts'
import { ProblemError } from '#testkit/client.ts'
import { codeFor, newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

const GUESSES = 20

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world[Symbol.asyncDispose]())

/** A door that a code opens: to which number the code went, and how it is tried. */
interface Door {
  phone: string
  enter: (code: string) => Promise<unknown>
}

const someone = () => signIn(world, newPhone(), { surname: 'Двойных', name: 'Инна' })
const wait = () => world.clock.advance(CODE_RESEND_MS + 1_000)

/** Of somebody without a password, at a time at which a code may be asked for. */
async function ask(
  operation: 'deletion.requestCode' | 'ownData.requestCode' | 'password.requestCode',
): Promise<Person> {
  const person = await someone()
  wait()
  await person.client.call(operation, {})
  return person
}

const DOORS: Record<string, () => Promise<Door>> = {
  async deletion() {
    const { client, phone } = await ask('deletion.requestCode')
    return { phone, enter: (code) => client.call('deletion.ask', { by: { code } }) }
  },
  async 'the own data'() {
    const { client, phone } = await ask('ownData.requestCode')
    return { phone, enter: (code) => client.call('ownData.prepare', { by: { code } }) }
  },
  async 'a first password'() {
    const { client, phone } = await ask('password.requestCode')
    return { phone, enter: (code) => client.call('password.change', { password: 'Осенний-лес', proof: { code } }) }
  },
  async 'a union'() {
    const [{ client }, { phone }] = [await someone(), await someone()]
    wait()
    const { secret } = await client.call('merge.begin', { phone })
    return { phone, enter: (code) => client.call('merge.prove', { secret, code }) }
  },
  async 'the new number'() {
    const { client } = await someone()
    const phone = newPhone()
    await client.call('phone.begin', { phone })
    return { phone, enter: (code) => client.call('phone.proveNew', { code }) }
  },
  async 'the old number'() {
    const { client, phone } = await someone()
    const fresh = newPhone()
    await client.call('phone.begin', { phone: fresh })
    await client.call('phone.proveNew', { code: codeFor(world, fresh) })
    wait()
    await client.call('phone.sendOldCode', {})
    return { phone, enter: (code) => client.call('phone.move', { code }) }
  },
  async 'a ticket'() {
    const client = world.client()
    const phone = newPhone()
    const { secret } = await client.call('tickets.begin', { phone })
    return { phone, enter: (code) => client.call('tickets.prove', { secret, code }) }
  },
}

for (const [name, open] of Object.entries(DOORS)) {
  test(`[IDN-06/at-once] codes that are guessed at one moment are counted one by one: ${name}`, async () => {
    const { phone, enter } = await open()
    const code = codeFor(world, phone)
    const wrong = Array.from({ length: GUESSES }, (_, at) => String((Number(code) + 1 + at) % 1e6).padStart(6, '0'))
    const answers = await Promise.all(wrong.map((guess) => enter(guess).then(() => 'entered', codeOf)))
    const expected = wrong.map((_, at) => (at < CODE_TRIES_MAX ? 'signin.codeWrong' : 'signin.codeSpent'))
    assert.deepEqual(answers.toSorted(), expected.toSorted())
    assert.equal(await enter(code).then(() => 'entered', codeOf), 'signin.codeSpent')
  })
}

function codeOf(error: unknown): string {
  if (!(error instanceof ProblemError)) throw error
  return error.problem.code
}
