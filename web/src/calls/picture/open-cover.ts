import type { Background } from './background.ts'
import { BackgroundTrouble } from './background-trouble.ts'
import type { Cover } from './cover.ts'

/** What has not come by then is not waited for. Milliseconds. */
const PATIENCE_MS = 30_000

/**
 * Loads what puts something behind a person, which comes with nothing else, and tries it on this device.
 *
 * @throws BackgroundTrouble
 */
export async function openCover(background: Background): Promise<Cover> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new BackgroundTrouble('failed')), PATIENCE_MS)
  })
  const opened = import('./background-cover.ts').then(({ BackgroundCover }) => BackgroundCover.open(background))
  try {
    return await Promise.race([opened, late])
  } catch (error) {
    opened.then((cover) => cover.destroy()).catch(() => {})
    throw error instanceof BackgroundTrouble ? error : new BackgroundTrouble('failed', error)
  } finally {
    clearTimeout(timer)
  }
}

/** What is wrong with a background on this device; null when nothing is. */
export async function tryBackground(background: Background): Promise<BackgroundTrouble['kind'] | null> {
  try {
    const cover = await openCover(background)
    await cover.destroy()
    return null
  } catch (error) {
    return (error as BackgroundTrouble).kind
  }
}
