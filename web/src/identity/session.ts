import { current } from '#contract/identity/sessions.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { ApiFailure } from '#web/kit/api/api-failure.ts'
import { useApi } from '#web/kit/query/useApi.ts'

export type Session = OutputOf<typeof current>
export type OwnProfile = Session['profiles'][number]

const HINT = 'parta.signedIn'

/** Who is signed in here. */
export function useSession() {
  return useApi(current, {})
}

/** Whether the call failed because nobody is signed in. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiFailure && error.status === 401
}

/** Goes to the sign-in and comes back to this address. */
export function goToSignin(path = `${location.pathname}${location.search}${location.hash}`): void {
  location.replace(`/id?next=${encodeURIComponent(path)}`)
}

/** Whether somebody was signed in here last time: then the front page waits for the answer instead of flashing. */
export function wasSignedIn(): boolean {
  try {
    return localStorage.getItem(HINT) === '1'
  } catch {
    return false
  }
}

export function rememberSignedIn(on: boolean): void {
  try {
    if (on) localStorage.setItem(HINT, '1')
    else localStorage.removeItem(HINT)
  } catch {
    // Without storage the front page is shown first.
  }
}

export function activeProfile(session: Pick<Session, 'activeProfileId' | 'profiles'>): OwnProfile | null {
  return session.profiles.find((profile) => profile.id === session.activeProfileId) ?? null
}
