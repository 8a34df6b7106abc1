import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { type ImportRow, importById } from './imports.store.ts'

export type RosterAccess = ReturnType<typeof createRosterAccess>

/** The one door through which people come to a roster: data of children stand behind it, also of those who have no account. */
export function createRosterAccess(memberships: Pick<Memberships, 'accessMembership'>) {
  /** Lets those pass who manage the members of a community. */
  const checkKeeper = async (
    reader: Reader,
    viewerId: string,
    communityId: string,
    fail: Fail<'community.unknown' | 'community.notAllowed'>,
  ): Promise<void> => {
    const membership = (await memberships.accessMembership(reader, viewerId, communityId)) ?? fail('community.unknown')
    if (!communityAbilities(membership).manageMembers) fail('community.notAllowed', { right: 'members.manage' })
  }
  return {
    checkKeeper,

    /** An import of a community whose members the viewer manages. */
    async accessImport(
      reader: Reader,
      viewerId: string,
      importId: string,
      fail: Fail<'roster.unknown' | 'community.notAllowed'>,
    ): Promise<ImportRow> {
      const row = (await importById(reader, importId)) ?? fail('roster.unknown')
      const membership =
        (await memberships.accessMembership(reader, viewerId, row.community_id)) ?? fail('roster.unknown')
      if (!communityAbilities(membership).manageMembers) fail('community.notAllowed', { right: 'members.manage' })
      return row
    },
  }
}
