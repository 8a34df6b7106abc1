import { CODE_DIGITS, CODE_LIFE_MS, CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { isEmail, maskAddress } from './address.ts'
import { type CodeReceiver, checkCodeLimits, codeNotSent } from './code-limits.ts'
import { createCodeSending } from './code-sending.ts'

export type SendCode = ReturnType<typeof createSendCode>

/** Sends codes outside a sign-in, when so many are allowed. */
export function createSendCode(platform: Platform) {
  const { clock, limits } = platform
  const bring = createCodeSending(platform)

  /** `keep` writes the code down before it leaves. */
  return async (
    receiver: CodeReceiver,
    keep: (code: string, expiresAt: Date) => Promise<void>,
    fail: Fail<'signin.codeTooSoon' | 'signin.codeLimit' | 'signin.smsUnavailable' | 'signin.mailUnavailable'>,
  ) => {
    await checkCodeLimits(limits, { ...receiver, perDay: platform.config.smsPerDay }, fail)
    const code = String(platform.random.below(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0')
    const now = clock.now()
    await keep(code, new Date(now + CODE_LIFE_MS))
    try {
      await bring(receiver.address, code)
    } catch (error) {
      platform.log.warn({ error }, 'signin.smsFailed')
      await codeNotSent(limits, receiver)
      fail(isEmail(receiver.address) ? 'signin.mailUnavailable' : 'signin.smsUnavailable')
    }
    return {
      phoneMasked: maskAddress(receiver.address),
      resendAt: toInstant(now + CODE_RESEND_MS),
      now: toInstant(clock.now()),
    }
  }
}
