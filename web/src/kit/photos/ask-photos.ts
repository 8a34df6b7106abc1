import { PHOTOS_MAX } from '#contract/identity/photos.limits.ts'
import { photosOf } from '#contract/identity/photos.ts'
import { api } from '../api/api.ts'
import { knownPhotos, tellPhotos } from './photos.ts'

/** For so long an answer is taken for true, whatever has changed since. */
const FRESH_MS = 60_000
/** Everybody who comes on the screen at once is asked for at once. */
const GATHER_MS = 20

const asked = new Map<string, { version: number; at: number }>()
let waiting = new Set<string>()

/** Asks for the photo of a person unless it is known well enough. */
export function wantPhoto(id: string, version: number): void {
  const before = asked.get(id)
  if (before !== undefined && before.version >= version && Date.now() - before.at < FRESH_MS) return
  asked.set(id, { version, at: Date.now() })
  if (waiting.size === 0) setTimeout(ask, GATHER_MS)
  waiting.add(id)
}

/** Asks anew, because the photo was changed here. */
export function renewPhoto(id: string): void {
  asked.delete(id)
  wantPhoto(id, 0)
}

async function ask(): Promise<void> {
  const all = [...waiting]
  waiting = new Set()
  for (let start = 0; start < all.length; start += PHOTOS_MAX) {
    const ids = all.slice(start, start + PHOTOS_MAX)
    const answer = await api.call(photosOf, { ids }).catch(() => null)
    if (answer === null) {
      // Letters stand there meanwhile; whoever shows the person next asks again.
      for (const id of ids) asked.delete(id)
      continue
    }
    for (const id of ids) knownPhotos.delete(id)
    for (const { profileId, photoId } of answer.photos) knownPhotos.set(profileId, photoId)
    tellPhotos()
  }
}
