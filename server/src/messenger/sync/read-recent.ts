import { PAGE_ENTRIES } from '#contract/messenger/messenger.limits.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { HeldFacts } from '../chats/reader.store.ts'
import type { MessengerStores } from '../stores.ts'
import type { Moved } from './catch-up.ts'
import { RecentLog } from './recent-log.ts'
import type { RecentLogs } from './recent-logs.ts'

/** Entries that are read of a chat: as few as are enough for those who ask. */
const SIZES = [4, 16, 64, 200] as const

/** A chat of which somebody needs so many of the newest entries. */
export interface Need {
  facts: HeldFacts
  entries: number
}

/** How much of a chat that has moved somebody needs: what he missed when it is on screen, else its last message. */
export function needOfMoved({ facts, heardSeq, isOpen }: Moved, reset: boolean): Need {
  if (!isOpen) return { facts, entries: 1 }
  return { facts, entries: reset ? PAGE_ENTRIES : facts.last_seq - heardSeq! }
}

/** How much of a chat somebody needs to count what he has not read. */
export function needOfUnread(facts: HeldFacts): Need {
  return { facts, entries: facts.last_seq - Math.max(facts.read_seq ?? 0, facts.start_seq ?? 0) }
}

/** Recent logs that reach as far as they are needed, by chat; where more is needed than is kept there is none. */
export async function readRecent(
  stores: Pick<MessengerStores, 'entries'>,
  logs: RecentLogs,
  reader: Reader,
  needs: readonly Need[],
): Promise<Map<string, RecentLog>> {
  const { forgotten } = logs
  const sizes = new Map<string, { seq: number; limit: number }>()
  for (const { facts, entries } of needs) {
    const limit = SIZES.find((size) => size >= entries)
    if (limit === undefined || limit <= (sizes.get(facts.id)?.limit ?? 0)) continue
    sizes.set(facts.id, { seq: facts.last_seq, limit })
  }
  const found = new Map<string, RecentLog>()
  const missing: [string, { seq: number; limit: number }][] = []
  for (const [chatId, size] of sizes) {
    const known = logs.find(chatId, size.seq)
    if (known?.reaches(size.limit) === true) found.set(chatId, known)
    else missing.push([chatId, size])
  }
  const read = await stores.entries.readEntries(
    reader,
    missing.map(([chatId, { seq, limit }]) => ({ chatId, from: 1, to: seq, limit, end: 'high' })),
  )
  for (const [i, [chatId, size]] of missing.entries()) {
    const log = new RecentLog(read[i]!, size)
    found.set(chatId, log)
    logs.keep(chatId, log, forgotten)
  }
  return found
}
