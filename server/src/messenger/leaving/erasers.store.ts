import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** Every chat in which a profile is now, in the order of their ids. */
export async function openChatsOf(reader: Reader, profileId: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('messenger.chat_member')
    .select('chat_id')
    .where('profile_id', '=', profileId)
    .where('left_seq', 'is', null)
    .orderBy('chat_id')
    .execute()
  return rows.map((row) => row.chat_id)
}

/** A group in which one of these profiles is a member still; null when none is left. */
export async function nextGroup(
  reader: Reader,
  profileIds: readonly string[],
): Promise<{ chat_id: string; profile_id: string } | null> {
  const row = await reader
    .selectFrom('messenger.chat_member as m')
    .innerJoin('messenger.chat as c', 'c.id', 'm.chat_id')
    .select(['m.chat_id', 'm.profile_id'])
    .where('m.profile_id', 'in', [...profileIds])
    .where('m.left_seq', 'is', null)
    .where('m.role', '<>', 'observer')
    .where('c.kind', '=', 'group')
    .orderBy('m.chat_id')
    .executeTakeFirst()
  return row ?? null
}

/** A chat in which nobody but these profiles has ever been: their favourites, or a group of one. Null when none is left. */
export async function nextLonely(reader: Reader, profileIds: readonly string[]): Promise<string | null> {
  const result = await sql<{ id: string }>`
    select c.id from messenger.chat_member m join messenger.chat c on c.id = m.chat_id
    where m.profile_id = any(${[...profileIds]}::uuid[]) and c.kind in ('group', 'favourites')
      and not exists (select from messenger.chat_member o
        where o.chat_id = c.id and o.profile_id <> all(${[...profileIds]}::uuid[]))
    limit 1`.execute(reader)
  return result.rows[0]?.id ?? null
}

/**
 * Deletes when these profiles have read what, in their chats and in the channels that they hear. How far they have read
 * stays: to others it says that their messages were read.
 */
export async function eraseReadTimes(
  tx: Tx,
  profileIds: readonly string[],
  channels: readonly { communityId: string; class: string }[],
): Promise<number> {
  const communityIds = channels.map((each) => each.communityId)
  const classes = channels.map((each) => each.class)
  const result = await sql`delete from messenger.read_step s
    where s.profile_id = any(${[...profileIds]}::uuid[]) and s.chat_id in (
      select m.chat_id from messenger.chat_member m where m.profile_id = any(${[...profileIds]}::uuid[])
      union select c.id from messenger.chat c
        join unnest(${communityIds}::uuid[], ${classes}::text[]) as h (community_id, class)
          on h.community_id = c.community_id and h.class = c.channel_class
        where c.kind = 'channel')`.execute(tx)
  return Number(result.numAffectedRows ?? 0)
}

/** Those of these files that are pictures of groups: whoever has given one, it belongs to the group. */
export async function picturesAmong(reader: Reader, fileIds: readonly string[]): Promise<Set<string>> {
  const result = await sql<{ file_id: string }>`select file_id from messenger.chat_picture
    where file_id = any(${[...fileIds]}::uuid[])`.execute(reader)
  return new Set(result.rows.map((row) => row.file_id))
}

/** That these profiles did not show what they had read. */
export async function eraseSilence(tx: Tx, profileIds: readonly string[]): Promise<number> {
  const result = await sql`delete from messenger.silent_reader
    where profile_id = any(${[...profileIds]}::uuid[])`.execute(tx)
  return Number(result.numAffectedRows ?? 0)
}
