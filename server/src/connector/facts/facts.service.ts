import { type RowReport, referencesOf } from '#contract/connector/fact-rows.ts'
import type { Fact, PersonFact } from '#contract/connector/facts.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { SystemCaller } from '../../platform/dispatch/viewer.ts'
import { lockFor, moveFacts } from '../grants/organisations.store.ts'
import { checkRow } from './check-row.ts'
import * as store from './facts.store.ts'
import { factKey, judge } from './judging.ts'

type Put = Operations['connector.facts.put']

/** References that one report names at most. */
const NAMED_MAX = 20

export type FactsService = ReturnType<typeof createFacts>

/** Takes facts in. What follows from them is done afterwards, by `aligning`. */
export function createFacts(
  onTaken: (tx: Tx) => void,
  onPeople: (tx: Tx, communityId: string, people: ReadonlyMap<string, PersonFact>) => Promise<void>,
) {
  /** Names for each fact that was taken what it refers to and is not there. */
  const doNameMissing = async (tx: Tx, communityId: string, taken: readonly Fact[], reports: RowReport[]) => {
    const references = new Map(taken.map((fact) => [factKey(fact), referencesOf(fact)]))
    const asked = [...new Map([...references.values()].flat().map((key) => [factKey(key), key])).values()]
    const there = new Set(
      (await store.readFacts(tx, communityId, asked)).filter(({ data }) => data !== null).map(factKey),
    )
    for (const report of reports) {
      if (report.outcome !== 'taken') continue
      const missing = (references.get(factKey(report)) ?? []).filter((key) => !there.has(factKey(key)))
      report.waitsFor = missing.slice(0, NAMED_MAX)
    }
  }

  return {
    async put(
      tx: Tx,
      { clientId }: SystemCaller,
      { communityId, facts: rows }: InputOf<Put>,
      fail: Fail<ErrorsOf<Put>>,
    ): Promise<OutputOf<Put>> {
      if (!(await lockFor(tx, clientId, communityId))) fail('connector.unknown')
      const keys = rows.flatMap((row) => {
        const checked = checkRow(row)
        return 'fact' in checked ? [checked.fact] : []
      })
      const known = new Map((await store.readFacts(tx, communityId, keys)).map((fact) => [factKey(fact), fact]))
      const { taken, reports } = judge(rows, known)
      const last = new Map(taken.map((fact) => [factKey(fact), known.get(factKey(fact))!]))
      await store.writeFacts(tx, communityId, [...last.values()])
      await onPeople(tx, communityId, peopleAmong(last.values()))
      await doNameMissing(tx, communityId, taken, reports)
      if (taken.length > 0) {
        await moveFacts(tx, communityId)
        onTaken(tx)
      }
      const count = (outcome: RowReport['outcome']) => reports.filter((report) => report.outcome === outcome).length
      return {
        rows: reports,
        taken: count('taken'),
        older: count('older'),
        same: count('same'),
        refused: count('refused'),
      }
    },
  }
}

function peopleAmong(facts: Iterable<store.StoredFact>): Map<string, PersonFact> {
  const people = new Map<string, PersonFact>()
  for (const { type, id, data } of facts) if (type === 'person' && data !== null) people.set(id, data as PersonFact)
  return people
}
