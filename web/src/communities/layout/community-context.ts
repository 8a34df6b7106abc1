import { createContext, useContext } from 'react'
import { type CommunityAbilities, communityAbilities } from '#contract/communities/communities.abilities.ts'
import type { Membership } from '#contract/communities/communities.ts'

export const CommunityContext = createContext<Membership | null>(null)

/** The organisation whose pages are open, with what this person may do in it. */
export function useCommunity(): { community: Membership; can: CommunityAbilities } {
  const community = useContext(CommunityContext)
  if (community === null) throw new Error('useCommunity is called outside of an organisation')
  return { community, can: communityAbilities(community) }
}
