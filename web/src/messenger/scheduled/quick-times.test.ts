import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldOf, momentOf, quickTimes } from './quick-times.ts'

const at = (field: string) => momentOf(field)!
const offered = (field: string) => quickTimes(at(field)).map((each) => `${each.key} ${fieldOf(each.at)}`)

test('this evening, tomorrow morning and Monday morning are offered, each only where it says something', () => {
  assert.deepEqual(offered('2026-03-18T12:00'), [
    'evening 2026-03-18T18:00',
    'tomorrow 2026-03-19T08:00',
    'monday 2026-03-23T08:00',
  ])
  assert.deepEqual(offered('2026-03-18T17:31'), ['tomorrow 2026-03-19T08:00', 'monday 2026-03-23T08:00'])
  assert.deepEqual(offered('2026-03-22T20:00'), ['tomorrow 2026-03-23T08:00'], 'tomorrow is Monday')
  assert.deepEqual(offered('2026-03-23T07:00').at(-1), 'monday 2026-03-30T08:00', 'the next Monday')
  assert.deepEqual(offered('2026-12-31T23:59')[0], 'tomorrow 2027-01-01T08:00')
})

test('a field that is not whole holds no moment', () => {
  assert.equal(momentOf(''), null)
  assert.equal(momentOf('2026-13-01T08:00'), null)
  assert.equal(fieldOf(at('2026-03-01T08:05')), '2026-03-01T08:05')
})
