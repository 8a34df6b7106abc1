import { signOut, switchProfile } from '#contract/identity/sessions.ts'
import { forgetKept } from '#web/kit/account/kept.ts'
import { rememberSignedIn } from '#web/kit/account/signed-in.ts'
import { api } from '#web/kit/api/api.ts'
import { forgetProfiles } from '#web/kit/sync/forget-profiles.ts'
import { goToSignin } from './session.ts'

let leaving = false

/** Whether this page is being left for a reason that it has itself: what the socket says of it is no news then. */
export function isLeaving(): boolean {
  return leaving
}

/** From now on this page is no place to be. */
function beginLeaving(): void {
  leaving = true
  // The way back in the history may find the page as it was left, with everything that it shows.
  addEventListener('pageshow', ({ persisted }) => persisted && leaving && location.reload())
}

/** The session has ended, here or from another device: nothing of it stays in this browser. */
export function leaveForSignin(): void {
  if (leaving) return
  beginLeaving()
  void forgetAccount().finally(() => goToSignin())
}

/** Ends the session of this device. */
export function signOutHere(): Promise<void> {
  return leaveBy(() => api.call(signOut, {}), '/id')
}

/** Runs a command that ends the session of this device and opens the address with nothing of the account left here. */
export async function leaveBy(command: () => Promise<unknown>, path: string): Promise<void> {
  await leaveWith(command)
  await forgetAccount().finally(() => location.assign(path))
}

/** Makes another own profile the active one and opens the app as that person. */
export async function becomeProfile(profileId: string): Promise<void> {
  await leaveWith(() => api.call(switchProfile, { profileId }))
  forgetKept()
  location.assign('/')
}

/** Deletes what this browser keeps of the account: who it is, its organisations, the messages of all its profiles. */
export async function forgetAccount(): Promise<void> {
  rememberSignedIn(false)
  forgetKept()
  await forgetProfiles()
  // An answer that was on its way may have come meanwhile.
  forgetKept()
}

async function leaveWith(command: () => Promise<unknown>): Promise<void> {
  beginLeaving()
  try {
    await command()
  } catch (error) {
    leaving = false
    throw error
  }
}
