import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayAfter, daysRefusal, isDay } from './absence-days.ts'

const TODAY = '2026-03-17'
const refusal = (from: string, to = from, known: string | null = null) => daysRefusal({ from, to }, TODAY, known)

test('[MSG-23/days] days follow the calendar, over months, years and leap days', () => {
  assert.deepEqual(
    [dayAfter('2026-02-28', 1), dayAfter('2028-02-28', 1), dayAfter('2026-12-31', 1), dayAfter('2026-03-01', -1)],
    ['2026-03-01', '2028-02-29', '2027-01-01', '2026-02-28'],
  )
  assert.deepEqual(['2026-02-29', '2028-02-29', '2026-13-01', '2026-00-10'].map(isDay), [false, true, false, false])
})

test('[MSG-23/days] an absence has an order, a length, and neither begins too long ago nor too far ahead', () => {
  assert.equal(refusal(TODAY), null)
  assert.equal(refusal('2026-03-18', '2026-03-20'), null)
  assert.equal(refusal('2026-03-18', '2026-03-17'), 'order')
  assert.equal(refusal('2026-02-30'), 'noDay')
  assert.equal(refusal(TODAY, '2026-06-16'), null)
  assert.equal(refusal(TODAY, '2026-06-17'), 'long')
  assert.equal(refusal('2026-03-03'), null)
  assert.equal(refusal('2026-03-02', TODAY), 'past')
  assert.equal(refusal('2026-03-02', TODAY, '2026-03-02'), null, 'what was told stays as it is')
  assert.equal(refusal('2026-06-17'), null)
  assert.equal(refusal('2026-06-18'), 'ahead')
})
