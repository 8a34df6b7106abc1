import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { AccountUnion } from '../merging/union.ts'
import type { Moving } from '../phone/moving.ts'
import type { EndSessions } from '../sessions/session-ending.ts'
import { forgetDevices, lockAccount } from '../signin/accounts.store.ts'
import { createPhoneProofs } from './phone-proofs.ts'
import {
  heldAmong,
  holdsPhone,
  isSameHuman,
  numberEndsWith,
  recoverableAccount,
  recoverableOperator,
} from './recovery.store.ts'

interface Parts {
  moving: Moving
  union: AccountUnion
  endSessions: EndSessions
}

export type Recovery = ReturnType<typeof createRecovery>

/**
 * What a ticket needs of accounts: a number that is shown to be the applicant's, whose account somebody is, and the move of
 * that account. Who may confirm whom is decided by the domain that knows the organisations.
 */
export function createRecovery(platform: Platform, { moving, union, endSessions }: Parts) {
  return {
    proofs: createPhoneProofs(platform),
    accountOf: recoverableAccount,
    operatorOf: recoverableOperator,
    isSameHuman,
    holdsPhone,
    heldAmong,
    numberEndsWith,
    /** The first lock of whoever decides about a ticket whose account is known. */
    holdAccount: lockAccount,
    /** Whether the account becomes one with that which has a number. */
    canUnite: union.isPossible,
    waitForTicket: moving.waitForTicket,
    cancelForTicket: moving.cancelForTicket,
    stopMove: moving.stop,

    /** Every device is out at once and has to show the second factor again: one of them is in strange hands (IDN-22). */
    async endSessions(tx: Tx, accountId: string): Promise<void> {
      await endSessions(tx, accountId, {}, 'support')
      await forgetDevices(tx, accountId, null)
    },
  }
}
