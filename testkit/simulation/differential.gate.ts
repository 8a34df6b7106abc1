import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DifferentialReport } from '#testkit/differential/run.ts'
import { runSideBySide } from '#testkit/side-by-side.ts'

const SEQUENCES = 5_000
/** Another one every day, so that no day repeats the last; a failure prints it. */
const SEED = Number(process.env.PARTA_TEST_SEED ?? Math.floor(Date.now() / 86_400_000) * 1_000)

test('[MSG-21/differential-gate] memory and PostgreSQL answer five thousand random sequences of calls the same', async () => {
  const reports = await runSideBySide<DifferentialReport>(new URL('./differential-worker.ts', import.meta.url), {
    count: SEQUENCES,
    seed: SEED,
  })
  const sum = (of: (report: DifferentialReport) => number) => reports.reduce((total, report) => total + of(report), 0)
  const sequences = sum((report) => report.sequences)
  process.stdout.write(
    `[gate] differential: ${sequences} sequences, ${sum((report) => report.answers)} answers compared, seed ${SEED}: 0 differences\n`,
  )
  assert.ok(sequences >= SEQUENCES, `${sequences} sequences`)
})
