import type { DialogueRefusal } from '#contract/messenger/messenger.limits.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { DialogueRule, LeftDoors } from '../doors.ts'

const REFUSALS = {
  forbidden: 'chat.adultPupilDirect',
  guardians: 'chat.guardianMissing',
  secondAdult: 'chat.secondAdultMissing',
} as const satisfies Record<NonNullable<DialogueRule['refusal']>, DialogueRefusal>

/**
 * A chat of exactly two living members is a dialogue, whatever it is called; observers are no living members. What holds
 * for an adult and a pupil who is not his child is what their organisations have chosen (P-07).
 *
 * @param members without observers; of a longer list no more is known than that it is no dialogue
 */
export async function dialogueRule(
  reader: Reader,
  doors: LeftDoors,
  members: readonly string[],
): Promise<Omit<DialogueRule, 'refusal'> & { refusal: DialogueRefusal | null }> {
  const [a, b] = members
  if (members.length !== 2 || a === undefined || b === undefined) {
    return { refusal: null, supervision: null, changesAt: null }
  }
  const rule = await doors.dialogueRule(reader, a, b)
  return { ...rule, refusal: rule.refusal === null ? null : REFUSALS[rule.refusal] }
}
