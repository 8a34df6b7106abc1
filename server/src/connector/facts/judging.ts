import { type FactRow, ROW_REFUSALS, type RowReport } from '#contract/connector/fact-rows.ts'
import type { Fact } from '#contract/connector/facts.ts'
import { canonicalJson } from '../../platform/db/canonical-json.ts'
import { checkRow } from './check-row.ts'
import type { FactKey, StoredFact } from './facts.store.ts'

export const factKey = ({ type, id }: Pick<FactKey, 'id'> & { type: string }): string => `${type} ${id}`

/** What becomes of the rows of a call. */
export interface Judged {
  /** Facts that are new or newer, in the order of their rows. */
  taken: Fact[]
  /** What is told of each row. */
  reports: RowReport[]
}

/** Compares rows with what is known, by `factKey`, and writes what is newer into `known`: the highest revision of each fact holds. */
export function judge(rows: readonly FactRow[], known: Map<string, StoredFact>): Judged {
  const taken: Fact[] = []
  const reports = rows.map((row): RowReport => {
    const checked = checkRow(row)
    if ('refusal' in checked) return refused(row, checked.refusal, checked.places)
    const { fact } = checked
    const before = known.get(factKey(fact))
    const data = fact.removed ? null : fact.data
    if (before !== undefined && before.revision > fact.revision) return told(row, 'older')
    if (before !== undefined && before.revision === fact.revision) {
      const isSame = canonicalJson(before.data) === canonicalJson(data)
      return isSame ? told(row, 'same') : refused(row, 'revisionReused', [])
    }
    known.set(factKey(fact), { type: fact.type, id: fact.id, revision: fact.revision, data })
    taken.push(fact)
    return told(row, 'taken')
  })
  return { taken, reports }
}

function told({ type, id }: FactRow, outcome: RowReport['outcome']): RowReport {
  return { type, id, outcome, refusal: null, sentence: '', places: [], waitsFor: [] }
}

function refused({ type, id }: FactRow, refusal: keyof typeof ROW_REFUSALS, places: readonly string[]): RowReport {
  const sentence = ROW_REFUSALS[refusal]
  return { type, id, outcome: 'refused', refusal, sentence, places: [...places], waitsFor: [] }
}
