import type { Clock } from '../../platform/clock/clock.ts'

/** A browser loads the photos of a page side by side: so long the first one waits for the others. */
const GATHER_MS = 4

/**
 * Asks once for everything that one viewer wants within a few milliseconds; each who has asked gets the whole answer, or
 * the failure. What is asked later is asked anew.
 */
export function byViewer<T>(
  clock: Pick<Clock, 'after'>,
  ask: (viewerId: string, ids: readonly string[]) => Promise<T>,
): (viewerId: string, id: string) => Promise<T> {
  const waiting = new Map<string, { ids: Set<string>; answer: Promise<T> }>()
  return (viewerId, id) => {
    const known = waiting.get(viewerId)
    if (known !== undefined) {
      known.ids.add(id)
      return known.answer
    }
    const ids = new Set([id])
    const answer = new Promise<void>((resolve) => clock.after(GATHER_MS, resolve)).then(() => {
      waiting.delete(viewerId)
      return ask(viewerId, [...ids])
    })
    waiting.set(viewerId, { ids, answer })
    return answer
  }
}
