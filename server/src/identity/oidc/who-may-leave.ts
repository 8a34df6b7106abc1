import type { Surface, Viewer } from '../../platform/dispatch/viewer.ts'
import type { Platform } from '../../platform/platform.ts'
import { isAccountThere, sessionStart } from './choices.store.ts'
import type { Followed } from './session-following.ts'

/** Why somebody who is signed in goes to no outside system: by a class card for a lesson, on his way out, without a consent. */
export type KeptIn = 'lesson' | 'leaving' | 'consent'

/** Who is signed in in a browser, as outside systems may know him. */
export function createWhoMayLeave(
  { db, clock }: Pick<Platform, 'db' | 'clock'>,
  viewerOf: (token: string | null, surface: Surface) => Promise<Viewer | null>,
) {
  return {
    /** Null of nobody, of whoever is kept in, and of whoever has no profile, which the sign-in lets him make. */
    async followed(token: string | null): Promise<Followed | null> {
      const viewer = await viewerOf(token, 'main')
      if (viewer === null || reasonOf(viewer) !== null || !(await isAccountThere(db, viewer.accountId))) return null
      const start = await sessionStart(db, viewer.sessionId, new Date(clock.now()))
      return start === null ? null : { viewer, start }
    },

    async keptIn(token: string | null): Promise<KeptIn | null> {
      const viewer = await viewerOf(token, 'main')
      return viewer === null ? null : reasonOf(viewer)
    },
  }
}

function reasonOf(viewer: Viewer): KeptIn | null {
  // A tablet of a class has many hands.
  if (viewer.lessonEndsAt !== undefined) return 'lesson'
  if (viewer.leavesAt !== undefined) return 'leaving'
  return viewer.awaitsConsent === true ? 'consent' : null
}
