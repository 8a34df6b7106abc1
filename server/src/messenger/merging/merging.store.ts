import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { ChatRow } from '../chats/chat-views.ts'

interface Moved {
  from: string
  to: string
}

/** A chat in which a profile is a member, with what another one is there. */
export interface MovedChat {
  id: string
  kind: 'direct' | 'group' | 'favourites'
  role: 'owner' | 'administrator' | 'member'
  start_seq: number
  /** Of a dialogue: with whom. */
  other_id: string | null
  /** What the profile is there that stays; null when it is no member. */
  to_role: 'owner' | 'administrator' | 'member' | 'observer' | null
  last_ordinal: number
}

/** Chats of a profile that it does not only observe, in the order of their ids. */
export async function movedChats(reader: Reader, { from, to }: Moved): Promise<MovedChat[]> {
  const result = await sql<MovedChat>`
    select c.id, c.kind, m.role, m.start_seq,
      case when c.kind <> 'direct' then null when c.direct_low = ${from}::uuid then c.direct_high else c.direct_low end as other_id,
      o.role as to_role, h.last_ordinal
    from messenger.chat_member m join messenger.chat c on c.id = m.chat_id join messenger.chat_head h on h.chat_id = c.id
    left join messenger.chat_member o on o.chat_id = m.chat_id and o.profile_id = ${to}::uuid and o.left_seq is null
    where m.profile_id = ${from}::uuid and m.left_seq is null and m.role <> 'observer' order by c.id`.execute(reader)
  return result.rows
}

/** Everything in which one of the two is a member. */
export async function chatsOfBoth(reader: Reader, { from, to }: Moved): Promise<string[]> {
  const result = await sql<{ chat_id: string }>`select distinct chat_id from messenger.chat_member
    where profile_id = any(${[from, to]}::uuid[]) and left_seq is null order by chat_id`.execute(reader)
  return result.rows.map((row) => row.chat_id)
}

/** With whom a profile has a dialogue, open or not. */
export async function dialoguePartners(reader: Reader, profileId: string): Promise<Set<string>> {
  const result = await sql<{ other_id: string }>`
    select case direct_low when ${profileId}::uuid then direct_high else direct_low end as other_id from messenger.chat
    where direct_low = ${profileId}::uuid or direct_high = ${profileId}::uuid`.execute(reader)
  return new Set(result.rows.map((row) => row.other_id))
}

/** Read positions become those of the other profile; of two the farther one holds. */
export async function moveReadPositions(tx: Tx, { from, to }: Moved): Promise<void> {
  await sql`insert into messenger.read_position (chat_id, profile_id, seq, ordinal, shown_seq, held_until, at)
    select chat_id, ${to}::uuid, seq, ordinal, shown_seq, held_until, at
    from messenger.read_position where profile_id = ${from}::uuid
    on conflict (chat_id, profile_id) do update set seq = excluded.seq, ordinal = excluded.ordinal,
      shown_seq = excluded.shown_seq, held_until = excluded.held_until, at = excluded.at,
      version = messenger.read_position.version + 1
    where messenger.read_position.seq < excluded.seq`.execute(tx)
}

/** What one has made is what the other has made from now on. */
export async function moveMadeChats(tx: Tx, { from, to }: Moved): Promise<void> {
  await sql`update messenger.chat c set created_by = ${to}::uuid from messenger.chat_member m
    where m.profile_id = ${from}::uuid and c.id = m.chat_id and c.created_by = ${from}::uuid`.execute(tx)
}

/** What one has written is the other's own from now on, also where it was forwarded. */
export async function moveMessages(tx: Tx, { from, to }: Moved): Promise<void> {
  await sql`update messenger.message m set sender_id = ${to}::uuid
    from (select chat_id from messenger.read_position where profile_id = ${from}::uuid
      union select chat_id from messenger.chat_member where profile_id = ${from}::uuid
      union select t.chat_id from messenger.announcement a
        join messenger.announcement_target t on t.announcement_id = a.id and t.seq is not null
        where a.author_id = ${from}::uuid) c
    where m.chat_id = c.chat_id and m.sender_id = ${from}::uuid`.execute(tx)
  await sql`update messenger.message set origin = jsonb_build_object('kind', 'person', 'profileId', ${to}::text)
    where origin is not null and origin ->> 'profileId' = ${from}`.execute(tx)
}

/** Where one is named, the other is named from now on, in the chats in which either is or was. */
export async function moveMentions(tx: Tx, { from, to }: Moved): Promise<void> {
  await sql`update messenger.message m set mentions = (
      select jsonb_agg(case when e.value ->> 'profileId' = ${from}
        then jsonb_set(e.value, '{profileId}', to_jsonb(${to}::text)) else e.value end order by e.place)
      from jsonb_array_elements(m.mentions) with ordinality as e (value, place))
    where m.mentions is not null and m.mentions @> jsonb_build_array(jsonb_build_object('profileId', ${from}::text))
      and m.chat_id in (select chat_id from messenger.chat_member where profile_id = ${from}::uuid)`.execute(tx)
}

/** Shows a member what is after `startSeq`, when he has seen less. */
export async function showFrom(tx: Tx, chatId: string, profileId: string, startSeq: number): Promise<void> {
  await sql`update messenger.chat_member set start_seq = least(start_seq, ${startSeq}::bigint)
    where chat_id = ${chatId}::uuid and profile_id = ${profileId}::uuid and left_seq is null`.execute(tx)
}

/** Makes a dialogue that of another pair. */
export async function setPair(tx: Tx, chatId: string, pair: readonly [string, string]): Promise<void> {
  const [low, high] = [...pair].sort()
  await tx
    .updateTable('messenger.chat')
    .set((eb) => ({ direct_low: low!, direct_high: high!, version: eb('version', '+', 1) }))
    .where('id', '=', chatId)
    .execute()
}

/** Makes a dialogue a group, since its two people have another dialogue. */
export async function makeGroup(tx: Tx, chatId: string, title: string): Promise<ChatRow> {
  return tx
    .updateTable('messenger.chat')
    .set((eb) => ({ kind: 'group', title, direct_low: null, direct_high: null, version: eb('version', '+', 1) }))
    .where('id', '=', chatId)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Whether one of these profiles is in a chat. */
export async function areInChats(reader: Reader, profileIds: readonly string[]): Promise<boolean> {
  const result = await sql<{ found: boolean }>`select exists (select from messenger.chat_member
    where profile_id = any(${[...profileIds]}::uuid[]) and left_seq is null) as found`.execute(reader)
  return result.rows[0]!.found
}
