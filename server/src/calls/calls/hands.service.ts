import { CALL_GONE_MS } from '#contract/calls/calls.limits.ts'
import type { Call } from '#contract/calls/calls.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import { guestsOf, setAsked } from '../guests/guests.store.ts'
import * as hands from './hands.store.ts'
import { accessLedGroup, accessRunningLed, checkMember } from './leading.ts'
import type { RoomKeeper } from './room-keeper.ts'
import { accessCall, type StandingParts } from './standing.ts'
import type { Teller } from './telling.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

interface Parts extends StandingParts {
  teller: Teller
  keeper: RoomKeeper
}

export type HandsService = ReturnType<typeof createHandsService>

/** Hands that are up in a call, in the order in which they went up, and who was given the floor (CALL-06). */
export function createHandsService(parts: Parts) {
  const { clock, emitter, teller, keeper } = parts
  const goneBefore = () => new Date(clock.now() - CALL_GONE_MS)

  return {
    async setHand(
      tx: Tx,
      viewerId: string,
      input: Input<'calls.setHand'>,
      fail: FailOf<'calls.setHand'>,
    ): Promise<void> {
      const { call } = await accessCall(parts, tx, viewerId, input, fail)
      if (call.endedAt !== null) fail('call.ended')
      const who = { callId: call.id, profileId: viewerId }
      if (input.up) {
        if (!(await hands.isInside(tx, who, goneBefore()))) fail('call.outside')
        await hands.raise(tx, who, new Date(clock.now()))
      } else {
        await hands.lower(tx, call.id, viewerId)
      }
      teller.soon(tx, call.id)
    },

    async lowerHands(
      tx: Tx,
      viewerId: string,
      input: Input<'calls.lowerHands'>,
      fail: FailOf<'calls.lowerHands'>,
    ): Promise<void> {
      const { call } = await accessRunningLed(parts, tx, viewerId, input, fail)
      await checkMember(parts, tx, call, input.profileId, fail)
      await hands.lower(tx, call.id, input.profileId)
      teller.soon(tx, call.id)
    },

    async setFloor(
      tx: Tx,
      viewerId: string,
      input: Input<'calls.setFloor'>,
      fail: FailOf<'calls.setFloor'>,
    ): Promise<void> {
      const { profileId, floor } = input
      const { call } = await accessLedGroup(parts, tx, viewerId, input, fail)
      const who = { callId: call.id, profileId }
      await checkMember(parts, tx, call, profileId, fail)
      if (floor && !(await hands.isInside(tx, who, goneBefore()))) fail('call.personAway')
      await hands.setFloor(tx, who, floor)
      teller.soon(tx, call.id)
      keeper.soon(tx, call.id)
      if (!floor) return keeper.muteSoon(tx, call.id, profileId, 'microphone')
      if ((await guestsOf(tx, call.id, [profileId])).has(profileId)) return setAsked(tx, profileId, 'microphone')
      const asked = { ...placeOf(call), profileId: viewerId, source: 'microphone' } as const
      emitter.ephemeral(tx, 'profile', profileId, 'call.asked', asked)
    },
  }
}

function placeOf({ chatId, id: callId }: Call): { chatId: string; callId: string } {
  return { chatId, callId }
}
