import type { Tx } from '../../platform/db/database.ts'
import { afterCommit } from '../../platform/db/transaction.ts'
import type { SessionEnd } from '../../platform/dispatch/viewer.ts'
import type { Platform } from '../../platform/platform.ts'
import { endSessions } from './sessions.store.ts'

/**
 * Ends sessions of an account wherever they reach: here, at outside systems, at open sockets. Returns how many ended.
 * `why` is what their devices are told when they come back; null where somebody has signed out himself. `reason` is what
 * open pages are told: of a session in whose place there is another one already they are opened anew.
 */
export type EndSessions = (
  tx: Tx,
  accountId: string,
  which: { only?: string; except?: string },
  why: SessionEnd['why'] | null,
  reason?: 'signedOut' | 'profileSwitched',
) => Promise<number>

/** `endClients` ends at outside systems what ends here. */
export function createSessionEnding(
  { clock, bus }: Pick<Platform, 'clock' | 'bus'>,
  endClients: (tx: Tx, sessionIds: readonly string[]) => Promise<void>,
): EndSessions {
  return async (tx, accountId, which, why, reason = 'signedOut') => {
    const ended = await endSessions(tx, accountId, which, new Date(clock.now()), why)
    await endClients(tx, ended)
    afterCommit(tx, () => {
      for (const sessionId of ended) bus.signal({ t: 'sessionEnded', sessionId, reason })
    })
    return ended.length
  }
}
