import { PHOTOS_PER_DAY } from '#contract/identity/photos.limits.ts'
import type { OwnPhoto, Photo } from '#contract/identity/photos.ts'
import type { ErrorsOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Files } from '../../files/index.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { LimitRule } from '../../platform/limits/limits.ts'
import type { Platform } from '../../platform/platform.ts'
import type { RenamedHook } from '../profiles/own-profile.service.ts'
import { holdProfiles, moveCard } from '../profiles/profiles.store.ts'
import { byViewer } from './by-viewer.ts'
import * as store from './photos.store.ts'

const CHANGE_RULE: LimitRule = { name: 'profile.photo', points: PHOTOS_PER_DAY, durationMs: 86_400_000 }
type Codes = ErrorsOf<Operations['photos.set']>

/** Those of `ids` whose photos somebody may see; he sees the people themselves already. */
export type PhotoSeenHook = (reader: Reader, viewerId: string, ids: readonly string[]) => Promise<string[]>

interface Parts {
  platform: Platform
  files: Files
  visibleAmong: (reader: Reader, viewerId: string, ids: readonly string[]) => Promise<string[]>
  hooks: { readonly photoSeen: readonly PhotoSeenHook[]; readonly renamed: readonly RenamedHook[] }
}

export type PhotosService = ReturnType<typeof createPhotos>

/** Photos of people (ACC-01), and who sees them (ACC-07). */
export function createPhotos({ platform, files, visibleAmong, hooks }: Parts) {
  const { clock, db, newId, transaction, limits } = platform

  /** The photos among those of `ids` that somebody sees: his own, and those that a hook shows him. */
  const accessPhotos = async (reader: Reader, viewerId: string, ids: readonly string[]): Promise<Photo[]> => {
    const photos = await store.readPhotos(reader, await visibleAmong(reader, viewerId, ids))
    const others = photos.map(({ profileId }) => profileId).filter((id) => id !== viewerId)
    const shown = new Set([viewerId])
    if (others.length > 0) {
      for (const hook of hooks.photoSeen) for (const id of await hook(reader, viewerId, others)) shown.add(id)
    }
    return photos.filter(({ profileId }) => shown.has(profileId))
  }

  const accessTogether = byViewer(clock, (viewerId, ids) => accessPhotos(db, viewerId, ids))

  const own = async (reader: Reader, profileId: string): Promise<OwnPhoto> => {
    const photo = await store.findPhotoOf(reader, profileId)
    if (photo !== null) return { photoId: photo.id, taken: null }
    const last = await store.lastChange(reader, profileId)
    const taken = last?.what === 'taken' ? { at: toInstant(last.at), reason: last.reason } : null
    return { photoId: null, taken }
  }

  /** Notes a change, and tells those who may hold the card that it has a newer version. */
  const doNote = async (tx: Tx, change: store.PhotoChange) => {
    await store.keepChange(tx, newId(), change, clock.now())
    const card = await moveCard(tx, change.profileId)
    platform.emitter.ephemeral(tx, 'profile', card.id, 'profile.changed', { card })
    for (const hook of hooks.renamed) await hook(tx, card)
  }

  /** Takes the photo of a profile away; false when there was none. */
  const doRemove = async (tx: Tx, change: store.PhotoChange): Promise<boolean> => {
    await holdProfiles(tx, [change.profileId], 'change')
    const pictures = await store.deletePhoto(tx, change.profileId)
    if (pictures === null) return false
    await files.erase(tx, pictures)
    await doNote(tx, change)
    return true
  }

  return {
    own,

    of: async (reader: Reader, viewerId: string, ids: readonly string[]): Promise<Photo[]> =>
      accessPhotos(reader, viewerId, [...new Set(ids)]),

    /** Makes an upload the own photo. Its repeat finds what the first one has made. */
    async set(profileId: string, fileId: string, fail: Fail<Codes>): Promise<OwnPhoto> {
      const before = await store.findPhotoOf(db, profileId)
      if (before?.source_id === fileId) return { photoId: before.id, taken: null }
      const wait = await limits.take(CHANGE_RULE, profileId)
      if (wait > 0) fail('photo.changedOften', { retryAfterSeconds: Math.ceil(wait / 1000) })
      const squares = await files.makeSquares({ ownerId: profileId, communityId: null }, fileId, fail)
      const photo = { profile_id: profileId, id: newId(), source_id: fileId }
      await transaction(async (tx) => {
        await holdProfiles(tx, [profileId], 'change')
        const former = await store.deletePhoto(tx, profileId)
        await files.erase(tx, [...(former ?? []), fileId])
        const fileIds = squares.map((square) => square.fileId)
        await files.use(tx, fileIds)
        await store.insertPhoto(tx, { ...photo, now: clock.now() }, squares)
        await doNote(tx, { profileId, what: 'set', byId: profileId, reason: '' })
      })
      return { photoId: photo.id, taken: null }
    },

    async remove(tx: Tx, profileId: string): Promise<OwnPhoto> {
      await doRemove(tx, { profileId, what: 'removed', byId: profileId, reason: '' })
      return own(tx, profileId)
    },

    /** Deletes the photo of a profile whose place another one takes. */
    async forget(tx: Tx, profileId: string, byId: string): Promise<void> {
      await doRemove(tx, { profileId, what: 'removed', byId, reason: '' })
    },

    /** Takes somebody's photo away for a reason that he is told; false when there is none. Whoever calls has the right. */
    take: (tx: Tx, profileId: string, byId: string, reason: string): Promise<boolean> =>
      doRemove(tx, { profileId, what: 'taken', byId, reason }),

    /** The bytes of a photo in a size, if this profile sees it now. */
    async open(viewerId: string, photoId: string, size: number): Promise<Buffer | null> {
      const picture = await store.findPicture(db, photoId, size)
      if (picture === null) return null
      const photos = await accessTogether(viewerId, picture.profileId)
      return photos.some((photo) => photo.photoId === photoId) ? files.read(db, picture.fileId) : null
    },
  }
}
