import { sql } from 'kysely'
import type { CallGuest, MediaSource } from '#contract/calls/people.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** The guest whom a cookie names. */
export interface KnownGuest {
  id: string
  callId: string
  chatId: string
  name: string
  /** The token of the link by which people come into his call now; null when there is none. */
  token: string | null
}

/** Whose secret it is, if something was heard of him since a time. */
export async function guestBySecret(reader: Reader, secretHash: Buffer, seenSince: Date): Promise<KnownGuest | null> {
  const result = await sql<KnownGuest>`
    select g.id, g.call_id as "callId", c.chat_id as "chatId", g.name, l.token
    from calls.guest g join calls.call c on c.id = g.call_id left join calls.link l on l.call_id = g.call_id
    where g.secret_hash = ${secretHash} and g.seen_at > ${seenSince}`.execute(reader)
  return result.rows[0] ?? null
}

/** Makes a guest of a call, at whose door nothing was decided of him yet; the caller holds the call. */
export async function insertGuest(
  tx: Tx,
  guest: { id: string; callId: string; name: string; secretHash: Buffer; now: Date },
): Promise<void> {
  await sql`insert into calls.guest (id, call_id, name, secret_hash, seen_at)
    values (${guest.id}::uuid, ${guest.callId}::uuid, ${guest.name}, ${guest.secretHash}, ${guest.now})`.execute(tx)
  await sql`insert into calls.person (call_id, profile_id, is_guest, admission, asked_at, seen_at)
    values (${guest.callId}::uuid, ${guest.id}::uuid, true, 'waiting', ${guest.now}, ${guest.now})`.execute(tx)
}

/** Notes that something was heard of a guest. */
export async function noteSeen(tx: Tx, id: string, now: Date): Promise<void> {
  await sql`update calls.guest set seen_at = greatest(seen_at, ${now}) where id = ${id}::uuid`.execute(tx)
}

/** Names of those of these ids that are guests. */
export async function guestsAmong(reader: Reader, ids: readonly string[]): Promise<CallGuest[]> {
  if (ids.length === 0) return []
  return reader
    .selectFrom('calls.guest')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute()
}

/** Which of these ids are guests of a call. */
export async function guestsOf(reader: Reader, callId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await reader
    .selectFrom('calls.guest')
    .select('id')
    .where('call_id', '=', callId)
    .where('id', 'in', [...ids])
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** How many guests wait at the door of a call, of those seen since a time. */
export async function countWaitingGuests(reader: Reader, callId: string, seenSince: Date): Promise<number> {
  const result = await sql<{ waiting: number }>`select count(*)::integer as waiting from calls.person
    where call_id = ${callId}::uuid and is_guest and admission = 'waiting' and seen_at > ${seenSince}`.execute(reader)
  return result.rows[0]!.waiting
}

/** Whether a guest has ever come to the door of a call. */
export async function hasGuests(reader: Reader, callId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('calls.guest')
    .select('id')
    .where('call_id', '=', callId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Notes what a guest is asked to switch on. */
export async function setAsked(tx: Tx, id: string, asked: MediaSource): Promise<void> {
  await tx.updateTable('calls.guest').set({ asked }).where('id', '=', id).execute()
}

/** Notes that attention was drawn, of those of these ids that are guests. */
export async function setNudged(reader: Reader, ids: readonly string[]): Promise<void> {
  await sql`update calls.guest set nudged = true where id = any(${[...ids]}::uuid[])`.execute(reader)
}

/** What a guest was told since it was taken last: what he is asked to switch on, and whether attention was drawn. */
export async function takeTold(tx: Tx, id: string): Promise<{ asked: MediaSource | null; nudged: boolean }> {
  const result = await sql<{ asked: MediaSource | null; nudged: boolean }>`
    with before as (select id, asked, nudged from calls.guest where id = ${id}::uuid for update)
    update calls.guest g set asked = null, nudged = false from before b
    where g.id = b.id and (b.asked is not null or b.nudged) returning b.asked, b.nudged`.execute(tx)
  return result.rows[0] ?? { asked: null, nudged: false }
}

/** Has the cookies of those lead nowhere any more who are not in a call, of those seen since a time; the caller holds the call. */
export async function forgetOutside(tx: Tx, callId: string, seenSince: Date): Promise<void> {
  await sql`update calls.guest g set secret_hash = null where g.call_id = ${callId}::uuid and not exists (
    select from calls.stay s where s.call_id = g.call_id and s.profile_id = g.id
      and s.left_at is null and s.seen_at > ${seenSince})`.execute(tx)
}

/** Forgets the guests of a call that ends who never were in it. */
export async function forgetOfEnded(tx: Tx, callId: string): Promise<void> {
  await sql`delete from calls.guest g where g.call_id = ${callId}::uuid
    and not exists (select from calls.stay s where s.call_id = g.call_id and s.profile_id = g.id)`.execute(tx)
}
