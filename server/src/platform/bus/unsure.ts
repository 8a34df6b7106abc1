import type { Clock } from '../clock/clock.ts'
import { databaseFailure } from '../db/failures.ts'
import type { Bus } from './bus.ts'

/** A commit that goes on without its connection has ended by then, one way or the other. */
const AGAIN_MS = 5_000

/**
 * Makes every node compare what it has heard with the database after a failure that leaves open whether a commit has
 * happened. Other failures say that it has not.
 */
export function tellUnsure({ bus, clock }: { bus: Bus; clock: Clock }, error: unknown): void {
  if (databaseFailure(error) !== 'down') return
  bus.signal({ t: 'unsure' })
  clock.after(AGAIN_MS, () => bus.signal({ t: 'unsure' }))
}
