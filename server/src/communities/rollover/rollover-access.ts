import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import type { Membership } from '#contract/communities/communities.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { type RolloverRow, rolloverById } from './rollover.store.ts'

export type RolloverAccess = ReturnType<typeof createRolloverAccess>

/** Who takes the units of an organisation into the next year: whoever manages them. */
export function createRolloverAccess(memberships: Pick<Memberships, 'accessMembership'>) {
  const checkManages = (membership: Membership, fail: Fail<'community.notAllowed'>): void => {
    if (!communityAbilities(membership).manageUnits) fail('community.notAllowed', { right: 'units.manage' })
  }
  return {
    async checkManager(
      reader: Reader,
      viewerId: string,
      communityId: string,
      fail: Fail<'community.unknown' | 'community.notAllowed'>,
    ): Promise<void> {
      checkManages(
        (await memberships.accessMembership(reader, viewerId, communityId)) ?? fail('community.unknown'),
        fail,
      )
    },

    /** A rollover of a community whose units the viewer manages. */
    async accessRollover(
      reader: Reader,
      viewerId: string,
      rolloverId: string,
      fail: Fail<'rollover.unknown' | 'community.notAllowed'>,
    ): Promise<RolloverRow> {
      const row = (await rolloverById(reader, rolloverId)) ?? fail('rollover.unknown')
      const membership =
        (await memberships.accessMembership(reader, viewerId, row.community_id)) ?? fail('rollover.unknown')
      checkManages(membership, fail)
      return row
    },
  }
}
