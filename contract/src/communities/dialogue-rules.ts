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

/** Where links in messages have cards, the strictest first: nowhere, in chats that no pupil reads, or everywhere. */
export const PREVIEW_PLACES = ['nowhere', 'withoutPupils', 'everywhere'] as const
export const PreviewPlaces = oneOf(PREVIEW_PLACES)
export type PreviewPlaces = Static<typeof PreviewPlaces>

/**
 * Modes of an organisation by the pupil's age, whom it names as second adults, of whom the first who fits
 * sees a dialogue, whether strangers may be let into calls, whether pictures of one's own may stand behind people in them,
 * whether messages may vanish where pupils read, and where links have cards.
 */
export const DialogueRules = closed({
  communityId: Id,
  version: Type.Integer(),
  under14: DialogueMode,
  from14: DialogueMode,
  /** Guests without an account may be let into calls of chats with pupils (CALL-20, reading A-40). */
  guestsWithPupils: Type.Boolean(),
  /** Messages may vanish where pupils read (MSG-08, reading A-28). */
  vanishWithPupils: Type.Boolean(),
  /** People may put pictures of their own behind them in calls of chats of the organisation (CALL-15). */
  ownCallPictures: Type.Boolean(),
  /** Where links in messages have cards, if the operator has switched them on (decision 0049). */
  linkPreviews: PreviewPlaces,
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
