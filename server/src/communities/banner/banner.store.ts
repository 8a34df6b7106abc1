import type { Banner } from '#contract/communities/banner.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** The announcement that has not ended. */
export async function readBanner(reader: Reader, now: Date): Promise<Banner | null> {
  const row = await reader
    .selectFrom('communities.banner')
    .select(['id', 'ru', 'en', 'until'])
    .where('until', '>', now)
    .executeTakeFirst()
  return row === undefined ? null : { ...row, until: toInstant(row.until) }
}

/** Puts an announcement in the place of the one before. */
export async function writeBanner(
  tx: Tx,
  row: { id: string; ru: string; en: string; until: Date; set_by: string; set_at: Date },
): Promise<void> {
  await tx
    .insertInto('communities.banner')
    .values(row)
    .onConflict((conflict) => conflict.column('one').doUpdateSet(row))
    .execute()
}

export async function deleteBanner(tx: Tx): Promise<boolean> {
  const row = await tx.deleteFrom('communities.banner').returning('id').executeTakeFirst()
  return row !== undefined
}

/** Every organisation: whoever is in one hears what is told to all of them. */
export async function allCommunities(reader: Reader): Promise<string[]> {
  const rows = await reader.selectFrom('communities.community').select('id').execute()
  return rows.map((row) => row.id)
}
