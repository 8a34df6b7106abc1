import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { AloneRule } from '../calls/alone.ts'
import { emptiestFirst, hallsView, isOpen } from './arrangement.ts'
import * as store from './halls.store.ts'

/**
 * Whoever comes into a call whose halls are open and belongs into none comes into the emptiest in which he may be, unless he
 * leads it or everybody chooses (HALL-03).
 */
export async function doPlaceLate(
  { clock, mayBeAlone }: Pick<Platform, 'clock'> & { mayBeAlone: AloneRule },
  tx: Tx,
  { callId, profileId, leads }: { callId: string; profileId: string; leads: boolean },
): Promise<void> {
  const now = clock.now()
  const kept = await store.readHalls(tx, callId)
  if (leads || kept === null || kept.free || !isOpen(kept, now)) return
  if ((await store.hallOf(tx, callId, profileId)) !== null) return
  const { halls } = hallsView(kept, await store.readBelongings(tx, callId), now)
  for (const { id: hallId, profileIds } of emptiestFirst(halls)) {
    const together = [...profileIds, profileId]
    if (together.length === 2 && !(await mayBeAlone(tx, together))) continue
    await store.setBelonging(tx, { callId, profileId, hallId, now: new Date(now) })
    return
  }
}
