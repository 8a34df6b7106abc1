import type { Reader } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ReaderRow } from '../chats/chat-views.ts'
import type { LeftDoors } from '../doors.ts'

/** What an organisation or a reader changes is heard of so late at most. */
const KEPT_MS = 5 * 60_000
/** Readers of one chat each, of whom it is known how quiet they are; the oldest is forgotten. */
const KEPT_MAX = 20_000

interface Parts extends Pick<Platform, 'clock' | 'db'> {
  doors: Pick<LeftDoors, 'quietTimesOf'>
  accessChat: (reader: Reader, viewerId: string, chatId: string) => Promise<ReaderRow | null>
}

interface Known {
  /** When it is asked anew. */
  until: number
  quiet: readonly { from: number; to: number }[]
}

/** Whether people read in a quiet time; asked of the database once in five minutes for each reader of a chat. */
export function createQuietReaders({ clock, db, doors, accessChat }: Parts) {
  const known = new Map<string, Known>()
  const learn = async (profileId: string, chatId: string, now: number): Promise<Known> => {
    const chat = await accessChat(db, profileId, chatId)
    const span = { from: now, to: now + KEPT_MS }
    const quiet = chat === null ? [] : await doors.quietTimesOf(db, profileId, chat.community_id, span)
    return { until: span.to, quiet }
  }
  return {
    /** When others may see that somebody reads a chat now, in milliseconds since 1970; null at once (P-04). */
    async heldUntil(profileId: string, chatId: string): Promise<number | null> {
      const now = clock.now()
      const key = `${profileId} ${chatId}`
      let found = known.get(key)
      if (found === undefined || now >= found.until) {
        found = await learn(profileId, chatId, now)
        known.delete(key)
        known.set(key, found)
        if (known.size > KEPT_MAX) known.delete(known.keys().next().value!)
      }
      return found.quiet.find(({ from, to }) => from <= now && now < to)?.to ?? null
    },
  }
}
