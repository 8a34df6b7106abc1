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

/** The file is no picture that anything can be made of. */
export class PictureRefused extends Error {
  readonly why: PictureRefusal
  constructor(why: PictureRefusal) {
    super(`The picture is ${why}`)
    this.name = 'PictureRefused'
    this.why = why
  }
}

/** Pictures in the order of the sizes, and the sides of what they were made of, upright, in pixels. */
export interface Previews {
  made: Buffer[]
  width: number
  height: number
}

export interface PictureMaker {
  /**
   * Makes squares of a picture as WebP, without anything that it tells beside its pixels.
   *
   * @throws PictureRefused; Refusal `rate.limited` when too many wait
   */
  squares(bytes: Buffer, sizes: readonly number[], sideMin: number): Promise<Buffer[]>
  /**
   * Makes the whole picture smaller, as WebP, upright and without anything that it tells, and says how large it was.
   *
   * @throws PictureRefused; Refusal `rate.limited` when too many wait
   */
  previews(bytes: Buffer, sizes: readonly number[]): Promise<Previews>
  /**
   * The same in one size, and what can be seen through stays so.
   *
   * @throws PictureRefused; Refusal `rate.limited` when too many wait
   */
  sticker(bytes: Buffer, side: number, sideMin: number): Promise<Buffer>
}

/** Decodes pictures of strangers outside of the server. */
export function createPictureMaker(
  clock: Clock,
  limits: PictureLimits = LIMITS,
  module = new URL('./picture-worker.ts', import.meta.url),
): PictureMaker {
  const run = createLoneProcess<PictureJob, PictureAnswer>(clock, { ...limits, heapMebibytes: HEAP_MEBIBYTES }, module)
  const make = async (job: Omit<PictureJob, 'pixelsMax'>): Promise<Previews> => {
    // A process that died or was ended for its cost has met something that it cannot read.
    const answer = (await run({ ...job, pixelsMax: limits.pixelsMax })) ?? { refused: 'unreadable' as const }
    if ('refused' in answer) throw new PictureRefused(answer.refused)
    return { ...answer, made: answer.made.map((made) => Buffer.from(made)) }
  }
  return {
    squares: async (bytes, sizes, sideMin) => (await make({ bytes, fit: 'cover', sizes, sideMin })).made,
    previews: (bytes, sizes) => make({ bytes, fit: 'inside', sizes, sideMin: 1 }),
    sticker: async (bytes, side, sideMin) =>
      (await make({ bytes, fit: 'inside', clear: true, sizes: [side], sideMin })).made[0]!,
  }
}
