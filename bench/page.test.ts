import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { CELLS } from './cells.ts'
import { type CellResult, newestResults, readResults } from './lib/cell-result.ts'
import { formatPage } from './lib/page.ts'

const result = (more: Partial<CellResult>): CellResult => ({
  ...{ cell: 'a', scale: 'full', command: 'npm run bench -- a', at: '2026-11-28T08:00:00.000Z', seconds: 12.4 },
  ...{ machine: '2 × processor', runtime: 'Node 24.0.0', commit: 'abc', foreign: 0, steal: 0, figures: [] },
  ...more,
})

const figure = (what: string, value: number, target?: { atMost: number } | { atLeast: number }) => ({
  ...{ cell: 'a', what, unit: 'ms', value },
  ...(target === undefined ? {} : { target }),
})

test('the page shows for every figure whether it keeps its bound, and what nobody measured keeps none', () => {
  const figures = [
    figure('first', 1.23456, { atMost: 2 }),
    figure('second', 2.001, { atMost: 2 }),
    figure('third', 12_345),
    figure('fourth', Number.NaN, { atLeast: 1 }),
  ]
  const kept = readResults(`${JSON.stringify(result({ figures }))}\n`)
  const page = formatPage(kept, { a: 'What a does.' })
  assert.match(page, /^## Targets: 1 of 3 reached$/m)
  for (const line of [
    '| [a](#a) | first | ≤ 2 | 1.23 ms | yes |',
    '| [a](#a) | second | ≤ 2 | 2.001 ms | **no** |',
    '| [a](#a) | fourth | ≥ 1 | – ms | **no** |',
    '| third | 12345 ms |  |  |  |  |',
    '- Command: `npm run bench -- a`',
    '- Commit: abc',
    'What a does.',
  ]) {
    assert.ok(page.split('\n').includes(line), `${line} is not in\n${page}`)
  }
})

test('a run beside which other programs worked is called preliminary, in the summary too', () => {
  const figures = [figure('first', 1, { atMost: 2 })]
  const quiet = formatPage([result({ figures, foreign: 0.03, steal: 0.01 })], {})
  const loud = formatPage([result({ figures, foreign: 0.04, steal: 0.02 })], {})
  assert.doesNotMatch(quiet, /yes, preliminary/)
  assert.match(loud, /\| yes, preliminary \|/)
  assert.match(loud, /12 s, \*\*preliminary\*\*: other programs took 4 % of the processors, other machines 2 %/)
})

test('of every cell the newest full run is shown, in the order of the cells', () => {
  const runs = [
    result({ cell: 'b', at: '2026-11-28T08:00:00.000Z' }),
    result({ cell: 'a', at: '2026-11-28T09:00:00.000Z', commit: 'new' }),
    result({ cell: 'a', at: '2026-11-28T08:00:00.000Z', commit: 'old' }),
    result({ cell: 'a', at: '2026-11-28T10:00:00.000Z', scale: 'smoke' }),
    result({ cell: 'gone' }),
  ]
  assert.deepEqual(
    newestResults(runs, ['a', 'b', 'c']).map(({ cell, commit }) => [cell, commit]),
    [
      ['a', 'new'],
      ['b', 'abc'],
    ],
  )
})

test('a run with a profile gives no figures, and its shares stand below those of its cell', () => {
  const profile = [
    { place: 'collection of garbage', share: 0.754 },
    { place: 'other', share: 0.246 },
  ]
  const figures = [figure('first', 1, { atMost: 2 })]
  const later = { at: '2026-11-28T09:00:00.000Z', command: 'npm run bench -- a --profile' }
  const newest = newestResults(
    [result({ figures }), result({ figures: [figure('first', 3, { atMost: 2 })], ...later, profile })],
    ['a'],
  )
  const page = formatPage(newest, {})
  assert.match(page, /^## Targets: 1 of 1 reached$/m)
  assert.match(page, /`npm run bench -- a --profile`, 2026-11-28 09:00 UTC/)
  assert.ok(page.indexOf('| collection of garbage | 75.4 % |') > page.indexOf('| first | 1 ms |'))
  assert.equal(page.match(/^## a$/gm)?.length, 1)
})

test('beside every peer the newest run is kept, apart from the newest of the cell and under its own heading', () => {
  const beside = (name: string, at: string, value: number) =>
    result({ peer: { name, version: '1.2' }, at, figures: [figure('÷', value, { atLeast: 2 })] })
  const newest = newestResults(
    [
      beside('Second', '2026-11-28T08:00:00.000Z', 3),
      beside('First', '2026-11-28T08:00:00.000Z', 1),
      beside('First', '2026-11-28T07:00:00.000Z', 9),
      result({ at: '2026-11-28T09:00:00.000Z' }),
    ],
    ['a'],
  )
  assert.deepEqual(
    newest.map(({ peer, at }) => [peer?.name, at.slice(11, 13)]),
    [
      [undefined, '09'],
      ['First', '08'],
      ['Second', '08'],
    ],
  )
  const lines = formatPage(newest, { a: 'What a does.' }).split('\n')
  for (const line of [
    '| [a beside First](#a-beside-first) | ÷ | ≥ 2 | 1 ms | **no** |',
    '| [a beside Second](#a-beside-second) | ÷ | ≥ 2 | 3 ms | yes |',
    '### a beside First',
    '- Peer: First 1.2',
  ]) {
    assert.ok(lines.includes(line), `${line} is not in\n${lines.join('\n')}`)
  }
  assert.equal(lines.filter((line) => line === 'What a does.').length, 1)
})

/** Cells that are not on the page before a quiet machine has run them in full. */
const AWAITED: readonly string[] = ['lists']

test('docs/benchmarks.md is what the kept results give', () => {
  const read = (name: string) => readFileSync(new URL(`../docs/${name}`, import.meta.url), 'utf8')
  const results = readResults(read('benchmarks.jsonl'))
  const about = Object.fromEntries(Object.entries(CELLS).map(([name, cell]) => [name, cell.about]))
  const published = results.flatMap(({ cell, peer }) => (peer === undefined ? [cell] : []))
  assert.deepEqual(
    published,
    Object.keys(CELLS).filter((name) => published.includes(name) || !AWAITED.includes(name)),
  )
  assert.equal(read('benchmarks.md'), formatPage(results, about))
})
