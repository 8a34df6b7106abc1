import { NEEDED_RIGHTS } from '#contract/school/needed-rights.ts'
import type { SchoolOperationId } from '#contract/school/school-operations.ts'
import type { Reader } from '../../platform/db/database.ts'
import { fail, Refusal } from '../../platform/dispatch/refusal.ts'
import type { Viewer } from '../../platform/dispatch/viewer.ts'
import { findStanding } from './standing.store.ts'
import type { Standing } from './standing.ts'

/** What somebody may call whose password was given out by an administrator and has not been changed. */
const OPEN_WHILE_STALE: readonly SchoolOperationId[] = ['desk.open', 'desk.changePassword', 'desk.signOut']

/**
 * The standing of whoever calls an operation, as it is now: a right that was taken is gone at once.
 *
 * @throws Refusal `session.ended`, `school.passwordStale`, `school.notAllowed` without the right that the contract names
 */
export async function accessStanding(reader: Reader, viewer: Viewer, id: SchoolOperationId): Promise<Standing> {
  const standing = (await findStanding(reader, viewer)) ?? fail('session.ended')
  if (standing.passwordStale && !OPEN_WHILE_STALE.includes(id)) fail('school.passwordStale')
  const right = NEEDED_RIGHTS[id]
  if (right !== null && !standing.rights.has(right)) throw new Refusal('school.notAllowed', { right })
  return standing
}
