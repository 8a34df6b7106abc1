import { type RawBuilder, sql } from 'kysely'
import type { MemberState } from '#contract/communities/communities.ts'
import type { Reader } from '../../platform/db/database.ts'
import { likeLiteral } from '../../platform/db/like-literal.ts'
import { STAFF_ROLES } from './memberships.store.ts'

/** The member is no child for whom nobody has consented (A-04), and nobody whose account is to be deleted (IDN-24). */
function isShown(now: Date, member: 'm' | 'c' = 'm'): RawBuilder<boolean> {
  const until = sql.ref(`${member}.withheld_until`)
  return sql<boolean>`((${until} is null or ${until} <= ${now}) and not ${sql.ref(`${member}.leaving`)})`
}

const OF_MEMBER = sql.ref<string>('m.community_id')

/** The viewer holds the right to see all members of a community, that of `m` unless another is named. */
function seesAll(viewerId: string, communityId: RawBuilder<unknown> = OF_MEMBER): RawBuilder<boolean> {
  return sql<boolean>`exists (select 1 from communities.member_role v
      join communities.community_role cr on cr.community_id = v.community_id and cr.role = v.role
      where v.community_id = ${communityId} and v.profile_id = ${viewerId}::uuid and 'members.view' = any(cr.grants))`
}

/**
 * The members of a community whom the viewer may see, as a condition on `m` (CNT-01): whoever holds the right to see all
 * sees all; others see staff, the people of their own units and themselves, but no child for whom nobody has consented.
 * The viewer must be a member there.
 */
export function visibleTo(viewerId: string, now: Date): RawBuilder<boolean> {
  return sql<boolean>`(m.profile_id = ${viewerId}::uuid
    or ${seesAll(viewerId)}
    or (exists (select 1 from communities.member v
        where v.community_id = m.community_id and v.profile_id = ${viewerId}::uuid)
      and exists (select 1 from communities.member_role t
        where t.community_id = m.community_id and t.profile_id = m.profile_id and t.role = any(${[...STAFF_ROLES]})))
    or (${isShown(now)} and exists (select 1 from communities.member_role v
      join communities.member_role t on t.community_id = v.community_id and t.unit_id = v.unit_id
      where v.community_id = m.community_id and v.profile_id = ${viewerId}::uuid and t.profile_id = m.profile_id)))`
}

/** The same of one community, for lists: who is there is found once and not for every member. */
function visibleIn(communityId: string, viewerId: string, now: Date): RawBuilder<boolean> {
  const community = sql`${communityId}::uuid`
  return sql<boolean>`(m.profile_id = ${viewerId}::uuid
    or ${seesAll(viewerId, community)}
    or (exists (select 1 from communities.member v
        where v.community_id = ${community} and v.profile_id = ${viewerId}::uuid)
      and m.profile_id in (select t.profile_id from communities.member_role t
        where t.community_id = ${community} and t.role = any(${[...STAFF_ROLES]})))
    or (${isShown(now)} and m.profile_id in (select t.profile_id from communities.member_role v
      join communities.member_role t on t.community_id = v.community_id and t.unit_id = v.unit_id
      where v.community_id = ${community} and v.profile_id = ${viewerId}::uuid)))`
}

/** Which of these people are contacts of the viewer, in one community or in any; no child for whom nobody has consented. */
export async function accessContactsAmong(
  reader: Reader,
  { viewerId, now }: { viewerId: string; now: Date },
  others: readonly string[],
  communityId?: string,
): Promise<ReadonlySet<string>> {
  if (others.length === 0) return new Set()
  const only = communityId === undefined ? sql`` : sql`and m.community_id = ${communityId}::uuid`
  const result = await sql<{ profile_id: string }>`
    select distinct m.profile_id from communities.member m
    where m.profile_id = any(${[...others]}::uuid[]) and m.profile_id <> ${viewerId}::uuid ${only}
      and ${isShown(now)} and ${visibleTo(viewerId, now)}`.execute(reader)
  return new Set(result.rows.map((row) => row.profile_id))
}

export interface MemberRow {
  profile_id: string
  sort_name: string
  position: string
  joined_at: Date
  state: MemberState
  roles: { role: string; unitId: string | null; unitName: string | null }[]
  children: string[]
}

export interface MembersFilter {
  communityId: string
  viewerId: string
  now: Date
  unit: { id: string; system: boolean } | null
  role: string | null
  search: string
  after: { sortName: string; id: string } | null
  limit: number
  /** Contacts: without the viewer himself and without children for whom nobody has consented. */
  others: boolean
}

function conditions(filter: MembersFilter): RawBuilder<boolean> {
  const { communityId, viewerId, now } = filter
  const parts = [sql<boolean>`m.community_id = ${communityId}::uuid`, visibleIn(communityId, viewerId, now)]
  if (filter.others) parts.push(sql`m.profile_id <> ${viewerId}::uuid`, isShown(now))
  const role = filter.role === null ? sql`true` : sql`r.role = ${filter.role}`
  // «Коллектив» is not joined by hand: it is everybody who holds a role of the staff.
  const place =
    filter.unit === null
      ? sql`true`
      : filter.unit.system
        ? sql`(r.unit_id = ${filter.unit.id}::uuid or r.role = any(${[...STAFF_ROLES]}))`
        : sql`r.unit_id = ${filter.unit.id}::uuid`
  if (filter.role !== null || filter.unit !== null) {
    parts.push(sql`exists (select 1 from communities.member_role r
      where r.community_id = m.community_id and r.profile_id = m.profile_id and ${role} and ${place})`)
  }
  for (const word of searchWords(filter.search)) parts.push(sql`' ' || m.sort_name like ${`% ${word}%`}`)
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}

/** Words of a search as patterns for names folded like `sort_name`. */
export function searchWords(search: string): string[] {
  return foldName(search)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => likeLiteral(word))
}

/** A name for order and search: lower case, ё as е, single spaces, letters in one piece. */
export function foldName(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll('ё', 'е').replace(/\s+/gu, ' ').trim()
}

/** Roles of a member `m` with the units in which they are held. */
const ROLES = sql`coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'unitId', r.unit_id, 'unitName', r.name)
    order by r.position, r.name)
  from (select distinct x.role, x.unit_id, u.name, cr.position from communities.member_role x
    join communities.community_role cr on cr.community_id = x.community_id and cr.role = x.role
    left join communities.unit u on u.id = x.unit_id
    where x.community_id = m.community_id and x.profile_id = m.profile_id) r), '[]')`

/** A page of visible members by surname. */
export async function accessMembers(reader: Reader, filter: MembersFilter): Promise<MemberRow[]> {
  const beyond =
    filter.after === null
      ? sql``
      : sql`and (m.sort_name, m.profile_id) > (${filter.after.sortName}, ${filter.after.id}::uuid)`
  const result = await sql<MemberRow>`
    select m.profile_id, m.sort_name, m.position, m.joined_at,
      case when m.leaving then 'leaving' when m.withheld_until > ${filter.now} then 'awaitsConsent' else 'active' end as state,
      ${ROLES} as roles,
      coalesce((select jsonb_agg(distinct c.profile_id) from communities.member_role x
        join communities.member c on c.community_id = x.community_id and c.person_id = x.child_person_id
        where x.community_id = m.community_id and x.profile_id = m.profile_id
          and (${isShown(filter.now, 'c')} or m.profile_id = ${filter.viewerId}::uuid or ${seesAll(filter.viewerId, sql`${filter.communityId}::uuid`)})),
        '[]') as children
    from communities.member m where ${conditions(filter)} ${beyond}
    order by m.sort_name, m.profile_id limit ${filter.limit}`.execute(reader)
  return result.rows
}

/** What a person is in each community in which the viewer sees him. */
export async function accessPlacesOf(
  reader: Reader,
  { viewerId, now }: { viewerId: string; now: Date },
  profileId: string,
): Promise<(Pick<MemberRow, 'roles' | 'position'> & { community_id: string; name: string; type: string })[]> {
  const result = await sql<
    Pick<MemberRow, 'roles' | 'position'> & { community_id: string; name: string; type: string }
  >`
    select m.community_id, c.short_name as name, c.type, m.position, ${ROLES} as roles
    from communities.member m join communities.community c on c.id = m.community_id
    where m.profile_id = ${profileId}::uuid and ${visibleTo(viewerId, now)}
    order by c.short_name, c.id`.execute(reader)
  return result.rows
}

export async function countMembers(reader: Reader, filter: MembersFilter): Promise<number> {
  const result = await sql<{ count: number }>`
    select count(*)::integer as count from communities.member m where ${conditions(filter)}`.execute(reader)
  return result.rows[0]!.count
}
