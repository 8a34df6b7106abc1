import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { setDigest } from '../../platform/db/set-digest.ts'
import type { ChatRow } from '../chats/chat-views.ts'

/** Who is inside of each of these chats, without observers. */
export async function insideOf(reader: Reader, chatIds: readonly string[]): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>(chatIds.map((id) => [id, new Set()]))
  if (chatIds.length === 0) return found
  const result = await sql<{ chat_id: string; profile_id: string }>`
    select chat_id, profile_id from messenger.chat_member
    where chat_id = any(${[...chatIds]}::uuid[]) and left_seq is null and role <> 'observer'`.execute(reader)
  for (const { chat_id, profile_id } of result.rows) found.get(chat_id)!.add(profile_id)
  return found
}

/** A digest of who is inside of these chats, without observers. */
export async function digestOf(reader: Reader, chatIds: readonly string[]): Promise<string> {
  const inside = sql`select concat_ws('|', chat_id, profile_id) from messenger.chat_member
    where chat_id = any(${[...chatIds]}::uuid[]) and left_seq is null and role <> 'observer'`
  return (await setDigest(inside).execute(reader)).rows[0]!.digest
}

/** Open chats of units that are for no audience, the oldest first: what somebody has made for a class already. */
export async function openUnitChats(
  reader: Reader,
  unitIds: readonly string[],
): Promise<{ id: string; title: string; unit_id: string }[]> {
  if (unitIds.length === 0) return []
  const result = await sql<{ id: string; title: string; unit_id: string }>`
    select id, title, unit_id from messenger.chat
    where unit_id = any(${[...unitIds]}::uuid[]) and unit_audience is null and not archived and deleted_at is null
    order by created_at, id`.execute(reader)
  return result.rows
}

/** What somebody is to be in a chat. */
export interface RoleInChat {
  chatId: string
  profileId: string
  role: 'administrator' | 'member'
}

/** Makes members lead chats, or be ones like others; rights that were checked before are checked again. Returns whose role is another one now. */
export async function setRoles(tx: Tx, roles: readonly RoleInChat[]): Promise<Omit<RoleInChat, 'role'>[]> {
  const result = await sql<Omit<RoleInChat, 'role'>>`
    update messenger.chat_member m set role = w.role, facts_version = m.facts_version + 1
    from unnest(${roles.map(({ chatId }) => chatId)}::uuid[], ${roles.map(({ profileId }) => profileId)}::uuid[],
      ${roles.map(({ role }) => role)}::text[]) as w (chat_id, profile_id, role)
    where m.chat_id = w.chat_id and m.profile_id = w.profile_id and m.left_seq is null
      and m.role in ('administrator', 'member') and m.role <> w.role and not (m.leads_unit and w.role = 'member')
    returning m.chat_id as "chatId", m.profile_id as "profileId"`.execute(tx)
  return result.rows
}

/** Lets those who hold the lists of people of chats ask for them anew. */
export async function moveVersions(tx: Tx, chatIds: readonly string[]): Promise<ChatRow[]> {
  const result = await sql<ChatRow>`update messenger.chat set version = version + 1
    where id = any(${[...chatIds]}::uuid[]) returning *`.execute(tx)
  return result.rows
}
