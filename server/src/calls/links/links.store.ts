import { sql } from 'kysely'
import type { CallLink } from '#contract/calls/call-links.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** The link of a call, and whether it lets guests in; null when the call is open to its chat alone. */
export async function linkOf(reader: Reader, callId: string): Promise<{ link: CallLink; guests: boolean } | null> {
  const row = await reader.selectFrom('calls.link').selectAll().where('call_id', '=', callId).executeTakeFirst()
  if (row === undefined) return null
  const link = { token: row.token, madeBy: row.made_by, madeAt: toInstant(row.made_at) }
  return { link, guests: row.guests }
}

/** The call to which a link leads, also one that has ended. */
export async function callByToken(reader: Reader, token: string): Promise<{ callId: string; chatId: string } | null> {
  const result = await sql<{ callId: string; chatId: string }>`
    select c.id as "callId", c.chat_id as "chatId" from calls.link l join calls.call c on c.id = l.call_id
    where l.token = ${token}`.execute(reader)
  return result.rows[0] ?? null
}

/** Gives a call a link, in the place of the one that it had; the caller holds the call. */
export async function putLink(
  tx: Tx,
  callId: string,
  link: { token: string; guests: boolean; by: string; now: Date },
): Promise<void> {
  const values = { token: link.token, guests: link.guests, made_by: link.by, made_at: link.now }
  await tx
    .insertInto('calls.link')
    .values({ call_id: callId, ...values })
    .onConflict((conflict) => conflict.column('call_id').doUpdateSet(values))
    .execute()
}

/** Says whether the link of a call lets guests in; the caller holds the call. */
export async function setGuests(tx: Tx, callId: string, guests: boolean): Promise<void> {
  await tx.updateTable('calls.link').set({ guests }).where('call_id', '=', callId).execute()
}

/** Takes the link of a call away, and with it who may come by it; the caller holds the call. */
export async function dropLink(tx: Tx, callId: string): Promise<void> {
  await tx.deleteFrom('calls.link').where('call_id', '=', callId).execute()
  await tx.deleteFrom('calls.visit').where('call_id', '=', callId).execute()
}

/** Forgets who came by a link and is not in the call now, of those seen since a time. */
export async function dropVisitsOutside(tx: Tx, callId: string, seenSince: Date): Promise<void> {
  await sql`delete from calls.visit v where v.call_id = ${callId}::uuid and not exists (
    select from calls.stay s where s.call_id = v.call_id and s.profile_id = v.profile_id
      and s.left_at is null and s.seen_at > ${seenSince})`.execute(tx)
}

/** Notes that somebody has opened the link of a call. */
export async function noteVisit(tx: Tx, callId: string, profileId: string, now: Date): Promise<void> {
  await tx
    .insertInto('calls.visit')
    .values({ call_id: callId, profile_id: profileId, opened_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Which of these people have opened the link of a call that leads into it now. */
export async function visitorsAmong(
  reader: Reader,
  callId: string,
  profileIds: readonly string[],
): Promise<Set<string>> {
  if (profileIds.length === 0) return new Set()
  const rows = await reader
    .selectFrom('calls.visit')
    .select('profile_id')
    .where('call_id', '=', callId)
    .where('profile_id', 'in', [...profileIds])
    .execute()
  return new Set(rows.map((row) => row.profile_id))
}

/** Erases that these profiles have opened links; how many. */
export async function eraseVisits(tx: Tx, profileIds: readonly string[]): Promise<number> {
  const result = await tx
    .deleteFrom('calls.visit')
    .where('profile_id', 'in', [...profileIds])
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** What a profile has opened is another one's of the same person. */
export async function moveVisits(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await sql`insert into calls.visit (call_id, profile_id, opened_at)
    select call_id, ${to}::uuid, opened_at from calls.visit where profile_id = ${from}::uuid
    on conflict do nothing`.execute(tx)
  await tx.deleteFrom('calls.visit').where('profile_id', '=', from).execute()
  await tx.updateTable('calls.link').set({ made_by: to }).where('made_by', '=', from).execute()
}
