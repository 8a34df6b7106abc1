import type { Reader } from '../../platform/db/database.ts'
import type { LeftDoors } from '../doors.ts'

/**
 * A chat of exactly two living members is a dialogue, whatever it is called. A dialogue of an adult and a pupil who is
 * not his child is refused, until the school can choose a mode for it.
 *
 * @returns the code of the refusal, or null when these people may write
 */
export async function dialogueRefusal(
  reader: Reader,
  doors: LeftDoors,
  members: readonly string[],
): Promise<'chat.adultPupilDirect' | null> {
  const [a, b] = members
  if (members.length !== 2 || a === undefined || b === undefined) return null
  const pupils = await doors.pupilsAmong(reader, members)
  if (pupils.size !== 1) return null
  return (await doors.isGuardianPair(reader, a, b)) ? null : 'chat.adultPupilDirect'
}
