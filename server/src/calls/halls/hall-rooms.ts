import { HALL_MOVE_MS } from '#contract/calls/calls.limits.ts'
import type { CallStay } from '#contract/calls/calls.ts'
import { roomOf } from '../calls/admission.ts'
import { isOpen } from './arrangement.ts'
import type { Belonging, KeptHalls } from './halls.store.ts'

/** A room of the media server that belongs to a call, and which sessions may be in it now. */
export interface CallRoom {
  readonly name: string
  readonly sessions: ReadonlySet<string>
}

/** The hall into which somebody belongs at this moment. */
export function openHall(kept: KeptHalls | null, hallId: string | null, now: number): string | null {
  return kept !== null && isOpen(kept, now) ? hallId : null
}

/** The room of somebody of a call, by the hall into which he belongs. */
export function roomIn(callId: string, kept: KeptHalls | null, hallId: string | null, now: number): string {
  return roomOf(callId, openHall(kept, hallId, now))
}

/**
 * Every room of a call with the sessions that may be in it. Who is moved comes into the new room before he leaves the old
 * one, so for a moment he may be in any; who has returned likewise.
 */
export function callRooms(
  callId: string,
  kept: KeptHalls | null,
  belongings: readonly Belonging[],
  stays: readonly CallStay[],
  now: number,
): CallRoom[] {
  const all = new Set(stays.map(({ sessionId }) => sessionId))
  if (kept === null) return [{ name: roomOf(callId, null), sessions: all }]
  const open = isOpen(kept, now)
  const justClosed = !open && kept.endsAt !== null && kept.endsAt.getTime() > now - HALL_MOVE_MS
  const belonging = new Map(belongings.map((one) => [one.profileId, one]))
  const sessionsOf = (hallId: string | null) =>
    stays.flatMap(({ sessionId, profileId }) => {
      const own = belonging.get(profileId)
      const isMoving = justClosed || (open && own !== undefined && own.movedAt.getTime() > now - HALL_MOVE_MS)
      const belongsTo = open ? (own?.hallId ?? null) : null
      return isMoving || belongsTo === hallId ? [sessionId] : []
    })
  return [null, ...kept.halls.map(({ id }) => id)].map((hallId) => ({
    name: roomOf(callId, hallId),
    sessions: new Set(sessionsOf(hallId)),
  }))
}
