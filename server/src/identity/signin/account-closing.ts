import type { Tx } from '../../platform/db/database.ts'
import type { SessionEnd } from '../../platform/dispatch/viewer.ts'
import type { Platform } from '../../platform/platform.ts'
import { forgetAccountCodes } from '../password/account-code.store.ts'
import { deleteOwnMove } from '../phone/phone-move.store.ts'
import type { EndSessions } from '../sessions/session-ending.ts'
import { forgetDevices, takePhone } from './accounts.store.ts'
import type { Address } from './address.ts'
import { forgetFlowsOf } from './flow.store.ts'

/**
 * Closes an account whose number is another one's now: it has no number, no session and no trusted browser, and sign-ins
 * with the number that are under way are over, but that of `exceptFlow`. What it has in organisations stays. `why` is what its devices are told.
 */
export type CloseAccount = (
  tx: Tx,
  account: { id: string; address: Address | null },
  exceptFlow?: string,
  why?: SessionEnd['why'],
) => Promise<void>

export function createAccountClosing({ clock }: Pick<Platform, 'clock'>, endSessions: EndSessions): CloseAccount {
  return async (tx, { id, address }, exceptFlow, why) => {
    await takePhone(tx, id, new Date(clock.now()))
    await endSessions(tx, id, {}, why ?? null)
    await forgetDevices(tx, id, null)
    await forgetAccountCodes(tx, id)
    await deleteOwnMove(tx, id)
    if (address !== null) await forgetFlowsOf(tx, address, exceptFlow)
  }
}
