import { sql } from 'kysely'
import type { Message } from '#contract/messenger/chats.ts'
import type { PublicationKind } from '#contract/messenger/publications.limits.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { type ChatRow, type MessageRowView, messageView } from '../chats/chat-views.ts'

/** Something on a page, as its publishers know it. */
export interface PublicationRow {
  message: Message
  kind: PublicationKind
  authorId: string
  mirrored: boolean
}

/** The chat of the page of a community. */
export async function pageChatOf(reader: Reader, communityId: string): Promise<ChatRow | null> {
  return channelOf(reader, communityId, 'page')
}

/** The channel that everybody in a community reads. */
export async function commonChannelOf(reader: Reader, communityId: string): Promise<ChatRow | null> {
  return channelOf(reader, communityId, 'everyone')
}

async function channelOf(reader: Reader, communityId: string, channelClass: string): Promise<ChatRow | null> {
  const row = await reader
    .selectFrom('messenger.chat')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('kind', '=', 'channel')
    .where('channel_class', '=', channelClass)
    .executeTakeFirst()
  return row ?? null
}

/** Says what kind of publication a message of a page is. */
export async function insertPublication(
  tx: Tx,
  { chatId, seq, kind }: { chatId: string; seq: number; kind: PublicationKind },
): Promise<void> {
  await tx.insertInto('messenger.publication').values({ chat_id: chatId, seq, kind }).execute()
}

/** Publications of a page that stand, below a number, the newest first; all of them or those of one kind. */
export async function pagePublications(
  reader: Reader,
  { chatId, kind }: { chatId: string; kind: PublicationKind | null },
  before: number | null,
  limit: number,
): Promise<PublicationRow[]> {
  const ofKind = kind === null ? sql`` : sql`and p.kind = ${kind}`
  const below = before === null ? sql`` : sql`and p.seq < ${before}`
  return read(reader, sql`p.chat_id = ${chatId}::uuid ${ofKind} ${below} order by p.seq desc limit ${limit}`)
}

/** One publication of a page that stands. */
export async function publicationBySeq(reader: Reader, chatId: string, seq: number): Promise<PublicationRow | null> {
  return (await read(reader, sql`p.chat_id = ${chatId}::uuid and p.seq = ${seq}`))[0] ?? null
}

async function read(reader: Reader, which: ReturnType<typeof sql>): Promise<PublicationRow[]> {
  // A mirror that was erased in its channel is none any more.
  const result = await sql<MessageRowView & { author_id: string; kind: PublicationKind; mirrored: boolean }>`
    select m.*, p.kind, a.author_id, exists (select from messenger.message o
      where o.chat_id = p.mirror_chat_id and o.seq = p.mirror_seq and o.erased_at is null) as mirrored
    from messenger.publication p
    join messenger.message m on m.chat_id = p.chat_id and m.seq = p.seq and m.erased_at is null
    join messenger.channel_post a on a.chat_id = p.chat_id and a.seq = p.seq
    where ${which}`.execute(reader)
  return result.rows.map(({ author_id: authorId, kind, mirrored, ...row }) => ({
    message: messageView(row),
    kind,
    authorId,
    mirrored,
  }))
}

/** Notes where a publication was forwarded to. */
export async function setMirror(
  tx: Tx,
  { chatId, seq }: { chatId: string; seq: number },
  mirror: { chatId: string; seq: number },
): Promise<void> {
  await tx
    .updateTable('messenger.publication')
    .set({ mirror_chat_id: mirror.chatId, mirror_seq: mirror.seq })
    .where('chat_id', '=', chatId)
    .where('seq', '=', seq)
    .execute()
}
