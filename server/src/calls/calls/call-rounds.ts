import { CALL_ALONE_MS, CALL_EMPTY_MS, CALL_GONE_MS } from '#contract/calls/calls.limits.ts'
import type { Call, CallStay } from '#contract/calls/calls.ts'
import { startRounds } from '../../platform/clock/rounds.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { guestsOf } from '../guests/guests.store.ts'
import { hostsGuests } from '../guests/hosting.ts'
import { doReturnAlone } from '../halls/alone-in-halls.ts'
import { type CallRoom, callRooms } from '../halls/hall-rooms.ts'
import * as halls from '../halls/halls.store.ts'
import { mayVisit, type VisitorParts, visitingAmong } from '../links/visitors.ts'
import type { MediaRooms } from '../media/media-rooms.ts'
import type { MediaServer } from '../media/media-server.ts'
import { isAlone } from './alone.ts'
import * as store from './calls.store.ts'
import { forgetGone } from './hands.store.ts'
import { peopleOfRooms, type RoomKeeper } from './room-keeper.ts'
import type { Teller } from './telling.ts'

const EVERY_MS = 2_000
/** Between two looks at one call; who was taken out of a chat is heard so long at most. */
const LOOK_MS = 10_000
const STEP_CALLS = 200

interface Parts extends VisitorParts, Pick<Platform, 'db' | 'transaction' | 'clock' | 'log' | 'emitter'> {
  media: MediaServer | null
  teller: Teller
  keeper: RoomKeeper
}

export interface CallRounds {
  /** Looks at every call that is due. */
  run(): Promise<void>
  /** Runs again and again; the answer stops it. Several processes may do so at once. */
  start(): () => void
}

/**
 * Looks after calls: whoever says nothing any more has left, a call in which nobody is for long ends, and the media server has
 * in its rooms nobody but those whose stay is open. A token, or a client that was changed, opens nothing for longer. Whoever has
 * left for good has his hand down, what a process left untold is told, and who may send what the media server knows again when
 * it has forgotten it.
 */
export function createCallRounds(parts: Parts): CallRounds {
  const { db, transaction, clock, emitter, media } = parts

  /**
   * Whoever is not in the chat any more is not in its call either, unless he has its link; and whoever has come by that is in it
   * only beside those with whom he may be. Guests are there as long as the link lets them in.
   */
  const doEndForeign = async (
    tx: Tx,
    call: Call,
    stays: readonly CallStay[],
    now: number,
  ): Promise<readonly CallStay[]> => {
    const seenSince = new Date(now - CALL_GONE_MS)
    const ids = [...new Set(stays.map(({ profileId }) => profileId))]
    const { id: callId } = call
    const members = await parts.membersAmong(tx, call.chatId, ids)
    const outside = ids.filter((id) => !members.has(id))
    const visitors = await visitingAmong(parts, tx, call, outside)
    const guests = await guestsOf(tx, callId, outside)
    const came = new Set([...members.keys(), ...visitors, ...guests])
    const present = stays.filter(({ profileId }) => came.has(profileId))
    const keeps = visitors.size + guests.size === 0 || (await mayVisit(parts, tx, call, present))
    const hosts = guests.size > 0 && keeps && (await hostsGuests(parts, tx, call, present))
    const inside = new Set([...members.keys(), ...(keeps ? visitors : []), ...(hosts ? guests : [])])
    for (const { sessionId, profileId } of stays) {
      if (inside.has(profileId)) continue
      await store.leave(tx, { sessionId, callId, profileId, now: new Date(now), seenSince })
    }
    return stays.filter(({ profileId }) => inside.has(profileId))
  }

  /**
   * A call whose door is closed opens to its chat when an adult and a pupil who may not be alone have been alone in it: then
   * anybody of the chat may come in, and they are as alone as there (P-07).
   */
  const doOpenAlone = async (tx: Tx, call: Call, stays: readonly CallStay[], now: number): Promise<void> => {
    if (!call.locked && !call.waitingRoom) return
    const since = await store.noteAlone(tx, call.id, await isAlone(tx, stays, parts.mayBeAlone), new Date(now))
    if (since === null || since.getTime() > now - CALL_ALONE_MS) return
    const opened = await store.setDoor(tx, call.id, { waitingRoom: false, locked: false })
    emitter.ephemeral(tx, 'chat', call.chatId, 'call.changed', { call: opened })
  }

  /** What stands here is put right first; null when another process has the call. */
  const doLook = (callId: string, chatId: string) =>
    transaction(async (tx) => {
      const now = clock.now()
      if (!(await store.takeForLook(tx, callId, new Date(now - LOOK_MS), new Date(now)))) return null
      const call = await store.lockCall(tx, chatId, callId)
      if (call === null) return null
      if (call.endedAt !== null) return { ended: true }
      const goneBefore = new Date(now - CALL_GONE_MS)
      await store.endGone(tx, callId, goneBefore)
      await forgetGone(tx, callId, goneBefore)
      const stays = await doEndForeign(tx, call, await store.openStays(tx, callId, goneBefore), now)
      await doOpenAlone(tx, call, stays, now)
      await doReturnAlone(parts, tx, call, stays)
      const seenAt = await store.lastSeen(tx, callId)
      if (stays.length > 0 || seenAt.getTime() > now - CALL_EMPTY_MS) {
        return { ended: false }
      }
      const ended = await store.endCall(tx, callId, { by: null, at: seenAt })
      emitter.ephemeral(tx, 'chat', chatId, 'call.changed', { call: ended })
      return { ended: true }
    })

  /** The rooms of a call as they have to be now. */
  const readRooms = async (callId: string): Promise<CallRoom[]> => {
    const now = clock.now()
    const stays = await store.openStays(db, callId, new Date(now - CALL_GONE_MS))
    return callRooms(callId, await halls.readHalls(db, callId), await halls.readBelongings(db, callId), stays, now)
  }

  /** Makes the rooms follow. */
  const doClear = async (rooms: MediaRooms, callId: string, { ended }: { ended: boolean }) => {
    const before = await readRooms(callId)
    if (ended) {
      for (const { name } of before) await rooms.end(name)
      await transaction((tx) => store.setRoomGone(tx, callId))
      return
    }
    const found = await peopleOfRooms(
      rooms,
      before.map(({ name }) => name),
    )
    await parts.keeper.follow(callId, found)
    // Whoever has come in meanwhile has a stay before he is in a room.
    const after = new Map((await readRooms(callId)).map(({ name, sessions }) => [name, sessions]))
    for (const { name, inside } of found) {
      const foreign = inside.filter(({ identity }) => after.get(name)?.has(identity) !== true)
      for (const { identity } of foreign) await rooms.remove(name, identity)
    }
  }

  const doRun = async () => {
    for (const { id, chatId } of await store.dueCalls(db, new Date(clock.now() - LOOK_MS), STEP_CALLS)) {
      try {
        const seen = await doLook(id, chatId)
        if (seen !== null && media !== null) await doClear(media.rooms, id, seen)
      } catch (error) {
        // One call that fails keeps no other from its look; it is due again soon.
        parts.log.warn({ error, callId: id }, 'calls.lookFailed')
      }
    }
    await parts.teller.sweep()
  }
  // One after the other, so that whoever has waited for a run finds done what one before it had begun.
  let last: Promise<void> = Promise.resolve()
  const run = () => {
    last = last.then(doRun, doRun)
    return last
  }
  const rounds = { ...parts, everyMs: EVERY_MS, failure: 'calls.roundsFailed', run }
  return { run, start: () => startRounds(rounds) }
}
