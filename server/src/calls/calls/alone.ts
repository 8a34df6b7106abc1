import type { CallStay } from '#contract/calls/calls.ts'
import type { Reader } from '../../platform/db/database.ts'

/** Whether these people may be alone with each other, seen by nobody (P-07). */
export type AloneRule = (reader: Reader, profileIds: readonly string[]) => Promise<boolean>

/** Whether those in a call are an adult and a pupil who may not be alone. One by himself is alone with nobody. */
export async function isAlone(
  reader: Reader,
  stays: readonly Pick<CallStay, 'profileId'>[],
  mayBeAlone: AloneRule,
): Promise<boolean> {
  const ids = [...new Set(stays.map(({ profileId }) => profileId))]
  return ids.length === 2 && !(await mayBeAlone(reader, ids))
}
