import { sql } from 'kysely'
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
  /** The child of a parents' link is no pupil of the unit any more. */
  child_gone: boolean
  community_name: string
  community_type: CommunityType
  time_zone: string
}

function links(reader: Reader) {
  return reader
    .selectFrom('communities.invite_link as l')
    .innerJoin('communities.unit as u', 'u.id', 'l.unit_id')
    .innerJoin('communities.community as c', 'c.id', 'l.community_id')
    .select(['l.id', 'l.community_id', 'l.unit_id', 'l.role', 'l.child_profile_id', 'l.token'])
    .select(['l.created_at', 'l.expires_at', 'l.revoked_at', 'l.uses_max', 'l.uses', 'c.time_zone'])
    .select([
      'u.name as unit_name',
      'u.archived as unit_archived',
      'c.name as community_name',
      'c.type as community_type',
    ])
    .select(
      sql<boolean>`l.child_profile_id is not null and not exists (select 1 from communities.member_role r
        where r.community_id = l.community_id and r.profile_id = l.child_profile_id and r.role = 'pupil'
          and r.unit_id = l.unit_id)`.as('child_gone'),
    )
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

export async function linksOf(reader: Reader, communityId: string): Promise<LinkRow[]> {
  const rows = await links(reader)
    .where('l.community_id', '=', communityId)
    .orderBy('l.created_at', 'desc')
    .orderBy('l.id', 'desc')
    .execute()
  return rows as LinkRow[]
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

export async function insertLink(tx: Tx, link: NewLink): Promise<boolean> {
  const row = await tx
    .insertInto('communities.invite_link')
    .values({
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
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function revokeLink(tx: Tx, id: string, now: number): Promise<void> {
  await tx
    .updateTable('communities.invite_link')
    .set({ revoked_at: new Date(now) })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute()
}

export async function countUse(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('communities.invite_link')
    .set((eb) => ({ uses: eb('uses', '+', 1) }))
    .where('id', '=', id)
    .execute()
}
