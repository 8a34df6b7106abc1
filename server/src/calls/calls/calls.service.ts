import {
  admissionTo,
  type JoinRefusal,
  joinRefusal,
  mayUse,
  seesPeople,
  startRefusal,
} from '#contract/calls/calls.abilities.ts'
import { CALL_GONE_MS, CALL_PEOPLE_MAX, CALL_TOKEN_MS } from '#contract/calls/calls.limits.ts'
import type { Call, CallStay } from '#contract/calls/calls.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
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
import { peopleIn } from './people-in.ts'
import { type Accessed, accessCall, type StandingParts, standingIn } from './standing.ts'
import { readRevision } from './telling.store.ts'
import type { Teller } from './telling.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type Output<Id extends keyof Operations> = OutputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>
type RunFail = Fail<'chat.unknown' | 'call.unknown' | 'call.ended' | JoinRefusal>

/** What people may switch on themselves where nothing else was planned. */
const ALL_ON = { microphones: true, cameras: true }
/** Of the room: whoever comes back may be there twice for a moment. Ours are the places that count. */
const SPARE_PLACES = 50

export interface CallParts extends StandingParts, VisitorParts, Pick<Platform, 'db' | 'transaction'> {
  media: MediaServer | null
  /** Address of the media server for browsers that reach it through our own site. */
  ownUrl: () => string
  teller: Teller
}

export type CallsService = ReturnType<typeof createCallsService>

/** Calls of chats: begun, entered with a place that is counted, left and ended (CALL). Media are the media server's. */
export function createCallsService(parts: CallParts) {
  const { clock, db, transaction, emitter, media, teller } = parts
  const goneBefore = () => new Date(clock.now() - CALL_GONE_MS)

  /** A call that runs, and to which nothing in the chat itself bars the viewer. */
  const checkRuns = async (
    reader: Reader,
    viewerId: string,
    input: { chatId: string; callId: string },
    fail: RunFail,
  ): Promise<Accessed> => {
    const found = await accessCall(parts, reader, viewerId, input, fail)
    const refusal = joinRefusal(found.place.mine)
    if (refusal !== null) fail(refusal)
    if (found.call.endedAt !== null) fail('call.ended')
    return found
  }

  /** Whether the viewer comes in or waits. */
  const checkDoor = (
    { call, standing }: Pick<Accessed, 'call' | 'standing'>,
    fail: FailOf<'calls.join'>,
  ): 'in' | 'waits' => {
    const door = admissionTo(call, standing)
    if (door === 'in' || door === 'waits') return door
    return fail(door, { changedBy: 'administrator' })
  }

  /** Those who lead a call and are in it. */
  const leadersIn = async (tx: Tx, call: Call): Promise<string[]> => {
    const inside = distinct(await store.openStays(tx, call.id, goneBefore()))
    return (await peopleIn(parts, tx, call, inside)).filter(({ leads }) => leads).map(({ profileId }) => profileId)
  }

  /** Waits at the door; whoever leads the call hears of it once. */
  const doAsk = async (tx: Tx, viewerId: string, call: Call): Promise<void> => {
    const now = new Date(clock.now())
    const isNew = await people.ask(tx, { callId: call.id, profileId: viewerId }, now, goneBefore())
    if (!isNew) return
    for (const profileId of await leadersIn(tx, call)) {
      emitter.ephemeral(tx, 'profile', profileId, 'call.door', { chatId: call.chatId, callId: call.id })
    }
  }

  /** Counts the place of somebody who comes; who comes back within his time has one. */
  const doTakePlace = async (
    tx: Tx,
    viewerId: string,
    { callId, sessionId }: Input<'calls.join'>,
    fail: FailOf<'calls.join'>,
  ): Promise<void> => {
    const now = new Date(clock.now())
    const known = await store.readStay(tx, sessionId)
    if (known !== null) {
      const stay = { sessionId, callId, profileId: viewerId, now, seenSince: goneBefore() }
      if (!(await store.beat(tx, stay))) fail('call.sessionOver')
      return
    }
    if ((await store.countOpen(tx, callId, goneBefore())) >= CALL_PEOPLE_MAX)
      fail('call.full', { max: CALL_PEOPLE_MAX })
    // Whoever was away for long comes as anybody else does: his hand is down.
    await forgetGone(tx, callId, goneBefore())
    await store.insertStay(tx, { sessionId, callId, profileId: viewerId, now })
    teller.soon(tx, callId)
  }

  /** Whether those who are there are such that a visitor may be with them. */
  const mayComeVisiting = async (tx: Tx, viewerId: string, call: Call): Promise<boolean> => {
    const stays = await store.openStays(tx, call.id, goneBefore())
    return mayVisit(parts, tx, call, [...stays, { profileId: viewerId }])
  }

  /** Comes in, where to and with what he may send; or waits: null. As the door stands while the call is held. */
  const doEnter = async (
    tx: Tx,
    viewerId: string,
    input: Input<'calls.join'>,
    fail: FailOf<'calls.join'>,
  ): Promise<{ may: MediaGrants; hallId: string | null; room: string } | null> => {
    const found = await checkRuns(tx, viewerId, input, fail)
    const call = await store.lockCall(tx, input.chatId, input.callId)
    if (call === null || call.endedAt !== null) return fail('call.ended')
    const { visits } = found.standing
    const standing = visits ? found.standing : await standingIn(tx, viewerId, call, found.place)
    const door = checkDoor({ call, standing }, fail)
    if (door === 'in' && visits && !(await mayComeVisiting(tx, viewerId, call))) return null
    if (door === 'waits') {
      await doAsk(tx, viewerId, call)
      return null
    }
    await doTakePlace(tx, viewerId, input, fail)
    if (!visits) await doPlaceLate(parts, tx, { callId: call.id, profileId: viewerId, leads: standing.leads })
    const [person] = await peopleIn(parts, tx, call, [viewerId])
    return { may: mayUse(call, person!), ...(await whereIs(tx, viewerId, call.id)) }
  }

  /** The hall into which somebody belongs now, and its room on the media server. */
  const whereIs = async (reader: Reader, profileId: string, callId: string) => {
    const kept = await halls.readHalls(reader, callId)
    const hallId = await halls.hallOf(reader, callId, profileId)
    return { hallId: openHall(kept, hallId, clock.now()), room: roomIn(callId, kept, hallId, clock.now()) }
  }

  /** Makes sure of a room. */
  const doEnsure = async ({ rooms }: MediaServer, room: string, fail: FailOf<'calls.join'>): Promise<void> => {
    await rooms.ensure(room, CALL_PEOPLE_MAX + SPARE_PLACES).catch((error: unknown) => {
      if (error instanceof MediaUnavailable) fail('call.unavailable')
      throw error
    })
  }

  return {
    async start(
      tx: Tx,
      viewerId: string,
      { chatId, id }: Input<'calls.start'>,
      fail: FailOf<'calls.start'>,
      { microphones, cameras } = ALL_ON,
    ): Promise<Call> {
      const place = (await parts.accessChat(tx, viewerId, chatId)) ?? fail('chat.unknown')
      const refusal = startRefusal(place.chat, place.mine)
      if (refusal !== null) {
        fail(refusal, refusal === 'call.notAllowed' ? { rule: 'startCall', changedBy: 'owner' } : undefined)
      }
      const running = await store.runningCall(tx, chatId)
      if (running !== null) return running
      const known = await store.callOf(tx, chatId, id)
      if (known !== null) return known.endedAt === null ? known : fail('call.ended')
      if (media === null || media.state() === 'missing') fail('call.unavailable')
      const begun = await store.insertCall(tx, {
        id,
        chatId,
        startedBy: viewerId,
        // In a dialogue nobody is over the other.
        microphones: microphones || place.chat.kind === 'direct',
        cameras: cameras || place.chat.kind === 'direct',
        // In a group it is whoever leads it who shows something, until he opens that to others.
        screens: place.chat.kind === 'direct',
        now: new Date(clock.now()),
      })
      const call = (await store.runningCall(tx, chatId)) ?? fail('call.ended')
      if (begun) emitter.ephemeral(tx, 'chat', chatId, 'call.changed', { call })
      return call
    },

    async running(
      reader: Reader,
      viewerId: string,
      { chatId }: Input<'calls.running'>,
      fail: FailOf<'calls.running'>,
    ): Promise<Output<'calls.running'>> {
      const place = (await parts.accessChat(reader, viewerId, chatId)) ?? fail('chat.unknown')
      const call = await store.runningCall(reader, chatId)
      if (call === null) return { call, people: 0, mine: null }
      const inside = await store.countOpen(reader, call.id, goneBefore())
      const { leads, admission } = await standingIn(reader, viewerId, call, place)
      const waiting = leads ? await people.countWaiting(reader, call.id, goneBefore()) : 0
      return { call, people: Math.min(inside, CALL_PEOPLE_MAX), mine: { leads, admission, waiting } }
    },

    async people(
      reader: Reader,
      viewerId: string,
      input: Input<'calls.people'>,
      fail: FailOf<'calls.people'>,
    ): Promise<Output<'calls.people'>> {
      const { call, standing } = await accessCall(parts, reader, viewerId, input, fail)
      if (!seesPeople(call, standing)) fail('call.notIn', { changedBy: 'administrator' })
      // Read first: what has changed since is told again, as it stands then.
      const revision = await readRevision(reader, call.id)
      const stays = (await store.openStays(reader, call.id, goneBefore())).slice(0, CALL_PEOPLE_MAX)
      const inside = distinct(stays)
      return {
        revision,
        stays,
        people: await peopleIn(parts, reader, call, inside),
        cards: await parts.cards(reader, inside),
      }
    },

    /** Makes sure of the room before a place is taken, so that nobody holds one for want of a media server. */
    async join(
      viewerId: string,
      input: Input<'calls.join'>,
      fail: FailOf<'calls.join'>,
    ): Promise<Output<'calls.join'>> {
      const found = await checkRuns(db, viewerId, input, fail)
      const { room } = await whereIs(db, viewerId, found.call.id)
      if (media === null) return fail('call.unavailable')
      if (checkDoor(found, fail) === 'in') await doEnsure(media, room, fail)
      const entered = await transaction((tx) => doEnter(tx, viewerId, input, fail))
      if (entered === null) return { admitted: null }
      if (entered.room !== room) await doEnsure(media, entered.room, fail)
      const access = media.access() ?? fail('call.unavailable')
      const token = await signToken(access, { room: entered.room, sessionId: input.sessionId, may: entered.may })
      const url = media.browserUrl ?? parts.ownUrl()
      const { hallId } = entered
      return { admitted: { url, token, expiresAt: toInstant(clock.now() + CALL_TOKEN_MS), hallId } }
    },

    async beat(tx: Tx, viewerId: string, input: Input<'calls.beat'>, fail: FailOf<'calls.beat'>): Promise<void> {
      const { id: callId } = (await checkRuns(tx, viewerId, input, fail)).call
      const now = new Date(clock.now())
      const stay = { sessionId: input.sessionId, callId, profileId: viewerId, now, seenSince: goneBefore() }
      if (!(await store.beat(tx, stay))) fail('call.sessionOver')
    },

    async leave(tx: Tx, viewerId: string, input: Input<'calls.leave'>, fail: FailOf<'calls.leave'>): Promise<void> {
      const { call } = await accessCall(parts, tx, viewerId, input, fail)
      const { sessionId } = input
      const stay = {
        sessionId,
        callId: call.id,
        profileId: viewerId,
        now: new Date(clock.now()),
        seenSince: goneBefore(),
      }
      await store.leave(tx, stay)
      teller.soon(tx, call.id)
    },

    /** Ends it here; its room is ended by the rounds, also when the media server is away now. */
    async end(tx: Tx, viewerId: string, input: Input<'calls.end'>, fail: FailOf<'calls.end'>): Promise<Call> {
      const { standing } = await accessCall(parts, tx, viewerId, input, fail)
      if (!standing.leads) fail('call.notAllowed', { rule: 'endCall', changedBy: 'owner' })
      const call = (await store.lockCall(tx, input.chatId, input.callId)) ?? fail('call.unknown')
      if (call.endedAt !== null) return call
      // Whoever has gone before was not in it to its end.
      await store.endGone(tx, call.id, goneBefore())
      const ended = await store.endCall(tx, call.id, { by: viewerId, at: new Date(clock.now()) })
      emitter.ephemeral(tx, 'chat', call.chatId, 'call.changed', { call: ended })
      return ended
    },
  }
}

function distinct(stays: readonly CallStay[]): string[] {
  return [...new Set(stays.map(({ profileId }) => profileId))]
}
