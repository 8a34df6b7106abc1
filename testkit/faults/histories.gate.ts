import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FAMILIES } from '#testkit/history/fault-plan.ts'
import { type HistoryReport, runHistory } from '#testkit/history/run-history.ts'
import { Stand } from '#testkit/history/stand.ts'
import { findValkey } from '#testkit/valkey.ts'

const HISTORIES = Number(process.env.PARTA_TEST_HISTORIES ?? 108)
/** What one server without a bus gets of them. */
const ALONE = 1 / 6
/** Another one every day, so that no day repeats the last; a failure prints the one of its history. */
const SEED = Number(process.env.PARTA_TEST_SEED ?? Math.floor(Date.now() / 86_400_000) * 1_000)
const LIMIT_MS = 25 * 60_000

const valkey = findValkey()

/** Histories of all families in rotation on one stand. */
async function runOn(program: string | null, count: number, seed: number): Promise<HistoryReport[]> {
  const families = FAMILIES.filter((family) => program !== null || family !== 'the bus fails')
  await using stand = await Stand.start({ valkey: program })
  const reports: HistoryReport[] = []
  for (let i = 0; i < count; i += 1) reports.push(await runHistory(stand, families[i % families.length]!, seed + i))
  return reports
}

/** The longest healing of each family. A slow line delivers what waits in it at its own speed, after the fault too. */
function slowest(reports: readonly HistoryReport[]): string {
  const byFamily = Map.groupBy(reports, ({ family }) => family)
  return [...byFamily]
    .map(([family, all]) => `${family} ${(Math.max(...all.map((each) => each.healedAfterMs)) / 1_000).toFixed(1)}`)
    .join(', ')
}

test('[MSG-21/history-gate] a hundred histories of real processes under faults are whole', async () => {
  const began = performance.now()
  const alone = valkey === null ? HISTORIES : Math.round(HISTORIES * ALONE)
  const reports = [
    ...(await runOn(null, alone, SEED)),
    ...(valkey === null ? [] : await runOn(valkey, HISTORIES - alone, SEED + alone)),
  ]
  const tookMs = performance.now() - began
  const sum = (of: (report: HistoryReport) => number) => reports.reduce((total, report) => total + of(report), 0)
  process.stdout.write(
    `[gate] histories: ${reports.length} (${reports.length - alone} on two servers), ${sum(({ faults }) => faults)} faults, ` +
      `${sum(({ sent }) => sent)} tries to send (${sum(({ repeated }) => repeated)} repeats), ` +
      `${sum(({ acknowledged }) => acknowledged)} acknowledgements, ${sum(({ received }) => received)} messages received, ` +
      `seed ${SEED}: 0 violations\n` +
      `[gate] histories: in step after the last fault at most, in seconds: ${slowest(reports)}\n`,
  )
  assert.equal(reports.length, HISTORIES)
  assert.ok(tookMs <= LIMIT_MS, `took ${Math.round(tookMs / 60_000)} minutes`)
})
