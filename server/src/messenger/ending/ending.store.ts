import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** A group that is deleted and may still be brought back. */
export interface DeletedRow {
  id: string
  title: string
  members_count: number
  deleted_at: Date
}

/** Groups that were deleted after a moment and of which somebody is the owner, the newest first; of one of them only, or of all. */
export async function deletedOf(
  reader: Reader,
  ownerId: string,
  after: Date,
  chatId: string | null = null,
): Promise<DeletedRow[]> {
  const result = await sql<DeletedRow>`
    select c.id, c.title, c.members_count, c.deleted_at from messenger.chat_member m
    join messenger.chat c on c.id = m.chat_id
    where m.profile_id = ${ownerId}::uuid and m.left_seq is null and m.role = 'owner'
      and c.deleted_at > ${after} ${chatId === null ? sql`` : sql`and c.id = ${chatId}::uuid`}
    order by c.deleted_at desc, c.id desc`.execute(reader)
  return result.rows
}

/** Everybody with an open interval, observers too. */
export async function everybodyIn(reader: Reader, chatId: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('messenger.chat_member')
    .select('profile_id')
    .where('chat_id', '=', chatId)
    .where('left_seq', 'is', null)
    .execute()
  return rows.map((row) => row.profile_id)
}

/** Groups that were deleted at a moment or before, the one that was longest ago first. */
export async function dueChats(reader: Reader, at: Date, limit: number): Promise<string[]> {
  const rows = await reader
    .selectFrom('messenger.chat')
    .select('id')
    .where('deleted_at', '<=', at)
    .orderBy('deleted_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Whether a group is deleted since a moment or longer; the caller holds its head. */
export async function isDeletedSince(tx: Tx, chatId: string, at: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('messenger.chat')
    .select('id')
    .where('id', '=', chatId)
    .where('deleted_at', '<=', at)
    .executeTakeFirst()
  return row !== undefined
}

/** Tables of what people have answered to messages without words. */
const ON_MESSAGES = ['messenger.reaction', 'messenger.poll_vote', 'messenger.poll_voter', 'messenger.poll'] as const

/** Erases the next messages of a chat with everything that hangs on them but the files that they hold and those of their cards; false when there was none left. */
export async function eraseMessages(
  tx: Tx,
  chatId: string,
  limit: number,
): Promise<{ files: string[]; cards: string[] } | null> {
  const rows = await sql<{ seq: number }>`
    delete from messenger.message m where m.chat_id = ${chatId}::uuid and m.seq in (
      select x.seq from messenger.message x where x.chat_id = ${chatId}::uuid order by x.seq limit ${limit})
    returning m.seq`.execute(tx)
  if (rows.rows.length === 0) return null
  const seqs = rows.rows.map(({ seq }) => seq)
  for (const table of ON_MESSAGES) {
    await tx.deleteFrom(table).where('chat_id', '=', chatId).where('seq', 'in', seqs).execute()
  }
  const held = await tx
    .deleteFrom('messenger.attachment')
    .where('chat_id', '=', chatId)
    .where('seq', 'in', seqs)
    .returning('file_id')
    .execute()
  const linked = await tx
    .deleteFrom('messenger.link_preview')
    .where('chat_id', '=', chatId)
    .where('seq', 'in', seqs)
    .returning('file_id')
    .execute()
  return { files: [...new Set(held.map((row) => row.file_id))], cards: linked.flatMap((row) => row.file_id ?? []) }
}

/** Tables that hold nothing but what a chat is made of, those that name others first. */
const OF_A_CHAT = [
  'messenger.draft',
  'messenger.chat_event',
  'messenger.read_step',
  'messenger.read_position',
  'messenger.chat_interval',
  'messenger.chat_member',
  'messenger.supervision_due',
  'messenger.chat_link',
  'messenger.join_request',
  'messenger.sms_invitation',
  'messenger.chat_head',
] as const

/** Erases a chat that has no messages any more. */
export async function eraseChat(tx: Tx, chatId: string): Promise<void> {
  // Found by who was in it: marks are kept by their reader.
  await sql`delete from messenger.mark k using messenger.chat_member m
    where m.chat_id = ${chatId}::uuid and k.profile_id = m.profile_id and k.mark = any('{important,hidden}')
      and k.chat_id = m.chat_id`.execute(tx)
  for (const table of OF_A_CHAT) await tx.deleteFrom(table).where('chat_id', '=', chatId).execute()
  await tx.deleteFrom('messenger.chat').where('id', '=', chatId).execute()
}
