import type { Background, Picture } from './background.ts'
import blackboardUrl from './pictures/blackboard.svg?url'
import libraryUrl from './pictures/library.svg?url'
import morningUrl from './pictures/morning.svg?url'
import skyUrl from './pictures/sky.svg?url'

/** Where the pictures of ours are. */
export const PICTURES: Readonly<Record<Picture, string>> = {
  blackboard: blackboardUrl,
  library: libraryUrl,
  morning: morningUrl,
  sky: skyUrl,
}

/** Where the picture of a background is; null of one that has none. */
export function addressOf(background: Background, own: string | null): string | null {
  if (background === 'own') return own
  return background === 'none' || background === 'blur' ? null : PICTURES[background]
}
