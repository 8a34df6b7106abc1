import { sql } from 'kysely'
import type { Reader } from '../../platform/db/database.ts'

/** A learning profile with the SHA-256 of the number by which its owner signs in. */
export interface NumberHashed {
  profileId: string
  hash: Buffer
}

/** Learning profiles whose accounts sign in by a number with one of these hashes. */
export async function profilesByNumberHash(reader: Reader, hashes: readonly Buffer[]): Promise<NumberHashed[]> {
  if (hashes.length === 0) return []
  const result = await sql<NumberHashed>`
    select p.id as "profileId", sha256(decode(a.phone, 'escape')) as hash
    from identity.account a join identity.profile p on p.account_id = a.id
    where sha256(decode(a.phone, 'escape')) = any(${[...hashes]}::bytea[]) and p.kind = 'learning' and not p.gone`.execute(
    reader,
  )
  return result.rows
}

/** The hashes of the numbers of profiles; a profile whose account has none is missing, and so is a personal one. */
export async function numberHashesOf(reader: Reader, profileIds: readonly string[]): Promise<Map<string, Buffer>> {
  if (profileIds.length === 0) return new Map()
  const result = await sql<NumberHashed>`
    select p.id as "profileId", sha256(decode(a.phone, 'escape')) as hash
    from identity.profile p join identity.account a on a.id = p.account_id
    where p.id = any(${[...profileIds]}::uuid[]) and a.phone is not null and p.kind = 'learning' and not p.gone`.execute(
    reader,
  )
  return new Map(result.rows.map(({ profileId, hash }) => [profileId, hash]))
}
