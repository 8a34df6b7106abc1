import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** To whom an organisation has given the right to publish on its page, the longest-standing first. */
export async function readEditors(reader: Reader, communityId: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('communities.page_editor')
    .select('profile_id')
    .where('community_id', '=', communityId)
    .orderBy('given_at')
    .orderBy('profile_id')
    .execute()
  return rows.map((row) => row.profile_id)
}

/** Gives the right to a member; false when he has it. */
export async function addEditor(
  tx: Tx,
  editor: { communityId: string; profileId: string; givenBy: string; now: number },
): Promise<boolean> {
  const result = await sql`
    insert into communities.page_editor (community_id, profile_id, given_by, given_at)
    values (${editor.communityId}, ${editor.profileId}, ${editor.givenBy}, ${new Date(editor.now)})
    on conflict do nothing`.execute(tx)
  return result.numAffectedRows === 1n
}

/** Takes the right from these members; returns who had it. */
export async function removeEditors(tx: Tx, communityId: string, profileIds: readonly string[]): Promise<string[]> {
  if (profileIds.length === 0) return []
  const result = await sql<{ profile_id: string }>`
    delete from communities.page_editor
    where community_id = ${communityId}::uuid and profile_id = any(${[...profileIds]}::uuid[])
    returning profile_id`.execute(tx)
  return result.rows.map((row) => row.profile_id)
}
