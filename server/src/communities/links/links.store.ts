import { sql } from 'kysely'
import type { LinkState } from '#contract/communities/links.ts'
import type { CommunityType, Role } from '#contract/communities/types.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

export interface LinkRow {
  id: string
  community_id: string
  unit_id: string
  role: Role
  child_profile_id: string | null
  token: string
  created_at: Date
  expires_at: Date
  revoked_at: Date | null
  uses_max: number | null
  uses: number
  unit_name: string
  unit_archived: boolean
  unit_grade: number | null
  /** The child of a parents' link is no pupil of the unit any more. */
  child_gone: boolean
  community_name: string
  community_type: CommunityType
  time_zone: string
}

function links(reader: Reader) {
  return reader
    .selectFrom('communities.invite_link as l')
    .innerJoin('communities.unit as u', (join) =>
      join.onRef('u.id', '=', 'l.unit_id').onRef('u.community_id', '=', 'l.community_id'),
    )
    .innerJoin('communities.community as c', 'c.id', 'l.community_id')
    .select(['l.id', 'l.community_id', 'l.unit_id', 'l.role', 'l.child_profile_id', 'l.token'])
    .select(['l.created_at', 'l.expires_at', 'l.revoked_at', 'l.uses_max', 'l.uses', 'c.time_zone'])
    .select([
      'u.name as unit_name',
      'u.archived as unit_archived',
      'u.grade as unit_grade',
      'c.name as community_name',
      'c.type as community_type',
    ])
    .select(CHILD_GONE.as('child_gone'))
}

const CHILD_GONE = sql<boolean>`(l.child_profile_id is not null and not exists (
  select 1 from communities.member_role r where r.community_id = l.community_id and r.profile_id = l.child_profile_id
    and r.role = 'pupil' and r.unit_id = l.unit_id))`

/** The state of a link with its unit `u`, by the rule of `linkRefusal`. */
function stateAt(now: Date) {
  return sql<LinkState>`case when l.revoked_at is not null or u.archived or ${CHILD_GONE} then 'revoked'
    when l.expires_at <= ${now} then 'expired'
    when l.uses_max is not null and l.uses >= l.uses_max then 'usedUp' else 'active' end`
}

export async function linkByToken(reader: Reader, token: string): Promise<LinkRow | null> {
  const row = await links(reader).where('l.token', '=', token).executeTakeFirst()
  return (row as LinkRow | undefined) ?? null
}

/** The link under its lock, so that its uses are counted exactly. */
export async function lockLinkByToken(tx: Tx, token: string): Promise<LinkRow | null> {
  const row = await links(tx).where('l.token', '=', token).forUpdate('l').executeTakeFirst()
  return (row as LinkRow | undefined) ?? null
}

export async function linkById(reader: Reader, id: string): Promise<LinkRow | null> {
  const row = await links(reader).where('l.id', '=', id).executeTakeFirst()
  return (row as LinkRow | undefined) ?? null
}

export interface LinkFilter {
  communityId: string
  unitId: string | null
  role: Role | null
  state: LinkState | null
  /** Only what was made before this place of the list. */
  before: { at: Date; id: string } | null
  limit: number
}

/** A page of the links of a community, newest first. */
export async function pageLinks(reader: Reader, filter: LinkFilter, now: Date): Promise<LinkRow[]> {
  const { communityId, unitId, role, state, before, limit } = filter
  let found = links(reader).where('l.community_id', '=', communityId)
  if (unitId !== null) found = found.where('l.unit_id', '=', unitId)
  if (role !== null) found = found.where('l.role', '=', role)
  if (state !== null) found = found.where(stateAt(now), '=', state)
  if (before !== null) found = found.where(sql<boolean>`(l.created_at, l.id) < (${before.at}, ${before.id}::uuid)`)
  const rows = await found.orderBy('l.created_at', 'desc').orderBy('l.id', 'desc').limit(limit).execute()
  return rows as LinkRow[]
}

export async function countActive(reader: Reader, communityId: string, now: Date): Promise<number> {
  const result = await sql<{ count: number }>`select count(*)::integer as count from communities.invite_link l
    join communities.unit u on u.id = l.unit_id and u.community_id = l.community_id
    where l.community_id = ${communityId}::uuid and ${stateAt(now)} = 'active'`.execute(reader)
  return result.rows[0]!.count
}

/** The place of a family link: the unit in which the child is a pupil. */
export interface FamilyPlace {
  unitId: string
  childProfileId: string
}

/** The newest link for the parents of a child in a unit that is neither revoked nor expired nor for a few uses only. */
export async function familyLink(reader: Reader, place: FamilyPlace, now: Date): Promise<LinkRow | null> {
  const row = await links(reader)
    .where('l.unit_id', '=', place.unitId)
    .where('l.child_profile_id', '=', place.childProfileId)
    .where('l.revoked_at', 'is', null)
    .where('l.uses_max', 'is', null)
    .where('l.expires_at', '>', now)
    .where('u.archived', '=', false)
    .orderBy('l.created_at', 'desc')
    .orderBy('l.id', 'desc')
    .executeTakeFirst()
  return (row as LinkRow | undefined) ?? null
}

/** Whatever leads to a parent of this child in the unit, leads nowhere from now on. */
export async function revokeFamilyLinks(tx: Tx, place: FamilyPlace, now: number): Promise<void> {
  await tx
    .updateTable('communities.invite_link')
    .set({ revoked_at: new Date(now) })
    .where('unit_id', '=', place.unitId)
    .where('child_profile_id', '=', place.childProfileId)
    .where('revoked_at', 'is', null)
    .execute()
}

/** Has whoever makes a family link in this unit wait for the one before him, so that a child has one. */
export async function lockUnit(tx: Tx, unitId: string): Promise<void> {
  await tx.selectFrom('communities.unit').select('id').where('id', '=', unitId).forUpdate().execute()
}

export interface NewLink {
  id: string
  communityId: string
  unitId: string
  role: Role
  childProfileId: string | null
  token: string
  createdBy: string
  now: number
  expiresAt: Date
  usesMax: number | null
}

function linkValues(link: NewLink) {
  return {
    id: link.id,
    community_id: link.communityId,
    unit_id: link.unitId,
    role: link.role,
    child_profile_id: link.childProfileId,
    token: link.token,
    created_by: link.createdBy,
    created_at: new Date(link.now),
    expires_at: link.expiresAt,
    uses_max: link.usesMax,
  }
}

export async function insertLink(tx: Tx, link: NewLink): Promise<boolean> {
  const row = await tx
    .insertInto('communities.invite_link')
    .values(linkValues(link))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertLinks(tx: Tx, made: readonly NewLink[]): Promise<void> {
  if (made.length > 0) await tx.insertInto('communities.invite_link').values(made.map(linkValues)).execute()
}

/** Units of a community, held so that whoever makes links for the same units waits and finds them. */
export async function lockUnits(
  tx: Tx,
  communityId: string,
  unitIds: readonly string[],
): Promise<{ id: string; archived: boolean; system: boolean }[]> {
  return tx
    .selectFrom('communities.unit')
    .select(['id', 'archived', 'system'])
    .where('community_id', '=', communityId)
    .where('id', 'in', [...unitIds])
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Links of these units for anybody and any number of people that are good until then at least, newest first. */
export async function openLinks(tx: Tx, unitIds: readonly string[], until: Date): Promise<LinkRow[]> {
  const rows = await links(tx)
    .where('l.unit_id', 'in', [...unitIds])
    .where('l.child_profile_id', 'is', null)
    .where('l.uses_max', 'is', null)
    .where('l.revoked_at', 'is', null)
    .where('l.expires_at', '>=', until)
    .orderBy('l.created_at', 'desc')
    .orderBy('l.id', 'desc')
    .execute()
  return rows as LinkRow[]
}

export async function linksByIds(reader: Reader, ids: readonly string[]): Promise<LinkRow[]> {
  if (ids.length === 0) return []
  const rows = await links(reader)
    .where('l.id', 'in', [...ids])
    .execute()
  return rows as LinkRow[]
}

/** False when it was revoked before. */
export async function revokeLink(tx: Tx, id: string, now: number): Promise<boolean> {
  const row = await tx
    .updateTable('communities.invite_link')
    .set({ revoked_at: new Date(now) })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Takes back a revocation that is younger than `since`; false where there is none. */
export async function restoreLink(tx: Tx, id: string, since: Date): Promise<boolean> {
  const row = await tx
    .updateTable('communities.invite_link')
    .set({ revoked_at: null })
    .where('id', '=', id)
    .where('revoked_at', '>', since)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function countUse(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('communities.invite_link')
    .set((eb) => ({ uses: eb('uses', '+', 1) }))
    .where('id', '=', id)
    .execute()
}
