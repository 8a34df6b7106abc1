import type { Reader, Tx } from '../../platform/db/database.ts'

/** Gives an organisation another logo, or none. */
export async function setLogoId(tx: Tx, communityId: string, logoId: string | null): Promise<void> {
  await tx
    .updateTable('communities.community')
    .set((eb) => ({ logo_id: logoId, version: eb('version', '+', 1) }))
    .where('id', '=', communityId)
    .execute()
}

/** Locks an organisation against another logo at the same time. */
export async function holdCommunity(tx: Tx, communityId: string): Promise<void> {
  await tx
    .selectFrom('communities.community')
    .select('id')
    .where('id', '=', communityId)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

export async function insertLogo(
  tx: Tx,
  { logoId, communityId, sourceId }: { logoId: string; communityId: string; sourceId: string },
  squares: readonly { size: number; fileId: string }[],
): Promise<void> {
  const row = { logo_id: logoId, community_id: communityId, source_id: sourceId }
  await tx
    .insertInto('communities.logo')
    .values(squares.map(({ size, fileId }) => ({ ...row, size, file_id: fileId })))
    .execute()
}

/** Deletes the logo of an organisation; returns the files in which it was kept. */
export async function deleteLogo(tx: Tx, communityId: string): Promise<string[]> {
  const rows = await tx
    .deleteFrom('communities.logo')
    .where('community_id', '=', communityId)
    .returning('file_id')
    .execute()
  return rows.map((row) => row.file_id)
}

/** Which upload the logo of an organisation was made of; null when it has none. */
export async function sourceOf(reader: Reader, communityId: string): Promise<string | null> {
  const row = await reader
    .selectFrom('communities.logo')
    .select('source_id')
    .where('community_id', '=', communityId)
    .limit(1)
    .executeTakeFirst()
  return row?.source_id ?? null
}

/** Of which organisation it is the logo, and in which file it is kept in this size. */
export async function findLogo(
  reader: Reader,
  logoId: string,
  size: number,
): Promise<{ communityId: string; fileId: string } | null> {
  const row = await reader
    .selectFrom('communities.logo')
    .select(['community_id', 'file_id'])
    .where('logo_id', '=', logoId)
    .where('size', '=', size)
    .executeTakeFirst()
  return row === undefined ? null : { communityId: row.community_id, fileId: row.file_id }
}
