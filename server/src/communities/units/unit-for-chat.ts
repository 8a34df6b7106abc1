import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import { isAppliedStaffRole } from '#contract/communities/types.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { holdUnits, leadsOf } from './unit-leads.store.ts'
import { unitById } from './units.store.ts'

/** A unit whose chat somebody makes. */
export interface UnitForChat {
  communityId: string
  archived: boolean
  /** Whether the viewer may make it: he is of the staff of the unit, or manages units; of «Коллектив» only the latter. */
  allowed: boolean
  /** Who leads the unit, and does so until the transaction ends. */
  leadIds: string[]
}

/** Finds and holds a unit for a chat; null where there is none for the viewer. */
export function createUnitForChat(memberships: Pick<Memberships, 'accessMembership'>) {
  return async (tx: Tx, viewerId: string, unitId: string): Promise<UnitForChat | null> => {
    await holdUnits(tx, [unitId])
    const unit = await unitById(tx, unitId)
    const membership = unit && (await memberships.accessMembership(tx, viewerId, unit.community_id))
    if (unit === null || membership === null) return null
    const { manageUnits, seeAllMembers } = communityAbilities(membership)
    const own = membership.roles.filter((role) => role.unitId === unitId)
    if (own.length === 0 && !seeAllMembers) return null
    const isOfStaff = !unit.system && own.some(({ role }) => isAppliedStaffRole(role))
    const { community_id: communityId, archived } = unit
    return { communityId, archived, allowed: manageUnits || isOfStaff, leadIds: await leadsOf(tx, unitId) }
  }
}
