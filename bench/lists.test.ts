import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { lists } from './cells/lists.ts'
import { readPlans } from './lib/plans.ts'
import type { Measurement } from './lib/table.ts'

test('[GEN-10/lists] no list of an organisation or of the operator reads a table from end to end: every statement goes by an index, and reads no more than its organisation', async () => {
  const folder = await makeTemporaryFolder('parta-lists-')
  const told: string[] = []
  const measured: Measurement[] = []
  try {
    await lists({
      folder: path.join(folder, 'bench'),
      serverCore: null,
      profile: null,
      pick: (full, smoke, tiny) => tiny ?? smoke ?? full,
      say: (line) => told.push(line),
      report: (measurement) => measured.push(measurement),
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  const missed = measured.filter(
    ({ value, target }) => target !== undefined && 'atMost' in target && value > target.atMost,
  )
  assert.deepEqual(
    missed.map(({ what }) => what),
    [],
    told.join('\n'),
  )
  const statements = measured.find(({ what }) => what === 'statements of these lists')
  assert.ok(statements !== undefined && statements.value > 100, 'plans are read')
})

test('a plan in the log tells which tables were read whole and how many rows, those thrown away too', () => {
  const plan = {
    'Query Text': 'select 1',
    Plan: {
      'Node Type': 'Nested Loop',
      'Actual Rows': 2,
      'Actual Loops': 1,
      Plans: [
        {
          'Node Type': 'Seq Scan',
          'Relation Name': 'member',
          'Actual Rows': 2,
          'Rows Removed by Filter': 1_998,
          'Actual Loops': 1,
        },
        {
          'Node Type': 'Index Scan',
          'Relation Name': 'unit',
          'Index Name': 'unit_pkey',
          'Actual Rows': 1,
          'Actual Loops': 2,
        },
        { 'Node Type': 'Seq Scan', 'Relation Name': 'never', 'Actual Rows': 0, 'Actual Loops': 0 },
      ],
    },
  }
  const lines = [
    '2026-11-30 09:00:00.000 UTC [7] country LOG:  database system is ready',
    '2026-11-30 09:00:00.000 UTC [7] country LOG:  duration: 0.042 ms  plan:',
    ...JSON.stringify(plan, null, 2)
      .split('\n')
      .map((line) => `\t${line}`),
    '2026-11-30 09:00:00.000 UTC [7] country WARNING:  mark',
  ]
  assert.deepEqual(readPlans(lines), [{ text: 'select 1', scanned: ['member'], rows: 2_002 }])
})
