import { sql } from 'kysely'
import { DEFAULT_LIMIT, type PrivacyLimit, REACHES, type Reach } from '#contract/communities/privacy.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** The limit of an organisation; version 0 while it has chosen nothing. */
export async function readLimit(reader: Reader, communityId: string): Promise<PrivacyLimit> {
  const row = await reader
    .selectFrom('communities.privacy_limit')
    .select(['version', 'widest'])
    .where('community_id', '=', communityId)
    .executeTakeFirst()
  return { communityId, version: row?.version ?? 0, widest: (row?.widest ?? DEFAULT_LIMIT) as Reach }
}

/** Writes a limit when it still is at `limit.version`; the new version, or null when somebody was faster. */
export async function writeLimit(
  tx: Tx,
  { communityId, version, widest }: PrivacyLimit,
  by: { profileId: string; now: number },
): Promise<number | null> {
  const written = await sql<{ version: number }>`
    insert into communities.privacy_limit (community_id, version, widest, changed_by, changed_at)
    select ${communityId}::uuid, 1, ${widest}::text, ${by.profileId}::uuid, ${new Date(by.now)}::timestamptz
    where ${version}::integer = 0
      or exists (select from communities.privacy_limit l where l.community_id = ${communityId}::uuid)
    on conflict (community_id) do update set version = privacy_limit.version + 1, widest = excluded.widest,
      changed_by = excluded.changed_by, changed_at = excluded.changed_at
    where privacy_limit.version = ${version}
    returning version`.execute(tx)
  return written.rows[0]?.version ?? null
}

/** A limit that holds for a pupil, and the organisation that has set it; null where it is the rule of Парта. */
export interface LimitOfPupil {
  widest: Reach
  setBy: string | null
}

/** The strictest limit of the organisations in which these people are pupils; whoever is none anywhere is left out. */
export async function limitsOfPupils(reader: Reader, ids: readonly string[]): Promise<Map<string, LimitOfPupil>> {
  if (ids.length === 0) return new Map()
  const result = await sql<LimitOfPupil & { profile_id: string }>`
    select distinct on (r.profile_id) r.profile_id, coalesce(l.widest, ${DEFAULT_LIMIT}::text) as widest,
      case when l.community_id is not null then c.short_name end as "setBy"
    from communities.member_role r
    join communities.community c on c.id = r.community_id
    left join communities.privacy_limit l on l.community_id = r.community_id
    where r.profile_id = any(${[...ids]}::uuid[]) and r.role = 'pupil'
    order by r.profile_id, array_position(${[...REACHES]}::text[], coalesce(l.widest, ${DEFAULT_LIMIT}::text)) desc,
      l.community_id is null, c.short_name, c.id`.execute(reader)
  return new Map(result.rows.map(({ profile_id, ...limit }) => [profile_id, limit]))
}
