import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { newId } from '#testkit/client.ts'
import { codeFor, newPhone, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

const DAY_MS = 86_400_000
const DAYS = 3
const ADDRESSES = 1_000
/** Of a million codes: 5·10⁻⁵ for an account and a day. */
const GUESSES_PER_DAY_MAX = 50

/** Lets time pass for the product and for the counters of its limits, which keep a time of their own. */
async function pass(world: World, ms: number): Promise<void> {
  world.clock.advance(ms)
  await world.database.query('update platform.rate_limit set expire = expire - $1', [ms])
}

/** Somebody who changes his address with every request. */
function createBot(world: World, phone: string) {
  const client = world.client()
  let requests = 0
  const post = async (id: string, input: object) => {
    requests += 1
    const address = requests % ADDRESSES
    const headers = { 'x-forwarded-for': `10.${address >> 8}.${address & 255}.1`, 'idempotency-key': newId() }
    return JSON.parse((await client.post(id, JSON.stringify(input), headers)).text)
  }
  return {
    /** Asks for a code and guesses until it is told to stop; how often it was compared, and how long to wait. */
    async guessOnce(): Promise<{ compared: number; waitMs: number }> {
      const { flow } = await post('signin.start', { phone })
      const sent = await post('signin.requestCode', { flow, reason: 'first' })
      if (sent.next !== 'code') return { compared: 0, waitMs: sent.details.retryAfterSeconds * 1_000 }
      const right = codeFor(world, phone)
      const answers: { code: string; details?: { retryAfterSeconds?: number } }[] = []
      // Wrong on purpose, so that the bot is never done.
      for (let guess = 0; guess < 7; guess += 1) {
        const code = String((Number(right) + 1 + guess) % 1_000_000).padStart(6, '0')
        answers.push(await post('signin.verifyCode', { flow, code }))
      }
      const compared = answers.filter(({ code }) => code === 'signin.codeWrong').length
      const seconds = Math.max(...answers.map(({ details }) => details?.retryAfterSeconds ?? 0))
      return { compared, waitMs: Math.max(seconds * 1_000, CODE_RESEND_MS) }
    },
  }
}

test('[IDN-06/guessing] a bot with a thousand addresses guesses at most fifty codes of one number in any day', async () => {
  await using world = await createWorld({ limitFactor: 1, environment: { PARTA_TRUSTED_PROXIES: '127.0.0.1' } })
  const bot = createBot(world, newPhone())
  const started = world.clock.now()
  const guesses: number[] = []
  while (world.clock.now() - started < DAYS * DAY_MS) {
    const { compared, waitMs } = await bot.guessOnce()
    guesses.push(...Array.from({ length: compared }, () => world.clock.now()))
    await pass(world, waitMs + 1_000)
  }
  const inDayFrom = (from: number) => guesses.filter((at) => at >= from && at < from + DAY_MS).length
  const most = Math.max(...guesses.map(inDayFrom))
  assert.ok(most <= GUESSES_PER_DAY_MAX, `${most} guesses in one day`)
  assert.ok(guesses.length > DAYS * 10, 'the bot comes through at all')
})

test('[IDN-06/mistyped] whoever mistypes now and then signs in as often as he likes', async () => {
  await using world = await createWorld({ limitFactor: 1 })
  const phone = newPhone()
  for (let day = 0; day < 10; day += 1) {
    const client = world.client()
    const { flow } = await client.call('signin.start', { phone })
    await client.call('signin.requestCode', { flow, reason: 'first' })
    const wrong = String((Number(codeFor(world, phone)) + 1) % 1_000_000).padStart(6, '0')
    await client.refused('signin.verifyCode', { flow, code: wrong }, 'signin.codeWrong')
    await client.call('signin.verifyCode', { flow, code: codeFor(world, phone) })
    await pass(world, 6 * 3_600_000)
  }
  await signIn(world, phone, { surname: 'Описка', name: 'Ольга' })
})
