import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runSideBySide } from '#testkit/side-by-side.ts'
import type { SimulationReport } from '#testkit/simulation/run.ts'

const SEQUENCES = 50_000
/** Another one every day, so that no day repeats the last; a failure prints it. */
const SEED = Number(process.env.PARTA_TEST_SEED ?? Math.floor(Date.now() / 86_400_000) * 1_000)

test('[MSG-21/simulation-gate] fifty thousand random lives of devices and servers break no promise', async () => {
  const reports = await runSideBySide<SimulationReport>(new URL('./simulation-worker.ts', import.meta.url), {
    count: SEQUENCES,
    seed: SEED,
  })
  const sum = (of: (report: SimulationReport) => number) => reports.reduce((total, report) => total + of(report), 0)
  const sequences = sum((report) => report.sequences)
  process.stdout.write(
    `[gate] simulation: ${sequences} sequences, ${sum((report) => report.commands)} commands, ` +
      `${sum((report) => report.messages)} messages, seed ${SEED}: 0 violations\n`,
  )
  assert.ok(sequences >= SEQUENCES, `${sequences} sequences`)
})
