import type { Log } from '../log/log.ts'
import type { Clock } from './clock.ts'

/** After a round that failed, in milliseconds. */
const AGAIN_MS = 2_000

interface Rounds {
  readonly clock: Pick<Clock, 'after' | 'every'>
  readonly log: Pick<Log, 'warn'>
  /** Milliseconds from round to round. */
  readonly everyMs: number
  /** What the log calls a round that failed. */
  readonly failure: string
  run(): Promise<void>
}

/**
 * Runs something at once, because it may have waited while nobody lived, and then again and again, never twice at a time. The
 * answer stops it. A round that failed, as when the database is away for a moment, is repeated soon.
 */
export function startRounds({ clock, log, everyMs, failure, run }: Rounds): () => void {
  let running = false
  let isStopped = false
  const round = () => {
    if (running || isStopped) return
    running = true
    run()
      .catch((error: unknown) => {
        log.warn({ error }, failure)
        clock.after(AGAIN_MS, round)
      })
      .finally(() => {
        running = false
      })
  }
  round()
  const stopRounds = clock.every(everyMs, round)
  return () => {
    isStopped = true
    stopRounds()
  }
}
