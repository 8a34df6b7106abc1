import type { DialogueRefusal } from '#contract/messenger/messenger.limits.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { DialogueRule, LeftDoors } from '../doors.ts'

const REFUSALS = {
  forbidden: 'chat.adultPupilDirect',
  guardians: 'chat.guardianMissing',
  secondAdult: 'chat.secondAdultMissing',
  withheld: 'chat.personWithheld',
} as const satisfies Record<NonNullable<DialogueRule['refusal']>, DialogueRefusal>

/** So many profiles may be no more than two people: somebody can have a learning and a personal one. */
export const DIALOGUE_PROFILES_MAX = 4

/**
 * A chat of exactly two living people is a dialogue, whatever it is called and under however many profiles they are in
 * it; observers are no living members. What holds for an adult and a pupil who is not his child is what their
 * organisations have chosen (P-07).
 *
 * @param members profiles without observers; of more than `DIALOGUE_PROFILES_MAX` no more needs to be known than that
 */
export async function dialogueRule(
  reader: Reader,
  doors: LeftDoors,
  members: readonly string[],
): Promise<Omit<DialogueRule, 'refusal'> & { refusal: DialogueRefusal | null }> {
  if (members.length < 2 || members.length > DIALOGUE_PROFILES_MAX) {
    return { refusal: null, supervision: null, changesAt: null }
  }
  const rule = await doors.dialogueRule(reader, members)
  return { ...rule, refusal: rule.refusal === null ? null : REFUSALS[rule.refusal] }
}
