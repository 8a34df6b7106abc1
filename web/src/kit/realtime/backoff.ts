import type { Random } from './ports.ts'

const FIRST_MS = 400
export const BACKOFF_MS_MAX = 10_000

/**
 * How long to wait before the next try: grows twofold up to ten seconds, and half of it is chance, so that thousands of
 * clients do not come back in the same moment.
 */
export function backoffMs(failures: number, random: Random): number {
  const ceiling = Math.min(BACKOFF_MS_MAX, FIRST_MS * 2 ** Math.max(0, failures - 1))
  return Math.round(ceiling / 2 + (ceiling / 2) * random())
}
