import type { EventFrame } from '#contract/kit/socket.ts'
import type { Reaction } from '#contract/messenger/chats.ts'
import type { ChatEntry } from '#contract/messenger/messages.ts'
import { changeFrame, type LogRange, type ReadChange } from '#server/messenger/chats/chat-log.store.ts'
import { messageView } from '#server/messenger/chats/chat-views.ts'
import type { MessengerStores } from '#server/messenger/stores.ts'
import { toInstant } from '#server/platform/clock/clock.ts'
import { memoryOf, type Row, statement, type Transaction } from './memory-database.ts'

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

  async appendChatEvents(tx, name, happened, now): Promise<EventFrame[]> {
    const frames: EventFrame[] = []
    for (const { chatId, payload } of happened) {
      const seq = await insertEvent(memoryOf(tx), { chatId, name, targetSeq: null, payload, now })
      frames.push({ t: 'event', e: name, a: 'chat', id: chatId, s: seq, at: toInstant(now), p: payload })
    }
    return frames
  },

  appendChange(tx, { chatId, seq: targetSeq }, name, payload, now) {
    return insertEvent(memoryOf(tx), { chatId, name, targetSeq, payload, now })
  },

  changeFrame,

  readChatLog(reader, chatId, range) {
    const t = memoryOf(reader)
    return statement(t, () => entriesIn(t, chatId, range))
  },

  readChanges(reader, chatId, from, to) {
    const t = memoryOf(reader)
    return statement(t, () =>
      t
        .all('messenger.chat_event')
        .filter((row) => row.chat_id === chatId && row.seq >= from && row.seq <= to && row.target_seq !== null)
        .sort((one, other) => one.seq - other.seq)
        .map((row) => changeOf(t, row)),
    )
  },

  readChanged(reader, places, limit) {
    const t = memoryOf(reader)
    return statement(t, () =>
      places.map(({ chatId, heardSeq, startSeq }) => {
        const targets = t
          .all('messenger.chat_event')
          .filter(
            (row) => row.chat_id === chatId && row.seq > heardSeq && isBetween(row.target_seq, startSeq, heardSeq),
          )
          .map((row) => row.target_seq!)
        const seqs = [...new Set(targets)].sort((one, other) => one - other).slice(0, limit)
        return seqs.map((seq) => messageView(t.get('messenger.message', `${chatId} ${seq}`)!))
      }),
    )
  },

  readChatHeads(reader, chatIds) {
    const t = memoryOf(reader)
    return statement(t, () => {
      const found = chatIds.flatMap((chatId) => t.get('messenger.chat_head', chatId) ?? [])
      return new Map(found.map((head) => [head.chat_id, head.last_seq]))
    })
  },
}

/** Entries of a stretch of a log, ascending. */
export function entriesIn(t: Transaction, chatId: string, range: LogRange): ChatEntry[] {
  const isWanted = (row: { chat_id: string; seq: number }) =>
    row.chat_id === chatId && row.seq >= range.from && row.seq <= range.to
  const messages: ChatEntry[] = t
    .all('messenger.message')
    .filter(isWanted)
    .map((row) => ({ e: 'message.posted', s: row.seq, at: toInstant(row.sent_at), p: { message: messageView(row) } }))
  const events = t
    .all('messenger.chat_event')
    .filter((row) => isWanted(row) && row.target_seq === null)
    .map((row) => ({ e: row.kind, s: row.seq, at: toInstant(row.at), p: row.payload }) as ChatEntry)
  const entries = [...messages, ...events].sort((one, other) => one.s - other.s)
  return range.end === 'low' ? entries.slice(0, range.limit) : entries.slice(-range.limit)
}

async function insertEvent(
  t: Transaction,
  event: { chatId: string; name: string; targetSeq: number | null; payload: unknown; now: number },
): Promise<number> {
  const { chatId } = event
  const head = await statement(t, () =>
    t.change('messenger.chat_head', chatId, (row) => ({ ...row, last_seq: row.last_seq + 1 })),
  )
  const seq = head!.last_seq
  await statement(t, () =>
    t.put('messenger.chat_event', `${chatId} ${seq}`, {
      chat_id: chatId,
      seq,
      kind: event.name,
      target_seq: event.targetSeq,
      payload: JSON.parse(JSON.stringify(event.payload)),
      at: new Date(event.now),
    }),
  )
  return seq
}

function changeOf(t: Transaction, row: Row<'messenger.chat_event'>): ReadChange {
  const payload = row.payload as unknown as ReadChange['payload']
  const actorId = 'actorId' in payload ? payload.actorId : null
  const target = `${row.chat_id} ${row.target_seq}`
  return {
    seq: row.seq,
    at: toInstant(row.at),
    name: row.kind as ReadChange['name'],
    payload,
    message: messageView(t.get('messenger.message', target)!),
    reaction: (t.get('messenger.reaction', `${target} ${actorId}`)?.reaction ?? null) as Reaction | null,
  }
}

/** Above `low` and not above `high`. */
function isBetween(seq: number | null, low: number, high: number): boolean {
  return seq !== null && seq > low && seq <= high
}
