import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id, oneOf } from '../kit/scalars.ts'
import { SECOND_ADULTS_MAX } from './communities.limits.ts'

/**
 * In which way an adult may be alone with a pupil who is not his child (P-07): not at all, seen by a second adult whom
 * the organisation names, or seen by the pupil's guardians.
 */
export const DIALOGUE_MODES = ['forbidden', 'secondAdult', 'guardians'] as const
export const DialogueMode = oneOf(DIALOGUE_MODES)
export type DialogueMode = Static<typeof DialogueMode>

/** Modes of an organisation by the pupil's age, and whom it names as second adults: the first who fits sees a dialogue. */
export const DialogueRules = closed({
  communityId: Id,
  version: Type.Integer(),
  under14: DialogueMode,
  from14: DialogueMode,
  secondAdultIds: Type.Array(Id, { maxItems: SECOND_ADULTS_MAX, uniqueItems: true }),
})
export type DialogueRules = Static<typeof DialogueRules>

export const getDialogueRules = query('dialogueRules.get', {
  summary: 'How adults and pupils of an organisation may be alone in a dialogue (CNT-08); for administrators.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ communityId: Id }),
  output: DialogueRules,
  errors: ['community.unknown', 'community.notAllowed'],
})

export const setDialogueRules = command('dialogueRules.set', {
  summary: 'Changes the rules of dialogues of adults and pupils; second adults are chosen from the staff (P-07).',
  gate: 'profile',
  sweep: 'member',
  input: DialogueRules,
  output: DialogueRules,
  errors: ['community.unknown', 'community.notAllowed', 'dialogueRules.versionConflict', 'dialogueRules.adultUnfit'],
})

export const dialogueRuleOperations = {
  'dialogueRules.get': getDialogueRules,
  'dialogueRules.set': setDialogueRules,
} as const
