import type { Photo } from '#contract/identity/photos.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

export interface PhotoRow {
  profile_id: string
  id: string
  source_id: string
}

/** Photos of these profiles, without any check of access. */
export async function readPhotos(reader: Reader, profileIds: readonly string[]): Promise<Photo[]> {
  if (profileIds.length === 0) return []
  const rows = await reader
    .selectFrom('identity.photo')
    .select(['profile_id', 'id'])
    .where('profile_id', 'in', [...profileIds])
    .execute()
  return rows.map((row) => ({ profileId: row.profile_id, photoId: row.id }))
}

export async function findPhotoOf(reader: Reader, profileId: string): Promise<PhotoRow | null> {
  const row = await reader
    .selectFrom('identity.photo')
    .select(['profile_id', 'id', 'source_id'])
    .where('profile_id', '=', profileId)
    .executeTakeFirst()
  return row ?? null
}

/** Whose photo it is, and in which file it is kept in this size. */
export async function findPicture(
  reader: Reader,
  photoId: string,
  size: number,
): Promise<{ profileId: string; fileId: string } | null> {
  const row = await reader
    .selectFrom('identity.photo as photo')
    .innerJoin('identity.photo_picture as picture', 'picture.photo_id', 'photo.id')
    .select(['photo.profile_id', 'picture.file_id'])
    .where('photo.id', '=', photoId)
    .where('picture.size', '=', size)
    .executeTakeFirst()
  return row === undefined ? null : { profileId: row.profile_id, fileId: row.file_id }
}

/** Deletes the photo of a profile; returns the files in which it was kept, or null when there was none. */
export async function deletePhoto(tx: Tx, profileId: string): Promise<string[] | null> {
  const photo = await findPhotoOf(tx, profileId)
  if (photo === null) return null
  const pictures = await tx
    .deleteFrom('identity.photo_picture')
    .where('photo_id', '=', photo.id)
    .returning('file_id')
    .execute()
  await tx.deleteFrom('identity.photo').where('id', '=', photo.id).execute()
  return pictures.map((row) => row.file_id)
}

export async function insertPhoto(
  tx: Tx,
  photo: PhotoRow & { now: number },
  pictures: readonly { size: number; fileId: string }[],
): Promise<void> {
  const { now, ...row } = photo
  await tx
    .insertInto('identity.photo')
    .values({ ...row, set_at: new Date(now) })
    .execute()
  await tx
    .insertInto('identity.photo_picture')
    .values(pictures.map(({ size, fileId }) => ({ photo_id: row.id, size, file_id: fileId })))
    .execute()
}

export interface PhotoChange {
  profileId: string
  what: 'set' | 'removed' | 'taken'
  byId: string
  /** Why it was taken; empty otherwise. */
  reason: string
}

export async function keepChange(tx: Tx, id: string, change: PhotoChange, now: number): Promise<void> {
  const { profileId, what, byId, reason } = change
  await tx
    .insertInto('identity.photo_change')
    .values({ id, profile_id: profileId, what, by_id: byId, reason, at: new Date(now) })
    .execute()
}

/** What has happened last to the photo of a profile. */
export async function lastChange(
  reader: Reader,
  profileId: string,
): Promise<{ what: string; reason: string; at: Date } | null> {
  const row = await reader
    .selectFrom('identity.photo_change')
    .select(['what', 'reason', 'at'])
    .where('profile_id', '=', profileId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}
