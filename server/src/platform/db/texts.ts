import { type RawBuilder, sql } from 'kysely'
import type { Reader } from './database.ts'

/** Statements that begin with this are answered with lists of texts; `planning-client.ts` looks for it. */
export const AS_TEXTS = '/* as texts */'

/** A column as PostgreSQL writes it. */
export type Text = string | null

/**
 * Carries a statement out whose rows are many and go on as they are: each row comes as the list of its columns, written
 * by PostgreSQL and read by nobody. Making objects and dates of them costs more than the statement.
 */
export async function readTexts<Row extends readonly Text[]>(
  reader: Reader,
  statement: RawBuilder<unknown>,
): Promise<Row[]> {
  const result = await sql<Row>`${sql.raw(AS_TEXTS)} ${statement}`.execute(reader)
  return result.rows
}
