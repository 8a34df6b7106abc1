import { messageView } from '#server/messenger/chats/chat-views.ts'
import type { MessengerStores } from '#server/messenger/stores.ts'
import { memoryOf, statement } from './memory-database.ts'

/** Messages in memory, as `messages.store.ts` reads them in PostgreSQL. */
export const memoryMessages: MessengerStores['messages'] = {
  messagesBySeq(reader, chatId, seqs, startSeq) {
    const t = memoryOf(reader)
    return statement(t, () =>
      [...new Set(seqs)]
        .sort((one, other) => one - other)
        .flatMap((seq) => t.get('messenger.message', `${chatId} ${seq}`) ?? [])
        .filter((row) => row.seq > startSeq && row.erased_at === null)
        .map(messageView),
    )
  },

  ordinalAt(reader, chatId, seq) {
    const t = memoryOf(reader)
    return statement(t, () =>
      t
        .all('messenger.message')
        .filter((row) => row.chat_id === chatId && row.seq <= seq)
        .reduce((highest, row) => Math.max(highest, row.ordinal), 0),
    )
  },

  messagesByDay(reader, { communityId, from, timeZone }) {
    const t = memoryOf(reader)
    return statement(t, () => {
      const dayOf = new Intl.DateTimeFormat('sv-SE', { timeZone }).format
      const days = new Map<string, number>()
      for (const message of t.all('messenger.message')) {
        const chat = t.get('messenger.chat', message.chat_id)
        if (chat?.community_id !== communityId || message.sent_at < from || message.erased_at !== null) continue
        const day = dayOf(message.sent_at)
        days.set(day, (days.get(day) ?? 0) + 1)
      }
      return [...days].sort(([one], [other]) => (one < other ? -1 : 1)).map(([day, messages]) => ({ day, messages }))
    })
  },
}
