import { type JoinRefusal, joinRefusal, seesPeople, startRefusal } from '#contract/calls/calls.abilities.ts'
import { CALL_GONE_MS, CALL_PEOPLE_MAX } from '#contract/calls/calls.limits.ts'
import type { Call } from '#contract/calls/calls.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import { guestsAmong } from '../guests/guests.store.ts'
import * as store from './calls.store.ts'
import type { Entering, EnteringParts } from './entering.ts'
import * as people from './people.store.ts'
import { distinct, peopleIn } from './people-in.ts'
import { type Accessed, accessCall, standingIn } from './standing.ts'
import { readRevision } from './telling.store.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type Output<Id extends keyof Operations> = OutputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>
type RunFail = Fail<'chat.unknown' | 'call.unknown' | 'call.ended' | JoinRefusal>

/** What people may switch on themselves where nothing else was planned. */
const ALL_ON = { microphones: true, cameras: true }

export interface CallParts extends EnteringParts {
  entering: Entering
  /** Whether somebody may not call another one in their dialogue, because that one does not want it (ACC-07). */
  refusesCalls: (reader: Reader, callerId: string, otherId: string) => Promise<boolean>
}

export type CallsService = ReturnType<typeof createCallsService>

/** Calls of chats: begun, entered with a place that is counted, left and ended (CALL). Media are the media server's. */
export function createCallsService(parts: CallParts) {
  const { clock, emitter, media, teller, entering } = parts
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
      const otherId = place.chat.directIds.find((each) => each !== viewerId)
      if (otherId !== undefined && (await parts.refusesCalls(tx, viewerId, otherId))) {
        fail('call.notWanted', { changedBy: 'person' })
      }
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
      const { communityId } = place.chat
      const ownPictures = communityId === null || (await parts.callRules(reader, communityId)).ownPictures
      if (call === null) return { call, people: 0, mine: null, ownPictures }
      const inside = await store.countOpen(reader, call.id, goneBefore())
      const { leads, admission } = await standingIn(reader, viewerId, call, place)
      const waiting = leads ? await people.countWaiting(reader, call.id, goneBefore()) : 0
      return { call, people: Math.min(inside, CALL_PEOPLE_MAX), mine: { leads, admission, waiting }, ownPictures }
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
        call,
        revision,
        stays,
        people: await peopleIn(parts, reader, call, inside),
        cards: await parts.cards(reader, inside),
        guests: await guestsAmong(reader, inside),
      }
    },

    async join(
      viewerId: string,
      input: Input<'calls.join'>,
      fail: FailOf<'calls.join'>,
    ): Promise<Output<'calls.join'>> {
      const access = (reader: Reader) => checkRuns(reader, viewerId, input, fail)
      return { admitted: await entering.come({ id: viewerId, sessionId: input.sessionId }, access, fail) }
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
