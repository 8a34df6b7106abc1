import { sql } from 'kysely'
import type { DoubleKind, DoubleMerge } from '#contract/communities/doubles.ts'
import type { Role } from '#contract/communities/types.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { RecordRow } from '../roster/records.store.ts'

export interface PlaceRow {
  role: Role
  unitId: string | null
  unitName: string
}

export interface ProfileRow {
  id: string
  member: boolean
  places: PlaceRow[]
  /** What he shows on his card; empty where he shows nothing. */
  phone: string
  email: string
}

/** Members of a community, and those whose applications wait there, or those of them who are asked for. */
export async function profilesOf(
  reader: Reader,
  communityId: string,
  ids: readonly string[] | null,
): Promise<ProfileRow[]> {
  const asked = (column: ReturnType<typeof sql>) =>
    ids === null ? sql`true` : sql`${column} = any(${[...ids]}::uuid[])`
  const result = await sql<ProfileRow>`
    select m.profile_id as id, true as member, coalesce(p.places, '[]'::json) as places,
      coalesce(d.phone, '') as phone, coalesce(d.email, '') as email
    from communities.member m
    left join communities.details d on d.profile_id = m.profile_id
    left join lateral (
      select json_agg(json_build_object('role', r.role, 'unitId', r.unit_id, 'unitName', coalesce(u.name, ''))
        order by r.role, u.name) as places
      from communities.member_role r left join communities.unit u on u.id = r.unit_id
      where r.community_id = m.community_id and r.profile_id = m.profile_id) p on true
    where m.community_id = ${communityId}::uuid and not m.leaving and ${asked(sql`m.profile_id`)}
    union all
    select a.profile_id, false,
      json_agg(json_build_object('role', a.role, 'unitId', a.unit_id, 'unitName', u.name) order by a.role, u.name),
      coalesce(min(d.phone), ''), coalesce(min(d.email), '')
    from communities.application a join communities.unit u on u.id = a.unit_id
    left join communities.details d on d.profile_id = a.profile_id
    where a.community_id = ${communityId}::uuid and a.state = 'pending' and ${asked(sql`a.profile_id`)}
      and not exists (select from communities.member m
        where m.community_id = a.community_id and m.profile_id = a.profile_id)
    group by a.profile_id`.execute(reader)
  return result.rows
}

/** Applications of somebody that wait in a community. */
export async function pendingOf(reader: Reader, communityId: string, profileId: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('communities.application')
    .select('id')
    .where('community_id', '=', communityId)
    .where('profile_id', '=', profileId)
    .where('state', '=', 'pending')
    .orderBy('id')
    .execute()
  return rows.map((row) => row.id)
}

/** Who holds roles that rest on this, in the order of profiles. */
export async function holdersBy(reader: Reader, communityId: string, basis: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('communities.member_role')
    .select('profile_id')
    .distinct()
    .where('community_id', '=', communityId)
    .where('basis', '=', basis)
    .orderBy('profile_id')
    .execute()
  return rows.map((row) => row.profile_id)
}

interface Pair {
  communityId: string
  kind: DoubleKind
  oneId: string
  otherId: string
}

const inOrder = ({ oneId, otherId }: Pair) =>
  (oneId < otherId ? [oneId, otherId] : [otherId, oneId]) as [string, string]

/** Pairs of a community that somebody has called different people, as `one/other` in their order. */
export async function differentIn(reader: Reader, communityId: string): Promise<Set<string>> {
  const rows = await reader
    .selectFrom('communities.double_different')
    .select(['one_id', 'other_id'])
    .where('community_id', '=', communityId)
    .execute()
  return new Set(rows.map((row) => `${row.one_id}/${row.other_id}`))
}

/** Remembers or forgets that two are different people; false when it has been so already. */
export async function writeDifferent(
  tx: Tx,
  pair: Pair & { different: boolean },
  by: { profileId: string; now: number },
): Promise<boolean> {
  const [oneId, otherId] = inOrder(pair)
  const { communityId, kind } = pair
  const result = pair.different
    ? await sql`insert into communities.double_different (community_id, kind, one_id, other_id, decided_by, decided_at)
        values (${communityId}, ${kind}, ${oneId}, ${otherId}, ${by.profileId}, ${new Date(by.now)})
        on conflict do nothing returning one_id`.execute(tx)
    : await sql`delete from communities.double_different where community_id = ${communityId}::uuid
        and one_id = ${oneId}::uuid and other_id = ${otherId}::uuid returning one_id`.execute(tx)
  return result.rows.length > 0
}

/** What a merge has done, as it is taken back; nothing once that is over. */
export interface Effects {
  /** Applications of the other profile that were rejected. */
  applicationIds: string[]
  /** Roles that the other profile held then. */
  roleIds: string[]
  /** Entries of lists as they were before. */
  before: RecordRow[]
  /** Their versions since; null of the one that is gone. */
  after: Record<string, number | null>
}

export const NO_EFFECTS: Effects = { applicationIds: [], roleIds: [], before: [], after: {} }

export interface MergeRow {
  id: string
  community_id: string
  kind: DoubleKind
  keep_id: string
  gone_id: string
  state: DoubleMerge['state']
  made_by: string
  made_at: Date
  effects: Effects | null
}

export async function insertMerge(tx: Tx, row: MergeRow): Promise<void> {
  await tx
    .insertInto('communities.double_merge')
    .values({ ...row, effects: JSON.stringify(row.effects) })
    .execute()
}

export async function mergeById(reader: Reader, id: string): Promise<MergeRow | null> {
  const row = await reader.selectFrom('communities.double_merge').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as MergeRow | undefined) ?? null
}

/** A merge under its lock. */
export async function lockMerge(tx: Tx, id: string): Promise<MergeRow | null> {
  const row = await tx
    .selectFrom('communities.double_merge')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return (row as MergeRow | undefined) ?? null
}

/** How a merge has come to its end; what it would have been taken back with is forgotten. */
export async function endMerge(tx: Tx, id: string, state: Exclude<MergeRow['state'], 'merged'>): Promise<void> {
  await tx.updateTable('communities.double_merge').set({ state, effects: null }).where('id', '=', id).execute()
}

/** Everybody, and every entry, in a merge of a community that can be taken back still. */
export async function mergingIn(reader: Reader, communityId: string): Promise<Set<string>> {
  const rows = await reader
    .selectFrom('communities.double_merge')
    .select(['keep_id', 'gone_id'])
    .where('community_id', '=', communityId)
    .where('state', '=', 'merged')
    .execute()
  return new Set(rows.flatMap((row) => [row.keep_id, row.gone_id]))
}

/** The latest merges of a community. */
export async function mergesOf(reader: Reader, communityId: string, limit: number): Promise<MergeRow[]> {
  const rows = await reader
    .selectFrom('communities.double_merge')
    .selectAll()
    .where('community_id', '=', communityId)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows as MergeRow[]
}

/** Merges that were made until then and stand open, the oldest first. */
export async function openMerges(reader: Reader, until: Date): Promise<string[]> {
  const rows = await reader
    .selectFrom('communities.double_merge')
    .select('id')
    .where('state', '=', 'merged')
    .where('made_at', '<=', until)
    .orderBy('made_at')
    .execute()
  return rows.map((row) => row.id)
}
