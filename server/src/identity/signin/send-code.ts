import { CODE_DIGITS, CODE_LIFE_MS, CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { type Address, isEmail, maskAddress } from './address.ts'
import { type CodeReceiver, checkCodeLimits, codeNotSent } from './code-limits.ts'
import { CODE_SUBJECT, codeText } from './code-text.ts'

export type CodeCodes = 'signin.codeTooSoon' | 'signin.codeLimit' | 'signin.smsUnavailable' | 'signin.mailUnavailable'

/** Writes a code down under which it can be entered until then. */
export type KeepCode = (code: string, expiresAt: Date) => Promise<unknown>

export type SendCode = ReturnType<typeof createSendCode>

/** Brings codes by SMS, by mail and by calls, when so many are allowed; each way returns when the code began to live. */
export function createSendCode(platform: Platform) {
  const { clock, limits, sms, mail, calls } = platform

  const send = (to: Address, code: string): Promise<void> => {
    const text = codeText(code)
    return isEmail(to) ? mail.send({ to, subject: CODE_SUBJECT, text }) : sms.send({ id: platform.newId(), to, text })
  }

  const checkLimits = (receiver: CodeReceiver, fail: Fail<'signin.codeTooSoon' | 'signin.codeLimit'>) =>
    checkCodeLimits(limits, { ...receiver, perDay: platform.config.smsPerDay }, fail)

  /** Runs what brings a code; one that never left counts nowhere. */
  const bring = async <T>(receiver: CodeReceiver, work: () => Promise<T>, failed: () => never): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      platform.log.warn({ error }, 'signin.codeNotSent')
      await codeNotSent(limits, receiver)
      return failed()
    }
  }

  const canCall = (address: Address) => calls !== null && !isEmail(address)

  return {
    canCall,

    /** By SMS or by mail; the code is written down before it leaves. */
    async sendCode(receiver: CodeReceiver, keep: KeepCode, fail: Fail<CodeCodes>): Promise<number> {
      await checkLimits(receiver, fail)
      const code = String(platform.random.below(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0')
      const sentAt = clock.now()
      await keep(code, new Date(sentAt + CODE_LIFE_MS))
      const failed = () => fail(isEmail(receiver.address) ? 'signin.mailUnavailable' : 'signin.smsUnavailable')
      await bring(receiver, () => send(receiver.address, code), failed)
      return sentAt
    },

    /** By a call, whose number ends with the code: the gateway makes it. */
    async callCode(
      receiver: CodeReceiver,
      keep: KeepCode,
      fail: Fail<CodeCodes | 'signin.callUnavailable'>,
    ): Promise<number> {
      if (calls === null || !canCall(receiver.address)) return fail('signin.callUnavailable')
      await checkLimits(receiver, fail)
      const call = { id: platform.newId(), to: receiver.address }
      const code = await bring(
        receiver,
        () => calls.call(call),
        () => fail('signin.callUnavailable'),
      )
      const calledAt = clock.now()
      await keep(code, new Date(calledAt + CODE_LIFE_MS))
      return calledAt
    },

    /** What its receiver is told of a code that began to live then. */
    sentView: (address: Address, sentAt: number) => ({
      phoneMasked: maskAddress(address),
      resendAt: toInstant(sentAt + CODE_RESEND_MS),
      now: toInstant(clock.now()),
    }),
  }
}
