import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { OperationId } from '#contract/operations.ts'
import { type CallGateway, startCallGateway } from '#testkit/call-gateway.ts'
import { type Client, newId } from '#testkit/client.ts'
import { criticalDistance, distanceOf } from '#testkit/kolmogorov-smirnov.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

const SAMPLES = 300
/** No code that is sent here; the gateway of calls says another one too. */
const WRONG_CODE = '000001'

/** What differs in every answer, whoever asks. */
const VARYING = ['flow', 'secret', 'requestId', 'phoneMasked', 'resendAt', 'expiresAt', 'comparedAt', 'now']

/** What a step answers that takes something wrong; the others succeed. */
const WORDS: Readonly<Record<string, RegExp>> = {
  password: /signin\.passwordWrong/,
  prove: /signin\.codeWrong/,
  proveNew: /signin\.codeWrong/,
  verifyCode: /signin\.codeWrong/,
}

interface Answer {
  ms: number
  body: string
}

/** Asks at one door about an address that somebody has, or nobody. */
type Ask = (id: OperationId, input: object, by?: Client) => Promise<Record<string, string>>
type Door = (ask: Ask, address: string) => Promise<void>

const emailOf = (phone: string) => `u${phone.slice(1)}@mail.example`

let gateway: CallGateway
let world: World
let person: Person
const answers = new Map<string, { known: Answer[]; unknown: Answer[] }>()

/** Where somebody who is not signed in names a number or an address of mail. */
const OUTSIDE: Readonly<Record<string, Door>> = {
  async 'a ticket'(ask, phone) {
    const { secret } = await ask('tickets.begin', { phone })
    await ask('tickets.prove', { secret, code: WRONG_CODE })
  },
  async 'an address of mail'(ask, phone) {
    const { flow } = await ask('signin.startEmail', { email: emailOf(phone) })
    await ask('signin.password', { flow, password: 'наугад набранный' })
    await ask('signin.requestCode', { flow, reason: 'forgot' })
    await ask('signin.verifyCode', { flow, code: WRONG_CODE })
  },
  async 'a code by a call'(ask, phone) {
    const { flow } = await ask('signin.start', { phone })
    await ask('signin.requestCode', { flow, reason: 'first', call: true })
    await ask('signin.verifyCode', { flow, code: WRONG_CODE })
  },
}

/** Where somebody who is signed in does. */
const INSIDE: Readonly<Record<string, Door>> = {
  async 'another number'(ask, phone) {
    await ask('phone.begin', { phone }, person.client)
    await ask('phone.proveNew', { code: WRONG_CODE }, person.client)
  },
  async 'another account'(ask, phone) {
    const { secret } = await ask('merge.begin', { phone }, person.client)
    await ask('merge.prove', { secret, code: WRONG_CODE, password: 'наугад набранный' }, person.client)
  },
  async 'a phone book'(ask, phone) {
    const hashes = [createHash('sha256').update(phone).digest('base64url')]
    await ask('phonebook.compare', { hashes }, person.client)
  },
}

const DOORS = { ...OUTSIDE, ...INSIDE }

/** Accounts with a profile, with a password by the number and without one by mail. */
async function addAccounts(phones: readonly string[]): Promise<void> {
  const { hashPassword } = await import('#server/platform/hashing/passwords.ts')
  const hash = await hashPassword('верный пароль никто не знает')
  await world.database.query(
    `with made as (
       insert into identity.account (id, phone, password_hash, created_at)
       select gen_random_uuid(), phone, $2, now() from unnest($1::text[]) as phone returning id
     ), people as (
       insert into identity.person (id, surname, name, patronymic, birth_date, created_at)
       select id, 'Известных', 'Анна', '', '1985-04-12', now() from made returning id
     )
     insert into identity.profile (id, account_id, person_id, kind, surname, name, patronymic, created_at)
     select id, id, id, 'learning', 'Известных', 'Анна', '', now() from made`,
    [phones, hash],
  )
  await world.database.query(
    `insert into identity.account (id, email, password_hash, created_at)
     select gen_random_uuid(), email, $2, now() from unnest($1::text[]) as email`,
    [phones.map(emailOf), hash],
  )
}

function keep(door: string, known: boolean): Ask {
  return async (id, input, by = world.client()) => {
    const started = performance.now()
    const { status, text } = await by.post(id, JSON.stringify(input), { 'idempotency-key': newId() })
    const ms = performance.now() - started
    const answer = JSON.parse(text)
    const told = { status, ...answer, ...Object.fromEntries(VARYING.map((key) => [key, key in answer])) }
    const name = `${door}: ${id}`
    const kept = answers.get(name) ?? { known: [], unknown: [] }
    answers.set(name, kept)
    kept[known ? 'known' : 'unknown'].push({ ms, body: JSON.stringify(told) })
    return answer
  }
}

before(async () => {
  gateway = await startCallGateway('048213')
  world = await createWorld({
    limitFactor: 1_000_000,
    environment: { PARTA_CALLS: 'http', PARTA_CALLS_URL: gateway.url },
  })
  person = await signIn(world, newPhone(), { surname: 'Любопытных', name: 'Анна', birthDate: '1985-04-12' })
  for (const [door, walk] of Object.entries(DOORS)) {
    const [known, unknown] = [Array.from({ length: SAMPLES }, newPhone), Array.from({ length: SAMPLES }, newPhone)]
    await addAccounts(known)
    for (let i = 0; i < SAMPLES; i += 1) {
      const pair = [() => walk(keep(door, true), known[i]!), () => walk(keep(door, false), unknown[i]!)]
      // Each is the first one as often as the other.
      for (const next of i % 2 === 0 ? pair : pair.reverse()) await next()
    }
  }
})
after(async () => {
  await world[Symbol.asyncDispose]()
  await gateway[Symbol.asyncDispose]()
})

for (const door of Object.keys(DOORS)) {
  test(`[IDN-03/doors] ${door}: a known and an unknown one are answered alike, in words and in time`, () => {
    const steps = [...answers].filter(([name]) => name.startsWith(`${door}:`))
    assert.ok(steps.length > 0)
    for (const [name, { known, unknown }] of steps) {
      const bodies = new Set([...known, ...unknown].map(({ body }) => body))
      assert.equal(bodies.size, 1, `${name}\n${[...bodies].join('\n')}`)
      // A refusal for its own sake, such as of too many tries, would be the same for everybody too.
      assert.match([...bodies][0]!, WORDS[name.split('.').at(-1)!] ?? /"status":200/)
      const [one, other] = [known, unknown].map((sample) => sample.map(({ ms }) => ms)) as [number[], number[]]
      const [distance, most] = [distanceOf(one, other), criticalDistance(SAMPLES, SAMPLES)]
      const median = (sample: number[]) => sample.toSorted((a, b) => a - b)[SAMPLES / 2]!.toFixed(2)
      process.stdout.write(
        `[gate] ${name}: medians ${median(one)} and ${median(other)} ms, D = ${distance.toFixed(3)} (${most.toFixed(3)})\n`,
      )
      assert.ok(distance <= most, `${name}: D = ${distance}`)
    }
  })
}
