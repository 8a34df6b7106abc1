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
  channelClass: 'everyone' | 'staff' | 'page' | null
  direct: readonly [string, string] | null
  historyFromStart: boolean
  membersCount: number
  createdBy: string | null
  now: number
}

/** Writes a chat and its head; null when the id or the pair of a dialogue is taken. */
export async function insertChat(tx: Tx, chat: NewChat): Promise<ChatRow | null> {
  return (await insertChats(tx, [chat]))[0] ?? null
}

/** Writes chats and their heads, without those whose id or pair is taken; in the order of their ids. */
export async function insertChats(tx: Tx, chats: readonly NewChat[]): Promise<ChatRow[]> {
  const rows = JSON.stringify(
    chats.map((chat) => {
      const [low, high] = chat.direct === null ? [null, null] : [...chat.direct].sort()
      return {
        id: chat.id,
        kind: chat.kind,
        title: chat.title,
        community_id: chat.communityId,
        unit_id: chat.unitId,
        channel_class: chat.channelClass,
        direct_low: low,
        direct_high: high,
        history_from_start: chat.historyFromStart,
        members_count: chat.membersCount,
        created_by: chat.createdBy,
        created_at: new Date(chat.now),
      }
    }),
  )
  const made = await sql<ChatRow>`
    insert into messenger.chat (id, kind, title, community_id, unit_id, channel_class, direct_low, direct_high, history_from_start,
      members_count, permissions, created_by, created_at)
    select id, kind, title, community_id, unit_id, channel_class, direct_low, direct_high, history_from_start, members_count, '{}',
      created_by, created_at
    from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, kind text, title text, community_id uuid, unit_id uuid,
      channel_class text, direct_low uuid, direct_high uuid, history_from_start boolean, members_count integer, created_by uuid,
      created_at timestamptz)
    order by id on conflict do nothing returning *`.execute(tx)
  await sql`insert into messenger.chat_head (chat_id, last_seq, last_ordinal, policy_version, write_refusal)
    select id, 0, 0, 1, null from unnest(${made.rows.map(({ id }) => id)}::uuid[]) as id`.execute(tx)
  return made.rows.sort((one, other) => (one.id < other.id ? -1 : 1))
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

/** A person and a chat in which he is. */
export interface ChatOfPerson {
  profileId: string
  chatId: string
}

/**
 * Group chats of a community, or those of none, in which these people are members, by chat; what they only observe follows the
 * rule of two adults.
 */
export async function groupsWith(
  reader: Reader,
  communityId: string | null,
  profileIds: readonly string[],
): Promise<ChatOfPerson[]> {
  if (profileIds.length === 0) return []
  const result = await sql<ChatOfPerson>`
    select m.chat_id as "chatId", m.profile_id as "profileId" from messenger.chat_member m
    join messenger.chat c on c.id = m.chat_id
    where ${communityId === null ? sql`c.kind = 'group' and c.community_id is null` : sql`c.community_id = ${communityId}::uuid`}
      and m.profile_id = any(${[...profileIds]}::uuid[]) and m.left_seq is null
      and m.role <> 'observer'
    order by m.chat_id, m.profile_id`.execute(reader)
  return result.rows
}

/** Groups of so few that they may be dialogues by what they are, with those of these people who are in them. */
export async function smallGroups(reader: Reader, profileIds: readonly string[]): Promise<ChatOfPerson[]> {
  const result = await sql<ChatOfPerson>`
    select c.id as "chatId", m.profile_id as "profileId" from messenger.chat_member m
    join messenger.chat c on c.id = m.chat_id
    where m.profile_id = any(${[...profileIds]}::uuid[]) and m.left_seq is null and m.role <> 'observer'
      and c.kind = 'group' and c.members_count between 2 and ${DIALOGUE_PROFILES_MAX}
    order by c.id, m.profile_id`.execute(reader)
  return result.rows
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

/** A dialogue of somebody, and with whom it is. */
export interface DialogueOfPerson extends ChatOfPerson {
  otherId: string
}

/** Open dialogues of these people, in the order of their ids. */
export async function dialoguesOf(reader: Reader, profileIds: readonly string[]): Promise<DialogueOfPerson[]> {
  const result = await sql<DialogueOfPerson>`
    select c.id as "chatId", m.profile_id as "profileId",
      case c.direct_low when m.profile_id then c.direct_high else c.direct_low end as "otherId"
    from messenger.chat_member m join messenger.chat c on c.id = m.chat_id
    where m.profile_id = any(${[...profileIds]}::uuid[]) and m.left_seq is null and m.role <> 'observer' and c.kind = 'direct'
    order by c.id, m.profile_id`.execute(reader)
  return result.rows
}

/** Channels of a community, without that of its page. */
export async function channelsOf(
  reader: Reader,
  communityId: string,
): Promise<{ id: string; channelClass: 'everyone' | 'staff' }[]> {
  const rows = await reader
    .selectFrom('messenger.chat')
    .select(['id', 'channel_class'])
    .where('community_id', '=', communityId)
    .where('kind', '=', 'channel')
    .where('channel_class', '<>', 'page')
    .execute()
  return rows.map((row) => ({ id: row.id, channelClass: row.channel_class as 'everyone' | 'staff' }))
}

/** A chat for announcements, and whether somebody is in it. */
export interface FollowedChat {
  id: string
  profileId: string
  unitId: string
  audience: UnitAudience
  inside: boolean
  leadsUnit: boolean
}

/** Chats for announcements of a community in which these people are, and those of the units to which they belong. */
export async function followedChats(
  reader: Reader,
  communityId: string,
  { profileIds, units }: { profileIds: readonly string[]; units: readonly { profileId: string; unitId: string }[] },
): Promise<FollowedChat[]> {
  const result = await sql<FollowedChat>`
    select c.id, m.profile_id as "profileId", c.unit_id as "unitId", c.unit_audience as audience, true as inside,
      m.leads_unit as "leadsUnit"
    from messenger.chat_member m join messenger.chat c on c.id = m.chat_id
    where m.profile_id = any(${[...profileIds]}::uuid[]) and m.left_seq is null and c.community_id = ${communityId}::uuid
      and c.unit_audience is not null
    union
    select c.id, w.profile_id, c.unit_id, c.unit_audience, false, false
    from unnest(${units.map(({ profileId }) => profileId)}::uuid[], ${units.map(({ unitId }) => unitId)}::uuid[])
      as w (profile_id, unit_id)
    join messenger.chat c on c.unit_id = w.unit_id and c.community_id = ${communityId}::uuid and c.unit_audience is not null
    where not exists (select from messenger.chat_member m
      where m.chat_id = c.id and m.profile_id = w.profile_id and m.left_seq is null)
    order by 1, 2`.execute(reader)
  return result.rows
}
