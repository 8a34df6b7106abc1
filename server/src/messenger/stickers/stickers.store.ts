import type { Sticker, StickerName } from '#contract/messenger/sticker.ts'
import type { DeskPack, StickerPack } from '#contract/messenger/stickers.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** The picture of a sticker. */
export interface StickerPicture {
  mediaType: string
  bytes: Buffer
}

export type NewSticker = { id: string; words: string } & StickerPicture

/** Every pack in the order in which they were made, with its stickers. */
export async function readPacks(reader: Reader): Promise<DeskPack[]> {
  const packs = await reader.selectFrom('messenger.sticker_pack').selectAll().orderBy('place').execute()
  const rows = await reader
    .selectFrom('messenger.sticker')
    .select(['pack_id', 'id', 'words'])
    .orderBy('place')
    .execute()
  const stickers = Map.groupBy(rows, (row) => row.pack_id)
  return packs.map(({ id, title, state, is_own, changed_at }) => ({
    id,
    title,
    state: state as DeskPack['state'],
    isOwn: is_own,
    changedAt: toInstant(changed_at),
    stickers: (stickers.get(id) ?? []).map((row) => ({ id: row.id, words: row.words })),
  }))
}

export async function publishedPacks(reader: Reader): Promise<StickerPack[]> {
  const packs = (await readPacks(reader)).filter(({ state }) => state === 'published')
  return packs.map(({ id, title, stickers }) => ({ id, title, stickers }))
}

/** A sticker of a pack that is published now; null for every other one. */
export async function publishedSticker(reader: Reader, { packId, id }: StickerName): Promise<Sticker | null> {
  const row = await reader
    .selectFrom('messenger.sticker as s')
    .innerJoin('messenger.sticker_pack as p', 'p.id', 's.pack_id')
    .select('s.words')
    .where('s.pack_id', '=', packId)
    .where('s.id', '=', id)
    .where('p.state', '=', 'published')
    .executeTakeFirst()
  return row === undefined ? null : { packId, id, words: row.words }
}

/** The picture of a sticker; of a pack that nobody has seen yet only for `drafts`. */
export async function readPicture(
  reader: Reader,
  { packId, id }: StickerName,
  drafts: boolean,
): Promise<StickerPicture | null> {
  const row = await reader
    .selectFrom('messenger.sticker as s')
    .innerJoin('messenger.sticker_pack as p', 'p.id', 's.pack_id')
    .select(['s.media_type', 's.bytes', 'p.state'])
    .where('s.pack_id', '=', packId)
    .where('s.id', '=', id)
    .executeTakeFirst()
  if (row === undefined || (row.state === 'draft' && !drafts)) return null
  return { mediaType: row.media_type, bytes: row.bytes }
}

/** A pack that stays as it is until the end of the transaction; null when there is none. */
export async function lockPack(
  tx: Tx,
  packId: string,
): Promise<(Pick<DeskPack, 'id' | 'title' | 'state'> & { stickers: readonly string[] }) | null> {
  const pack = await tx
    .selectFrom('messenger.sticker_pack')
    .select(['id', 'title', 'state'])
    .where('id', '=', packId)
    .forUpdate()
    .executeTakeFirst()
  if (pack === undefined) return null
  const rows = await tx.selectFrom('messenger.sticker').select('id').where('pack_id', '=', packId).execute()
  return { ...pack, state: pack.state as DeskPack['state'], stickers: rows.map((row) => row.id) }
}

export async function countPacks(reader: Reader): Promise<number> {
  const rows = await reader.selectFrom('messenger.sticker_pack').select('id').execute()
  return rows.length
}

/** Makes a pack; one that is there stays as it is. Returns whether there was none. */
export async function insertPack(
  tx: Tx,
  pack: { id: string; title: string; state: DeskPack['state']; isOwn: boolean; now: number },
): Promise<boolean> {
  const row = await tx
    .insertInto('messenger.sticker_pack')
    .values({
      id: pack.id,
      title: pack.title,
      state: pack.state,
      is_own: pack.isOwn,
      changed_at: new Date(pack.now),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function setState(tx: Tx, packId: string, state: DeskPack['state'], now: number): Promise<void> {
  await tx
    .updateTable('messenger.sticker_pack')
    .set({ state, changed_at: new Date(now) })
    .where('id', '=', packId)
    .execute()
}

/** Adds stickers behind those of the pack; one that is there stays as it is. */
export async function insertStickers(tx: Tx, packId: string, stickers: readonly NewSticker[]): Promise<void> {
  await tx
    .insertInto('messenger.sticker')
    .values(
      stickers.map(({ id, words, mediaType, bytes }) => ({ pack_id: packId, id, words, media_type: mediaType, bytes })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function deleteSticker(tx: Tx, { packId, id }: StickerName): Promise<boolean> {
  const row = await tx
    .deleteFrom('messenger.sticker')
    .where('pack_id', '=', packId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
