import { mayUse } from '#contract/calls/calls.abilities.ts'
import { CALL_GONE_MS } from '#contract/calls/calls.limits.ts'
import type { CallPerson, MediaSource } from '#contract/calls/people.ts'
import type { Tx } from '../../platform/db/database.ts'
import { afterCommit } from '../../platform/db/transaction.ts'
import type { Platform } from '../../platform/platform.ts'
import { readHalls } from '../halls/halls.store.ts'
import { type MediaGrants, type MediaPerson, type MediaRooms, MediaUnavailable } from '../media/media-rooms.ts'
import type { MediaServer } from '../media/media-server.ts'
import { roomOf } from './admission.ts'
import * as store from './calls.store.ts'
import { peopleIn } from './people-in.ts'
import type { StandingParts } from './standing.ts'

/** Questions to the media server at the same time, about one call. */
const AT_ONCE = 8

interface Parts extends StandingParts, Pick<Platform, 'db' | 'log'> {
  media: MediaServer | null
}

/** Those who are in one room of a call. */
export interface Present {
  name: string
  inside: readonly MediaPerson[]
}

/** The rooms of a call on the media server, as far as it is about what people send there. */
export interface RoomKeeper {
  /** Has them follow soon after the commit what people may send; what fails is repeated by the rounds. */
  soon(tx: Tx, callId: string): void
  /**
   * Has them follow now, for those who are in them.
   *
   * @throws MediaUnavailable
   */
  follow(callId: string, present: readonly Present[]): Promise<void>
  /**
   * Switches off what somebody sends, or what all do who do not lead the call: null. Who may switches it on again.
   *
   * @throws MediaUnavailable
   */
  mute(callId: string, profileId: string | null, source: MediaSource): Promise<void>
  /** The same soon after the commit; that the media server is away then is no failure. */
  muteSoon(tx: Tx, callId: string, profileId: string, source: MediaSource): void
}

interface Inside {
  person: CallPerson
  may: MediaGrants
}

/**
 * What people may send is decided here and enforced by the media server: what somebody may not any more it takes off the room,
 * and it takes nothing of the kind from a client that was changed. It forgets that with its process; the rounds tell it again.
 */
export function createRoomKeeper(parts: Parts): RoomKeeper {
  const { clock, db, log, media } = parts
  /** Calls that are being followed, and whether something has changed meanwhile. */
  const following = new Map<string, boolean>()

  const readInside = async (callId: string): Promise<ReadonlyMap<string, Inside>> => {
    const call = await store.readCall(db, callId)
    if (call === null || call.endedAt !== null) return new Map()
    const stays = await store.openStays(db, callId, new Date(clock.now() - CALL_GONE_MS))
    const people = await peopleIn(parts, db, call, [...new Set(stays.map(({ profileId }) => profileId))])
    const byId = new Map(people.map((person) => [person.profileId, { person, may: mayUse(call, person) }]))
    return new Map(stays.map(({ sessionId, profileId }) => [sessionId, byId.get(profileId)!]))
  }

  const roomsOf = () => media?.rooms ?? fail()

  /** Those who are in the call and in its halls; whoever is moved may be in two rooms. */
  const readPresent = async (callId: string): Promise<Present[]> => {
    const kept = await readHalls(db, callId)
    const names = [null, ...(kept?.halls ?? []).map(({ id }) => id)].map((hallId) => roomOf(callId, hallId))
    return peopleOfRooms(roomsOf(), names)
  }

  const follow = async (callId: string, present: readonly Present[]): Promise<void> => {
    const inside = await readInside(callId)
    await each(everybody(present), async ({ name, person: { identity, may: has } }) => {
      const may = inside.get(identity)?.may
      if (may !== undefined && !isSame(has, may)) await roomsOf().permit(name, identity, may)
    })
  }

  const followAlone = async (callId: string): Promise<void> => {
    const isUnderWay = following.has(callId)
    following.set(callId, isUnderWay)
    if (isUnderWay) return
    do {
      following.set(callId, false)
      try {
        await follow(callId, await readPresent(callId))
      } catch (error) {
        log.warn({ error, callId }, 'calls.followFailed')
      }
    } while (following.get(callId) === true)
    following.delete(callId)
  }

  /** A share ends when it may not be any more; then he may again, if he might. Anything else is silent until he switches it on. */
  const silence = async (room: string, { identity, tracks }: MediaPerson, may: MediaGrants, source: MediaSource) => {
    const sent = tracks.filter((track) => track.source === source)
    if (source !== 'screen') {
      for (const { id, muted } of sent) if (!muted) await roomsOf().mute(room, identity, id)
    } else if (sent.length > 0) {
      await roomsOf().permit(room, identity, { ...may, screen: false })
      if (may.screen) await roomsOf().permit(room, identity, may)
    }
  }

  const mute = async (callId: string, profileId: string | null, source: MediaSource): Promise<void> => {
    const present = await readPresent(callId)
    const inside = await readInside(callId)
    await each(everybody(present), async ({ name, person: one }) => {
      const known = inside.get(one.identity)
      if (known === undefined) return
      const { person, may } = known
      if (profileId === null ? !person.leads : person.profileId === profileId) await silence(name, one, may, source)
    })
  }

  return {
    follow,
    mute,
    soon(tx, callId) {
      if (media !== null) afterCommit(tx, () => void followAlone(callId))
    },
    muteSoon(tx, callId, profileId, source) {
      if (media === null) return
      afterCommit(tx, () => {
        void mute(callId, profileId, source).catch((error: unknown) => log.warn({ error, callId }, 'calls.muteFailed'))
      })
    },
  }
}

/** Those who are in these rooms; of a room that does not exist nobody is asked for. */
export async function peopleOfRooms(rooms: MediaRooms, names: readonly string[]): Promise<Present[]> {
  const there = await rooms.count(names)
  const present: Present[] = []
  await each(
    names.filter((name) => there.has(name)),
    async (name) => {
      present.push({ name, inside: await rooms.people(name) })
    },
  )
  return present
}

function everybody(present: readonly Present[]): { name: string; person: MediaPerson }[] {
  return present.flatMap(({ name, inside }) => inside.map((person) => ({ name, person })))
}

function fail(): never {
  throw new MediaUnavailable()
}

function isSame(has: MediaGrants | null, may: MediaGrants): boolean {
  if (has === null) return false
  return has.microphone === may.microphone && has.camera === may.camera && has.screen === may.screen
}

async function each<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += AT_ONCE) await Promise.all(all.slice(at, at + AT_ONCE).map(work))
}
