import { createHash } from 'node:crypto'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { LimitRule, Limits } from '../../platform/limits/limits.ts'
import { type Address, isEmail } from './address.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const PHONE_RULES: readonly LimitRule[] = [
  { name: 'code.phone.hour', points: 6, durationMs: HOUR_MS },
  { name: 'code.phone.day', points: 12, durationMs: DAY_MS },
]
const RESEND_RULE: LimitRule = { name: 'code.phone.resend', points: 1, durationMs: CODE_RESEND_MS }
/** A computer class of thirty behind one address registers within one lesson. */
const NETWORK_RULE: LimitRule = { name: 'code.network.hour', points: 120, durationMs: HOUR_MS }
/** Wrong codes of one number in a day; in the worst 24 hours twice as many of a million are tried, which is 5·10⁻⁵. */
const GUESS_RULE: LimitRule = { name: 'code.guess.phone', points: 24, durationMs: DAY_MS }
export const PASSWORD_PHONE_RULE: LimitRule = { name: 'password.phone', points: 10, durationMs: HOUR_MS }
export const PASSWORD_NETWORK_RULE: LimitRule = { name: 'password.network', points: 300, durationMs: HOUR_MS }

/** Counters are kept by a hash of the address, so that the table of limits holds none. */
export function addressKey(address: Address): string {
  return createHash('sha256').update(address).digest('base64url').slice(0, 22)
}

/**
 * Codes that nobody enters are sent for the money of whoever owns the numbers: such numbers lie in ranges, and one
 * network asks for many. An entered code gives back its own place and another, so that the breaker trips only where fewer
 * than half are entered.
 */
const UNANSWERED_RULES = {
  range: { name: 'code.unanswered.range', points: 30, durationMs: HOUR_MS },
  network: { name: 'code.unanswered.network', points: 60, durationMs: HOUR_MS },
} as const satisfies Record<string, LimitRule>
const GIVEN_BACK = 2
/** `+7`, the code of the operator and two digits: a hundred thousand numbers. */
const RANGE_LENGTH = 7

export interface CodeReceiver {
  address: Address
  network: string
}

/** Letters cost nothing, and a provider of mail is no range: an e-mail address stands for itself. */
const rangeOf = (address: Address) => (isEmail(address) ? addressKey(address) : address.slice(0, RANGE_LENGTH))

const unansweredKeys = ({ address, network }: CodeReceiver) =>
  [
    [UNANSWERED_RULES.range, rangeOf(address)],
    [UNANSWERED_RULES.network, network],
  ] as const

/** Counts one more SMS or letter against the address, its network and the whole installation. The answer never depends on who owns the address. */
export async function checkCodeLimits(
  limits: Limits,
  to: CodeReceiver & { perDay: number },
  fail: Fail<'signin.codeTooSoon' | 'signin.codeLimit'>,
): Promise<void> {
  const key = addressKey(to.address)
  const soon = await limits.take(RESEND_RULE, key)
  if (soon > 0) fail('signin.codeTooSoon', { retryAfterSeconds: Math.ceil(soon / 1000) })
  const kind = isEmail(to.address) ? 'code.mail.day' : 'code.installation.day'
  const installation: LimitRule = { name: kind, points: to.perDay, durationMs: DAY_MS }
  const waits = [
    ...(await Promise.all(PHONE_RULES.map((rule) => limits.take(rule, key)))),
    await limits.take(NETWORK_RULE, to.network),
    ...(await Promise.all(unansweredKeys(to).map(([rule, counted]) => limits.take(rule, counted)))),
  ]
  // What is not sent cannot be answered, and takes nothing of the day.
  const wait = Math.max(...waits) || (await limits.take(installation, 'all'))
  if (wait === 0) return
  await codeNotSent(limits, to)
  fail('signin.codeLimit', { retryAfterSeconds: Math.ceil(wait / 1000) })
}

/** A code that never left is none that nobody has entered. */
export async function codeNotSent(limits: Limits, to: CodeReceiver): Promise<void> {
  for (const [rule, key] of unansweredKeys(to)) await limits.giveBack(rule, key, 1)
}

/** A code was entered: somebody holds the address, and has guessed nothing. */
export async function codeAnswered(limits: Limits, from: CodeReceiver): Promise<void> {
  for (const [rule, key] of unansweredKeys(from)) await limits.giveBack(rule, key, GIVEN_BACK)
  await limits.giveBack(GUESS_RULE, addressKey(from.address), 1)
}

/**
 * Counts a try before it is compared, so that tries side by side do not outrun the count.
 *
 * @throws Refusal `rate.limited`
 */
export async function countGuess(limits: Limits, address: Address): Promise<void> {
  await limits.consume(GUESS_RULE, addressKey(address))
}
