import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Memberships } from '../memberships/memberships.service.ts'

/** Refuses whoever does not set the rules of an organisation for its pupils. */
export async function checkManagesRules(
  { accessMembership }: Pick<Memberships, 'accessMembership'>,
  reader: Reader,
  place: { viewerId: string; communityId: string },
  fail: Fail<'community.unknown' | 'community.notAllowed'>,
): Promise<void> {
  const membership = (await accessMembership(reader, place.viewerId, place.communityId)) ?? fail('community.unknown')
  if (!communityAbilities(membership).manageDialogueRules) {
    fail('community.notAllowed', { right: 'dialogueRules.manage' })
  }
}
