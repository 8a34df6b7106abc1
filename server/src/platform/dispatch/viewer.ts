import type { SystemScope } from '#contract/kit/system-scopes.ts'

/** Which host a request came to; sessions of one surface are unknown on the others. `school` is the electronic school's, whose people are its own. */
export type Surface = 'main' | 'operator' | 'school'

/** Who acts. A viewer without a session is a stranger and reaches public operations only. */
export interface Viewer {
  readonly sessionId: string
  readonly accountId: string
  readonly operator: boolean
  /** The active profile, null before one was made or chosen, and while nobody has consented for a child. */
  readonly profileId: string | null
  /** There is a profile, but it is a child's under 14 for whom no guardian has consented. */
  readonly awaitsConsent?: true
  /** When the session of a class card ends at the latest; absent from every other one. */
  readonly lessonEndsAt?: Date
  /** When the account is deleted, as its owner has asked; absent from every other one. */
  readonly leavesAt?: Date
}

/** A viewer whose active profile is known: what operations behind the gate `profile` get. */
export interface ProfileViewer extends Viewer {
  readonly profileId: string
}

/** An outside system that acts in its own name, by a token that is live. */
export interface SystemCaller {
  readonly clientId: string
  readonly scopes: readonly SystemScope[]
}

/** Why and when a session ended that its device did not end itself. */
export interface SessionEnd {
  readonly why: 'password' | 'device' | 'phone' | 'support' | 'deletion' | 'passedOn'
  /** RFC 3339. */
  readonly at: string
}

/** Where a request came from, for limits and for cookies; never written to a log. */
export interface Origin {
  readonly surface: Surface
  /** Address of the network that limits count by: IPv4 as it is, IPv6 by its /64. */
  readonly network: string
  /** What the device calls itself, shortened, for the list of sessions. */
  readonly device: string
  /** Value of the device cookie, or null. */
  readonly deviceToken: string | null
  /** Value of the cookie of a device of a class; absent without one, and on the socket. */
  readonly classToken?: string
  /** Value of the cookie of the guest of a call; absent without one, and on the socket. */
  readonly guestToken?: string
}
