import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** A class whose pupils the viewer may invite. */
export interface ClassRow {
  id: string
  community_id: string
  community_name: string
  name: string
  grade: number | null
  archived: boolean
}

/** A unit for whoever leads it or makes links in its organisation; null for others. */
export async function accessClass(reader: Reader, viewerId: string, unitId: string): Promise<ClassRow | null> {
  const result = await sql<ClassRow>`
    select u.id, u.community_id, c.name as community_name, u.name, u.grade, u.archived
    from communities.unit u join communities.community c on c.id = u.community_id
    where u.id = ${unitId}::uuid and exists (
      select from communities.member_role v
      join communities.community_role cr on cr.community_id = v.community_id and cr.role = v.role
      where v.community_id = u.community_id and v.profile_id = ${viewerId}::uuid
        and ((v.role = 'lead' and v.unit_id = u.id) or 'links.manage' = any(cr.grants)))`.execute(reader)
  return result.rows[0] ?? null
}

export interface InvitationRow {
  id: string
  community_id: string
  unit_id: string
  email: string
  sent_at: Date
  failed: boolean
  expires_at: Date
  revoked_at: Date | null
  profile_id: string | null
  unit_name: string
  unit_archived: boolean
  unit_grade: number | null
  community_name: string
  /** Whoever has come is a pupil of the class. */
  joined: boolean
}

function invitations(reader: Reader) {
  return reader
    .selectFrom('communities.email_invitation as i')
    .innerJoin('communities.unit as u', 'u.id', 'i.unit_id')
    .innerJoin('communities.community as c', 'c.id', 'i.community_id')
    .select(['i.id', 'i.community_id', 'i.unit_id', 'i.email', 'i.sent_at', 'i.failed', 'i.expires_at'])
    .select(['i.revoked_at', 'i.profile_id', 'u.name as unit_name', 'u.archived as unit_archived'])
    .select(['u.grade as unit_grade', 'c.name as community_name'])
    .select(
      sql<boolean>`exists (select from communities.member_role r where r.community_id = i.community_id
        and r.profile_id = i.profile_id and r.role = 'pupil' and r.unit_id = i.unit_id)`.as('joined'),
    )
}

/** Those of a class that were not taken back, the newest letter first. */
export async function invitationsOf(reader: Reader, unitId: string): Promise<InvitationRow[]> {
  return invitations(reader)
    .where('i.unit_id', '=', unitId)
    .where('i.revoked_at', 'is', null)
    .orderBy('i.sent_at', 'desc')
    .orderBy('i.id')
    .execute()
}

export async function invitationByToken(reader: Reader, tokenHash: Buffer): Promise<InvitationRow | null> {
  return (await invitations(reader).where('i.token_hash', '=', tokenHash).executeTakeFirst()) ?? null
}

export async function invitationById(reader: Reader, id: string): Promise<InvitationRow | null> {
  return (await invitations(reader).where('i.id', '=', id).executeTakeFirst()) ?? null
}

/** Under its lock, so that of two who come by one letter the second is told that it was used. */
export async function lockInvitation(tx: Tx, id: string): Promise<InvitationRow | null> {
  await tx.selectFrom('communities.email_invitation').select('id').where('id', '=', id).forUpdate().execute()
  return invitationById(tx, id)
}

export interface NewLetter {
  id: string
  communityId: string
  unitId: string
  email: string
  tokenHash: Buffer
  by: string
  now: Date
  expiresAt: Date
}

/**
 * Writes an invitation, or gives the one of this address another token.
 *
 * @returns its id; null when somebody has come by it already
 */
export async function putInvitation(tx: Tx, letter: NewLetter): Promise<string | null> {
  const renewed = {
    token_hash: letter.tokenHash,
    created_by: letter.by,
    sent_at: letter.now,
    failed: false,
    expires_at: letter.expiresAt,
  }
  const row = await tx
    .insertInto('communities.email_invitation')
    .values({
      id: letter.id,
      community_id: letter.communityId,
      unit_id: letter.unitId,
      email: letter.email,
      ...renewed,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['unit_id', 'email'])
        .where('revoked_at', 'is', null)
        .doUpdateSet(renewed)
        .where('communities.email_invitation.used_at', 'is', null),
    )
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

export async function setFailed(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`update communities.email_invitation set failed = true where id = any(${[...ids]}::uuid[])`.execute(tx)
}

export async function revoke(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.updateTable('communities.email_invitation').set({ revoked_at: now }).where('id', '=', id).execute()
}

export async function setUsed(tx: Tx, id: string, profileId: string, now: Date): Promise<void> {
  await tx
    .updateTable('communities.email_invitation')
    .set({ used_at: now, profile_id: profileId })
    .where('id', '=', id)
    .execute()
}
