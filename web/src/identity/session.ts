import { current } from '#contract/identity/sessions.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { ApiFailure } from '#web/kit/api/api-failure.ts'
import { useApi } from '#web/kit/query/useApi.ts'

export type Session = OutputOf<typeof current>
export type OwnProfile = Session['profiles'][number]

/** Who is signed in here. */
export function useSession() {
  return useApi(current, {})
}

/** Whether the call failed because nobody is signed in. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiFailure && error.status === 401
}

/** Goes to the sign-in and comes back to this address; with `keep` the way back in the history leads to the page that is left. */
export function goToSignin(path = `${location.pathname}${location.search}${location.hash}`, keep = false): void {
  const address = `/id?next=${encodeURIComponent(path)}`
  if (keep) location.assign(address)
  else location.replace(address)
}

export function activeProfile(session: Pick<Session, 'activeProfileId' | 'profiles'>): OwnProfile | null {
  return session.profiles.find((profile) => profile.id === session.activeProfileId) ?? null
}
