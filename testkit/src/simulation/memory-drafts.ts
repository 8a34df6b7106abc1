import type { Mention } from '#contract/messenger/mention.ts'
import type { MessengerStores } from '#server/messenger/stores.ts'
import { memoryOf, type Row, statement, type Transaction } from './memory-database.ts'

/** Drafts in memory, as `drafts.store.ts` keeps them in PostgreSQL. */
export const memoryDrafts: MessengerStores['drafts'] = {
  draftVersions(reader, profileIds) {
    const t = memoryOf(reader)
    return statement(t, () => {
      const found = new Map<string, Record<string, number>>()
      for (const row of writtenBy(t, profileIds)) {
        found.set(row.profile_id, { ...found.get(row.profile_id), [row.chat_id]: row.version })
      }
      return found
    })
  },

  readDrafts(reader, profileId, chatIds) {
    const t = memoryOf(reader)
    return statement(t, () =>
      writtenBy(t, [profileId])
        .filter((row) => chatIds.includes(row.chat_id))
        .map((row) => ({
          chatId: row.chat_id,
          version: row.version,
          draft: { text: row.text, mentions: (row.mentions ?? []) as Mention[], replyToSeq: row.reply_to_seq },
        })),
    )
  },

  countDrafts(reader, profileId) {
    const t = memoryOf(reader)
    return statement(t, () => writtenBy(t, [profileId]).length)
  },

  putDraft(tx, { profileId, chatId }, base, draft) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      const key = `${profileId} ${chatId}`
      await t.lock('messenger.draft', key)
      const before = t.get('messenger.draft', key)
      if (before?.written === true && before.version !== base) return null
      const version = (before?.version ?? 0) + 1
      await t.put('messenger.draft', key, {
        profile_id: profileId,
        chat_id: chatId,
        version,
        written: draft !== null,
        text: draft?.text ?? '',
        mentions: draft === null || draft.mentions.length === 0 ? null : [...draft.mentions],
        reply_to_seq: draft?.replyToSeq ?? null,
      })
      return version
    })
  },

  async moveDrafts(tx, { from, to }) {
    const t = memoryOf(tx)
    await statement(t, async () => {
      for (const row of writtenBy(t, [from])) {
        const key = `${to} ${row.chat_id}`
        const own = t.get('messenger.draft', key)
        if (own?.written === true) continue
        await t.put('messenger.draft', key, {
          ...row,
          profile_id: to,
          version: own === undefined ? row.version : own.version + 1,
        })
      }
    })
    await memoryDrafts.eraseDrafts(tx, [from])
  },

  eraseDrafts(tx, profileIds) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      const gone = t.all('messenger.draft').filter((row) => profileIds.includes(row.profile_id))
      for (const row of gone) await t.put('messenger.draft', `${row.profile_id} ${row.chat_id}`, null)
      return gone.length
    })
  },
}

function writtenBy(t: Transaction, profileIds: readonly string[]): Row<'messenger.draft'>[] {
  return t
    .all('messenger.draft')
    .filter((row) => row.written && profileIds.includes(row.profile_id))
    .sort((one, other) => (one.chat_id < other.chat_id ? -1 : 1))
}
