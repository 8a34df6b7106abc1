import type { EventFrame } from '#contract/kit/socket.ts'
import type { ChatEntry } from '#contract/messenger/messages.ts'
import { messageView } from '#server/messenger/chats/chat-views.ts'
import type { MessengerStores } from '#server/messenger/stores.ts'
import { toInstant } from '#server/platform/clock/clock.ts'
import { memoryOf, statement } from './memory-database.ts'

/** Logs of chats in memory, as `chat-log.store.ts` keeps them in PostgreSQL. */
export const memoryLog: MessengerStores['log'] = {
  async lockHeads(tx, chatIds) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      const heads = new Map<string, { lastSeq: number; lastOrdinal: number; writeRefusal: string | null }>()
      for (const chatId of [...new Set(chatIds)].sort()) {
        await t.lock('messenger.chat_head', chatId)
        const head = t.get('messenger.chat_head', chatId)
        if (head === undefined) continue
        heads.set(chatId, { lastSeq: head.last_seq, lastOrdinal: head.last_ordinal, writeRefusal: head.write_refusal })
      }
      return heads
    })
  },

  async appendChatEvent(tx, chatId, name, payload, now): Promise<EventFrame> {
    const t = memoryOf(tx)
    const head = await statement(t, () =>
      t.change('messenger.chat_head', chatId, (row) => ({ ...row, last_seq: row.last_seq + 1 })),
    )
    const seq = head!.last_seq
    await statement(t, () =>
      t.put('messenger.chat_event', `${chatId} ${seq}`, {
        chat_id: chatId,
        seq,
        kind: name,
        target_seq: null,
        payload: JSON.parse(JSON.stringify(payload)),
        at: new Date(now),
      }),
    )
    return { t: 'event', e: name, a: 'chat', id: chatId, s: seq, at: toInstant(now), p: payload }
  },

  readChatLog(reader, chatId, range) {
    const t = memoryOf(reader)
    return statement(t, () => {
      const isWanted = (row: { chat_id: string; seq: number }) =>
        row.chat_id === chatId && row.seq >= range.from && row.seq <= range.to
      const messages: ChatEntry[] = t
        .all('messenger.message')
        .filter((row) => isWanted(row) && row.erased_at === null)
        .map((row) => ({
          e: 'message.posted',
          s: row.seq,
          at: toInstant(row.sent_at),
          p: { message: messageView(row) },
        }))
      const events = t
        .all('messenger.chat_event')
        .filter(isWanted)
        .map((row) => ({ e: row.kind, s: row.seq, at: toInstant(row.at), p: row.payload }) as ChatEntry)
      const entries = [...messages, ...events].sort((one, other) => one.s - other.s)
      return range.end === 'low' ? entries.slice(0, range.limit) : entries.slice(-range.limit)
    })
  },

  readChatHeads(reader, chatIds) {
    const t = memoryOf(reader)
    return statement(t, () => {
      const found = chatIds.flatMap((chatId) => t.get('messenger.chat_head', chatId) ?? [])
      return new Map(found.map((head) => [head.chat_id, head.last_seq]))
    })
  },
}
