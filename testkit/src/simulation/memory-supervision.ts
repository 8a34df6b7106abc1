import type { EventPayload } from '#contract/events.ts'
import type { MessengerStores } from '#server/messenger/stores.ts'
import { isFew } from './memory-chats.ts'
import { memoryOf, statement } from './memory-database.ts'

/** Observers and what is due in memory, as `supervision.store.ts` keeps them in PostgreSQL. */
export const memorySupervision: MessengerStores['supervision'] = {
  setSupervision(tx, chatId, supervision) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      const row = await t.change('messenger.chat', chatId, (chat) => ({
        ...chat,
        supervision: supervision?.mode ?? null,
        observer_ids: supervision?.observerIds ?? [],
        version: chat.version + 1,
      }))
      return row!
    })
  },

  takenSupervised(tx, chatId, seqs) {
    const t = memoryOf(tx)
    return statement(t, () => {
      const moves = t
        .all('messenger.chat_event')
        .filter((row) => row.chat_id === chatId && row.kind === 'supervision.changed')
        .sort((one, other) => one.seq - other.seq)
      const isSupervised = (seq: number) => {
        const last = moves.findLast((row) => row.seq < seq)
        const payload = last?.payload as EventPayload<'supervision.changed'> | undefined
        return (payload?.chat.supervision ?? null) !== null
      }
      return seqs.filter(isSupervised)
    })
  },

  everSupervised(reader, chatId) {
    const t = memoryOf(reader)
    return statement(t, () =>
      t.all('messenger.chat_event').some((row) => row.chat_id === chatId && row.kind === 'supervision.changed'),
    )
  },

  async addDue(tx, chatId, at) {
    const t = memoryOf(tx)
    await statement(t, async () => {
      const key = `${chatId} ${at}`
      if (t.get('messenger.supervision_due', key) !== undefined) return
      await t.put('messenger.supervision_due', key, { id: nextId(), chat_id: chatId, due_at: new Date(at) })
    })
  },

  async addDueOf(tx, profileIds, at) {
    const t = memoryOf(tx)
    const chatIds = await statement(t, () => {
      const mine = t
        .all('messenger.chat_member')
        .filter((row) => profileIds.includes(row.profile_id) && row.left_seq === null && row.role !== 'observer')
      const isPair = (chatId: string) => {
        const chat = t.get('messenger.chat', chatId)!
        return chat.kind !== 'channel' && isFew(chat.members_count)
      }
      return [...new Set(mine.map((row) => row.chat_id))].filter(isPair)
    })
    for (const chatId of chatIds) await memorySupervision.addDue(tx, chatId, at)
  },

  readDue(reader, now, limit) {
    const t = memoryOf(reader)
    return statement(t, () =>
      t
        .all('messenger.supervision_due')
        .filter((row) => row.due_at.getTime() <= now)
        .sort((one, other) => +one.due_at - +other.due_at || one.id - other.id)
        .slice(0, limit)
        .map((row) => ({ id: row.id, chatId: row.chat_id })),
    )
  },

  async takeDue(tx, ids) {
    const t = memoryOf(tx)
    await statement(t, async () => {
      for (const row of t.all('messenger.supervision_due')) {
        if (!ids.includes(row.id)) continue
        await t.put('messenger.supervision_due', `${row.chat_id} ${row.due_at.getTime()}`, null)
      }
    })
  },
}

let lastId = 0

/** Ids only tell rows apart, and nothing is compared by them. */
function nextId(): number {
  lastId += 1
  return lastId
}
