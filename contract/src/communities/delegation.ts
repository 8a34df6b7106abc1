import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id } from '../kit/scalars.ts'

/** Whether leads of units decide on the applications of pupils and parents of their own units (INV-08, reading A-18). */
export const Delegation = closed({ communityId: Id, leads: Type.Boolean() })
export type Delegation = Static<typeof Delegation>

export const getDelegation = query('delegation.get', {
  summary: 'Whether leads decide on the pupils and parents of their own units; for those who decide (INV-08).',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  input: closed({ communityId: Id }),
  output: Delegation,
  errors: ['community.unknown', 'community.notAllowed'],
})

export const setDelegation = command('delegation.set', {
  summary: 'Lets leads decide on the pupils and parents of their own units, or takes that right away at once (INV-08).',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  input: Delegation,
  output: Delegation,
  errors: ['community.unknown', 'community.notAllowed', 'application.delegationImpossible'],
})

export const delegationOperations = {
  'delegation.get': getDelegation,
  'delegation.set': setDelegation,
} as const
