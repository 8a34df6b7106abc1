import type { Clock } from '../clock/clock.ts'
import type { Database, Tx } from './database.ts'
import { isRetryable } from './failures.ts'

type AfterCommit = () => void

const pending = new WeakMap<object, AfterCommit[]>()

/** What a transaction has to write at its very end, under whatever locks it holds by then. */
type BeforeCommit = (tx: Tx) => Promise<void>

const TRIES_MAX = 5
const PAUSE_MS = 20

/**
 * Runs `work` in one transaction, which `open` opens, commits and rolls back. After the commit, what `afterCommit` collected is called in its order; after a
 * rollback it is forgotten. `beforeCommit` is called when the work is done, as the last that the transaction does. A deadlock or serialisation failure starts the work again, at most five times; any other
 * failure is told to `onFailure`, since the commit may have happened all the same.
 */
export async function inTransaction<T>(
  open: (work: (tx: Tx) => Promise<T>) => Promise<T>,
  {
    clock,
    onFailure,
    beforeCommit,
  }: { clock: Clock; onFailure: (error: unknown) => void; beforeCommit?: BeforeCommit },
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const calls: AfterCommit[] = []
    try {
      const result = await open(async (tx) => {
        pending.set(tx, calls)
        const made = await work(tx)
        await beforeCommit?.(tx)
        return made
      })
      for (const call of calls) call()
      return result
    } catch (error) {
      if (!isRetryable(error) || attempt === TRIES_MAX) {
        onFailure(error)
        throw error
      }
      await new Promise<void>((resolve) => clock.after(PAUSE_MS * attempt, resolve))
    }
  }
}

/** Runs `work` in one repeatable-read transaction on the primary: no two of its answers contradict each other. */
export function inSnapshot<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work)
}

/**
 * Registers what happens once the transaction is durable.
 *
 * @throws Error outside of `inTransaction`
 */
export function afterCommit(tx: Tx, call: AfterCommit): void {
  const calls = pending.get(tx)
  if (calls === undefined) throw new Error('afterCommit needs a transaction opened by inTransaction')
  calls.push(call)
}

/** Whether a transaction was opened by `inTransaction`, so that what is registered for its end happens. */
export function isManaged(tx: Tx): boolean {
  return pending.has(tx)
}
