import { useEffect, useSyncExternalStore } from 'react'
import { PHOTOS_MAX } from '#contract/identity/photos.limits.ts'
import { photosOf } from '#contract/identity/photos.ts'
import { api } from '../api/api.ts'

/** Ids of photos by person, of those who are known to have one that may be seen here. */
const known = new Map<string, string>()
const listeners = new Set<() => void>()

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

function tell(): void {
  for (const listener of listeners) listener()
}

/** The photo of a person, or null; asked for when somebody shows him, and again with a newer version of his card. */
export function usePhoto(id: string, version = 0): string | null {
  useEffect(() => wantPhoto(id, version), [id, version])
  return useSyncExternalStore(subscribe, () => known.get(id) ?? null)
}

/** The photo could not be loaded, so letters are better. */
export function forgetPhoto(id: string): void {
  known.delete(id)
  tell()
}

/** For so long an answer is taken for true, whatever has changed since. */
const FRESH_MS = 60_000
/** Everybody who comes on the screen at once is asked for at once. */
const GATHER_MS = 20

const asked = new Map<string, { version: number; at: number }>()
let waiting = new Set<string>()

/** Asks for the photo of a person unless it is known well enough. */
function wantPhoto(id: string, version: number): void {
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
    for (const id of ids) known.delete(id)
    for (const { profileId, photoId } of answer.photos) known.set(profileId, photoId)
    tell()
  }
}
