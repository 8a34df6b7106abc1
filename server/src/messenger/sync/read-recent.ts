import type { Reader } from '../../platform/db/database.ts'
import type { ChatRange } from '../chats/entries.store.ts'
import type { HeldFacts } from '../chats/reader.store.ts'
import type { MessengerStores } from '../stores.ts'
import { RecentLog } from './recent-log.ts'
import type { RecentLogs } from './recent-logs.ts'

/** Entries that are read of a chat: as few as are enough for those who ask. */
const SIZES = [64, 200] as const

/** A chat that somebody has on the screen, and which of its entries he needs. */
export interface Need {
  facts: HeldFacts
  range: ChatRange
}

function entriesOf({ facts, range }: Need): number {
  return range.end === 'high' ? range.limit : facts.last_seq - range.from + 1
}

/**
 * Recent logs of the chats for which several ask, by chat. Where somebody is the first, or needs more than is kept, there
 * may be none.
 */
export async function readRecent(
  stores: Pick<MessengerStores, 'entries'>,
  logs: RecentLogs,
  reader: Reader,
  needs: readonly Need[],
): Promise<Map<string, RecentLog>> {
  const { forgotten } = logs
  const found = new Map<string, RecentLog>()
  const missing = new Map<string, { seq: number; limit: number }>()
  for (const need of needs) {
    const { id: chatId, last_seq: seq } = need.facts
    const limit = SIZES.find((size) => size >= entriesOf(need))
    if (limit === undefined) continue
    const known = logs.find(chatId, seq)
    if (known?.reaches(limit) === true) found.set(chatId, known)
    else if (logs.isAskedAgain(chatId, seq)) {
      missing.set(chatId, { seq, limit: Math.max(limit, missing.get(chatId)?.limit ?? 0) })
    }
  }
  const asked = [...missing].map(
    ([chatId, { seq, limit }]): ChatRange => ({ chatId, from: 1, to: seq, limit, end: 'high' }),
  )
  for (const [i, entries] of (await stores.entries.readEntries(reader, asked)).entries()) {
    const { chatId, to: seq, limit } = asked[i]!
    const log = new RecentLog(entries, { seq, limit })
    found.set(chatId, log)
    logs.keep(chatId, log, forgotten)
  }
  return found
}
