/** What other domains may use of identity. */
export { CodeUsedNotice } from './factors/late-notice.ts'
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
