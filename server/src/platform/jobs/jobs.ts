import type { Tx } from '../db/database.ts'

/** A kind of background work: its payload is JSON, its handler may run more than once for the same payload. */
export interface JobKind<Payload extends object> {
  readonly name: string
  /** Tries before it goes to the dead letters. */
  readonly retries: number
  /** For work that repeats by itself: a cron expression in UTC. */
  readonly cron?: string
  /** For work for which people wait: it is looked for every half second, and so many pieces are done together; one by one when absent. */
  readonly together?: number
  readonly handle: (payload: Payload) => Promise<void>
}

export interface Jobs {
  /** Declares a kind before the worker starts. */
  declare<Payload extends object>(kind: JobKind<Payload>): void
  /** Puts work into the queue in the transaction that needs it. */
  enqueue<Payload extends object>(
    tx: Tx,
    name: string,
    payload: Payload,
    options?: { startAfterMs?: number },
  ): Promise<void>
}
