import { databaseFailure } from '../db/failures.ts'
import { Refusal } from './refusal.ts'

const RETRY_AFTER_SECONDS = 5

/** What a caller is told of a failure of the database that is over when the database is well again; null for any other error. */
export function databaseRefusal(error: unknown): Refusal | null {
  const failure = databaseFailure(error)
  if (failure === null) return null
  return new Refusal(
    failure === 'full' ? 'service.storageFull' : 'service.databaseDown',
    undefined,
    RETRY_AFTER_SECONDS,
  )
}
