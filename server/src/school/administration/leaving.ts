import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import { endSessions } from '../desk/accounts.store.ts'
import { facetsOf } from '../people/people.store.ts'
import * as users from './users.store.ts'

/**
 * What becomes of the account of somebody who has left a register: whoever stands in no other one has none any more; whoever
 * does keeps it without any role, and is given what he needs anew.
 *
 * @param fail refuses to leave an organisation without a super-administrator; null where none can leave
 */
export async function doLeaveAccount(
  tx: Tx,
  { organisationId, personId, now }: { organisationId: string; personId: string; now: Date },
  fail: Fail<'school.lastSuper'> | null,
): Promise<void> {
  const account = await users.accountOf(tx, personId)
  if (account === undefined || account.closed_at !== null) return
  const facets = (await facetsOf(tx, [personId])).get(personId)
  const supers = await users.supersOf(tx, organisationId)
  if (supers.length === 1 && supers[0] === account.id) {
    // Whoever is no employee keeps what he was given, until it is given to somebody else.
    if (fail === null) return
    fail('school.lastSuper')
  }
  if (fail === null && facets?.isEmployee === true) return
  if (facets !== undefined && (facets.isEmployee || facets.isPupil || facets.isParent)) {
    await users.setRoles(tx, account.id, [])
  } else {
    await users.closeAccount(tx, account.id, now)
  }
  await endSessions(tx, account.id, now, null)
}
