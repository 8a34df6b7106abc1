import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

export interface PhonebookRow {
  own_hash: Buffer
  compared_at: Date
}

export async function phonebookOf(reader: Reader, profileId: string): Promise<PhonebookRow | null> {
  const row = await reader
    .selectFrom('communities.phonebook')
    .select(['own_hash', 'compared_at'])
    .where('profile_id', '=', profileId)
    .executeTakeFirst()
  return row ?? null
}

/** Puts a phone book in the place of the one before; what came of that one stays until it is compared. */
export async function putPhonebook(
  tx: Tx,
  profileId: string,
  book: { ownHash: Buffer; pairs: readonly Buffer[]; now: Date },
): Promise<void> {
  const kept = { own_hash: book.ownHash, compared_at: book.now }
  await tx
    .insertInto('communities.phonebook')
    .values({ profile_id: profileId, ...kept })
    .onConflict((conflict) => conflict.column('profile_id').doUpdateSet(kept))
    .execute()
  await tx.deleteFrom('communities.phonebook_pair').where('profile_id', '=', profileId).execute()
  await sql`
    insert into communities.phonebook_pair (profile_id, pair)
    select ${profileId}::uuid, pair from unnest(${[...book.pairs]}::bytea[]) as t(pair) on conflict do nothing`.execute(
    tx,
  )
}

/** Those of `asked` in whose phone book the pair stands. */
export async function holdersOf(
  reader: Reader,
  asked: readonly { profileId: string; pair: Buffer }[],
): Promise<string[]> {
  if (asked.length === 0) return []
  const result = await sql<{ profile_id: string }>`
    select p.profile_id from communities.phonebook_pair p
    join unnest(${asked.map((each) => each.profileId)}::uuid[], ${asked.map((each) => each.pair)}::bytea[]) as a(id, pair)
      on p.profile_id = a.id and p.pair = a.pair`.execute(reader)
  return result.rows.map((row) => row.profile_id)
}

/** Whom a profile matches, by profile, with the hash of the number that each had when it matched. */
export async function matchesOf(reader: Reader, profileId: string): Promise<Map<string, Buffer>> {
  const result = await sql<{ id: string; own_hash: Buffer }>`
    select b.profile_id as id, b.own_hash from communities.phonebook_match m
    join communities.phonebook b on b.profile_id = case when m.one_id = ${profileId}::uuid then m.other_id else m.one_id end
    where m.one_id = ${profileId}::uuid or m.other_id = ${profileId}::uuid`.execute(reader)
  return new Map(result.rows.map((row) => [row.id, row.own_hash]))
}

export async function insertMatches(tx: Tx, profileId: string, others: readonly string[]): Promise<void> {
  await sql`
    insert into communities.phonebook_match (one_id, other_id)
    select least(id, ${profileId}::uuid), greatest(id, ${profileId}::uuid) from unnest(${[...others]}::uuid[]) as o(id)
    on conflict do nothing`.execute(tx)
}

export async function deleteMatches(tx: Tx, profileId: string, others: readonly string[]): Promise<void> {
  await sql`
    delete from communities.phonebook_match m using unnest(${[...others]}::uuid[]) as o(id)
    where m.one_id = least(o.id, ${profileId}::uuid) and m.other_id = greatest(o.id, ${profileId}::uuid)`.execute(tx)
}

/** Deletes a phone book with its pairs and all that it matches. */
export async function deletePhonebook(tx: Tx, profileId: string): Promise<void> {
  await tx.deleteFrom('communities.phonebook').where('profile_id', '=', profileId).execute()
}
