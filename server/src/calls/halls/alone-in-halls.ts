import { CALL_ALONE_MS } from '#contract/calls/calls.limits.ts'
import type { Call, CallStay } from '#contract/calls/calls.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { type AloneRule, isAlone } from '../calls/alone.ts'
import { isOpen } from './arrangement.ts'
import * as store from './halls.store.ts'

/**
 * An adult and a pupil who may not be alone, and have been in a hall for a minute because a third one has left it, are back in
 * the call, where anybody of the chat may be with them (P-07).
 */
export async function doReturnAlone(
  { clock, emitter, mayBeAlone }: Pick<Platform, 'clock' | 'emitter'> & { mayBeAlone: AloneRule },
  tx: Tx,
  { id: callId, chatId }: Pick<Call, 'id' | 'chatId'>,
  stays: readonly CallStay[],
): Promise<void> {
  const now = clock.now()
  const kept = await store.readHalls(tx, callId)
  if (kept === null || !isOpen(kept, now)) return
  const hallOf = new Map((await store.readBelongings(tx, callId)).map((one) => [one.profileId, one.hallId]))
  const byHall = Map.groupBy(stays, ({ profileId }) => hallOf.get(profileId) ?? null)
  let moved = false
  for (const { id: hallId } of kept.halls) {
    const inside = byHall.get(hallId) ?? []
    const since = await store.noteAlone(tx, hallId, await isAlone(tx, inside, mayBeAlone), new Date(now))
    if (since === null || since.getTime() > now - CALL_ALONE_MS) continue
    for (const profileId of new Set(inside.map((stay) => stay.profileId))) {
      await store.setBelonging(tx, { callId, profileId, hallId: null, now: new Date(now) })
    }
    moved = true
  }
  if (moved) emitter.ephemeral(tx, 'chat', chatId, 'call.halls', { chatId, callId, version: kept.version })
}
