import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Clock } from '../clock/clock.ts'
import { Refusal } from '../dispatch/refusal.ts'

/** How much a piece of work on bytes of strangers may cost. */
export interface LoneLimits {
  /** Processes at the same time. */
  processes: number
  /** Pieces of work that wait for one of them; more are refused at once. */
  waiting: number
  /** Time of one piece. */
  ms: number
  /** Memory of its process. */
  memoryBytes: number
  /** Of this, what the program itself may take, in mebibytes. */
  heapMebibytes: number
  /** What it may not do at all, as flags of Node. */
  flags?: readonly string[]
}

const MEMORY_LOOK_MS = 50
const RETRY_AFTER_SECONDS = 10

/**
 * Does a piece of work in a process of its own; null when the process died or was ended for its cost.
 *
 * @throws Refusal `rate.limited` when too many wait
 */
export type RunAlone<Job extends object, Answer> = (job: Job) => Promise<Answer | null>

/**
 * Reads bytes of strangers outside of the server: each in a process of its own that knows no secret of ours, and that is ended
 * when it takes more time or memory than anything honest needs.
 */
export function createLoneProcess<Job extends object, Answer>(
  clock: Clock,
  limits: LoneLimits,
  module: URL,
): RunAlone<Job, Answer> {
  let running = 0
  const queue: (() => void)[] = []
  return async (job) => {
    if (running < limits.processes) running += 1
    else {
      if (queue.length >= limits.waiting) {
        throw new Refusal('rate.limited', { retryAfterSeconds: RETRY_AFTER_SECONDS }, RETRY_AFTER_SECONDS)
      }
      // Whoever ends hands his place on.
      await new Promise<void>((resolve) => queue.push(resolve))
    }
    try {
      return await runOnce<Job, Answer>(module, job, limits, clock)
    } finally {
      const next = queue.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}

function runOnce<Job extends object, Answer>(
  module: URL,
  job: Job,
  limits: LoneLimits,
  clock: Clock,
): Promise<Answer | null> {
  return new Promise((resolve) => {
    const child = fork(module, {
      serialization: 'advanced',
      // Nothing of the server's configuration, and nothing that it prints.
      env: {},
      execArgv: [`--max-old-space-size=${limits.heapMebibytes}`, ...(limits.flags ?? [])],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const stopTimer = clock.after(limits.ms, () => child.kill('SIGKILL'))
    const stopLooking = clock.every(MEMORY_LOOK_MS, () => {
      if (memoryOf(child) > limits.memoryBytes) child.kill('SIGKILL')
    })
    const end = (answer: Answer | null) => {
      stopTimer()
      stopLooking()
      resolve(answer)
    }
    child.once('message', (answer: Answer) => {
      end(answer)
      child.kill('SIGKILL')
    })
    child.once('exit', () => end(null))
    child.once('error', () => end(null))
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
