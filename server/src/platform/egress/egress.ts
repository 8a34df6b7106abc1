import { fileURLToPath } from 'node:url'
import { createLoneProcess, type LoneLimits } from '../alone/lone-process.ts'
import type { Clock } from '../clock/clock.ts'
import type { Allowance, EgressAnswer, EgressJob } from './egress-job.ts'

/** Time for a page and its picture together. */
const LOOK_MS = 5_000

const LIMITS: LoneLimits = {
  processes: 4,
  waiting: 40,
  // The process ends by itself before that, unless a page has tied it up.
  ms: LOOK_MS + 3_000,
  memoryBytes: 320 * 1_048_576,
  heapMebibytes: 64,
  // It reads no file but its own sources, writes none, and begins no process.
  flags: ['--permission', `--allow-fs-read=${fileURLToPath(new URL('./', import.meta.url))}`],
}

/**
 * Reads what a page of another host says of itself.
 *
 * @throws Refusal `rate.limited` when too many wait
 */
export type LookAtPage = (address: string) => Promise<EgressAnswer>

/**
 * The only way out of the product to addresses that people write: a process of its own for each, which knows no secret, has no
 * database and asks nothing but hosts of the public network (`docs/decisions/0049-link-previews.md`).
 */
export function createEgress(
  clock: Clock,
  allowance: Allowance | null = null,
  { ms = LOOK_MS, limits = LIMITS }: { ms?: number; limits?: LoneLimits } = {},
): LookAtPage {
  const run = createLoneProcess<EgressJob, EgressAnswer>(clock, limits, new URL('./egress-worker.ts', import.meta.url))
  // A process that was ended for its cost has met something that nobody honest has.
  return async (address) => (await run({ address, ms, allowance })) ?? { refused: 'slow' }
}
