import { communityAbilities } from './communities.abilities.ts'
import type { Membership } from './communities.ts'

/** Who prints cards of a unit and names its devices: whoever leads it, and those who manage members. */
export function keepsCards(membership: Pick<Membership, 'roles' | 'grants'>, unitId: string): boolean {
  const leads = membership.roles.some((held) => held.role === 'lead' && held.unitId === unitId)
  return leads || communityAbilities(membership).manageMembers
}
