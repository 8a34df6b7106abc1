import { admissionTo, mayUse } from '#contract/calls/calls.abilities.ts'
import { CALL_GONE_MS, CALL_PEOPLE_MAX, CALL_TOKEN_MS } from '#contract/calls/calls.limits.ts'
import type { Call } from '#contract/calls/calls.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { hasGuests } from '../guests/guests.store.ts'
import { hostsGuests } from '../guests/hosting.ts'
import { openHall, roomIn } from '../halls/hall-rooms.ts'
import * as halls from '../halls/halls.store.ts'
import { doPlaceLate } from '../halls/late.ts'
import { mayVisit, type VisitorParts } from '../links/visitors.ts'
import { type MediaGrants, MediaUnavailable } from '../media/media-rooms.ts'
import type { MediaServer } from '../media/media-server.ts'
import { signToken } from './admission.ts'
import * as store from './calls.store.ts'
import { forgetGone } from './hands.store.ts'
import * as people from './people.store.ts'
import { distinct, peopleIn } from './people-in.ts'
import { type Accessed, type StandingParts, standingIn } from './standing.ts'
import type { Teller } from './telling.ts'

export type EnterFail = Fail<
  | 'call.ended'
  | 'call.locked'
  | 'call.rejected'
  | 'call.removed'
  | 'call.full'
  | 'call.sessionOver'
  | 'call.unavailable'
>

/** Of the room: whoever comes back may be there twice for a moment. Ours are the places that count. */
const SPARE_PLACES = 50

export interface EnteringParts extends StandingParts, VisitorParts, Pick<Platform, 'db' | 'transaction'> {
  media: MediaServer | null
  /** Address of the media server for browsers that reach it through our own site. */
  ownUrl: () => string
  teller: Teller
}

/** Somebody who comes: his profile, or his id as a guest, and the session under which he does. */
export interface Comer {
  id: string
  sessionId: string
}

export interface Admitted {
  url: string
  token: string
  expiresAt: string
  hallId: string | null
}

export type Entering = ReturnType<typeof createEntering>

/** How somebody comes into a call: the door, a place that is counted, and a token for the media server. */
export function createEntering(parts: EnteringParts) {
  const { clock, db, transaction, emitter, media, teller } = parts
  const goneBefore = () => new Date(clock.now() - CALL_GONE_MS)

  /** Whether he comes in or waits. */
  const checkDoor = ({ call, standing }: Pick<Accessed, 'call' | 'standing'>, fail: EnterFail): 'in' | 'waits' => {
    const door = admissionTo(call, standing)
    if (door === 'in' || door === 'waits') return door
    return fail(door, { changedBy: 'administrator' })
  }

  /** Has those who lead a call and are in it hear that something happens at its door. */
  const doTellLeaders = async (tx: Tx, call: Call): Promise<void> => {
    const inside = distinct(await store.openStays(tx, call.id, goneBefore()))
    for (const { leads, profileId } of await peopleIn(parts, tx, call, inside)) {
      if (leads) emitter.ephemeral(tx, 'profile', profileId, 'call.door', { chatId: call.chatId, callId: call.id })
    }
  }

  /** Waits at the door; whoever leads the call hears of it once. */
  const doAsk = async (tx: Tx, id: string, call: Call): Promise<void> => {
    const now = new Date(clock.now())
    const isNew = await people.ask(tx, { callId: call.id, profileId: id }, now, goneBefore())
    if (isNew) await doTellLeaders(tx, call)
  }

  /** Counts the place of somebody who comes; who comes back within his time has one. */
  const doTakePlace = async (tx: Tx, { id, sessionId }: Comer, callId: string, fail: EnterFail): Promise<void> => {
    const now = new Date(clock.now())
    const known = await store.readStay(tx, sessionId)
    if (known !== null) {
      const stay = { sessionId, callId, profileId: id, now, seenSince: goneBefore() }
      if (!(await store.beat(tx, stay))) fail('call.sessionOver')
      return
    }
    if ((await store.countOpen(tx, callId, goneBefore())) >= CALL_PEOPLE_MAX)
      fail('call.full', { max: CALL_PEOPLE_MAX })
    // Whoever was away for long comes as anybody else does: his hand is down.
    await forgetGone(tx, callId, goneBefore())
    await store.insertStay(tx, { sessionId, callId, profileId: id, now })
    // Who is there decides on whether guests may be: the rounds look next.
    if (await hasGuests(tx, callId)) await store.setDue(tx, callId)
    teller.soon(tx, callId)
  }

  /** Whether those who are there are such that somebody who comes by the link may be with them. */
  const mayComeVisiting = async (tx: Tx, id: string, { call, standing }: Accessed): Promise<boolean> => {
    const stays = [...(await store.openStays(tx, call.id, goneBefore())), { profileId: id }]
    if (!(await mayVisit(parts, tx, call, stays))) return false
    return standing.visits !== 'guest' || hostsGuests(parts, tx, call, stays)
  }

  /** The hall into which somebody belongs now, and its room on the media server. */
  const whereIs = async (reader: Reader, id: string, callId: string) => {
    const kept = await halls.readHalls(reader, callId)
    const hallId = await halls.hallOf(reader, callId, id)
    return { hallId: openHall(kept, hallId, clock.now()), room: roomIn(callId, kept, hallId, clock.now()) }
  }

  /** Comes in, where to and with what he may send; or waits: null. As the door stands while the call is held. */
  const doEnter = async (
    tx: Tx,
    who: Comer,
    access: (reader: Reader) => Promise<Accessed>,
    fail: EnterFail,
  ): Promise<{ may: MediaGrants; hallId: string | null; room: string } | null> => {
    const found = await access(tx)
    const call = await store.lockCall(tx, found.call.chatId, found.call.id)
    if (call === null || call.endedAt !== null) return fail('call.ended')
    const { visits } = found.standing
    // What was decided at the door may have been while somebody else held the call.
    const standing = visits === null ? await standingIn(tx, who.id, call, found.place) : (await access(tx)).standing
    const door = checkDoor({ call, standing }, fail)
    if (door === 'waits') {
      await doAsk(tx, who.id, call)
      return null
    }
    if (visits !== null && !(await mayComeVisiting(tx, who.id, { ...found, call, standing }))) return null
    await doTakePlace(tx, who, call.id, fail)
    if (visits === null) await doPlaceLate(parts, tx, { callId: call.id, profileId: who.id, leads: standing.leads })
    const [person] = await peopleIn(parts, tx, call, [who.id])
    return { may: mayUse(call, person!), ...(await whereIs(tx, who.id, call.id)) }
  }

  /** Makes sure of a room. */
  const doEnsure = async ({ rooms }: MediaServer, room: string, fail: EnterFail): Promise<void> => {
    await rooms.ensure(room, CALL_PEOPLE_MAX + SPARE_PLACES).catch((error: unknown) => {
      if (error instanceof MediaUnavailable) fail('call.unavailable')
      throw error
    })
  }

  return {
    doTellLeaders,

    /**
     * Makes sure of the room before a place is taken, so that nobody holds one for want of a media server.
     *
     * @param access finds the call and what he is in it, as it stands for that reader
     * @returns null of whoever waits
     */
    async come(who: Comer, access: (reader: Reader) => Promise<Accessed>, fail: EnterFail): Promise<Admitted | null> {
      const found = await access(db)
      const { room } = await whereIs(db, who.id, found.call.id)
      if (media === null) return fail('call.unavailable')
      if (checkDoor(found, fail) === 'in') await doEnsure(media, room, fail)
      const entered = await transaction((tx) => doEnter(tx, who, access, fail))
      if (entered === null) return null
      if (entered.room !== room) await doEnsure(media, entered.room, fail)
      const browser = media.access() ?? fail('call.unavailable')
      const token = await signToken(browser, { room: entered.room, sessionId: who.sessionId, may: entered.may })
      const url = media.browserUrl ?? parts.ownUrl()
      return { url, token, expiresAt: toInstant(clock.now() + CALL_TOKEN_MS), hallId: entered.hallId }
    },
  }
}
