import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { lastSeen } from '../sessions/sessions.store.ts'
import { type AccountRow, accountSince, reopenedAt } from './accounts.store.ts'

const DAY_MS = 86_400_000

/** Whether nobody has used an account for so long that its number may be somebody else's by now (IDN-25). */
export async function isLeftAccount(
  tx: Tx,
  account: Pick<AccountRow, 'id'>,
  { clock, config }: Pick<Platform, 'clock' | 'config'>,
): Promise<boolean> {
  const used = (await lastSeen(tx, account.id)) ?? (await accountSince(tx, account.id))
  const reopened = (await reopenedAt(tx, account.id))?.getTime() ?? 0
  return clock.now() - Math.max(used.getTime(), reopened) > config.numberIdleDays * DAY_MS
}
