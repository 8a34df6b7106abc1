import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** How many adults the organisations of a child have allowed it at most; null when none has said anything. */
export async function allowedAdults(reader: Reader, childPersonId: string): Promise<number | null> {
  const result = await sql<{ max: number | null }>`
    select max(l.adults_max) as max from communities.family_limit l
    where l.child_person_id = ${childPersonId}::uuid and exists (
      select from communities.member m where m.community_id = l.community_id and m.person_id = l.child_person_id)`.execute(
    reader,
  )
  return result.rows[0]!.max
}

export async function allowAdults(
  tx: Tx,
  limit: { communityId: string; childPersonId: string; adultsMax: number; by: string; now: number },
): Promise<void> {
  const said = { adults_max: limit.adultsMax, allowed_by: limit.by, allowed_at: new Date(limit.now) }
  await tx
    .insertInto('communities.family_limit')
    .values({ community_id: limit.communityId, child_person_id: limit.childPersonId, ...said })
    .onConflict((conflict) => conflict.columns(['community_id', 'child_person_id']).doUpdateSet(said))
    .execute()
}

/** A pupil's place with what the viewer is there. */
export interface FamilyPlaceRow {
  community_id: string
  community_name: string
  time_zone: string
  unit_name: string
  unit_archived: boolean
  child_person_id: string
  /** The viewer is the child. */
  own: boolean
  /** The viewer makes links in the organisation or leads the unit. */
  leads: boolean
  /** The viewer manages the members of the organisation. */
  manages: boolean
  /** The viewer is a parent of the child in this unit. */
  parent: boolean
}

/** The place of a pupil for the pupil, its parents there and whoever leads the unit, makes links or manages members; null for others. */
export async function accessFamily(
  reader: Reader,
  viewerId: string,
  place: { unitId: string; childProfileId: string },
): Promise<FamilyPlaceRow | null> {
  const result = await sql<FamilyPlaceRow>`
    select * from (
      select u.community_id, c.name as community_name, c.time_zone, u.name as unit_name, u.archived as unit_archived,
        m.person_id as child_person_id, m.profile_id = ${viewerId}::uuid as own,
        exists (select from communities.member_role v
          join communities.community_role cr on cr.community_id = v.community_id and cr.role = v.role
          where v.community_id = u.community_id and v.profile_id = ${viewerId}::uuid
            and ((v.role = 'lead' and v.unit_id = u.id) or 'links.manage' = any(cr.grants))) as leads,
        exists (select from communities.member_role v
          join communities.community_role cr on cr.community_id = v.community_id and cr.role = v.role
          where v.community_id = u.community_id and v.profile_id = ${viewerId}::uuid
            and 'members.manage' = any(cr.grants)) as manages,
        exists (select from communities.member_role v
          where v.community_id = u.community_id and v.profile_id = ${viewerId}::uuid and v.unit_id = u.id
            and v.child_person_id = m.person_id) as parent
      from communities.unit u
      join communities.community c on c.id = u.community_id
      join communities.member m on m.community_id = u.community_id and m.profile_id = ${place.childProfileId}::uuid
      where u.id = ${place.unitId}::uuid and exists (
        select from communities.member_role r where r.community_id = u.community_id and r.profile_id = m.profile_id
          and r.role = 'pupil' and r.unit_id = u.id)) f
    where f.own or f.leads or f.manages or f.parent`.execute(reader)
  return result.rows[0] ?? null
}

/**
 * The place of a parent where children have no accounts: there the parent stands for the children of the family, so that
 * `childProfileId` is the parent's own profile. For that parent alone; null for others.
 */
export async function accessUnlistedFamily(
  reader: Reader,
  viewerId: string,
  { unitId, childProfileId }: { unitId: string; childProfileId: string },
): Promise<FamilyPlaceRow | null> {
  if (childProfileId !== viewerId) return null
  const result = await sql<FamilyPlaceRow>`
    select u.community_id, c.name as community_name, c.time_zone, u.name as unit_name, u.archived as unit_archived,
      m.person_id as child_person_id, false as own, false as leads, false as manages, true as parent
    from communities.unit u
    join communities.community c on c.id = u.community_id
    join communities.member m on m.community_id = u.community_id and m.profile_id = ${viewerId}::uuid
    where u.id = ${unitId}::uuid and exists (select from communities.member_role r
      where r.unit_id = u.id and r.profile_id = m.profile_id and r.role = 'parent' and r.child_person_id is null)`.execute(
    reader,
  )
  return result.rows[0] ?? null
}

/** Units in which the viewer is a parent of children without accounts. */
export async function unlistedPlaces(
  reader: Reader,
  viewerId: string,
): Promise<{ unitId: string; childProfileId: string }[]> {
  const result = await sql<{ unitId: string; childProfileId: string }>`
    select distinct r.unit_id as "unitId", r.profile_id as "childProfileId" from communities.member_role r
    where r.profile_id = ${viewerId}::uuid and r.role = 'parent' and r.child_person_id is null and r.unit_id is not null
    order by 1`.execute(reader)
  return result.rows
}

/** Parents of a child in a unit, the first first. */
export async function parentsIn(
  reader: Reader,
  unitId: string,
  childPersonId: string,
): Promise<{ profile_id: string; granted_at: Date }[]> {
  return await reader
    .selectFrom('communities.member_role')
    .select(['profile_id', 'granted_at'])
    .where('unit_id', '=', unitId)
    .where('child_person_id', '=', childPersonId)
    .orderBy('granted_at')
    .orderBy('profile_id')
    .execute()
}

/** Places of the viewer as a pupil, and of his children where he is their parent. */
export async function ownPlaces(
  reader: Reader,
  viewerId: string,
): Promise<{ unitId: string; childProfileId: string }[]> {
  const result = await sql<{ unitId: string; childProfileId: string }>`
    select p.unit_id as "unitId", p.profile_id as "childProfileId" from communities.member_role p
    where p.profile_id = ${viewerId}::uuid and p.role = 'pupil' and p.unit_id is not null
    union select p.unit_id, p.profile_id from communities.member_role v
    join communities.member m on m.community_id = v.community_id and m.person_id = v.child_person_id
    join communities.member_role p on p.community_id = m.community_id and p.profile_id = m.profile_id
      and p.unit_id = v.unit_id and p.role = 'pupil'
    where v.profile_id = ${viewerId}::uuid
    order by 2, 1`.execute(reader)
  return result.rows
}

/** A place of a parent: the profile of the child there, or null where children have no accounts. */
export interface ParentPlace {
  communityId: string
  unitId: string
  unitName: string
  childProfileId: string | null
}

/** Where the viewer is a parent, and of whom. */
export async function accessParentPlaces(reader: Reader, viewerId: string): Promise<ParentPlace[]> {
  const result = await sql<ParentPlace>`
    select distinct r.community_id as "communityId", u.id as "unitId", u.name as "unitName",
      c.profile_id as "childProfileId"
    from communities.member_role r
    join communities.unit u on u.id = r.unit_id
    left join communities.member c on c.community_id = r.community_id and c.person_id = r.child_person_id
    where r.profile_id = ${viewerId}::uuid and r.role = 'parent'
    order by 1, 3, 4`.execute(reader)
  return result.rows
}
