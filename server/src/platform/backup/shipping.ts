import type { Clock } from '../clock/clock.ts'
import type { Log } from '../log/log.ts'

interface Parts {
  /** Takes over what is there; it stays and is tried again when this fails. */
  ship: () => Promise<unknown>
  everyMs: number
  clock: Pick<Clock, 'every'>
  log: Log
  /** Events of the log: the first failure of a row, and its end. */
  events: { failed: string; again: string }
}

/** Takes things over into the backups as long as the product runs, and what is left when it is closed; one round at a time. */
export function startShipping({ ship, everyMs, clock, log, events }: Parts): AsyncDisposable {
  let running: Promise<void> | null = null
  let isFailing = false
  const doShip = async () => {
    try {
      await ship()
      if (isFailing) log.warn({}, events.again)
      isFailing = false
    } catch (error) {
      if (!isFailing) log.error({ error }, events.failed)
      isFailing = true
    }
    running = null
  }
  const stop = clock.every(everyMs, () => {
    running ??= doShip()
  })
  return {
    async [Symbol.asyncDispose]() {
      stop()
      await running
      await doShip()
    },
  }
}
