import { type RawBuilder, sql } from 'kysely'
import { GONE_NAME } from '#contract/identity/names.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

async function countOf(tx: Tx, statements: readonly RawBuilder<unknown>[]): Promise<number> {
  let count = 0
  for (const statement of statements) count += Number((await statement.execute(tx)).numAffectedRows ?? 0)
  return count
}

/** Blocks that these profiles have made, and those that others have made of them. */
export function eraseBlocks(tx: Tx, profileIds: readonly string[]): Promise<number> {
  return countOf(tx, [
    sql`delete from communities.block
      where profile_id = any(${[...profileIds]}::uuid[]) or blocked_id = any(${[...profileIds]}::uuid[])`,
  ])
}

/** Somebody with whom one of these profiles is a contact by hand, or shall be; null when nobody is left. */
export async function nextPersonal(
  reader: Reader,
  profileIds: readonly string[],
): Promise<{ owner_id: string; other_id: string } | null> {
  const result = await sql<{ owner_id: string; other_id: string }>`
    select owner_id, other_id from communities.personal_contact
    where owner_id = any(${[...profileIds]}::uuid[]) or other_id = any(${[...profileIds]}::uuid[])
    order by owner_id, other_id limit 1`.execute(reader)
  return result.rows[0] ?? null
}

/** Applications of these profiles that wait for a decision. */
export async function pendingOf(
  reader: Reader,
  profileIds: readonly string[],
): Promise<{ id: string; profile_id: string }[]> {
  return reader
    .selectFrom('communities.application')
    .select(['id', 'profile_id'])
    .where('profile_id', 'in', [...profileIds])
    .where('state', '=', 'pending')
    .orderBy('id')
    .execute()
}

/** Empties what applications tell of these profiles in words; that there was one stays with the organisation. */
export function emptyApplications(tx: Tx, profileIds: readonly string[]): Promise<number> {
  return countOf(tx, [
    sql`update communities.application set sort_name = '', position = '', reason = ''
      where profile_id = any(${[...profileIds]}::uuid[]) and (sort_name <> '' or position <> '' or reason <> '')`,
  ])
}

/**
 * Ends tickets that would give these accounts back to somebody, and takes what they say in words of their owners, and the
 * names of these people as authors of what was done with tickets and requests.
 */
export function emptyTickets(
  tx: Tx,
  { accountIds, profileIds }: { accountIds: readonly string[]; profileIds: readonly string[] },
  now: Date,
): Promise<number> {
  const accounts = sql`any(${[...accountIds]}::uuid[])`
  const about = sql`(target_account_id = ${accounts} or target_profile_id = any(${[...profileIds]}::uuid[]))`
  return countOf(tx, [
    sql`update communities.ticket set state = 'stopped', due_at = null, over_at = ${now}, version = version + 1
      where ${about} and state in ('new', 'confirmed', 'waiting')`,
    sql`update communities.ticket_move set reason = ''
      where reason <> '' and ticket_id in (select id from communities.ticket where ${about})`,
    sql`update communities.ticket set surname = '', name = ${GONE_NAME}, patronymic = '', about = '', phone = null
      where ${about} and (surname <> '' or name <> ${GONE_NAME} or patronymic <> '' or about <> '' or phone is not null)`,
    sql`update communities.ticket_move set author_name = ${GONE_NAME}
      where author_account_id = ${accounts} and author_name <> ${GONE_NAME}`,
    sql`update communities.request_move set author_name = ${GONE_NAME}
      where author_account_id = ${accounts} and author_name <> ${GONE_NAME}`,
  ])
}

/** A membership of these profiles; null when none is left. */
export async function nextMembership(
  reader: Reader,
  profileIds: readonly string[],
): Promise<{ community_id: string; profile_id: string } | null> {
  const row = await reader
    .selectFrom('communities.member')
    .select(['community_id', 'profile_id'])
    .where('profile_id', 'in', [...profileIds])
    .orderBy('community_id')
    .orderBy('profile_id')
    .executeTakeFirst()
  return row ?? null
}

/** Class cards of these profiles, which have ended with their places, and the sessions that they had opened. */
export function eraseCards(tx: Tx, profileIds: readonly string[]): Promise<number> {
  const cards = sql`select id from communities.class_card where profile_id = any(${[...profileIds]}::uuid[])`
  return countOf(tx, [
    sql`delete from communities.card_session where card_id in (${cards})`,
    sql`delete from communities.class_card where profile_id = any(${[...profileIds]}::uuid[])`,
  ])
}

/**
 * What these profiles have chosen for themselves, been named for, and put aside; the phones and e-mail addresses by which
 * they came; on which days they were absent, and what they have written about the absences of others.
 */
export function eraseSettings(tx: Tx, profileIds: readonly string[]): Promise<number> {
  const own = sql`profile_id = any(${[...profileIds]}::uuid[])`
  return countOf(tx, [
    sql`delete from communities.privacy where ${own}`,
    sql`delete from communities.quiet_wish where ${own}`,
    sql`delete from communities.urgent_message where ${own}`,
    sql`delete from communities.details where ${own}`,
    sql`delete from communities.details_change where ${own}`,
    sql`delete from communities.contact_code where ${own}`,
    sql`delete from communities.second_adult where ${own}`,
    sql`delete from communities.page_editor where ${own}`,
    sql`delete from communities.task_fold where ${own}`,
    sql`delete from communities.queue_digest where ${own}`,
    sql`delete from communities.double_different
      where one_id = any(${[...profileIds]}::uuid[]) or other_id = any(${[...profileIds]}::uuid[])`,
    sql`delete from communities.double_merge
      where keep_id = any(${[...profileIds]}::uuid[]) or gone_id = any(${[...profileIds]}::uuid[])`,
    sql`delete from communities.age_notice_seen
      where ${own} or reader_profile_id = any(${[...profileIds]}::uuid[])`,
    sql`delete from communities.pending_administrator where claimed_by = any(${[...profileIds]}::uuid[])`,
    sql`delete from communities.email_invitation where ${own}`,
    sql`delete from communities.absence where child_profile_id = any(${[...profileIds]}::uuid[])`,
    sql`update communities.absence set paper_id = null, paper_name = null, paper_bytes = null, paper_by = null
      where paper_by = any(${[...profileIds]}::uuid[])`,
    sql`update communities.absence set note = ''
      where told_by = any(${[...profileIds]}::uuid[]) and note <> ''`,
  ])
}
