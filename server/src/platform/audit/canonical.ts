import { createHash } from 'node:crypto'
import type { Facts, ObjectKind } from '#contract/kit/acts.ts'
import { canonicalJson } from '../db/canonical-json.ts'

/** Chain of the operator: acts that belong to no organisation. */
export const OPERATOR_CHAIN = '00000000-0000-0000-0000-000000000000'
/** What the first row of a chain has in the place of the hash before it. */
export const FIRST_HASH = Buffer.alloc(32)

const FORM = 'parta-audit-1'

export interface AuditObject {
  readonly kind: ObjectKind
  readonly id: string
}

/** A row as it is hashed. */
export interface AuditRow {
  readonly chain: string
  readonly number: number
  /** Microseconds since 1970, the whole precision of the database: no digit of the time can be changed unnoticed. */
  readonly atMicros: number
  readonly act: string
  readonly actor: string | null
  readonly operator: boolean
  readonly objects: readonly AuditObject[]
  readonly people: readonly string[]
  readonly before: Facts
  readonly after: Facts
  readonly previousHash: Buffer
}

/**
 * The hash of a row: SHA-256 over UTF-8 of one JSON array without spaces, keys of objects in the order of their code
 * units, everything else as `JSON.stringify` writes it:
 *
 * `["parta-audit-1", chain, number, atMicros, act, actor, operator, objects, people, before, after, previousHash]`
 *
 * - `chain`: id of the organisation in lower case, or the nil UUID; `number`: 1, 2, 3 … in that chain.
 * - `atMicros`: microseconds since 1970; `actor`: a pseudonym or null; `operator`: true or false.
 * - `objects`: `[{"id": …, "kind": …}]`; `people`: pseudonyms; both in the order in which they stand in the row.
 * - `before`, `after`: objects of facts; `previousHash`: 64 hexadecimal digits in lower case, zeros in the first row.
 */
export function hashOfRow(row: AuditRow): Buffer {
  const form = [
    FORM,
    row.chain,
    row.number,
    row.atMicros,
    row.act,
    row.actor,
    row.operator,
    row.objects,
    row.people,
    row.before,
    row.after,
    row.previousHash.toString('hex'),
  ]
  return createHash('sha256').update(canonicalJson(form)).digest()
}
