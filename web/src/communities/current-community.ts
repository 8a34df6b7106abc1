import { create } from 'zustand'
import { type Membership, mine } from '#contract/communities/communities.ts'
import { useApi } from '#web/kit/query/useApi.ts'

const KEY = 'parta.community'

const useChosen = create<{ id: string | null }>()(() => ({ id: read() }))

/** The organisation in which the person works is kept on this device. */
export function chooseCommunity(id: string): void {
  useChosen.setState({ id })
  try {
    localStorage.setItem(KEY, id)
  } catch {
    // Without storage the first organisation is opened next time.
  }
}

/** The organisations of the active profile, and the one in which it works now. */
export function useMemberships() {
  const { id } = useChosen()
  const query = useApi(mine, {})
  const memberships: readonly Membership[] = query.data?.memberships ?? []
  const chosen = memberships.find(({ communityId }) => communityId === id) ?? memberships[0] ?? null
  return { query, memberships, chosen }
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}
