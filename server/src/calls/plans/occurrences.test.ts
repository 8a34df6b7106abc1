import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextOccurrence, type Timing } from './occurrences.ts'

const timing: Timing = {
  day: '2026-12-01',
  time: '18:00',
  timeZone: 'Europe/Moscow',
  repeats: null,
  skipped: [],
  begunDay: null,
}
const at = (text: string) => Date.parse(text)
const next = (change: Partial<Timing>, now: string) => {
  const found = nextOccurrence({ ...timing, ...change }, at(now))
  return found === null ? null : [found.day, new Date(found.at).toISOString()]
}

test('a call that is once is next until an hour after its time, wherever its zone is', () => {
  assert.deepEqual(next({}, '2026-11-01T00:00:00Z'), ['2026-12-01', '2026-12-01T15:00:00.000Z'])
  assert.deepEqual(next({}, '2026-12-01T15:59:00Z'), ['2026-12-01', '2026-12-01T15:00:00.000Z'])
  assert.equal(next({}, '2026-12-01T16:00:00Z'), null)
  assert.deepEqual(next({ timeZone: 'Asia/Kamchatka', time: '08:00' }, '2026-11-01T00:00:00Z'), [
    '2026-12-01',
    '2026-11-30T20:00:00.000Z',
  ])
  assert.equal(next({ begunDay: '2026-12-01' }, '2026-12-01T15:01:00Z'), null)
})

test('a repetition leaves out other days of the week, what was cancelled and what was begun, and ends with its last day', () => {
  // The 1st of December 2026 is a Tuesday.
  const repeats = { weekdays: [1, 3, 5], until: '2026-12-09' }
  const days = ['2026-12-02', '2026-12-04', '2026-12-07', '2026-12-09']
  let begunDay: string | null = null
  for (const day of days) {
    assert.equal(next({ repeats, begunDay }, '2026-11-30T00:00:00Z')?.[0], day)
    begunDay = day
  }
  assert.equal(next({ repeats, begunDay }, '2026-11-30T00:00:00Z'), null)
  assert.equal(next({ repeats, skipped: days.slice(0, 3) }, '2026-11-30T00:00:00Z')?.[0], '2026-12-09')
  assert.equal(next({ repeats }, '2026-12-05T00:00:00Z')?.[0], '2026-12-07')
  assert.equal(next({ repeats }, '2026-12-09T16:00:00Z'), null)
})

test('where the clock is put forward over its time, a call begins with the next minute that is shown', () => {
  const change = { timeZone: 'Europe/Berlin', day: '2026-03-29', time: '02:30' }
  assert.deepEqual(next(change, '2026-03-01T00:00:00Z'), ['2026-03-29', '2026-03-29T01:00:00.000Z'])
  assert.deepEqual(next({ ...change, day: '2026-03-28' }, '2026-03-01T00:00:00Z'), [
    '2026-03-28',
    '2026-03-28T01:30:00.000Z',
  ])
})
