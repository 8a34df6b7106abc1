import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { ChatRow } from '../chats/chat-views.ts'

/** A group chat whose title begins as one of the names does. */
export interface NamedChat {
  id: string
  title: string
  /** Place of the name in the question, from 0 on. */
  n: number
}

/** Group chats of a community whose titles begin with one of these names, in the order of their ids. */
export async function chatsBeginning(
  reader: Reader,
  communityId: string,
  names: readonly string[],
  archived: boolean,
): Promise<NamedChat[]> {
  const result = await sql<NamedChat>`
    select c.id, c.title, u.n::integer - 1 as n from messenger.chat c
    join unnest(${[...names]}::text[]) with ordinality as u (name, n) on starts_with(lower(c.title), lower(u.name))
    where c.community_id = ${communityId}::uuid and c.kind = 'group' and c.archived = ${archived}
    order by c.id, u.n`.execute(reader)
  return result.rows
}

/** Who is inside of these chats, without observers. */
export async function insideOf(reader: Reader, chatIds: readonly string[]): Promise<Map<string, string[]>> {
  const result = await sql<{ chat_id: string; members: string[] }>`
    select chat_id, array_agg(profile_id order by profile_id) as members from messenger.chat_member
    where chat_id = any(${[...chatIds]}::uuid[]) and left_seq is null and role <> 'observer'
    group by chat_id`.execute(reader)
  return new Map(result.rows.map((row) => [row.chat_id, row.members]))
}

/** Closes a chat for everybody who would write there, or opens it again. */
export async function setArchived(tx: Tx, chatId: string, archived: boolean): Promise<ChatRow> {
  return tx
    .updateTable('messenger.chat')
    .set((eb) => ({ archived, version: eb('version', '+', 1) }))
    .where('id', '=', chatId)
    .returningAll()
    .executeTakeFirstOrThrow()
}
