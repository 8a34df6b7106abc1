import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Clock } from '../clock/clock.ts'
import { Refusal } from '../dispatch/refusal.ts'
import type { PictureAnswer, PictureJob, PictureRefusal } from './picture-job.ts'

/** How much a picture may cost. */
export interface PictureLimits {
  /** Processes at the same time. */
  processes: number
  /** Pictures that wait for one of them; more are refused at once. */
  waiting: number
  /** Time of one picture. */
  ms: number
  /** Memory of its process. */
  memoryBytes: number
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
const MEMORY_LOOK_MS = 50
const RETRY_AFTER_SECONDS = 10

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

/**
 * Decodes pictures of strangers outside of the server: each in a process of its own that knows no secret of ours, and that is
 * ended when it takes more time or memory than any photo needs.
 */
export function createPictureMaker(
  clock: Clock,
  limits: PictureLimits = LIMITS,
  module = new URL('./picture-worker.ts', import.meta.url),
): PictureMaker {
  let running = 0
  const queue: (() => void)[] = []
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running < limits.processes) running += 1
    else {
      if (queue.length >= limits.waiting) {
        throw new Refusal('rate.limited', { retryAfterSeconds: RETRY_AFTER_SECONDS }, RETRY_AFTER_SECONDS)
      }
      // Whoever ends hands his place on.
      await new Promise<void>((resolve) => queue.push(resolve))
    }
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
  return {
    squares: (bytes, sizes, sideMin) =>
      inTurn(async () => {
        const answer = await runAlone(module, { bytes, sizes, sideMin, pixelsMax: limits.pixelsMax }, limits, clock)
        if ('refused' in answer) throw new PictureRefused(answer.refused)
        return answer.made.map((made) => Buffer.from(made))
      }),
  }
}

/** Starts a process for one picture. One that dies or is ended for its cost has met something that it cannot read. */
function runAlone(module: URL, job: PictureJob, limits: PictureLimits, clock: Clock): Promise<PictureAnswer> {
  return new Promise((resolve) => {
    const child = fork(module, {
      serialization: 'advanced',
      // Nothing of the server's configuration, and nothing that it prints.
      env: {},
      execArgv: ['--max-old-space-size=64'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const stopTimer = clock.after(limits.ms, () => child.kill('SIGKILL'))
    const stopLooking = clock.every(MEMORY_LOOK_MS, () => {
      if (memoryOf(child) > limits.memoryBytes) child.kill('SIGKILL')
    })
    const end = (answer: PictureAnswer) => {
      stopTimer()
      stopLooking()
      resolve(answer)
    }
    child.once('message', (answer: PictureAnswer) => {
      end(answer)
      child.kill('SIGKILL')
    })
    child.once('exit', () => end({ refused: 'unreadable' }))
    child.once('error', () => end({ refused: 'unreadable' }))
    child.send(job, () => undefined)
  })
}

/** Bytes that a process holds in memory; 0 where the system does not tell. */
function memoryOf({ pid }: ChildProcess): number {
  try {
    const kibibytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return Number(kibibytes ?? 0) * 1024
  } catch {
    return 0
  }
}
