/** What other domains may use of identity. */
export { becomeProfile, forgetAccount, isLeaving, leaveBy, leaveForSignin, signOutHere } from './leave.ts'
export {
  activeProfile,
  goToSignin,
  isSignedOut,
  type OwnProfile,
  rememberSignedIn,
  type Session,
  useSession,
  wasSignedIn,
} from './session.ts'
export { recallWho, useWho, type Who } from './who.ts'
