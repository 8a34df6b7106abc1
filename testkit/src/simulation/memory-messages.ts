import type { Message } from '#contract/messenger/chats.ts'
import { messageView } from '#server/messenger/chats/chat-views.ts'
import type { MessengerStores } from '#server/messenger/stores.ts'
import type { Tx } from '#server/platform/db/database.ts'
import { memoryOf, type Row, statement } from './memory-database.ts'

/** What a message is without before anything has happened to it. */
const EMPTY_MESSAGE = {
  version: 1,
  edited_at: null,
  erased_at: null,
  erased_why: null,
  reactions: null,
  reactions_seq: null,
  preview: null,
}

/** Messages in memory, as `messages.store.ts` reads them in PostgreSQL. */
export const memoryMessages: MessengerStores['messages'] = {
  messagesBySeq(reader, chatId, seqs, startSeq) {
    const t = memoryOf(reader)
    return statement(t, () =>
      [...new Set(seqs)]
        .sort((one, other) => one - other)
        .flatMap((seq) => t.get('messenger.message', `${chatId} ${seq}`) ?? [])
        .filter((row) => row.seq > startSeq)
        .map(messageView),
    )
  },

  lastMessages(reader, asked) {
    const t = memoryOf(reader)
    return statement(t, () =>
      asked.map(({ chatId, startSeq }) => {
        const seen = t.all('messenger.message').filter((row) => row.chat_id === chatId && row.seq > startSeq)
        const last = seen.sort((one, other) => one.seq - other.seq).at(-1)
        return last === undefined ? null : messageView(last)
      }),
    )
  },

  sentSeqs(reader, { chatId, senderId, ids }) {
    const t = memoryOf(reader)
    return statement(t, () => {
      const isSent = (row: Row<'messenger.message'>) =>
        row.chat_id === chatId && row.sender_id === senderId && ids.includes(row.id)
      const sent = t.all('messenger.message').filter(isSent)
      return sent.map(({ seq }) => seq).sort((one, other) => one - other)
    })
  },

  sendersAmong(reader, chatId, ids, startSeq) {
    const t = memoryOf(reader)
    return statement(t, () => {
      const seen = t.all('messenger.message').filter((row) => row.chat_id === chatId && row.seq > startSeq)
      const senders = new Set(seen.map((row) => row.sender_id))
      return ids.filter((id) => senders.has(id))
    })
  },

  insertMessage(
    tx,
    {
      chatId,
      senderId,
      id,
      text,
      mentions,
      attachments,
      replyToSeq,
      origin,
      poll,
      announcement,
      sticker,
      urgent = null,
      lifetimeMs,
      now,
    },
  ) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      const head = await t.change('messenger.chat_head', chatId, (old) => ({
        ...old,
        last_seq: old.last_seq + 1,
        last_ordinal: old.last_ordinal + 1,
      }))
      const row: Row<'messenger.message'> = {
        ...EMPTY_MESSAGE,
        chat_id: chatId,
        seq: head!.last_seq,
        ordinal: head!.last_ordinal,
        id,
        sender_id: senderId,
        text,
        mentions: mentions.length === 0 ? null : [...mentions],
        attachments: attachments.length === 0 ? null : [...attachments],
        reply_to_seq: replyToSeq,
        origin,
        poll,
        announcement,
        sticker,
        urgent,
        sent_at: new Date(now),
        expires_at: lifetimeMs === null ? null : new Date(now + lifetimeMs),
      }
      await t.put('messenger.message', `${chatId} ${row.seq}`, row)
      return messageView(row)
    })
  },

  setText(tx, { chatId, seq }, { text, mentions }, now) {
    const named = mentions.length === 0 ? null : [...mentions]
    return changeMessage(tx, chatId, seq, (row) => ({ ...row, text, mentions: named, edited_at: new Date(now) }))
  },

  emptyMessage(tx, { chatId, seq }, why, now) {
    return changeMessage(tx, chatId, seq, (row) => ({
      ...row,
      text: '',
      mentions: null,
      attachments: null,
      origin: null,
      poll: null,
      sticker: null,
      preview: null,
      reactions: null,
      erased_at: new Date(now),
      erased_why: why,
    }))
  },

  dueMessages(reader, now, limit) {
    const t = memoryOf(reader)
    return statement(t, () =>
      t
        .all('messenger.message')
        .filter((row) => row.erased_at === null && row.expires_at !== null && +row.expires_at <= now)
        .sort(
          (one, other) =>
            +one.expires_at! - +other.expires_at! ||
            (one.chat_id === other.chat_id ? one.seq - other.seq : one.chat_id < other.chat_id ? -1 : 1),
        )
        .slice(0, limit)
        .map((row) => ({ chatId: row.chat_id, seq: row.seq })),
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
}

function changeMessage(
  tx: Tx,
  chatId: string,
  seq: number,
  change: (row: Row<'messenger.message'>) => Row<'messenger.message'>,
): Promise<Message> {
  const t = memoryOf(tx)
  return statement(t, async () => {
    const row = await t.change('messenger.message', `${chatId} ${seq}`, (old) => ({
      ...change(old),
      version: old.version + 1,
    }))
    return messageView(row!)
  })
}
