import { sql } from 'kysely'
import type { ServedOrganisation } from '#contract/communities/suspension.ts'
import type { CommunityType } from '#contract/communities/types.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { organisationWords } from '../organisations/organisations.store.ts'

/** An organisation with the operator who has suspended it, by his account. */
export type ServedFound = Omit<ServedOrganisation, 'suspended' | 'quotas' | 'quotaOrder'> & {
  suspended: { reason: string; since: string; accountId: string } | null
}

interface ServedRow {
  id: string
  type: CommunityType
  name: string
  short_name: string
  members_count: number
  created_at: Date
  reason: string | null
  suspended_by: string | null
  suspended_at: Date | null
}

interface ServedFilter {
  search: string
  suspended: boolean
  /** Only these; null is all. */
  among: readonly string[] | null
  /** Only what was founded before this place of the list. */
  before: { at: Date; id: string } | null
  limit: number
}

const served = sql`select c.id, c.type, c.name, c.short_name, c.created_at,
    (select count(*)::integer from communities.member m where m.community_id = c.id) as members_count,
    s.reason, s.suspended_by, s.suspended_at
  from communities.community c
  left join communities.suspension s on s.community_id = c.id and s.resumed_at is null`

/** Organisations as the operator looks for them, newest first. */
export async function pageServed(reader: Reader, filter: ServedFilter): Promise<ServedFound[]> {
  const conditions = [
    sql`true`,
    ...organisationWords(filter.search).map((word) => sql`c.search like ${`% ${word}%`}`),
    ...(filter.suspended ? [sql`s.id is not null`] : []),
    ...(filter.among === null ? [] : [sql`c.id = any(${[...filter.among]}::uuid[])`]),
    ...(filter.before === null ? [] : [sql`(c.created_at, c.id) < (${filter.before.at}, ${filter.before.id}::uuid)`]),
  ]
  const result = await sql<ServedRow>`${served} where ${sql.join(conditions, sql` and `)}
    order by c.created_at desc, c.id desc limit ${filter.limit}`.execute(reader)
  return result.rows.map(servedView)
}

export async function servedById(reader: Reader, communityId: string): Promise<ServedFound | null> {
  const result = await sql<ServedRow>`${served} where c.id = ${communityId}::uuid`.execute(reader)
  return result.rows[0] === undefined ? null : servedView(result.rows[0])
}

/** Counts the change for whoever holds the community; false when there is none. */
export async function touchCommunity(tx: Tx, communityId: string): Promise<boolean> {
  const row = await tx
    .updateTable('communities.community')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', communityId)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Begins a suspension; false when the organisation is suspended already. */
export async function beginSuspension(
  tx: Tx,
  row: { id: string; community_id: string; reason: string; suspended_by: string },
  now: Date,
): Promise<boolean> {
  const made = await tx
    .insertInto('communities.suspension')
    .values({ ...row, suspended_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

/** Ends the suspension; false when there is none. */
export async function endSuspension(tx: Tx, communityId: string, accountId: string, now: Date): Promise<boolean> {
  const row = await tx
    .updateTable('communities.suspension')
    .set({ resumed_by: accountId, resumed_at: now })
    .where('community_id', '=', communityId)
    .where('resumed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Every organisation that is suspended now, with the reason. */
export async function readSuspended(reader: Reader): Promise<Map<string, string>> {
  const rows = await reader
    .selectFrom('communities.suspension')
    .select(['community_id', 'reason'])
    .where('resumed_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.community_id, row.reason]))
}

/** Things of an organisation by which commands name it, with the table and the column that know them. */
const HOLDERS = {
  unit: sql`communities.unit where id = `,
  link: sql`communities.invite_link where id = `,
  linkToken: sql`communities.invite_link where token = `,
  invitation: sql`communities.email_invitation where id = `,
  rollover: sql`communities.rollover where id = `,
  rosterImport: sql`communities.roster_import where id = `,
  familyCase: sql`communities.family_case where id = `,
  ticket: sql`communities.ticket where id = `,
  approval: sql`communities.matched_approval where id = `,
} as const
export type Holder = keyof typeof HOLDERS

/** The organisation of a thing, null for what does not exist or belongs to none. */
export async function communityHolding(reader: Reader, holder: Holder, key: string): Promise<string | null> {
  const result = await sql<{ community_id: string | null }>`
    select community_id from ${HOLDERS[holder]} ${key}`.execute(reader)
  return result.rows[0]?.community_id ?? null
}

/** The organisations in which both of two people are. */
export async function sharedCommunities(reader: Reader, one: string, other: string): Promise<string[]> {
  const result = await sql<{ community_id: string }>`
    select a.community_id from communities.member a
    join communities.member b on b.community_id = a.community_id and b.profile_id = ${other}::uuid
    where a.profile_id = ${one}::uuid`.execute(reader)
  return result.rows.map((row) => row.community_id)
}

export async function isMember(reader: Reader, communityId: string, profileId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('communities.member')
    .select('profile_id')
    .where('community_id', '=', communityId)
    .where('profile_id', '=', profileId)
    .executeTakeFirst()
  return row !== undefined
}

function servedView(row: ServedRow): ServedFound {
  const { reason, suspended_by: accountId, suspended_at: since } = row
  return {
    communityId: row.id,
    type: row.type,
    name: row.name,
    shortName: row.short_name,
    membersCount: row.members_count,
    createdAt: toInstant(row.created_at),
    suspended:
      reason === null || accountId === null || since === null ? null : { reason, since: toInstant(since), accountId },
  }
}
