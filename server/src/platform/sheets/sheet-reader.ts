import { createLoneProcess, type LoneLimits } from '../alone/lone-process.ts'
import type { Clock } from '../clock/clock.ts'
import type { SheetAnswer, SheetJob, SheetRefusal } from './sheet-job.ts'

const LIMITS: LoneLimits = {
  processes: 1,
  waiting: 10,
  ms: 30_000,
  memoryBytes: 1_024 * 1_048_576,
  heapMebibytes: 640,
}

/** Reads the cells of a file; of a file that is no table it says why. Row 17 of the file is row 17 here; empty ones at the end are left out. */
export type ReadSheet = (job: SheetJob) => Promise<{ rows: string[][] } | { refused: SheetRefusal }>

/** Reads sheets of strangers outside of the server: books of Excel (2007 and later) and text with separators. */
export function createSheetReader(
  clock: Clock,
  limits: LoneLimits = LIMITS,
  module = new URL('./sheet-worker.ts', import.meta.url),
): ReadSheet {
  const run = createLoneProcess<SheetJob, SheetAnswer>(clock, limits, module)
  // A process that died or was ended for its cost has met something that it cannot read.
  return async (job) => (await run(job)) ?? { refused: 'unreadable' }
}
