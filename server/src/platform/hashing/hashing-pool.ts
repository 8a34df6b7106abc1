import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { Refusal } from '../dispatch/refusal.ts'
import type { HashingAnswer, HashingJob } from './hashing-job.ts'

/** A hash takes some hundredths of a second; whoever would wait longer than a client does is told so at once. */
const WAITING_MAX = 400
const RETRY_AFTER_SECONDS = 5

interface Waiting {
  job: HashingJob
  resolve: (done: string | boolean) => void
  reject: (error: unknown) => void
}

interface Thread {
  worker: Worker
  /** What it works at. */
  current: Waiting | null
}

/**
 * Threads that hash passwords, one job at a time each, as many as the machine has processors. They are started when
 * there is work for them and keep no process alive.
 */
export class HashingPool {
  readonly #threadsMax: number
  readonly #module: URL
  readonly #threads = new Set<Thread>()
  #waiting: Waiting[] = []

  constructor(threadsMax = availableParallelism(), module = new URL('./hashing-worker.ts', import.meta.url)) {
    this.#threadsMax = threadsMax
    this.#module = module
  }

  /**
   * Does a job when its turn comes.
   *
   * @throws Refusal `rate.limited` when too many wait; Error when the thread ended or the kept hash is none
   */
  run(job: HashingJob): Promise<string | boolean> {
    if (this.#waiting.length >= WAITING_MAX) {
      const details = { retryAfterSeconds: RETRY_AFTER_SECONDS }
      return Promise.reject(new Refusal('rate.limited', details, RETRY_AFTER_SECONDS))
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject })
      this.#next()
    })
  }

  #next(): void {
    if (this.#waiting.length === 0) return
    const thread = this.#free() ?? (this.#threads.size < this.#threadsMax ? this.#start() : null)
    if (thread === null) return
    thread.current = this.#waiting.shift()!
    thread.worker.ref()
    thread.worker.postMessage(thread.current.job)
  }

  #free(): Thread | undefined {
    return this.#threads.values().find(({ current }) => current === null)
  }

  #start(): Thread {
    const thread: Thread = { worker: new Worker(this.#module), current: null }
    this.#threads.add(thread)
    thread.worker.on('message', (answer: HashingAnswer) => this.#answer(thread, answer))
    thread.worker.on('error', (error) => this.#lose(thread, error))
    thread.worker.on('exit', () => this.#lose(thread, new Error('The thread that hashes has ended')))
    return thread
  }

  #answer(thread: Thread, answer: HashingAnswer): void {
    const waiting = thread.current!
    thread.current = null
    thread.worker.unref()
    if ('failed' in answer) waiting.reject(new Error(answer.failed))
    else waiting.resolve(answer.done)
    this.#next()
  }

  /** Whoever waits in the queue is served by another thread. */
  #lose(thread: Thread, why: Error): void {
    if (!this.#threads.delete(thread)) return
    thread.current?.reject(why)
    this.#next()
  }
}
