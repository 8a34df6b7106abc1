import { sql } from 'kysely'
import type { Reader, Tx } from '../platform/db/database.ts'

export interface FileRow {
  id: string
  kind: string
  owner_id: string
  community_id: string | null
  name: string
  bytes: number
  sha256: Buffer
  received: number
  state: string
  expires_at: Date | null
}

const COLUMNS = [
  'id',
  'kind',
  'owner_id',
  'community_id',
  'name',
  'bytes',
  'sha256',
  'received',
  'state',
  'expires_at',
] as const

/** A file that is not erased, without any check of access. */
export async function findFile(reader: Reader, id: string): Promise<FileRow | null> {
  const row = await reader
    .selectFrom('files.file')
    .select(COLUMNS)
    .where('id', '=', id)
    .where('state', '<>', 'erased')
    .executeTakeFirst()
  return row ?? null
}

export type NewFile = Omit<FileRow, 'received' | 'state'> & { created_at: Date }

/** Writes the row of a file that is to come, which counts from now on; false when the id is taken. */
export async function insertFile(tx: Tx, row: NewFile): Promise<boolean> {
  const result = await tx
    .insertInto('files.file')
    .values({ ...row, state: 'open' })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  const isNew = (result.numInsertedOrUpdatedRows ?? 0n) > 0n
  if (isNew && row.community_id !== null) await addUse(tx, row.community_id, row.bytes)
  return isNew
}

/** Lets nobody else count or fill the same quota until the transaction ends. */
export async function holdQuota(tx: Tx, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`files.quota/${id}`}, 0))`.execute(tx)
}

/** Bytes of files that are there or declared, of a profile. */
export async function usedByOwner(reader: Reader, ownerId: string): Promise<number> {
  const { sum } = await reader
    .selectFrom('files.file')
    .select((eb) => eb.fn.sum<string | null>('bytes').as('sum'))
    .where('owner_id', '=', ownerId)
    .where('state', '<>', 'erased')
    .executeTakeFirstOrThrow()
  return Number(sum ?? 0)
}

/** Bytes of files that are there or declared, by community; those without any are left out. */
export async function usedByCommunities(reader: Reader, communityIds: readonly string[]): Promise<Map<string, number>> {
  const result = await sql<{ community_id: string; bytes: number }>`
    select community_id, bytes from files.community_use
    where community_id = any(${[...communityIds]}::uuid[])`.execute(reader)
  return new Map(result.rows.map((row) => [row.community_id, row.bytes]))
}

/** Communities whose files have at least so many bytes together. */
export async function communitiesUsing(reader: Reader, bytesMin: number): Promise<string[]> {
  const rows = await reader
    .selectFrom('files.community_use')
    .select('community_id')
    .where('bytes', '>=', bytesMin)
    .execute()
  return rows.map((row) => row.community_id)
}

/** Counts bytes that have come to a community, or gone from it when there are fewer than none. */
async function addUse(tx: Tx, communityId: string, bytes: number): Promise<void> {
  await tx
    .insertInto('files.community_use')
    .values({ community_id: communityId, bytes })
    .onConflict((conflict) =>
      conflict.column('community_id').doUpdateSet((eb) => ({ bytes: eb('files.community_use.bytes', '+', bytes) })),
    )
    .execute()
}

/** Lets one request write to an own open file until then; null when there is none or another one writes. */
export async function claimWriting(
  tx: Tx,
  { id, ownerId, writerId, now, until }: { id: string; ownerId: string; writerId: string; now: Date; until: Date },
): Promise<FileRow | null> {
  const row = await tx
    .updateTable('files.file')
    .set({ writer_id: writerId, writer_until: until })
    .where('id', '=', id)
    .where('owner_id', '=', ownerId)
    .where('state', '=', 'open')
    .where((eb) => eb.or([eb('writer_until', 'is', null), eb('writer_until', '<=', now)]))
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .returning(COLUMNS)
    .executeTakeFirst()
  return row ?? null
}

/** Ends the turn of a writer and notes how far it has come; false when its turn was over before. */
export async function endWriting(tx: Tx, id: string, writerId: string, received: number): Promise<boolean> {
  const row = await tx
    .updateTable('files.file')
    .set({ writer_id: null, writer_until: null, received })
    .where('id', '=', id)
    .where('writer_id', '=', writerId)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Makes an open file a kept one. */
export async function keepFile(tx: Tx, id: string, expiresAt: Date): Promise<boolean> {
  const row = await tx
    .updateTable('files.file')
    .set((eb) => ({ state: 'kept', received: eb.ref('bytes'), expires_at: expiresAt }))
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Notes that kept files, of this owner if one is given, are used, so that they stay; returns how many there were. */
export async function markUsed(tx: Tx, ids: readonly string[], ownerId: string | null): Promise<number> {
  const used = tx
    .updateTable('files.file')
    .set({ expires_at: null })
    .where('id', 'in', [...ids])
    .where('state', '=', 'kept')
  const rows = await (ownerId === null ? used : used.where('owner_id', '=', ownerId)).returning('id').execute()
  return rows.length
}

/** Lets nobody have these files any more, and counts them no longer; returns those that there were. */
export async function markErased(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .updateTable('files.file')
    .set({ state: 'erased', writer_id: null, writer_until: null })
    .where('id', 'in', [...ids])
    .where('state', '<>', 'erased')
    .returning(['id', 'community_id', 'bytes'])
    .execute()
  const gone = new Map<string, number>()
  for (const { community_id: id, bytes } of rows) if (id !== null) gone.set(id, (gone.get(id) ?? 0) + bytes)
  // In one order, so that two who erase files of the same organisations do not wait for each other.
  for (const id of [...gone.keys()].sort()) await addUse(tx, id, -gone.get(id)!)
  return rows.map((row) => row.id)
}

/** Files of profiles that belong to no community. */
export async function personalFiles(reader: Reader, profileIds: readonly string[]): Promise<string[]> {
  const rows = await reader
    .selectFrom('files.file')
    .select('id')
    .where(sql<boolean>`owner_id = any(${[...profileIds]}::uuid[])`)
    .where('community_id', 'is', null)
    .where('state', '<>', 'erased')
    .execute()
  return rows.map((row) => row.id)
}

/** Whatever profiles have uploaded, without the bytes, for the file that their owner downloads. */
export async function ownedBy(reader: Reader, profileIds: readonly string[]): Promise<readonly object[]> {
  const result = await sql<object>`
    select owner_id as "profileId", kind, name, bytes, created_at as "createdAt" from files.file
    where owner_id = any(${[...profileIds]}::uuid[]) and state <> 'erased' order by created_at, id`.execute(reader)
  return result.rows
}

/** Files whose time is over and to which nobody writes now. */
export async function expiredFiles(reader: Reader, now: Date, limit: number): Promise<string[]> {
  const rows = await reader
    .selectFrom('files.file')
    .select('id')
    .where('expires_at', '<=', now)
    .where('state', '<>', 'erased')
    .where((eb) => eb.or([eb('writer_until', 'is', null), eb('writer_until', '<=', now)]))
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Erased files whose bytes may still be there. */
export async function erasedFiles(reader: Reader, limit: number): Promise<string[]> {
  const rows = await reader.selectFrom('files.file').select('id').where('state', '=', 'erased').limit(limit).execute()
  return rows.map((row) => row.id)
}

export async function deleteErased(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('files.file')
    .where('id', 'in', [...ids])
    .where('state', '=', 'erased')
    .execute()
}

/** Files of a profile become another one's, and count in its quota from now on. */
export async function moveFiles(tx: Tx, from: string, to: string): Promise<void> {
  await tx.updateTable('files.file').set({ owner_id: to }).where('owner_id', '=', from).execute()
}
