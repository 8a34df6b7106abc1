import type { InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { tokenHash } from '../../platform/clock/random.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Origin, Viewer } from '../../platform/dispatch/viewer.ts'
import { hashPassword, isStrongPassword, passwordFits } from '../../platform/hashing/passwords.ts'
import type { LimitRule } from '../../platform/limits/limits.ts'
import type { Platform } from '../../platform/platform.ts'
import type { EndSessions } from '../sessions/session-ending.ts'
import {
  type AccountRow,
  addressOf,
  forgetDevices,
  lockAccount,
  readAccount,
  setPasswordHash,
} from '../signin/accounts.store.ts'
import type { SmsSpending } from '../signin/sms-spending.ts'
import { type CodeRefusal, createAccountCodes } from './account-code.ts'

type Change = InputOf<Operations['password.change']>
type ChangeCode = Operations['password.change']['errors'][number]
type Refused = { refuse: 'signin.passwordWrong' } | CodeRefusal

/** Whoever holds an open session and guesses the password gets no further than at the sign-in. */
const TRIES_RULE: LimitRule = { name: 'password.change', points: 10, durationMs: 3_600_000 }

export type PasswordService = ReturnType<typeof createPasswordService>

/** The own password of somebody who is signed in (IDN-05). */
export function createPasswordService(platform: Platform, endSessions: EndSessions, spending: SmsSpending) {
  const codes = createAccountCodes(platform, 'password', spending)

  /** Whether the present password was named; a repeat of a change whose answer was lost names it as the new one. */
  const knowsPassword = async (account: AccountRow, { password, proof }: Change): Promise<'now' | 'repeat' | null> => {
    if (account.password_hash === null || !('present' in proof)) return null
    if (await passwordFits(account.password_hash, proof.present)) return 'now'
    return (await passwordFits(account.password_hash, password)) ? 'repeat' : null
  }

  /** Under the lock of the account, whose password may be another one by now. */
  const checkProof = async (tx: Tx, seen: AccountRow, codeHash: Buffer | null): Promise<Refused | null> => {
    await lockAccount(tx, seen.id)
    const account = await readAccount(tx, seen.id)
    if (account.password_hash !== seen.password_hash) return { refuse: 'signin.passwordWrong' }
    if (account.password_hash !== null) return null
    return codeHash === null ? { refuse: 'signin.codeSpent' } : codes.enter(tx, seen.id, codeHash)
  }

  return {
    async state(reader: Reader, accountId: string) {
      const { password_hash, password_changed_at } = await readAccount(reader, accountId)
      const changedAt = password_changed_at === null ? null : toInstant(password_changed_at)
      return { isSet: password_hash !== null, changedAt }
    },

    async requestCode(
      accountId: string,
      origin: Origin,
      fail: Fail<Operations['password.requestCode']['errors'][number]>,
    ) {
      const account = await readAccount(platform.db, accountId)
      if (account.password_hash !== null) fail('password.isSet')
      return codes.send(account, origin.network, fail)
    },

    async change(
      input: Change,
      viewer: Viewer,
      origin: Origin,
      fail: Fail<ChangeCode>,
    ): Promise<Record<string, never>> {
      await platform.limits.consume(TRIES_RULE, viewer.accountId)
      const seen = await readAccount(platform.db, viewer.accountId)
      const known = await knowsPassword(seen, input)
      if (known === 'repeat') return {}
      if (seen.password_hash !== null && known === null) fail('signin.passwordWrong')
      if (!isStrongPassword(input.password, addressOf(seen))) fail('signin.passwordWeak')
      const hash = await hashPassword(input.password)
      const codeHash = 'code' in input.proof ? await codes.beginTry(seen, input.proof.code) : null
      const refused = await platform.transaction(async (tx) => {
        const wrong = await checkProof(tx, seen, codeHash)
        if (wrong !== null) return wrong
        await setPasswordHash(tx, seen.id, hash, platform.clock.now())
        await endSessions(tx, seen.id, { except: viewer.sessionId }, 'password')
        await forgetDevices(tx, seen.id, origin.deviceToken === null ? null : tokenHash(origin.deviceToken))
        return null
      })
      if (refused !== null) return fail(refused.refuse, 'details' in refused ? refused.details : undefined)
      if (codeHash !== null) await codes.answered(seen, origin.network)
      return {}
    },
  }
}
