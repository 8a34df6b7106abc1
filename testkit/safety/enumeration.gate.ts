import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Client, newId } from '#testkit/client.ts'
import { criticalDistance, distanceOf } from '#testkit/kolmogorov-smirnov.ts'
import { newPhone } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

const SAMPLES = 2_000

interface Asked {
  phone: string
  known: boolean
}

/** What differs in every answer, whoever asks. */
const VARYING = ['flow', 'requestId', 'phoneMasked', 'resendAt', 'expiresAt', 'now']

/** What came back of one step, and how long it took. */
interface Answer {
  ms: number
  body: string
}

type Step = 'signin.start' | 'signin.password' | 'signin.requestCode'

let random = 1
/** Park and Miller: the order is the same in every run. */
function nextBelow(limit: number): number {
  random = (random * 48_271) % 2_147_483_647
  return random % limit
}

function shuffled<T>(items: T[]): T[] {
  for (let i = items.length - 1; i > 0; i -= 1) {
    const j = nextBelow(i + 1)
    ;[items[i], items[j]] = [items[j]!, items[i]!]
  }
  return items
}

async function timed(client: Client, step: Step, input: object): Promise<Answer & { flow?: string }> {
  const started = performance.now()
  const { status, text } = await client.post(step, JSON.stringify(input), { 'idempotency-key': newId() })
  const ms = performance.now() - started
  const answer = JSON.parse(text)
  const body = JSON.stringify({ status, ...answer, ...Object.fromEntries(VARYING.map((key) => [key, key in answer])) })
  return { ms, body, flow: answer.flow }
}

/** Accounts with a password, all the same one: it is the number that is guessed here. */
async function addAccounts(world: World, phones: readonly string[]): Promise<void> {
  const { hashPassword } = await import('#server/platform/hashing/passwords.ts')
  const hash = await hashPassword('верный пароль никто не знает')
  await world.database.query(
    `insert into identity.account (id, phone, password_hash, created_at)
     select gen_random_uuid(), phone, $2, now() from unnest($1::text[]) as phone`,
    [phones, hash],
  )
}

const answers = new Map<Step, { known: Answer[]; unknown: Answer[] }>()

before(async () => {
  await using world = await createWorld({ limitFactor: 100_000 })
  const phones = Array.from({ length: SAMPLES * 2 }, newPhone)
  const asked: Asked[] = shuffled(phones.map((phone, i) => ({ phone, known: i < SAMPLES })))
  await addAccounts(world, phones.slice(0, SAMPLES))
  const client = world.client()
  const keep = (step: Step, { known }: Asked, answer: Answer) => {
    const kept = answers.get(step) ?? { known: [], unknown: [] }
    answers.set(step, kept)
    kept[known ? 'known' : 'unknown'].push(answer)
  }
  for (const each of asked) {
    const { flow, ...start } = await timed(client, 'signin.start', { phone: each.phone })
    keep('signin.start', each, start)
    const input = { flow, password: 'наугад набранный' }
    keep('signin.password', each, await timed(client, 'signin.password', input))
    keep('signin.requestCode', each, await timed(client, 'signin.requestCode', { flow, reason: 'forgot' }))
  }
})

for (const step of ['signin.start', 'signin.password', 'signin.requestCode'] as const) {
  test(`[IDN-03/enumeration] ${step} answers a known and an unknown number alike, in words and in time`, () => {
    const { known, unknown } = answers.get(step)!
    const bodies = new Set([...known, ...unknown].map(({ body }) => body))
    assert.equal(bodies.size, 1, [...bodies].join('\n'))
    const [one, other] = [known, unknown].map((sample) => sample.map(({ ms }) => ms)) as [number[], number[]]
    const [distance, most] = [distanceOf(one, other), criticalDistance(SAMPLES, SAMPLES)]
    const median = (sample: number[]) => sample.toSorted((a, b) => a - b)[SAMPLES / 2]!.toFixed(2)
    process.stdout.write(
      `[gate] ${step}: ${SAMPLES} known and ${SAMPLES} unknown numbers, medians ${median(one)} and ${median(other)} ms, ` +
        `D = ${distance.toFixed(3)} (${most.toFixed(3)} is exceeded by chance once in a thousand)\n`,
    )
    assert.ok(distance <= most, `D = ${distance}`)
  })
}

test('a step that takes a third less for a known number would be noticed', () => {
  const { known } = answers.get('signin.password')!
  const times = known.map(({ ms }) => ms)
  const quicker = times.map((ms) => (ms * 2) / 3)
  assert.ok(distanceOf(times, quicker) > criticalDistance(SAMPLES, SAMPLES))
})
