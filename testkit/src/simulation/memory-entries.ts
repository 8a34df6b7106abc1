import { encodeEntry } from '#server/messenger/chats/encoded-entry.ts'
import type { MessengerStores } from '#server/messenger/stores.ts'
import { memoryOf, statement } from './memory-database.ts'
import { entriesIn } from './memory-log.ts'

/** Entries of logs in memory, as `entries.store.ts` reads them from PostgreSQL. */
export const memoryEntries: MessengerStores['entries'] = {
  readEntries(reader, ranges) {
    const t = memoryOf(reader)
    return statement(t, () => ranges.map((range) => entriesIn(t, range.chatId, range).map(encodeEntry)))
  },
}
