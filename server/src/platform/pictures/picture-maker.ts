import { createLoneProcess, type LoneLimits } from '../alone/lone-process.ts'
import type { Clock } from '../clock/clock.ts'
import type { PictureAnswer, PictureJob, PictureRefusal } from './picture-job.ts'

/** How much a picture may cost. */
export interface PictureLimits extends Omit<LoneLimits, 'heapMebibytes'> {
  pixelsMax: number
}

const LIMITS: PictureLimits = {
  processes: 2,
  waiting: 40,
  ms: 15_000,
  memoryBytes: 768 * 1_048_576,
  // Phones make photos of 50 million pixels.
  pixelsMax: 64_000_000,
}
const HEAP_MEBIBYTES = 64

/** The file is no picture that a square can be made of. */
export class PictureRefused extends Error {
  readonly why: PictureRefusal
  constructor(why: PictureRefusal) {
    super(`The picture is ${why}`)
    this.name = 'PictureRefused'
    this.why = why
  }
}

export interface PictureMaker {
  /**
   * Makes squares of a picture as WebP, without anything that it tells beside its pixels.
   *
   * @throws PictureRefused; Refusal `rate.limited` when too many wait
   */
  squares(bytes: Buffer, sizes: readonly number[], sideMin: number): Promise<Buffer[]>
}

/** Decodes pictures of strangers outside of the server. */
export function createPictureMaker(
  clock: Clock,
  limits: PictureLimits = LIMITS,
  module = new URL('./picture-worker.ts', import.meta.url),
): PictureMaker {
  const run = createLoneProcess<PictureJob, PictureAnswer>(clock, { ...limits, heapMebibytes: HEAP_MEBIBYTES }, module)
  return {
    async squares(bytes, sizes, sideMin) {
      // A process that died or was ended for its cost has met something that it cannot read.
      const answer = (await run({ bytes, sizes, sideMin, pixelsMax: limits.pixelsMax })) ?? { refused: 'unreadable' }
      if ('refused' in answer) throw new PictureRefused(answer.refused)
      return answer.made.map((made) => Buffer.from(made))
    },
  }
}
