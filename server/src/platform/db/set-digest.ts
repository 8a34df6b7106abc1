import { type RawBuilder, sql } from 'kysely'

/**
 * Selects as `digest` 128 bits that are the same for the same set of rows in whatever order, and their number; `rows` selects one
 * text each. It tells whether something has changed, and is no proof against whoever would make two sets alike on purpose.
 */
export function setDigest(rows: RawBuilder<unknown>): RawBuilder<{ digest: string }> {
  // The fence keeps each text from being made twice.
  return sql<{
    digest: string
  }>`select concat_ws(' ', count(*), bit_xor(hashtextextended(t, 1)), bit_xor(hashtextextended(t, 2))) as digest
    from (select t from (${rows}) as each_one (t) offset 0) as fenced`
}
