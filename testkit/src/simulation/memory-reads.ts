import type { MessengerStores } from '#server/messenger/stores.ts'
import { memoryOf, statement, type Transaction } from './memory-database.ts'

const READ_STEP_MS = 5_000

/** Read positions in memory, as `reads.store.ts` keeps them in PostgreSQL. */
export const memoryReads: MessengerStores['reads'] = {
  READ_STEP_MS,

  async advanceReadPosition(tx, position) {
    const t = memoryOf(tx)
    const key = `${position.chatId} ${position.profileId}`
    const at = new Date(position.now)
    const moved = await statement(t, async () => {
      await t.lock('messenger.read_position', key)
      const before = t.get('messenger.read_position', key)
      if (before !== undefined && before.seq >= position.seq) return null
      const isSeen = !isObserver(t, key) && t.get('messenger.silent_reader', position.profileId) === undefined
      await t.put('messenger.read_position', key, {
        chat_id: position.chatId,
        profile_id: position.profileId,
        seq: position.seq,
        ordinal: position.ordinal,
        shown_seq: isSeen ? (position.heldUntil === null ? position.seq : (before?.shown_seq ?? 0)) : 0,
        held_until: isSeen && position.heldUntil !== null ? new Date(position.heldUntil) : null,
        hidden_seq: before?.hidden_seq ?? null,
        muted: before?.muted ?? false,
        version: (before?.version ?? 0) + 1,
        at,
      })
      return { isSeen: isSeen && position.heldUntil === null }
    })
    if (moved === null) return false
    if (!moved.isSeen) return true
    await statement(t, async () => {
      const mine = t
        .all('messenger.read_step')
        .filter((step) => step.chat_id === position.chatId && step.profile_id === position.profileId)
      const recent = mine
        .filter((step) => step.at.getTime() > position.now - READ_STEP_MS)
        .sort((one, other) => other.seq - one.seq)[0]
      if (recent !== undefined) await t.put('messenger.read_step', `${key} ${recent.seq}`, null)
      const step = { chat_id: position.chatId, profile_id: position.profileId, seq: position.seq, at: recent?.at ?? at }
      await t.put('messenger.read_step', `${key} ${position.seq}`, step)
    })
    return true
  },

  async setReadMarks(tx, profileId, shown) {
    const t = memoryOf(tx)
    await statement(t, () => t.put('messenger.silent_reader', profileId, shown ? null : { profile_id: profileId }))
    if (shown) return
    await statement(t, async () => {
      for (const step of t.all('messenger.read_step')) {
        if (step.profile_id !== profileId) continue
        await t.put('messenger.read_step', `${step.chat_id} ${profileId} ${step.seq}`, null)
      }
    })
    await statement(t, async () => {
      for (const { chat_id, left_seq, ...member } of t.all('messenger.chat_member')) {
        if (member.profile_id !== profileId || left_seq !== null) continue
        await t.change('messenger.read_position', `${chat_id} ${profileId}`, (row) => ({
          ...row,
          shown_seq: 0,
          held_until: null,
        }))
      }
    })
  },

  async setHidden(tx, { chatId, profileId, seq, now }) {
    const t = memoryOf(tx)
    const key = `${chatId} ${profileId}`
    return statement(t, async () => {
      await t.lock('messenger.read_position', key)
      const before = t.get('messenger.read_position', key)
      if (before !== undefined && before.hidden_seq === seq) return false
      const fresh = { ...firstPlace(chatId, profileId, now), muted: false }
      const version = (before?.version ?? 0) + 1
      await t.put('messenger.read_position', key, { ...fresh, ...before, hidden_seq: seq, version })
      return true
    })
  },

  async setMuted(tx, { chatId, profileId, muted, now }) {
    const t = memoryOf(tx)
    const key = `${chatId} ${profileId}`
    return statement(t, async () => {
      await t.lock('messenger.read_position', key)
      const before = t.get('messenger.read_position', key)
      if (before !== undefined && before.muted === muted) return false
      const fresh = { ...firstPlace(chatId, profileId, now), hidden_seq: null }
      const version = (before?.version ?? 0) + 1
      await t.put('messenger.read_position', key, { ...fresh, ...before, muted, version })
      return true
    })
  },

  readTop(reader, chatId) {
    const t = memoryOf(reader)
    return statement(t, () => topOf(t, chatId))
  },

  readTops(reader, chatIds) {
    const t = memoryOf(reader)
    return statement(t, () => {
      const tops = chatIds.map((chatId) => [chatId, topOf(t, chatId)] as const)
      return new Map(tops.filter(([, top]) => top.length > 0))
    })
  },
}

/** The place of somebody who has read nothing. */
function firstPlace(chatId: string, profileId: string, now: number) {
  return {
    chat_id: chatId,
    profile_id: profileId,
    seq: 0,
    ordinal: 0,
    shown_seq: 0,
    held_until: null,
    at: new Date(now),
  }
}

function isObserver(t: Transaction, key: string): boolean {
  const member = t.get('messenger.chat_member', key)
  return member?.left_seq === null && member.role === 'observer'
}

/** The two farthest positions to which people have read in a chat. */
export function topOf(t: Transaction, chatId: string): { profileId: string; seq: number }[] {
  return t
    .all('messenger.read_position')
    .filter((row) => row.chat_id === chatId && row.shown_seq > 0)
    .sort((one, other) => other.shown_seq - one.shown_seq || (one.profile_id < other.profile_id ? -1 : 1))
    .slice(0, 2)
    .map((row) => ({ profileId: row.profile_id, seq: row.shown_seq }))
}
