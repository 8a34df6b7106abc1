import { createHash } from 'node:crypto'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { LimitRule, Limits } from '../../platform/limits/limits.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const PHONE_RULES: readonly LimitRule[] = [
  { name: 'code.phone.hour', points: 6, durationMs: HOUR_MS },
  { name: 'code.phone.day', points: 12, durationMs: DAY_MS },
]
const RESEND_RULE: LimitRule = { name: 'code.phone.resend', points: 1, durationMs: CODE_RESEND_MS }
/** A computer class of thirty behind one address registers within one lesson. */
const NETWORK_RULE: LimitRule = { name: 'code.network.hour', points: 120, durationMs: HOUR_MS }
export const PASSWORD_PHONE_RULE: LimitRule = { name: 'password.phone', points: 10, durationMs: HOUR_MS }
export const PASSWORD_NETWORK_RULE: LimitRule = { name: 'password.network', points: 300, durationMs: HOUR_MS }

/** Counters are kept by a hash of the number, so that the table of limits holds no numbers. */
export function phoneKey(phone: string): string {
  return createHash('sha256').update(phone).digest('base64url').slice(0, 22)
}

/** Counts one more SMS against the number, its network and the whole installation. The answer never depends on who owns the number. */
export async function checkCodeLimits(
  limits: Limits,
  to: { phone: string; network: string; perDay: number },
  fail: Fail<'signin.codeTooSoon' | 'signin.codeLimit'>,
): Promise<void> {
  const key = phoneKey(to.phone)
  const soon = await limits.take(RESEND_RULE, key)
  if (soon > 0) fail('signin.codeTooSoon', { retryAfterSeconds: Math.ceil(soon / 1000) })
  const installation: LimitRule = { name: 'code.installation.day', points: to.perDay, durationMs: DAY_MS }
  const waits = [
    ...(await Promise.all(PHONE_RULES.map((rule) => limits.take(rule, key)))),
    await limits.take(NETWORK_RULE, to.network),
    await limits.take(installation, 'all'),
  ]
  const wait = Math.max(...waits)
  if (wait > 0) fail('signin.codeLimit', { retryAfterSeconds: Math.ceil(wait / 1000) })
}
