import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant } from '../kit/scalars.ts'
import { WaitingRemovals } from './intake.ts'

/** How an organisation stands to outside systems that tell facts. */
export const Integration = closed({
  /** Systems that the operator lets tell facts, by name; at most one of them tells those of the organisation. */
  systems: Type.Array(closed({ id: Id, name: Type.String() })),
  /** The one that may; null while none does. */
  current: Type.Union([closed({ systemId: Id, since: Instant }), Type.Null()]),
  /** Facts that hold. */
  facts: Type.Integer(),
  /** People of the source who are linked. */
  linked: Type.Integer(),
  waiting: Type.Union([WaitingRemovals, Type.Null()]),
})
export type Integration = Static<typeof Integration>

const errors = ['community.unknown', 'community.notAllowed'] as const

export const getIntegration = query('integrations.get', {
  summary: 'Which outside system tells facts of an organisation, and what waits for a decision.',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  input: closed({ communityId: Id }),
  output: Integration,
  errors,
})

export const setIntegration = command('integrations.set', {
  summary:
    'Lets an outside system tell facts of the organisation, or none any more. When another one is chosen, what the former one has told is forgotten.',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  input: closed({ communityId: Id, systemId: Type.Union([Id, Type.Null()]) }),
  output: Integration,
  errors: [...errors, 'connector.systemUnknown'],
})

export const letRemovals = command('integrations.letRemovals', {
  summary:
    'Lets the removals take effect that wait because they are many; those that have been looked at and no others.',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  input: closed({ communityId: Id, version: Type.Integer() }),
  output: Integration,
  errors: [...errors, 'connector.brakeChanged'],
})

export const integrationOperations = {
  'integrations.get': getIntegration,
  'integrations.set': setIntegration,
  'integrations.letRemovals': letRemovals,
} as const
