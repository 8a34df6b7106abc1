import { FACT_ID_MAX, FACT_TYPES, type FactType, SOURCE_ID_MAX } from '#contract/connector/connector.limits.ts'
import { type FactRow, isFactType, type RowRefusal, refusalOf } from '#contract/connector/fact-rows.ts'
import { FACT_DATA, type Fact } from '#contract/connector/facts.ts'
import { compileSchema } from '../../platform/dispatch/validation.ts'

/** A row that is a fact, or why it is none. */
export type CheckedRow = { fact: Fact } | { refusal: RowRefusal; places: readonly string[] }

const CHECKS = new Map(FACT_TYPES.map((type) => [type, compileSchema(FACT_DATA[type])]))
const PRINTABLE = /^[!-~]+$/

function isId(type: FactType, id: string): boolean {
  return PRINTABLE.test(id) && id.length <= (type === 'chat' ? FACT_ID_MAX : SOURCE_ID_MAX)
}

/** Looks at one row by itself. */
export function checkRow({ type, id, revision, removed, data }: FactRow): CheckedRow {
  if (!isFactType(type)) return { refusal: 'typeUnknown', places: [] }
  if (!isId(type, id)) return { refusal: 'malformed', places: ['/id'] }
  const places = removed === true ? null : CHECKS.get(type)!.check(data ?? {})
  if (places !== null) return { refusal: 'malformed', places }
  const fact = (
    removed === true ? { type, id, revision, removed } : { type, id, revision, removed: false, data }
  ) as Fact
  const refusal = refusalOf(fact)
  return refusal === null ? { fact } : { refusal, places: [] }
}
