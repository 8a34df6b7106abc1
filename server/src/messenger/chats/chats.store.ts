import { sql } from 'kysely'
import type { UnitAudience } from '#contract/communities/unit-audiences.ts'
import type { ChatPermission, PermissionScope } from '#contract/messenger/chat-permissions.ts'
import type { Chat } from '#contract/messenger/chats.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { ChatRow } from './chat-views.ts'
import { DIALOGUE_PROFILES_MAX } from './dialogue-rule.ts'

export interface NewChat {
  id: string
  kind: Chat['kind']
  title: string
  communityId: string | null
  unitId: string | null
  channelClass: 'everyone' | 'staff' | null
  direct: readonly [string, string] | null
  historyFromStart: boolean
  membersCount: number
  createdBy: string | null
  now: number
}

/** Writes a chat and its head; null when the id or the pair of a dialogue is taken. */
export async function insertChat(tx: Tx, chat: NewChat): Promise<ChatRow | null> {
  const pair = chat.direct === null ? null : [...chat.direct].sort()
  const row = await tx
    .insertInto('messenger.chat')
    .values({
      id: chat.id,
      kind: chat.kind,
      title: chat.title,
      community_id: chat.communityId,
      unit_id: chat.unitId,
      channel_class: chat.channelClass,
      direct_low: pair?.[0] ?? null,
      direct_high: pair?.[1] ?? null,
      history_from_start: chat.historyFromStart,
      members_count: chat.membersCount,
      permissions: '{}',
      created_by: chat.createdBy,
      created_at: new Date(chat.now),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) return null
  await tx
    .insertInto('messenger.chat_head')
    .values({ chat_id: chat.id, last_seq: 0, last_ordinal: 0, policy_version: 1, write_refusal: null })
    .execute()
  return row
}

/** Chats by id. */
export async function readChats(reader: Reader, ids: readonly string[]): Promise<Map<string, ChatRow>> {
  if (ids.length === 0) return new Map()
  const rows = await reader
    .selectFrom('messenger.chat')
    .selectAll()
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** The dialogue of two people, locked against being opened twice. */
export async function findDirect(reader: Reader, a: string, b: string): Promise<ChatRow | null> {
  const [low, high] = [a, b].sort()
  const row = await reader
    .selectFrom('messenger.chat')
    .selectAll()
    .where('direct_low', '=', low!)
    .where('direct_high', '=', high!)
    .executeTakeFirst()
  return row ?? null
}

export async function setTitle(tx: Tx, chatId: string, title: string): Promise<ChatRow> {
  return tx
    .updateTable('messenger.chat')
    .set((eb) => ({ title, version: eb('version', '+', 1) }))
    .where('id', '=', chatId)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Rights to write that were checked before are checked again. */
async function doubtRights(tx: Tx, chatId: string): Promise<void> {
  await tx
    .updateTable('messenger.chat_head')
    .set((eb) => ({ policy_version: eb('policy_version', '+', 1) }))
    .where('chat_id', '=', chatId)
    .execute()
}

/** Makes a chat slow, or lets nobody wait there any more. */
export async function setSlowMode(tx: Tx, chatId: string, slowModeMs: number | null): Promise<ChatRow> {
  await doubtRights(tx, chatId)
  return tx
    .updateTable('messenger.chat')
    .set((eb) => ({ slow_mode_ms: slowModeMs, version: eb('version', '+', 1) }))
    .where('id', '=', chatId)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Deletes a group for everybody from this moment on, or brings it back; the rows of its people stay as they are. */
export async function setDeleted(tx: Tx, chatId: string, at: Date | null): Promise<ChatRow> {
  await doubtRights(tx, chatId)
  return tx
    .updateTable('messenger.chat')
    .set((eb) => ({ deleted_at: at, version: eb('version', '+', 1) }))
    .where('id', '=', chatId)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Decides a permission otherwise. */
export async function setPermission(
  tx: Tx,
  chatId: string,
  permission: ChatPermission,
  scope: PermissionScope,
): Promise<ChatRow> {
  const decided = JSON.stringify({ [permission]: scope })
  await doubtRights(tx, chatId)
  return tx
    .updateTable('messenger.chat')
    .set((eb) => ({ permissions: sql`permissions || ${decided}::jsonb`, version: eb('version', '+', 1) }))
    .where('id', '=', chatId)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Pins these messages, in this order, and no others. */
export async function setPins(tx: Tx, chatId: string, pins: readonly number[]): Promise<ChatRow> {
  return tx
    .updateTable('messenger.chat')
    .set((eb) => ({ pins: [...pins], version: eb('version', '+', 1) }))
    .where('id', '=', chatId)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Unpins a message; null when it was not pinned. */
export async function dropPin(tx: Tx, chatId: string, seq: number): Promise<ChatRow | null> {
  const row = await tx
    .updateTable('messenger.chat')
    .set((eb) => ({ pins: sql<number[]>`array_remove(pins, ${seq}::bigint)`, version: eb('version', '+', 1) }))
    .where('id', '=', chatId)
    .where(sql<boolean>`${seq}::bigint = any(pins)`)
    .returningAll()
    .executeTakeFirst()
  return row ?? null
}

/** Group chats of a community in which somebody is a member; what he only observes follows the rule of two adults. */
export async function groupsWith(reader: Reader, communityId: string, profileId: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('messenger.chat_member as m')
    .innerJoin('messenger.chat as c', 'c.id', 'm.chat_id')
    .select('m.chat_id')
    .where('c.community_id', '=', communityId)
    .where('m.profile_id', '=', profileId)
    .where('m.left_seq', 'is', null)
    .where('m.role', '<>', 'observer')
    .orderBy('m.chat_id')
    .execute()
  return rows.map((row) => row.chat_id)
}

/** Groups of so few that they may be dialogues by what they are. */
export async function smallGroups(reader: Reader, profileId: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('messenger.chat_member as m')
    .innerJoin('messenger.chat as c', 'c.id', 'm.chat_id')
    .select('c.id')
    .where('m.profile_id', '=', profileId)
    .where('m.left_seq', 'is', null)
    .where('m.role', '<>', 'observer')
    .where('c.kind', '=', 'group')
    .where('c.members_count', '>=', 2)
    .where('c.members_count', '<=', DIALOGUE_PROFILES_MAX)
    .orderBy('c.id')
    .execute()
  return rows.map((row) => row.id)
}

/** Chats of so few that two people may be alone in them, in the order of their ids. */
export async function fewWith(reader: Reader, one: string, other: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('messenger.chat_member as m')
    .innerJoin('messenger.chat_member as o', 'o.chat_id', 'm.chat_id')
    .innerJoin('messenger.chat as c', 'c.id', 'm.chat_id')
    .select('c.id')
    .where('m.profile_id', '=', one)
    .where('m.left_seq', 'is', null)
    .where('m.role', '<>', 'observer')
    .where('o.profile_id', '=', other)
    .where('o.left_seq', 'is', null)
    .where('o.role', '<>', 'observer')
    .where('c.members_count', '<=', DIALOGUE_PROFILES_MAX)
    .orderBy('c.id')
    .execute()
  return rows.map((row) => row.id)
}

/** Dialogues and groups in which both are, without those that one of them only observes; the newest first. */
export async function sharedChats(reader: Reader, one: string, other: string, limit: number): Promise<string[]> {
  const result = await sql<{ id: string }>`
    select m.chat_id as id from messenger.chat_member m
    join messenger.chat_member o on o.chat_id = m.chat_id and o.profile_id = ${other}::uuid and o.left_seq is null
      and o.role <> 'observer'
    join messenger.chat c on c.id = m.chat_id and c.deleted_at is null
    where m.profile_id = ${one}::uuid and m.left_seq is null and m.role <> 'observer'
    order by m.chat_id desc limit ${limit}`.execute(reader)
  return result.rows.map((row) => row.id)
}

/** Open dialogues of one person, in the order of their ids. */
export async function dialoguesOf(reader: Reader, profileId: string): Promise<{ chatId: string; otherId: string }[]> {
  const rows = await reader
    .selectFrom('messenger.chat_member as m')
    .innerJoin('messenger.chat as c', 'c.id', 'm.chat_id')
    .select(['c.id', 'c.direct_low', 'c.direct_high'])
    .where('m.profile_id', '=', profileId)
    .where('m.left_seq', 'is', null)
    .where('m.role', '<>', 'observer')
    .where('c.kind', '=', 'direct')
    .orderBy('c.id')
    .execute()
  return rows.map((row) => ({
    chatId: row.id,
    otherId: row.direct_low === profileId ? row.direct_high! : row.direct_low!,
  }))
}

/** Channels of a community. */
export async function channelsOf(
  reader: Reader,
  communityId: string,
): Promise<{ id: string; channelClass: 'everyone' | 'staff' }[]> {
  const rows = await reader
    .selectFrom('messenger.chat')
    .select(['id', 'channel_class'])
    .where('community_id', '=', communityId)
    .where('kind', '=', 'channel')
    .execute()
  return rows.map((row) => ({ id: row.id, channelClass: row.channel_class as 'everyone' | 'staff' }))
}

/** A chat for announcements, and whether somebody is in it. */
export interface FollowedChat {
  id: string
  unitId: string
  audience: UnitAudience
  inside: boolean
  leadsUnit: boolean
}

/** Chats for announcements of a community in which somebody is, and those of these units. */
export async function followedChats(
  reader: Reader,
  { communityId, profileId, unitIds }: { communityId: string; profileId: string; unitIds: readonly string[] },
): Promise<FollowedChat[]> {
  const result = await sql<FollowedChat>`
    select c.id, c.unit_id as "unitId", c.unit_audience as audience, m.profile_id is not null as inside,
      coalesce(m.leads_unit, false) as "leadsUnit"
    from messenger.chat c
    left join messenger.chat_member m on m.chat_id = c.id and m.profile_id = ${profileId}::uuid and m.left_seq is null
    where c.community_id = ${communityId}::uuid and c.unit_audience is not null
      and (m.profile_id is not null or c.unit_id = any(${[...unitIds]}::uuid[]))
    order by c.id`.execute(reader)
  return result.rows
}
