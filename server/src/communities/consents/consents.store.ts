import { sql } from 'kysely'
import type { Reader } from '../../platform/db/database.ts'

export interface OwnChildRow {
  profile_id: string
  person_id: string
  places: { communityId: string; communityName: string; unitName: string }[]
}

/** The children of whom the viewer is a parent now, with where he is; with `childProfileId` just that one. */
export async function accessOwnChildren(
  reader: Reader,
  viewerId: string,
  childProfileId?: string,
): Promise<OwnChildRow[]> {
  const only = childProfileId === undefined ? sql`` : sql`and c.profile_id = ${childProfileId}::uuid`
  const result = await sql<OwnChildRow>`
    select c.profile_id, c.person_id,
      jsonb_agg(jsonb_build_object('communityId', k.id, 'communityName', k.name, 'unitName', u.name)
        order by k.name, u.name, u.id) as places
    from communities.member_role r
    join communities.member c on c.community_id = r.community_id and c.person_id = r.child_person_id
    join communities.community k on k.id = r.community_id
    join communities.unit u on u.id = r.unit_id
    where r.profile_id = ${viewerId}::uuid and r.role = 'parent' ${only}
    group by c.profile_id, c.person_id order by min(r.granted_at), c.profile_id`.execute(reader)
  return result.rows
}
