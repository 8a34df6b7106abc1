import { useEffect, useState } from 'react'
import { create } from 'zustand'
import { type Membership, mine } from '#contract/communities/communities.ts'
import { recallWho } from '#web/identity/index.ts'
import { keep, recall } from '#web/kit/account/kept.ts'
import { isUnreached } from '#web/kit/query/unreached.ts'
import { useApi } from '#web/kit/query/useApi.ts'

const CHOSEN = 'community'
const KEPT = 'memberships'

const useChosen = create<{ id: string | null }>()(() => ({ id: recall<string>(CHOSEN) }))

/** The organisation in which the person works is kept on this device. */
export function chooseCommunity(id: string): void {
  useChosen.setState({ id })
  keep(CHOSEN, id)
}

/** The organisations of the active profile, and the one in which it works now; the last ones without a network. */
export function useMemberships() {
  const { id } = useChosen()
  const query = useApi(mine, {})
  const { data } = query
  const [kept] = useState(recallMemberships)
  useEffect(() => {
    if (data !== undefined) keep(KEPT, { profileId: recallWho()?.activeProfileId ?? '', ...data } satisfies Kept)
  }, [data])
  const held = data?.memberships ?? (isUnreached(query) ? kept : null)
  const memberships: readonly Membership[] = held ?? []
  const chosen = memberships.find(({ communityId }) => communityId === id) ?? memberships[0] ?? null
  return { query, known: held !== null, memberships, chosen }
}

interface Kept {
  profileId: string
  memberships: readonly Membership[]
}

function recallMemberships(): readonly Membership[] | null {
  const kept = recall<Kept>(KEPT)
  return kept !== null && kept.profileId === recallWho()?.activeProfileId ? kept.memberships : null
}
