import { LESSON_IDLE_MS } from '#contract/identity/signin.limits.ts'
import { randomToken, tokenHash } from '../../platform/clock/random.ts'
import type { Tx } from '../../platform/db/database.ts'
import { afterCommit } from '../../platform/db/transaction.ts'
import type { CookieJar } from '../../platform/dispatch/bind.ts'
import type { Origin, Viewer } from '../../platform/dispatch/viewer.ts'
import type { Platform } from '../../platform/platform.ts'
import { readPeople } from '../profiles/profiles.store.ts'
import { forgetDevice } from '../signin/accounts.store.ts'
import type { EndSessions } from './session-ending.ts'
import { insertSession } from './sessions.store.ts'

const TOKEN_BYTES = 32

interface Request {
  origin: Origin
  cookies: CookieJar
}

export interface Lesson {
  profileId: string
  /** Milliseconds since 1970. */
  endsAt: number
}

/** Sessions that end with a lesson, on devices that many use one after the other. */
export function createLessons(platform: Pick<Platform, 'clock' | 'random' | 'newId'>, endSessions: EndSessions) {
  const accountOf = async (tx: Tx, profileId: string) => (await readPeople(tx, [profileId])).get(profileId)!.accountId

  return {
    /** Signs a profile in until then at the latest; returns the session. */
    async start(tx: Tx, { profileId, endsAt }: Lesson, { origin, cookies }: Request): Promise<string> {
      const now = platform.clock.now()
      const id = platform.newId()
      const token = randomToken(platform.random, TOKEN_BYTES)
      await insertSession(tx, {
        id,
        tokenHash: tokenHash(token),
        accountId: await accountOf(tx, profileId),
        profileId,
        surface: 'main',
        device: origin.device,
        now,
        lifeMs: Math.min(LESSON_IDLE_MS, endsAt - now),
        lessonEndsAt: new Date(endsAt),
      })
      afterCommit(tx, () => cookies.session(token, endsAt - now))
      return id
    },

    /** Ends one session of a profile wherever it reaches. */
    async end(tx: Tx, profileId: string, sessionId: string): Promise<void> {
      await endSessions(tx, await accountOf(tx, profileId), { only: sessionId }, null)
    },

    /** Signs somebody out of a browser that is not his own any more, and trusts it in his name no longer. */
    async leaveBrowser(tx: Tx, viewer: Viewer, { origin, cookies }: Request): Promise<void> {
      await endSessions(tx, viewer.accountId, { only: viewer.sessionId }, null)
      if (origin.deviceToken !== null) await forgetDevice(tx, viewer.accountId, tokenHash(origin.deviceToken))
      afterCommit(tx, () => cookies.session(null))
    },
  }
}

export type Lessons = ReturnType<typeof createLessons>
