import { useEffect, useSyncExternalStore } from 'react'

/** Ids of photos by person, of those who are known to have one that may be seen here. */
export const knownPhotos = new Map<string, string>()
const listeners = new Set<() => void>()

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

export function tellPhotos(): void {
  for (const listener of listeners) listener()
}

/** The photo of a person, or null; asked for when somebody shows him, and again with a newer version of his card. */
export function usePhoto(id: string, version = 0): string | null {
  useEffect(() => {
    void import('./ask-photos.ts').then(
      ({ wantPhoto }) => wantPhoto(id, version),
      () => undefined,
    )
  }, [id, version])
  return useSyncExternalStore(subscribe, () => knownPhotos.get(id) ?? null)
}
