/** What other domains may use of identity. */
export {
  activeProfile,
  becomeProfile,
  goToSignin,
  isSignedOut,
  type OwnProfile,
  rememberSignedIn,
  type Session,
  useSession,
  wasSignedIn,
} from './session.ts'
