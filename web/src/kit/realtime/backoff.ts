import type { Random } from './ports.ts'

const FIRST_MS = 1_000
const LEAST_MS = 100
export const BACKOFF_MS_MAX = 10_000

/**
 * How long to wait before the next try: anything up to a bound that grows twofold to ten seconds, so that thousands of
 * clients do not come back in the same moment.
 */
export function backoffMs(failures: number, random: Random): number {
  const ceiling = Math.min(BACKOFF_MS_MAX, FIRST_MS * 2 ** Math.max(0, failures - 1))
  return Math.round(LEAST_MS + (ceiling - LEAST_MS) * random())
}
