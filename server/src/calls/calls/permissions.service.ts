import { mayUse } from '#contract/calls/calls.abilities.ts'
import { CALL_GONE_MS } from '#contract/calls/calls.limits.ts'
import type { Call } from '#contract/calls/calls.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Database, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import { guestsOf, setAsked } from '../guests/guests.store.ts'
import { MediaUnavailable } from '../media/media-rooms.ts'
import * as store from './calls.store.ts'
import { isInside } from './hands.store.ts'
import { accessLedGroup, checkMember, checkPeople, lockLedGroup } from './leading.ts'
import { peopleIn } from './people-in.ts'
import { setPermissions } from './permissions.store.ts'
import type { RoomKeeper } from './room-keeper.ts'
import type { StandingParts } from './standing.ts'
import type { Teller } from './telling.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

interface Parts extends StandingParts {
  db: Database
  teller: Teller
  keeper: RoomKeeper
}

export type PermissionsService = ReturnType<typeof createPermissionsService>

/** What people of a call may send, and what they are asked to; nobody switches on anything of somebody else (CALL-11, CALL-13). */
export function createPermissionsService(parts: Parts) {
  const { clock, db, emitter, teller, keeper } = parts

  return {
    async setRules(
      tx: Tx,
      viewerId: string,
      input: Input<'calls.setRules'>,
      fail: FailOf<'calls.setRules'>,
    ): Promise<Call> {
      const call = await lockLedGroup(parts, tx, viewerId, input, fail)
      if (call.version !== input.version) fail('call.versionConflict')
      const changed = await store.setRules(tx, call.id, {
        microphones: input.microphones ?? call.microphones,
        cameras: input.cameras ?? call.cameras,
        screens: input.screens ?? call.screens,
        reactions: input.reactions ?? call.reactions,
      })
      emitter.ephemeral(tx, 'chat', call.chatId, 'call.changed', { call: changed })
      keeper.soon(tx, call.id)
      return changed
    },

    async setPermissions(
      tx: Tx,
      viewerId: string,
      input: Input<'calls.setPermissions'>,
      fail: FailOf<'calls.setPermissions'>,
    ): Promise<void> {
      const { profileId, permissions } = input
      const { call } = await accessLedGroup(parts, tx, viewerId, input, fail)
      await checkPeople(parts, tx, call, [profileId], fail)
      await setPermissions(tx, { callId: call.id, profileId }, permissions)
      teller.soon(tx, call.id)
      keeper.soon(tx, call.id)
    },

    async mute(viewerId: string, input: Input<'calls.mute'>, fail: FailOf<'calls.mute'>): Promise<void> {
      const { call } = await accessLedGroup(parts, db, viewerId, input, fail)
      await checkMember(parts, db, call, input.profileId, fail)
      await keeper.mute(call.id, input.profileId, input.source).catch((error: unknown) => {
        if (error instanceof MediaUnavailable) fail('call.unavailable')
        throw error
      })
    },

    async ask(tx: Tx, viewerId: string, input: Input<'calls.ask'>, fail: FailOf<'calls.ask'>): Promise<void> {
      const { profileId, source } = input
      const { call } = await accessLedGroup(parts, tx, viewerId, input, fail)
      const who = { callId: call.id, profileId }
      if (!(await isInside(tx, who, new Date(clock.now() - CALL_GONE_MS)))) fail('call.personAway')
      const [person] = await peopleIn(parts, tx, call, [profileId])
      if (!mayUse(call, person!)[source]) fail('call.notPermitted')
      const { chatId, id: callId } = call
      if ((await guestsOf(tx, callId, [profileId])).has(profileId)) return setAsked(tx, profileId, source)
      emitter.ephemeral(tx, 'profile', profileId, 'call.asked', { chatId, callId, profileId: viewerId, source })
    },
  }
}
