import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { STAFF_ROLES } from '../memberships/memberships.store.ts'

export interface PersonalRow {
  /** Who has shown the code. */
  owner_id: string
  /** Who has answered it. */
  other_id: string
  answered_at: Date
  confirmed_at: Date | null
}

/** Contacts by hand of a profile, the newest first. */
export async function personalOf(reader: Reader, profileId: string): Promise<PersonalRow[]> {
  return await reader
    .selectFrom('communities.personal_contact')
    .select(['owner_id', 'other_id', 'answered_at', 'confirmed_at'])
    .where((eb) => eb.or([eb('owner_id', '=', profileId), eb('other_id', '=', profileId)]))
    .orderBy('answered_at', 'desc')
    .execute()
}

/** Those of `others` with whom a profile has agreed, while one of the two is of the staff somewhere. */
export async function mutualAmong(reader: Reader, profileId: string, others: readonly string[]): Promise<string[]> {
  if (others.length === 0) return []
  const result = await sql<{ id: string }>`
    select o.id from unnest(${[...others]}::uuid[]) as o(id)
    where exists (select from communities.personal_contact p where p.confirmed_at is not null
        and ((p.owner_id = ${profileId}::uuid and p.other_id = o.id)
          or (p.other_id = ${profileId}::uuid and p.owner_id = o.id)))
      and exists (select from communities.member_role r
        where r.profile_id in (${profileId}::uuid, o.id) and r.role = any(${[...STAFF_ROLES]}))`.execute(reader)
  return result.rows.map((row) => row.id)
}

/** Puts a new code in the place of the one before it. */
export async function putCode(tx: Tx, profileId: string, tokenHash: Buffer, expiresAt: Date): Promise<void> {
  const code = { token_hash: tokenHash, expires_at: expiresAt }
  await tx
    .insertInto('communities.contact_code')
    .values({ profile_id: profileId, ...code })
    .onConflict((conflict) => conflict.column('profile_id').doUpdateSet(code))
    .execute()
}

/** Whose code it is, or null when it is nobody's. */
export async function ownerOfCode(reader: Reader, tokenHash: Buffer, now: Date): Promise<string | null> {
  const row = await reader
    .selectFrom('communities.contact_code')
    .select('profile_id')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row?.profile_id ?? null
}

/** Spends a code; false when it was spent meanwhile. */
export async function spendCode(tx: Tx, tokenHash: Buffer): Promise<boolean> {
  const result = await tx.deleteFrom('communities.contact_code').where('token_hash', '=', tokenHash).executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Writes an answer; false when there is something between the two already, whoever began it. */
export async function insertAnswer(tx: Tx, ownerId: string, otherId: string, now: number): Promise<boolean> {
  const result = await sql`
    insert into communities.personal_contact (owner_id, other_id, answered_at)
    values (${ownerId}::uuid, ${otherId}::uuid, ${new Date(now)}) on conflict do nothing`.execute(tx)
  return (result.numAffectedRows ?? 0n) > 0n
}

/** Confirms what somebody has answered; false when there is nothing to be confirmed. */
export async function confirm(tx: Tx, ownerId: string, otherId: string, now: number): Promise<boolean> {
  const row = await tx
    .updateTable('communities.personal_contact')
    .set({ confirmed_at: new Date(now) })
    .where('owner_id', '=', ownerId)
    .where('other_id', '=', otherId)
    .where('confirmed_at', 'is', null)
    .returning('owner_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Deletes what is between two people; null when there was nothing, else whether both had agreed. */
export async function deletePersonal(tx: Tx, one: string, other: string): Promise<{ mutual: boolean } | null> {
  const result = await sql<{ mutual: boolean }>`
    delete from communities.personal_contact
    where (owner_id = ${one}::uuid and other_id = ${other}::uuid) or (owner_id = ${other}::uuid and other_id = ${one}::uuid)
    returning confirmed_at is not null as mutual`.execute(tx)
  return result.rows[0] ?? null
}

/** Names of the organisations in which somebody is of the staff. */
export async function staffedBy(reader: Reader, profileId: string): Promise<string[]> {
  const result = await sql<{ name: string }>`
    select distinct c.short_name as name from communities.member_role r
    join communities.community c on c.id = r.community_id
    where r.profile_id = ${profileId}::uuid and r.role = any(${[...STAFF_ROLES]}) order by 1`.execute(reader)
  return result.rows.map((row) => row.name)
}
