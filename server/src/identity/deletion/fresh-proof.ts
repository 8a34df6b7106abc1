import type { FreshProof, PROOF_CODE_ERRORS, PROOF_ERRORS } from '#contract/identity/fresh-proof.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Origin, Viewer } from '../../platform/dispatch/viewer.ts'
import { passwordFits } from '../../platform/hashing/passwords.ts'
import type { Platform } from '../../platform/platform.ts'
import type { FactorsService } from '../factors/factors.service.ts'
import type { CodePurpose } from '../password/account-code.store.ts'
import { type CodeRefusal, createAccountCodes } from '../password/account-code.ts'
import { type AccountRow, lockAccount, readAccount } from '../signin/accounts.store.ts'
import type { SmsSpending } from '../signin/sms-spending.ts'

type Refused = { refuse: 'signin.passwordWrong' | 'factor.codeWrong' } | CodeRefusal

interface Asking {
  viewer: Viewer
  origin: Origin
  proof: FreshProof
}

/**
 * Has the owner shown that it is he who asks, whoever holds an open session of his: by the password where one is set, else by
 * a code to the number, and by the app besides where one is connected.
 */
export function createFreshProof(
  platform: Platform,
  { factors, spending }: { factors: FactorsService; spending: SmsSpending },
  purpose: CodePurpose,
) {
  const codes = createAccountCodes(platform, purpose, spending)

  /** Under the lock of the account, whose password may be another one by now. */
  const check = async (
    tx: Tx,
    seen: AccountRow,
    shown: { codeHash: Buffer | null; factorCode: string | undefined; factorKey: Buffer },
  ): Promise<Refused | null> => {
    await lockAccount(tx, seen.id)
    if ((await readAccount(tx, seen.id)).password_hash !== seen.password_hash) return { refuse: 'signin.passwordWrong' }
    if (shown.codeHash !== null) {
      const wrong = await codes.check(tx, seen.id, shown.codeHash)
      if (wrong !== null) return wrong
    }
    if (await factors.hasStrong(tx, seen.id)) {
      const { factorCode, factorKey } = shown
      const passes = factorCode !== undefined && (await factors.enter(tx, seen.id, factorCode, factorKey))
      if (!passes) return { refuse: 'factor.codeWrong' }
    }
    if (shown.codeHash !== null) await codes.spend(tx, seen.id)
    return null
  }

  return {
    async sendCode(accountId: string, origin: Origin, fail: Fail<(typeof PROOF_CODE_ERRORS)[number]>) {
      const account = await readAccount(platform.db, accountId)
      if (account.password_hash !== null) fail('password.isSet')
      return codes.send(account, origin.network, fail)
    },

    /**
     * Does the work in a transaction that holds the account, once the proof is right. What was tried is counted also where
     * the proof is refused; a refusal of the work itself leaves the code good.
     */
    async under<T extends object>(
      { viewer, origin, proof }: Asking,
      fail: Fail<(typeof PROOF_ERRORS)[number]>,
      work: (tx: Tx) => Promise<T>,
    ): Promise<T> {
      const factorKey = await factors.beginTry(viewer.accountId)
      const seen = await readAccount(platform.db, viewer.accountId)
      const { by, factorCode } = proof
      if (seen.password_hash !== null) {
        const fits = 'password' in by && (await passwordFits(seen.password_hash, by.password))
        if (!fits) fail('signin.passwordWrong')
      } else if (!('code' in by)) fail('signin.passwordWrong')
      const codeHash = 'code' in by ? await codes.beginTry(seen, by.code) : null
      const done = await platform.transaction(async (tx): Promise<Refused | { done: T }> => {
        const wrong = await check(tx, seen, { codeHash, factorCode, factorKey })
        return wrong ?? { done: await work(tx) }
      })
      if ('refuse' in done) return fail(done.refuse, 'details' in done ? done.details : undefined)
      if (codeHash !== null) await codes.answered(seen, origin.network)
      return done.done
    },
  }
}
