import pino from 'pino'

/**
 * The log of the product. Only words, numbers and ids go into it: never a name, phone, text of a message, token or
 * body of a request.
 */
export interface Log {
  debug(fields: LogFields, event: string): void
  info(fields: LogFields, event: string): void
  warn(fields: LogFields, event: string): void
  error(fields: LogFields & { error?: unknown }, event: string): void
}

export type LogFields = Readonly<Record<string, unknown>>

/** An error without what may hold people's data: PostgreSQL puts values of rows into `detail` and `where`. */
export function safeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const known = error as Error & { code?: unknown; table?: unknown; constraint?: unknown }
  return {
    type: error.name,
    message: error.message.slice(0, 300),
    ...(typeof known.code === 'string' ? { code: known.code } : {}),
    ...(typeof known.table === 'string' ? { table: known.table } : {}),
    ...(typeof known.constraint === 'string' ? { constraint: known.constraint } : {}),
    stack: error.stack?.split('\n').slice(1, 6).join('\n'),
  }
}

/** Creates the log; `write` receives finished lines (standard output when absent). */
export function createLog(level: string, write?: (line: string) => void): Log {
  const options = { level, base: undefined, serializers: { error: safeError } }
  return write ? pino(options, { write }) : pino(options)
}
