import { sql } from 'kysely'
import type { Reader } from '../../platform/db/database.ts'
import { ADULT_ZONE } from '../memberships/memberships.service.ts'

/**
 * The zone in which times are told to somebody: that of an organisation; where there is none, that of the first of his own by
 * name, and the one of the country for whoever is in none.
 */
export async function zoneFor(reader: Reader, communityId: string | null, profileId: string): Promise<string> {
  const result = await sql<{ zone: string }>`select coalesce(
    (select time_zone from communities.community where id = ${communityId}::uuid),
    (select c.time_zone from communities.member_role r join communities.community c on c.id = r.community_id
      where r.profile_id = ${profileId}::uuid order by c.short_name, c.id limit 1),
    ${ADULT_ZONE}) as zone`.execute(reader)
  return result.rows[0]!.zone
}
