import { CODE_DIGITS, CODE_LIFE_MS, CODE_RESEND_MS, CODE_TRIES_MAX } from '#contract/identity/signin.limits.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { keyedHash, sameBytes } from '../../platform/clock/random.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { maskPhone } from '../profiles/phone.ts'
import { checkCodeLimits, codeAnswered, codeNotSent } from '../signin/code-limits.ts'
import { codeText } from '../signin/code-text.ts'
import { countAccountTry, putAccountCode, readAccountCode, spendAccountCode } from './account-code.store.ts'

/** What is wrong with an entered code. */
export interface CodeRefusal {
  refuse: 'signin.codeWrong' | 'signin.codeExpired' | 'signin.codeSpent'
  details?: { triesLeft: number }
}

interface Holder {
  id: string
  phone: string
}

/** Codes by SMS for somebody who is signed in already: like those of the sign-in, one at a time for an account. */
export function createAccountCodes(platform: Platform) {
  const { clock, limits } = platform
  /** The key is another row of the database, so a hash is made before a transaction and not in it. */
  const hashOf = async (accountId: string, code: string) =>
    keyedHash(await platform.secret('signin-codes'), `account:${accountId}:${code}`)

  return {
    hashOf,

    async send(
      account: Holder,
      network: string,
      fail: Fail<'signin.codeTooSoon' | 'signin.codeLimit' | 'signin.smsUnavailable'>,
    ) {
      const receiver = { phone: account.phone, network }
      await checkCodeLimits(limits, { ...receiver, perDay: platform.config.smsPerDay }, fail)
      const code = String(platform.random.below(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0')
      const codeHash = await hashOf(account.id, code)
      const now = clock.now()
      const expiresAt = new Date(now + CODE_LIFE_MS)
      await platform.transaction((tx) => putAccountCode(tx, { accountId: account.id, codeHash, expiresAt }))
      try {
        await platform.sms.send({ id: platform.newId(), to: account.phone, text: codeText(code) })
      } catch (error) {
        platform.log.warn({ error }, 'signin.smsFailed')
        await codeNotSent(limits, receiver)
        fail('signin.smsUnavailable')
      }
      return {
        phoneMasked: maskPhone(account.phone),
        resendAt: toInstant(now + CODE_RESEND_MS),
        now: toInstant(clock.now()),
      }
    },

    /** Spends the code, or counts the try. The caller holds the lock of the account and commits also when it is refused. */
    async enter(tx: Tx, accountId: string, codeHash: Buffer): Promise<CodeRefusal | null> {
      const kept = await readAccountCode(tx, accountId)
      if (kept === undefined || kept.used_at !== null) return { refuse: 'signin.codeSpent' }
      if (kept.expires_at.getTime() <= clock.now()) return { refuse: 'signin.codeExpired' }
      if (kept.tries >= CODE_TRIES_MAX) return { refuse: 'signin.codeSpent' }
      if (!sameBytes(codeHash, kept.code_hash)) {
        await countAccountTry(tx, accountId)
        return { refuse: 'signin.codeWrong', details: { triesLeft: CODE_TRIES_MAX - kept.tries - 1 } }
      }
      await spendAccountCode(tx, accountId, new Date(clock.now()))
      return null
    },

    /** A code that was entered counts against nobody. */
    async answered(account: Holder, network: string): Promise<void> {
      await codeAnswered(limits, { phone: account.phone, network }).catch((error: unknown) =>
        platform.log.warn({ error }, 'signin.answerNotCounted'),
      )
    },
  }
}
