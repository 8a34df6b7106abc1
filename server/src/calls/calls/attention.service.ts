import {
  CALL_GONE_MS,
  CALL_NUDGES_OF_CALL,
  CALL_NUDGES_OF_EVERYBODY,
  CALL_NUDGES_OF_LEADER,
} from '#contract/calls/calls.limits.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Database } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { setNudged } from '../guests/guests.store.ts'
import { openStays } from './calls.store.ts'
import { accessLedGroup } from './leading.ts'
import type { StandingParts } from './standing.ts'

interface Parts extends StandingParts, Pick<Platform, 'limits'> {
  db: Database
}

export type AttentionService = ReturnType<typeof createAttentionService>

const ofLeader = { name: 'call.nudge.leader', ...CALL_NUDGES_OF_LEADER }
const ofEverybody = { name: 'call.nudge.everybody', ...CALL_NUDGES_OF_EVERYBODY }
const ofCall = { name: 'call.nudge.call', ...CALL_NUDGES_OF_CALL }

/** Draws people's attention to a call in which they are: a sound with them, and never a microphone of theirs (CALL-05). */
export function createAttentionService(parts: Parts) {
  const { clock, db, emitter, limits } = parts

  return {
    async nudge(
      viewerId: string,
      input: InputOf<Operations['calls.nudge']>,
      fail: Fail<ErrorsOf<Operations['calls.nudge']>>,
    ): Promise<void> {
      const { call } = await accessLedGroup(parts, db, viewerId, input, fail)
      const { chatId, id: callId } = call
      const stays = await openStays(db, callId, new Date(clock.now() - CALL_GONE_MS))
      const inside = new Set(stays.map(({ profileId }) => profileId))
      const everybody = input.profileId === null
      if (input.profileId !== null && !inside.has(input.profileId)) fail('call.personAway')
      // One after the other: what is refused by its own counter does not use up those of others.
      for (const [rule, key] of [
        [ofLeader, `${callId}/${viewerId}`],
        ...(everybody ? [[ofEverybody, callId] as const] : []),
        [ofCall, callId],
      ] as const) {
        const waitMs = await limits.take(rule, key)
        if (waitMs > 0) fail('call.nudgedOften', { retryAfterSeconds: Math.ceil(waitMs / 1000) })
      }
      const whom = input.profileId === null ? [...inside].filter((id) => id !== viewerId) : [input.profileId]
      await setNudged(db, whom)
      for (const profileId of whom) {
        emitter.ephemeral(null, 'profile', profileId, 'call.nudged', { chatId, callId, profileId: viewerId, everybody })
      }
    },
  }
}
