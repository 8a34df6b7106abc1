import { sql } from 'kysely'
import type { Retention } from '#contract/communities/retention.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** The rule of an organisation; version 0 while it has chosen nothing. */
export async function readRetention(reader: Reader, communityId: string): Promise<Retention> {
  const row = await reader
    .selectFrom('communities.retention')
    .select(['version', 'months'])
    .where('community_id', '=', communityId)
    .executeTakeFirst()
  return { communityId, version: row?.version ?? 0, months: row?.months ?? null }
}

/** Writes a rule when it still is at `rule.version`; the new version, or null when somebody was faster. */
export async function writeRetention(
  tx: Tx,
  { communityId, version, months }: Retention,
  by: { profileId: string; now: number },
): Promise<number | null> {
  const written = await sql<{ version: number }>`
    insert into communities.retention (community_id, version, months, changed_by, changed_at)
    select ${communityId}::uuid, 1, ${months}::integer, ${by.profileId}::uuid, ${new Date(by.now)}::timestamptz
    where ${version}::integer = 0
      or exists (select from communities.retention r where r.community_id = ${communityId}::uuid)
    on conflict (community_id) do update set version = retention.version + 1, months = excluded.months,
      changed_by = excluded.changed_by, changed_at = excluded.changed_at
    where retention.version = ${version}
    returning version`.execute(tx)
  return written.rows[0]?.version ?? null
}

/** The rules of these organisations with their names, in the order of the names; months are null for ever. */
export async function retentionsOf(
  reader: Reader,
  communityIds: readonly string[],
): Promise<{ communityId: string; name: string; months: number | null }[]> {
  if (communityIds.length === 0) return []
  const result = await sql<{ communityId: string; name: string; months: number | null }>`
    select c.id as "communityId", c.short_name as name, r.months from communities.community c
    left join communities.retention r on r.community_id = c.id
    where c.id = any(${[...communityIds]}::uuid[]) order by c.short_name, c.id`.execute(reader)
  return result.rows
}
