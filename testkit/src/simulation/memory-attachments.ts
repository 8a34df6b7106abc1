import type { MessengerStores } from '#server/messenger/stores.ts'
import { memoryOf, type Row, statement, type Transaction } from './memory-database.ts'

/** Which messages hold which files, in memory, as `attachments.store.ts` keeps it in PostgreSQL. */
export const memoryAttachments: MessengerStores['attachments'] = {
  insertMedia(tx, rows) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      for (const row of rows) {
        await t.lock('messenger.media', row.file_id)
        if (t.get('messenger.media', row.file_id) === undefined) await t.put('messenger.media', row.file_id, row)
      }
    })
  },

  readMedia(reader, fileIds) {
    const t = memoryOf(reader)
    return statement(t, () => [...new Set(fileIds)].flatMap((id) => t.get('messenger.media', id) ?? []))
  },

  holdFiles(tx, { chatId, seq }, held) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      for (const [place, { attachment, sourceId }] of held.entries()) {
        await t.put('messenger.attachment', `${chatId} ${seq} ${place}`, {
          chat_id: chatId,
          seq,
          place,
          file_id: attachment.id,
          source_id: sourceId,
          kind: attachment.kind,
        })
      }
    })
  },

  sourcesOf(reader, place) {
    const t = memoryOf(reader)
    return statement(t, () => heldBy(t, place).map((row) => row.source_id))
  },

  letGoOf(tx, place) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      const held = heldBy(t, place)
      for (const row of held) await t.put('messenger.attachment', `${row.chat_id} ${row.seq} ${row.place}`, null)
      return held.map((row) => row.file_id)
    })
  },

  async forgetMedia(tx, fileIds) {
    const t = memoryOf(tx)
    const concerned = await statement(t, async () => {
      const all = t.all('messenger.media')
      const cleanIds = all.filter((row) => fileIds.includes(row.file_id)).map((row) => row.clean_id)
      const ids = all
        .filter(
          (row) => fileIds.includes(row.file_id) || fileIds.includes(row.clean_id!) || cleanIds.includes(row.file_id),
        )
        .map((row) => row.file_id)
        .sort()
      for (const id of ids) await t.lock('messenger.media', id)
      return ids
    })
    if (concerned.length === 0) return []
    return statement(t, async () => {
      const gone = await deleteUnheld(t, fileIds)
      const cleanIds = gone.flatMap((row) => row.clean_id ?? [])
      const all = [...gone, ...(await deleteUnheld(t, cleanIds))]
      const previewIds = new Set(all.flatMap((row) => [row.small_id ?? [], row.large_id ?? []].flat()))
      const left = t.all('messenger.media')
      const needless = [...previewIds].filter((id) => !left.some((row) => row.small_id === id || row.large_id === id))
      return [...all.map((row) => row.file_id), ...needless]
    })
  },
}

function heldBy(t: Transaction, { chatId, seq }: { chatId: string; seq: number }): Row<'messenger.attachment'>[] {
  return t
    .all('messenger.attachment')
    .filter((row) => row.chat_id === chatId && row.seq === seq)
    .sort((one, other) => one.place - other.place)
}

async function deleteUnheld(t: Transaction, fileIds: readonly string[]): Promise<Row<'messenger.media'>[]> {
  const gone: Row<'messenger.media'>[] = []
  for (const id of new Set(fileIds)) {
    const row = t.get('messenger.media', id)
    const isHeld = t.all('messenger.attachment').some((each) => each.file_id === id)
    if (row === undefined || isHeld || t.all('messenger.media').some((each) => each.clean_id === id)) continue
    await t.put('messenger.media', id, null)
    gone.push(row)
  }
  return gone
}
