import { type Static, Type } from 'typebox'
import { squareErrors } from '../files/files.errors.ts'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant } from '../kit/scalars.ts'
import { PHOTOS_MAX } from './photos.limits.ts'

/**
 * The photo of somebody whom the caller may see with it. It is loaded from `/photos/<photoId>/<side in pixels>` on the site's
 * host; another photo has another id.
 */
export const Photo = closed({ profileId: Id, photoId: Id })
export type Photo = Static<typeof Photo>

export const photosOf = query('photos.of', {
  summary:
    'Photos of people, of those whom the caller may see and who let him see theirs (ACC-07). Everybody else is left out, as whoever has none.',
  gate: 'profile',
  sweep: 'own',
  input: closed({ ids: Type.Array(Id, { minItems: 1, maxItems: PHOTOS_MAX }) }),
  output: closed({ photos: Type.Array(Photo) }),
})

/** What a person knows of the own photo. */
export const OwnPhoto = closed({
  photoId: Type.Union([Id, Type.Null()]),
  /** Whoever manages members has taken it away, and why; null once there is another one. */
  taken: Type.Union([closed({ at: Instant, reason: Type.String() }), Type.Null()]),
})
export type OwnPhoto = Static<typeof OwnPhoto>

export const ownPhoto = query('photos.own', {
  summary: 'The own photo, or why it was taken away.',
  gate: 'profile',
  sweep: 'own',
  input: closed({}),
  output: OwnPhoto,
})

export const setPhoto = command('photos.set', {
  summary:
    'Makes an uploaded picture (files.begin, kind `photo`) the own photo: upright, the square in its middle, without anything that it tells beside its pixels. The upload is deleted.',
  gate: 'profile',
  sweep: 'own',
  lesson: false,
  repeat: 'self',
  perMinute: 20,
  input: closed({ fileId: Id }),
  output: OwnPhoto,
  errors: [...squareErrors, 'photo.changedOften'],
})

export const removePhoto = command('photos.remove', {
  summary: 'Deletes the own photo; nobody gets it any more.',
  gate: 'profile',
  sweep: 'own',
  lesson: false,
  repeat: 'last',
  input: closed({}),
  output: OwnPhoto,
})

export const photoOperations = {
  'photos.of': photosOf,
  'photos.own': ownPhoto,
  'photos.set': setPhoto,
  'photos.remove': removePhoto,
} as const
