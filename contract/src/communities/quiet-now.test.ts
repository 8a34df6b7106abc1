import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MyQuiet } from './quiet.ts'
import { silentUntil } from './quiet-now.ts'

const at = (hour: number) => Date.UTC(2026, 8, 14, hour)
const span = (from: number, to: number) => ({
  from: new Date(at(from)).toISOString(),
  to: new Date(at(to)).toISOString(),
})
const quiet = (own: MyQuiet['own'], ...communities: MyQuiet['own'][]): MyQuiet => ({
  wish: { version: 0, follows: true, hours: null, restDays: [], timeZone: 'Europe/Moscow' },
  mayIgnore: true,
  own,
  communities: communities.map((each, index) => ({ communityId: `c${index}`, name: '', quiet: each })),
})

test('[P-04/device] a chat is silent by its own organisation, and by what its reader wishes', () => {
  const two = quiet([span(20, 22)], [span(5, 8), span(18, 24)], [span(6, 10)])
  assert.equal(silentUntil(two, 'c0', at(7)), at(8))
  assert.equal(silentUntil(two, 'c0', at(8)), null, 'it sounds with the first moment after it')
  assert.equal(silentUntil(two, 'c1', at(8)), at(10))
  assert.equal(silentUntil(two, 'c0', at(21)), at(24), 'the later end of the two')
  assert.equal(silentUntil(two, 'c1', at(21)), at(22))
  assert.equal(silentUntil(two, 'unknown', at(7)), null)
})

test('[P-04/device] a dialogue is silent while all organisations of its reader rest', () => {
  const two = quiet([], [span(5, 8)], [span(6, 10)])
  assert.equal(silentUntil(two, null, at(5)), null)
  assert.equal(silentUntil(two, null, at(7)), at(8))
  assert.equal(silentUntil(two, null, at(9)), null)
  assert.equal(silentUntil(quiet([]), null, at(9)), null)
  assert.equal(silentUntil(quiet([span(9, 10)]), null, at(9)), at(10))
})
