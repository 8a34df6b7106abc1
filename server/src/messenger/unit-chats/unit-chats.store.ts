import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { ChatRow } from '../chats/chat-views.ts'

/** A chat of a unit. */
export interface UnitChat {
  id: string
  title: string
  unit_id: string
}

/** The chats of units that are open or closed, in the order of their ids. */
export async function chatsOfUnits(reader: Reader, unitIds: readonly string[], archived: boolean): Promise<UnitChat[]> {
  if (unitIds.length === 0) return []
  const result = await sql<UnitChat>`
    select id, title, unit_id from messenger.chat
    where unit_id = any(${[...unitIds]}::uuid[]) and archived = ${archived} order by id`.execute(reader)
  return result.rows
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

/** What somebody is in a chat, and whether because he leads its unit. */
export interface Leading {
  profile_id: string
  role: 'owner' | 'administrator' | 'member'
  leads_unit: boolean
}

/** The owner of a chat, those who lead it because they lead its unit, and this person; the longest-standing first. */
export async function leadingIn(reader: Reader, chatId: string, profileId: string): Promise<Leading[]> {
  return (await leadingInAll(reader, [chatId], [profileId])).get(chatId)!
}

/** The owners of chats, those who lead them because they lead their units, and these people, by chat; the longest-standing first. */
export async function leadingInAll(
  reader: Reader,
  chatIds: readonly string[],
  profileIds: readonly string[],
): Promise<Map<string, Leading[]>> {
  const result = await sql<Leading & { chat_id: string }>`
    select chat_id, profile_id, role, leads_unit from messenger.chat_member
    where chat_id = any(${[...chatIds]}::uuid[]) and left_seq is null and role <> 'observer'
      and (role = 'owner' or leads_unit or profile_id = any(${[...profileIds]}::uuid[]))
    order by joined_seq, profile_id`.execute(reader)
  const found = new Map<string, Leading[]>(chatIds.map((id) => [id, []]))
  for (const { chat_id: chatId, ...row } of result.rows) found.get(chatId)!.push(row)
  return found
}

/** Sets what a member is; rights that were checked before are checked again. */
export async function setLeading(tx: Tx, chatId: string, { profile_id, role, leads_unit }: Leading): Promise<void> {
  await sql`update messenger.chat_member set role = ${role}, leads_unit = ${leads_unit}, facts_version = facts_version + 1
    where chat_id = ${chatId}::uuid and profile_id = ${profile_id}::uuid and left_seq is null`.execute(tx)
}

/** Lets those who hold the list of people of a chat ask for it anew. */
export async function moveVersion(tx: Tx, chatId: string): Promise<ChatRow> {
  return tx
    .updateTable('messenger.chat')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', chatId)
    .returningAll()
    .executeTakeFirstOrThrow()
}
