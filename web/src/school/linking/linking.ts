import { linkingOpen } from '#contract/school/linking.ts'
import { registerCompose, registerList, registerOpen } from '#contract/school/register.ts'
import { useApi } from '#web/kit/query/useApi.ts'

/** What is to be asked anew when somebody has linked or unlinked himself. */
export const LINKING_CHANGES = [linkingOpen, registerList, registerOpen, registerCompose] as const

/** Whether whoever works here is linked. */
export function useLinking() {
  return useApi(linkingOpen, {})
}

/** What a sign-in at the messenger has come back with. */
export type SignInAnswer = { readonly state: string; readonly code: string } | 'declined'

/** Reads the answer out of the address to which the messenger has sent the browser; null of every other address. */
export function readAnswer({ pathname, search }: Pick<Location, 'pathname' | 'search'>): SignInAnswer | null {
  if (pathname !== '/linked') return null
  const told = new URLSearchParams(search)
  const [state, code] = [told.get('state'), told.get('code')]
  return state === null || code === null ? 'declined' : { state, code }
}
