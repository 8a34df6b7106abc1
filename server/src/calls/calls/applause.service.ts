import { CALL_GONE_MS } from '#contract/calls/calls.limits.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Database } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Applause } from './applause.ts'
import { isInside } from './hands.store.ts'
import { accessCall, type StandingParts } from './standing.ts'

interface Parts extends StandingParts {
  db: Database
  applause: Applause
}

export type ApplauseService = ReturnType<typeof createApplauseService>

/** Reactions that people show in a call for a moment (CALL-07). */
export function createApplauseService(parts: Parts) {
  const { clock, db, applause } = parts

  return {
    async react(
      viewerId: string,
      input: InputOf<Operations['calls.react']>,
      fail: Fail<ErrorsOf<Operations['calls.react']>>,
    ): Promise<void> {
      const { call, standing } = await accessCall(parts, db, viewerId, input, fail)
      if (call.endedAt !== null) fail('call.ended')
      if (!call.reactions && !standing.leads) fail('call.reactionsOff', { changedBy: 'administrator' })
      const who = { callId: call.id, profileId: viewerId }
      if (!(await isInside(db, who, new Date(clock.now() - CALL_GONE_MS)))) fail('call.outside')
      applause.add(call, input.reaction)
    },
  }
}
