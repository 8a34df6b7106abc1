/** What other domains may use of identity. */
export { becomeProfile, forgetAccount, isLeaving, leaveBy, leaveForSignin, signOutHere } from './leave.ts'
export {
  activeProfile,
  goToSignin,
  isSignedOut,
  type OwnProfile,
  type Session,
  useSession,
} from './session.ts'
export { recallWho, useWho, type Who } from './who.ts'
