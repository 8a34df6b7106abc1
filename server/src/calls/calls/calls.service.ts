import { endRefusal, type JoinRefusal, joinRefusal, startRefusal } from '#contract/calls/calls.abilities.ts'
import { CALL_GONE_MS, CALL_PEOPLE_MAX, CALL_TOKEN_MS } from '#contract/calls/calls.limits.ts'
import type { Call } from '#contract/calls/calls.ts'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { ChatState } from '#contract/messenger/chats.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { MediaUnavailable } from '../media/media-rooms.ts'
import type { MediaServer } from '../media/media-server.ts'
import { roomOf, signToken } from './admission.ts'
import * as store from './calls.store.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type Output<Id extends keyof Operations> = OutputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>
type RunFail = Fail<'chat.unknown' | 'call.unknown' | 'call.ended' | JoinRefusal>

/** Of the room: whoever comes back may be there twice for a moment. Ours are the places that count. */
const SPARE_PLACES = 50

/** What a reader is in a chat that he reads. */
export type Place = Pick<ChatState, 'chat' | 'mine'>

export interface CallParts extends Pick<Platform, 'clock' | 'db' | 'transaction' | 'emitter'> {
  media: MediaServer | null
  /** The only door to the chat of a call; null for what is not there and for what is foreign. */
  accessChat: (reader: Reader, viewerId: string, chatId: string) => Promise<Place | null>
  cards: (reader: Reader, profileIds: readonly string[]) => Promise<ProfileCard[]>
  /** Address of the media server for browsers that reach it through our own site. */
  ownUrl: () => string
}

export type CallsService = ReturnType<typeof createCallsService>

/** Calls of chats: begun, entered with a place that is counted, left and ended (CALL). Media are the media server's. */
export function createCallsService(parts: CallParts) {
  const { clock, db, transaction, emitter, media } = parts
  const goneBefore = () => new Date(clock.now() - CALL_GONE_MS)

  /** A call whose chat the viewer reads. */
  const accessCall = async (
    reader: Reader,
    viewerId: string,
    { chatId, callId }: { chatId: string; callId: string },
    fail: Fail<'chat.unknown' | 'call.unknown'>,
  ): Promise<{ call: Call; place: Place }> => {
    const place = (await parts.accessChat(reader, viewerId, chatId)) ?? fail('chat.unknown')
    const call = (await store.callOf(reader, chatId, callId)) ?? fail('call.unknown')
    return { call, place }
  }

  /** A call that runs and into which the viewer may come, or in which he may go on. */
  const checkJoins = async (
    reader: Reader,
    viewerId: string,
    input: { chatId: string; callId: string },
    fail: RunFail,
  ): Promise<Call> => {
    const { call, place } = await accessCall(reader, viewerId, input, fail)
    const refusal = joinRefusal(place.mine)
    if (refusal !== null) fail(refusal)
    if (call.endedAt !== null) fail('call.ended')
    return call
  }

  /** Counts the place of somebody who comes; who comes back within his time has one. */
  const doTakePlace = async (
    tx: Tx,
    viewerId: string,
    { chatId, callId, sessionId }: Input<'calls.join'>,
    fail: FailOf<'calls.join'>,
  ): Promise<void> => {
    const call = await store.lockCall(tx, chatId, callId)
    if (call === null || call.endedAt !== null) return fail('call.ended')
    const now = new Date(clock.now())
    const known = await store.readStay(tx, sessionId)
    if (known !== null) {
      const stay = { sessionId, callId, profileId: viewerId, now, seenSince: goneBefore() }
      if (!(await store.beat(tx, stay))) fail('call.sessionOver')
      return
    }
    if ((await store.countOpen(tx, callId, goneBefore())) >= CALL_PEOPLE_MAX)
      fail('call.full', { max: CALL_PEOPLE_MAX })
    await store.insertStay(tx, { sessionId, callId, profileId: viewerId, now })
  }

  return {
    accessCall,

    async start(
      tx: Tx,
      viewerId: string,
      { chatId, id }: Input<'calls.start'>,
      fail: FailOf<'calls.start'>,
    ): Promise<Call> {
      const place = (await parts.accessChat(tx, viewerId, chatId)) ?? fail('chat.unknown')
      const running = await store.runningCall(tx, chatId)
      const refusal = startRefusal(place.chat, place.mine)
      // Whoever may only come into one comes into the one that runs.
      if (refusal !== null && (running === null || refusal !== 'call.notAllowed')) {
        fail(refusal, refusal === 'call.notAllowed' ? { rule: 'startCall', changedBy: 'owner' } : undefined)
      }
      if (running !== null) return running
      const known = await store.callOf(tx, chatId, id)
      if (known !== null) return known.endedAt === null ? known : fail('call.ended')
      if (media === null || media.state() === 'missing') fail('call.unavailable')
      const begun = await store.insertCall(tx, { id, chatId, startedBy: viewerId, now: new Date(clock.now()) })
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
      if ((await parts.accessChat(reader, viewerId, chatId)) === null) fail('chat.unknown')
      const call = await store.runningCall(reader, chatId)
      const people = call === null ? 0 : await store.countOpen(reader, call.id, goneBefore())
      return { call, people: Math.min(people, CALL_PEOPLE_MAX) }
    },

    async people(
      reader: Reader,
      viewerId: string,
      input: Input<'calls.people'>,
      fail: FailOf<'calls.people'>,
    ): Promise<Output<'calls.people'>> {
      const { call } = await accessCall(reader, viewerId, input, fail)
      const stays = (await store.openStays(reader, call.id, goneBefore())).slice(0, CALL_PEOPLE_MAX)
      return { stays, cards: await parts.cards(reader, [...new Set(stays.map(({ profileId }) => profileId))]) }
    },

    /** Makes sure of the room before a place is taken, so that nobody holds one for want of a media server. */
    async join(
      viewerId: string,
      input: Input<'calls.join'>,
      fail: FailOf<'calls.join'>,
    ): Promise<Output<'calls.join'>> {
      const call = await checkJoins(db, viewerId, input, fail)
      if (media === null) return fail('call.unavailable')
      await media.rooms.ensure(roomOf(call.id), CALL_PEOPLE_MAX + SPARE_PLACES).catch((error: unknown) => {
        if (error instanceof MediaUnavailable) fail('call.unavailable')
        throw error
      })
      await transaction(async (tx) => {
        await checkJoins(tx, viewerId, input, fail)
        await doTakePlace(tx, viewerId, input, fail)
      })
      const access = media.access() ?? fail('call.unavailable')
      const token = await signToken(access, { room: roomOf(call.id), sessionId: input.sessionId })
      return { url: media.browserUrl ?? parts.ownUrl(), token, expiresAt: toInstant(clock.now() + CALL_TOKEN_MS) }
    },

    async beat(tx: Tx, viewerId: string, input: Input<'calls.beat'>, fail: FailOf<'calls.beat'>): Promise<void> {
      const { id: callId } = await checkJoins(tx, viewerId, input, fail)
      const now = new Date(clock.now())
      const stay = { sessionId: input.sessionId, callId, profileId: viewerId, now, seenSince: goneBefore() }
      if (!(await store.beat(tx, stay))) fail('call.sessionOver')
    },

    async leave(tx: Tx, viewerId: string, input: Input<'calls.leave'>, fail: FailOf<'calls.leave'>): Promise<void> {
      const { call } = await accessCall(tx, viewerId, input, fail)
      const { sessionId } = input
      await store.leave(tx, { sessionId, callId: call.id, profileId: viewerId, now: new Date(clock.now()) })
    },

    /** Ends it here; its room is ended by the rounds, also when the media server is away now. */
    async end(tx: Tx, viewerId: string, input: Input<'calls.end'>, fail: FailOf<'calls.end'>): Promise<Call> {
      const { place } = await accessCall(tx, viewerId, input, fail)
      const call = (await store.lockCall(tx, input.chatId, input.callId)) ?? fail('call.unknown')
      if (endRefusal(call, place.mine, { profileId: viewerId }) !== null) {
        fail('call.notAllowed', { rule: 'endCall', changedBy: 'owner' })
      }
      if (call.endedAt !== null) return call
      const ended = await store.endCall(tx, call.id, { by: viewerId, at: new Date(clock.now()) })
      emitter.ephemeral(tx, 'chat', call.chatId, 'call.changed', { call: ended })
      return ended
    },
  }
}
