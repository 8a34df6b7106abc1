import { CODE_TRIES_MAX } from '#contract/identity/signin.limits.ts'
import { keyedHash, sameBytes } from '../../platform/clock/random.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { type AccountRow, addressOf } from '../signin/accounts.store.ts'
import { codeAnswered, countGuess } from '../signin/code-limits.ts'
import { type CodeCodes, createSendCode } from '../signin/send-code.ts'
import type { SmsSpending } from '../signin/sms-spending.ts'
import {
  type CodePurpose,
  countAccountTry,
  putAccountCode,
  readAccountCode,
  spendAccountCode,
} from './account-code.store.ts'

/** What is wrong with an entered code. */
export interface CodeRefusal {
  refuse: 'signin.codeWrong' | 'signin.codeExpired' | 'signin.codeSpent'
  details?: { triesLeft: number }
}

/** Whose code it is, and where it goes. */
type Holder = Pick<AccountRow, 'id' | 'phone' | 'email'>

export type AccountCodes = ReturnType<typeof createAccountCodes>

/** Codes by SMS for somebody who is signed in already: like those of the sign-in, one at a time for an account and a purpose. */
export function createAccountCodes(platform: Platform, purpose: CodePurpose, spending: SmsSpending) {
  const { clock, limits } = platform
  const codes = createSendCode(platform)
  const which = (accountId: string) => ({ accountId, purpose })
  const hashOf = async (holder: Holder, code: string) =>
    keyedHash(await platform.secret('signin-codes'), `account:${purpose}:${holder.id}:${addressOf(holder)}:${code}`)

  /** What is wrong with the code. Counts the try. */
  const check = async (tx: Tx, accountId: string, codeHash: Buffer): Promise<CodeRefusal | null> => {
    const kept = await readAccountCode(tx, which(accountId))
    if (kept === undefined || kept.used_at !== null) return { refuse: 'signin.codeSpent' }
    if (kept.expires_at.getTime() <= clock.now()) return { refuse: 'signin.codeExpired' }
    if (kept.tries >= CODE_TRIES_MAX) return { refuse: 'signin.codeSpent' }
    if (sameBytes(codeHash, kept.code_hash)) return null
    await countAccountTry(tx, which(accountId))
    return { refuse: 'signin.codeWrong', details: { triesLeft: CODE_TRIES_MAX - kept.tries - 1 } }
  }

  const spend = (tx: Tx, accountId: string) => spendAccountCode(tx, which(accountId), new Date(clock.now()))

  return {
    check,
    spend,

    /**
     * Counts a try against the phone, and makes the hash of what was entered: both need the database before a transaction
     * has it.
     */
    async beginTry(holder: Holder, code: string): Promise<Buffer> {
      await countGuess(limits, addressOf(holder))
      return hashOf(holder, code)
    },

    async send(account: Holder, network: string, fail: Fail<CodeCodes | 'signin.smsQuotaReached'>) {
      const address = addressOf(account)
      const keep = async (code: string, expiresAt: Date) => {
        const codeHash = await hashOf(account, code)
        await platform.transaction((tx) => putAccountCode(tx, which(account.id), { codeHash, expiresAt }))
      }
      const send = () => codes.sendCode({ address, network }, keep, fail)
      return codes.sentView(address, await spending.within(account, fail, send))
    },

    /** Spends the code, or counts the try. The caller holds the lock of the account and commits also when it is refused. */
    async enter(tx: Tx, accountId: string, codeHash: Buffer): Promise<CodeRefusal | null> {
      const wrong = await check(tx, accountId, codeHash)
      if (wrong === null) await spend(tx, accountId)
      return wrong
    },

    /** A code that was entered counts against nobody. */
    async answered(account: Holder, network: string): Promise<void> {
      await codeAnswered(limits, { address: addressOf(account), network }).catch((error: unknown) =>
        platform.log.warn({ error }, 'signin.answerNotCounted'),
      )
    },
  }
}
