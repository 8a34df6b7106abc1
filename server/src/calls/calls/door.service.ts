import { CALL_GONE_MS, CALL_PEOPLE_MAX } from '#contract/calls/calls.limits.ts'
import type { Call } from '#contract/calls/calls.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import { guestsAmong } from '../guests/guests.store.ts'
import { type AloneRule, isAlone } from './alone.ts'
import * as store from './calls.store.ts'
import { accessLed, checkPeople, lockLed, lockLedGroup } from './leading.ts'
import * as people from './people.store.ts'
import type { RoomKeeper } from './room-keeper.ts'
import type { StandingParts } from './standing.ts'
import type { Teller } from './telling.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type Output<Id extends keyof Operations> = OutputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

interface Parts extends StandingParts {
  mayBeAlone: AloneRule
  teller: Teller
  keeper: RoomKeeper
}

export type DoorService = ReturnType<typeof createDoorService>

/** The door of a call: who waits, who is let in, who has to go, and who decides on it (CALL-04, CALL-09). */
export function createDoorService(parts: Parts) {
  const { clock, emitter, teller, keeper } = parts
  const goneBefore = () => new Date(clock.now() - CALL_GONE_MS)

  const doTell = (tx: Tx, { id: callId, chatId }: Pick<Call, 'id' | 'chatId'>, profileIds: readonly string[]) => {
    for (const profileId of profileIds) emitter.ephemeral(tx, 'profile', profileId, 'call.door', { chatId, callId })
  }

  return {
    async configure(
      tx: Tx,
      viewerId: string,
      input: Input<'calls.configure'>,
      fail: FailOf<'calls.configure'>,
    ): Promise<Call> {
      const call = await lockLedGroup(parts, tx, viewerId, input, fail)
      if (call.version !== input.version) fail('call.versionConflict')
      const { waitingRoom, locked } = input
      const stays = await store.openStays(tx, call.id, goneBefore())
      if (locked && !call.locked && (await isAlone(tx, stays, parts.mayBeAlone))) fail('call.alone')
      const changed = await store.setDoor(tx, call.id, { waitingRoom, locked })
      emitter.ephemeral(tx, 'chat', call.chatId, 'call.changed', { call: changed })
      if (!waitingRoom && !locked) {
        const waiting = await people.listWaiting(tx, call.id, goneBefore(), CALL_PEOPLE_MAX)
        doTell(
          tx,
          call,
          waiting.map(({ profileId }) => profileId),
        )
      }
      return changed
    },

    async waiting(
      reader: Reader,
      viewerId: string,
      input: Input<'calls.waiting'>,
      fail: FailOf<'calls.waiting'>,
    ): Promise<Output<'calls.waiting'>> {
      const { call } = await accessLed(parts, reader, viewerId, input, fail)
      const waiting = await people.listWaiting(reader, call.id, goneBefore(), CALL_PEOPLE_MAX)
      const ids = waiting.map(({ profileId }) => profileId)
      return {
        waiting: waiting.map(({ profileId, since }) => ({ profileId, since: toInstant(since) })),
        cards: await parts.cards(reader, ids),
        guests: await guestsAmong(reader, ids),
      }
    },

    async decide(tx: Tx, viewerId: string, input: Input<'calls.decide'>, fail: FailOf<'calls.decide'>): Promise<void> {
      const { call } = await lockLed(parts, tx, viewerId, input, fail)
      await checkPeople(parts, tx, call, input.profileIds, fail)
      const decided =
        input.decision === 'admit'
          ? await people.decide(tx, call.id, input.profileIds, 'admitted')
          : await people.reject(tx, call.id, input.profileIds)
      doTell(tx, call, decided)
    },

    async remove(tx: Tx, viewerId: string, input: Input<'calls.remove'>, fail: FailOf<'calls.remove'>): Promise<void> {
      const { profileId } = input
      const { call } = await lockLed(parts, tx, viewerId, input, fail)
      await checkPeople(parts, tx, call, [profileId], fail)
      await people.setAdministrator(tx, { callId: call.id, profileId }, false)
      doTell(tx, call, await people.decide(tx, call.id, [profileId], 'removed'))
      await store.endGone(tx, call.id, goneBefore())
      await people.endStays(tx, { callId: call.id, profileId }, new Date(clock.now()))
      // The rounds take him off the media server next.
      await store.setDue(tx, call.id)
      teller.soon(tx, call.id)
    },

    async setAdministrator(
      tx: Tx,
      viewerId: string,
      input: Input<'calls.setAdministrator'>,
      fail: FailOf<'calls.setAdministrator'>,
    ): Promise<void> {
      const { profileId, administrator } = input
      const { call } = await lockLed(parts, tx, viewerId, input, fail)
      await checkPeople(parts, tx, call, [profileId], fail)
      // A visitor leads nothing.
      const isMember = (await parts.membersAmong(tx, call.chatId, [profileId])).has(profileId)
      if (!isMember) fail('call.notAllowed', { rule: 'visitorLeads', changedBy: 'owner' })
      await people.setAdministrator(tx, { callId: call.id, profileId }, administrator)
      doTell(tx, call, [profileId])
      teller.soon(tx, call.id)
      keeper.soon(tx, call.id)
    },
  }
}
