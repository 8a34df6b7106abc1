import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** Up to where somebody has read at a time, in milliseconds since 1970. */
export interface ReadTo {
  chatId: string
  profileId: string
  seq: number
  ordinal: number
  now: number
  /** When others see it; null at once. */
  heldUntil: number | null
}

/** Steps of reading that lie closer together than this are one step. */
export const READ_STEP_MS = 5_000

/**
 * Moves a read position forward; false when it stood there or beyond. What an observer reads counts as read by nobody,
 * and so does what is read by whoever does not show it. What is read in a quiet time others see at `heldUntil`, in
 * milliseconds since 1970.
 */
export async function advanceReadPosition(tx: Tx, position: ReadTo): Promise<boolean> {
  const { chatId, profileId, seq, ordinal } = position
  const at = new Date(position.now)
  const held = position.heldUntil === null ? null : new Date(position.heldUntil)
  const moved = await sql<{ is_shown: boolean }>`
    insert into messenger.read_position (chat_id, profile_id, seq, ordinal, shown_seq, held_until, at)
    select ${chatId}::uuid, ${profileId}::uuid, ${seq}::bigint, ${ordinal}::bigint,
      case when mine.shows and ${held}::timestamptz is null then ${seq}::bigint else 0 end,
      case when mine.shows then ${held}::timestamptz end, ${at}::timestamptz
    from (select not exists (
      select from messenger.chat_member m where m.chat_id = ${chatId}::uuid and m.profile_id = ${profileId}::uuid
        and m.left_seq is null and m.role = 'observer') and not exists (
      select from messenger.silent_reader s where s.profile_id = ${profileId}::uuid) as shows) mine
    on conflict (chat_id, profile_id) do update
    set seq = excluded.seq, ordinal = excluded.ordinal, at = excluded.at, version = messenger.read_position.version + 1,
      shown_seq = case when excluded.held_until is null then excluded.shown_seq else messenger.read_position.shown_seq end,
      held_until = excluded.held_until
    where messenger.read_position.seq < excluded.seq
    returning shown_seq = seq as is_shown`.execute(tx)
  const [place] = moved.rows
  if (place === undefined) return false
  // When somebody has read whom nobody sees reading is kept nowhere: it would be told once he shows it again.
  if (!place.is_shown) return true
  const before = new Date(position.now - READ_STEP_MS)
  const merged = await sql`
    update messenger.read_step set seq = ${position.seq}
    where (chat_id, profile_id, seq) = (
      select chat_id, profile_id, seq from messenger.read_step
      where chat_id = ${position.chatId} and profile_id = ${position.profileId} and at > ${before}
      order by seq desc limit 1)
    returning seq`.execute(tx)
  if (merged.rows.length > 0) return true
  await tx
    .insertInto('messenger.read_step')
    .values({ chat_id: position.chatId, profile_id: position.profileId, seq: position.seq, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return true
}

/** Shows how far somebody reads from now on, or hides it together with how far he has read, and when. */
export async function setReadMarks(tx: Tx, profileId: string, shown: boolean): Promise<void> {
  if (shown) {
    await tx.deleteFrom('messenger.silent_reader').where('profile_id', '=', profileId).execute()
    return
  }
  await tx
    .insertInto('messenger.silent_reader')
    .values({ profile_id: profileId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await tx.deleteFrom('messenger.read_step').where('profile_id', '=', profileId).execute()
  await sql`update messenger.read_position r set shown_seq = 0, held_until = null
    from messenger.chat_member m
    where m.profile_id = ${profileId}::uuid and m.left_seq is null and r.chat_id = m.chat_id
      and r.profile_id = m.profile_id and (r.shown_seq > 0 or r.held_until is not null)`.execute(tx)
}

/** Hides a chat from the list of a reader up to a number, or shows it again; false when it is so already. */
export async function setHidden(
  tx: Tx,
  hidden: { chatId: string; profileId: string; seq: number | null; now: number },
): Promise<boolean> {
  const { chatId, profileId, seq } = hidden
  const result = await sql`
    insert into messenger.read_position (chat_id, profile_id, seq, ordinal, hidden_seq, at)
    values (${chatId}, ${profileId}, 0, 0, ${seq}, ${new Date(hidden.now)})
    on conflict (chat_id, profile_id) do update
    set hidden_seq = excluded.hidden_seq, version = messenger.read_position.version + 1
    where messenger.read_position.hidden_seq is distinct from excluded.hidden_seq`.execute(tx)
  return (result.numAffectedRows ?? 0n) > 0n
}

/** Turns notices of a chat off for a reader, or on again; false when it is so already. */
export async function setMuted(
  tx: Tx,
  reader: { chatId: string; profileId: string; muted: boolean; now: number },
): Promise<boolean> {
  const { chatId, profileId, muted } = reader
  const result = await sql`
    insert into messenger.read_position (chat_id, profile_id, seq, ordinal, muted, at)
    values (${chatId}, ${profileId}, 0, 0, ${muted}, ${new Date(reader.now)})
    on conflict (chat_id, profile_id) do update
    set muted = excluded.muted, version = messenger.read_position.version + 1
    where messenger.read_position.muted <> excluded.muted`.execute(tx)
  return (result.numAffectedRows ?? 0n) > 0n
}

/** Somebody's place among the farthest to which people have read. */
export interface FarRead {
  profileId: string
  seq: number
}

/** The two farthest positions to which people have read in a chat. */
export async function readTop(reader: Reader, chatId: string): Promise<FarRead[]> {
  return (await readTops(reader, [chatId])).get(chatId) ?? []
}

/** The two farthest positions to which people have read, by chat; chats in which nobody has are left out. */
export async function readTops(reader: Reader, chatIds: readonly string[]): Promise<Map<string, FarRead[]>> {
  if (chatIds.length === 0) return new Map()
  const result = await sql<{ chat_id: string; profile_id: string; seq: number }>`
    select c.chat_id, top.profile_id, top.seq from unnest(${[...chatIds]}::uuid[]) as c (chat_id)
    cross join lateral (
      select y.profile_id, y.shown_seq as seq from messenger.read_position y
      where y.chat_id = c.chat_id and y.shown_seq > 0
      order by y.shown_seq desc, y.profile_id limit 2) top
    order by c.chat_id, top.seq desc, top.profile_id`.execute(reader)
  const found = new Map<string, FarRead[]>()
  for (const { chat_id: chatId, profile_id: profileId, seq } of result.rows) {
    const known = found.get(chatId)
    if (known === undefined) found.set(chatId, [{ profileId, seq }])
    else known.push({ profileId, seq })
  }
  return found
}
