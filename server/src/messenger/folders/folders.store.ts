import { sql } from 'kysely'
import type { Folder, Folders } from '#contract/messenger/folders.ts'
import { FOLDERS_MAX } from '#contract/messenger/messenger.limits.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** Folders of these people, by person; whoever has never had any is left out. */
export async function foldersOf(reader: Reader, profileIds: readonly string[]): Promise<Map<string, Folders>> {
  if (profileIds.length === 0) return new Map()
  const rows = await reader
    .selectFrom('messenger.folders')
    .select(['profile_id', 'version', 'list'])
    .where('profile_id', 'in', [...profileIds])
    .execute()
  return new Map(rows.map((row) => [row.profile_id, { version: row.version, list: row.list as Folder[] }]))
}

/** Puts a list in the place of the one of this version. False when another version stands there. */
export async function replaceFolders(
  tx: Tx,
  profileId: string,
  before: number,
  list: readonly Folder[],
): Promise<boolean> {
  const json = JSON.stringify(list)
  const result =
    before === 0
      ? await sql`insert into messenger.folders (profile_id, version, list)
          values (${profileId}::uuid, 1, ${json}::jsonb) on conflict do nothing`.execute(tx)
      : await sql`update messenger.folders set version = version + 1, list = ${json}::jsonb
          where profile_id = ${profileId}::uuid and version = ${before}`.execute(tx)
  return Number(result.numAffectedRows ?? 0) === 1
}

/** The folders of one come behind those of the other, as many as he may have. */
export async function moveFolders(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  const of = await foldersOf(tx, [from, to])
  const [moved, own] = [of.get(from), of.get(to)]
  if (moved === undefined) return
  const known = new Set(own?.list.map(({ id }) => id))
  const list = [...(own?.list ?? []), ...moved.list.filter(({ id }) => !known.has(id))].slice(0, FOLDERS_MAX)
  await replaceFolders(tx, to, own?.version ?? 0, list)
  await eraseFolders(tx, [from])
}

/** Deletes the folders of these profiles; returns of how many. */
export async function eraseFolders(tx: Tx, profileIds: readonly string[]): Promise<number> {
  const result = await tx
    .deleteFrom('messenger.folders')
    .where('profile_id', 'in', [...profileIds])
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
