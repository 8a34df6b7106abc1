import { isStalePlan } from './planning-client.ts'

/** What kind of failure of the database an error is, as far as callers of the product are concerned. */
export function databaseFailure(error: unknown): 'full' | 'down' | null {
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code !== 'string') return isConnectionMessage(error) ? 'down' : null
  if (code === '53100' || code === '53200') return 'full'
  if (code.startsWith('08') || code.startsWith('57P') || code === '53300') return 'down'
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'EPIPE' || code === 'ETIMEDOUT') return 'down'
  return null
}

function isConnectionMessage(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/.test(
      error.message,
    )
  )
}

/** A serialisation failure, a deadlock or a stale plan: the same transaction may be tried again. */
export function isRetryable(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return code === '40001' || code === '40P01' || isStalePlan(error)
}

/** Name of the violated unique constraint or index, else null. */
export function violatedUnique(error: unknown): string | null {
  const known = error as { code?: unknown; constraint?: unknown } | null
  return known?.code === '23505' && typeof known.constraint === 'string' ? known.constraint : null
}
