import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** What an operator has said of the quotas of an organisation; null is what the installation gives everybody. */
export interface QuotaRow {
  community_id: string
  storage_megabytes: number | null
  sms_per_month: number | null
  reason: string
  set_by: string
  set_at: Date
}

/** An organisation, with the SMS that it has cost in this month of its zone. */
export interface SmsUse {
  communityId: string
  used: number
  /** Null where nobody has said anything else than the installation. */
  max: number | null
}

const monthOf = (now: Date) => sql`date_trunc('month', ${now}::timestamptz at time zone c.time_zone)::date`

export async function readOrders(reader: Reader, communityIds: readonly string[]): Promise<Map<string, QuotaRow>> {
  const result = await sql<QuotaRow>`
    select community_id, storage_megabytes, sms_per_month, reason, set_by, set_at
    from communities.quota where community_id = any(${[...communityIds]}::uuid[])`.execute(reader)
  return new Map(result.rows.map((row) => [row.community_id, row]))
}

/** Writes an order in the place of the one before. */
export async function saveOrder(tx: Tx, row: QuotaRow): Promise<void> {
  const { community_id: _, ...changed } = row
  await tx
    .insertInto('communities.quota')
    .values(row)
    .onConflict((conflict) => conflict.column('community_id').doUpdateSet(changed))
    .execute()
}

/** How many SMS organisations have cost this month. */
export async function readSmsUse(
  reader: Reader,
  communityIds: readonly string[],
  now: Date,
): Promise<Map<string, number>> {
  const result = await sql<{ id: string; used: number }>`
    select c.id, u.used from communities.community c
    join communities.sms_use u on u.community_id = c.id and u.month = ${monthOf(now)}
    where c.id = any(${[...communityIds]}::uuid[])`.execute(reader)
  return new Map(result.rows.map((row) => [row.id, row.used]))
}

/** The organisations of somebody by his profiles, the one in which he has been longest first. */
export async function smsUseOf(reader: Reader, profileIds: readonly string[], now: Date): Promise<SmsUse[]> {
  const result = await sql<SmsUse>`
    select c.id as "communityId", coalesce(u.used, 0) as used, q.sms_per_month as max
    from (select community_id, min(joined_at) as since from communities.member
      where profile_id = any(${[...profileIds]}::uuid[]) group by community_id) m
    join communities.community c on c.id = m.community_id
    left join communities.quota q on q.community_id = c.id
    left join communities.sms_use u on u.community_id = c.id and u.month = ${monthOf(now)}
    order by m.since, c.id`.execute(reader)
  return result.rows
}

/** Counts one more SMS that an organisation costs. */
export async function countSms(tx: Tx, communityId: string, now: Date): Promise<void> {
  await sql`insert into communities.sms_use (community_id, month, used)
    select c.id, ${monthOf(now)}, 1 from communities.community c where c.id = ${communityId}::uuid
    on conflict (community_id, month) do update set used = communities.sms_use.used + 1`.execute(tx)
}

/** Every organisation about which an operator has said something. */
export async function orderedCommunities(reader: Reader): Promise<string[]> {
  const rows = await reader.selectFrom('communities.quota').select('community_id').execute()
  return rows.map((row) => row.community_id)
}

/** Organisations that have cost at least so many SMS in a month that may be the present one where they are. */
export async function communitiesSending(reader: Reader, smsMin: number, now: Date): Promise<string[]> {
  const result = await sql<{ id: string }>`select distinct community_id as id from communities.sms_use
    where used >= ${smsMin} and month >= date_trunc('month', ${now}::timestamptz - interval '1 day')`.execute(reader)
  return result.rows.map((row) => row.id)
}
