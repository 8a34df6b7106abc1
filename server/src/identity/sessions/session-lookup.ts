import { tokenHash } from '../../platform/clock/random.ts'
import { gather } from '../../platform/db/gather.ts'
import type { Surface, Viewer } from '../../platform/dispatch/viewer.ts'
import type { Platform } from '../../platform/platform.ts'
import { findSessions, touchConnected, touchSessions } from './sessions.store.ts'

const SEEN_STEP_MS = 60_000
const CONNECTED_STEP_MS = 300_000
/** Sessions looked up in one statement, when thousands come back at once. */
const TOGETHER_MAX = 256

export interface SessionLookup {
  /**
   * Who a session token belongs to; null for a token that is unknown, ended or expired on this surface. Notes once a
   * minute that the session is used.
   */
  viewerOf(token: string | null, surface: Surface): Promise<Viewer | null>
  /**
   * Notes once a minute that somebody does something over a socket, whose token was looked at when it was opened. Only
   * sessions that end when nobody does anything need it.
   */
  noteUse(viewer: Viewer): void
  /** Notes every few minutes that the devices of these sessions are connected, though nobody may do anything there. */
  noteConnected(sessionIds: readonly string[]): Promise<void>
}

export function createSessionLookup({ db, clock, log }: Pick<Platform, 'db' | 'clock' | 'log'>): SessionLookup {
  const now = () => new Date(clock.now())
  const lookup = (surface: Surface) =>
    gather((hashes: readonly string[]) => findSessions(db, hashes, surface, now()), TOGETHER_MAX)
  const find: Readonly<Record<Exclude<Surface, 'school'>, ReturnType<typeof lookup>>> = {
    main: lookup('main'),
    operator: lookup('operator'),
  }
  const touch = gather(async (ids: readonly string[]) => {
    await touchSessions(db, ids, now())
    return new Map<string, never>()
  }, TOGETHER_MAX)
  const noted = new WeakMap<Viewer, number>()
  return {
    async viewerOf(token, surface) {
      if (token === null || surface === 'school') return null
      const row = await find[surface](tokenHash(token).toString('hex'))
      if (row === undefined) return null
      if (clock.now() - row.seen_at.getTime() > SEEN_STEP_MS) await touch(row.id)
      const viewer = {
        sessionId: row.id,
        accountId: row.account_id,
        operator: row.operator,
        ...(row.lesson_ends_at === null ? {} : { lessonEndsAt: row.lesson_ends_at }),
        ...(row.leaves_at === null ? {} : { leavesAt: row.leaves_at }),
      }
      if (surface === 'operator' || row.leaves_at !== null) return { ...viewer, profileId: null }
      return row.awaits_consent
        ? { ...viewer, profileId: null, awaitsConsent: true }
        : { ...viewer, profileId: row.active_profile_id }
    },
    async noteConnected(sessionIds) {
      if (sessionIds.length === 0) return
      await touchConnected(db, sessionIds, { now: now(), before: new Date(clock.now() - CONNECTED_STEP_MS) })
    },
    noteUse(viewer) {
      if (viewer.lessonEndsAt === undefined || clock.now() - (noted.get(viewer) ?? 0) <= SEEN_STEP_MS) return
      noted.set(viewer, clock.now())
      touch(viewer.sessionId).catch((error: unknown) => log.warn({ error }, 'session.useNotNoted'))
    },
  }
}
