import { SCHOOL_SESSION_IDLE_MS } from '#contract/school/school.limits.ts'
import { tokenHash } from '../../platform/clock/random.ts'
import type { Surface, Viewer } from '../../platform/dispatch/viewer.ts'
import type { Platform } from '../../platform/platform.ts'
import { findSession, touchSession } from './accounts.store.ts'

const SEEN_STEP_MS = 60_000

/** Looks up who a cookie of the school's host belongs to. A viewer here has an account of the school and nothing of the messenger's. */
export function createSchoolSessions({ db, clock }: Pick<Platform, 'db' | 'clock'>) {
  return {
    async viewerOf(token: string | null, surface: Surface): Promise<Viewer | null> {
      if (token === null || surface !== 'school') return null
      const now = clock.now()
      const session = await findSession(db, tokenHash(token), {
        now: new Date(now),
        seenAfter: new Date(now - SCHOOL_SESSION_IDLE_MS),
      })
      if (session === undefined) return null
      if (now - session.seen_at.getTime() > SEEN_STEP_MS) await touchSession(db, session.id, new Date(now))
      return { sessionId: session.id, accountId: session.account_id, operator: false, profileId: null }
    },
    /** Why a session is over is told nowhere here: it is asked for anew. */
    sessionEnd: async () => null,
  }
}
