import { sql } from 'kysely'
import type { Message } from '#contract/messenger/chats.ts'
import type { LinkPreview } from '#contract/messenger/link-preview.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { messageView } from '../chats/chat-views.ts'

interface Place {
  chatId: string
  seq: number
}

/** Gives a message a card, or takes it away, and a newer version; the caller holds the head of its chat. */
export async function setPreview(tx: Tx, { chatId, seq }: Place, preview: LinkPreview | null): Promise<Message> {
  const row = await tx
    .updateTable('messenger.message')
    .set((eb) => ({
      preview: preview === null ? null : JSON.stringify(preview),
      version: eb('version', '+', 1),
    }))
    .where('chat_id', '=', chatId)
    .where('seq', '=', seq)
    .returningAll()
    .executeTakeFirstOrThrow()
  return messageView(row)
}

/** Takes the card from a message that is changed by the same transaction in another way. */
export async function clearPreview(tx: Tx, { chatId, seq }: Place): Promise<void> {
  await tx
    .updateTable('messenger.message')
    .set({ preview: null })
    .where('chat_id', '=', chatId)
    .where('seq', '=', seq)
    .execute()
}

/** Notes that a message has the card of an address, and since which of its versions. */
export async function insertLink(
  tx: Tx,
  link: Place & { address: string; fileId: string | null; version: number; now: number },
): Promise<void> {
  await tx
    .insertInto('messenger.link_preview')
    .values({
      chat_id: link.chatId,
      seq: link.seq,
      address: link.address,
      file_id: link.fileId,
      message_version: link.version,
      found_at: new Date(link.now),
    })
    .execute()
}

/** Forgets the card of a message; returns the file of its picture, if it had one. */
export async function forgetLink(tx: Tx, { chatId, seq }: Place): Promise<string[]> {
  const rows = await tx
    .deleteFrom('messenger.link_preview')
    .where('chat_id', '=', chatId)
    .where('seq', '=', seq)
    .returning('file_id')
    .execute()
  return rows.flatMap((row) => row.file_id ?? [])
}

/** The version that a message has had since its card is there; null when it has none. */
export async function previewedVersion(reader: Reader, { chatId, seq }: Place): Promise<number | null> {
  const row = await reader
    .selectFrom('messenger.link_preview')
    .select('message_version')
    .where('chat_id', '=', chatId)
    .where('seq', '=', seq)
    .executeTakeFirst()
  return row?.message_version ?? null
}

/** The card that an address has in a chat since a moment or later; null when there is none. */
export async function recentPreview(
  reader: Reader,
  chatId: string,
  address: string,
  since: number,
): Promise<LinkPreview | null> {
  const result = await sql<{ preview: LinkPreview }>`
    select m.preview from messenger.link_preview l
    join messenger.message m on m.chat_id = l.chat_id and m.seq = l.seq
    where l.chat_id = ${chatId}::uuid and l.found_at > ${new Date(since)} and l.address = ${address}
      and m.preview is not null and m.erased_at is null
    order by l.found_at desc limit 1`.execute(reader)
  return result.rows[0]?.preview ?? null
}

/** Of which message it is the picture; null when of none. */
export async function holderOf(reader: Reader, fileId: string): Promise<Place | null> {
  const row = await reader
    .selectFrom('messenger.link_preview')
    .select(['chat_id', 'seq'])
    .where('file_id', '=', fileId)
    .executeTakeFirst()
  return row === undefined ? null : { chatId: row.chat_id, seq: row.seq }
}

/** Those of these files that are pictures of cards: they are their chats' and no person's. */
export async function picturesOfLinksAmong(reader: Reader, fileIds: readonly string[]): Promise<Set<string>> {
  const result = await sql<{ file_id: string }>`select file_id from messenger.link_preview
    where file_id = any(${[...fileIds]}::uuid[])`.execute(reader)
  return new Set(result.rows.map((row) => row.file_id))
}
