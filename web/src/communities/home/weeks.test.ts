import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byWeek } from './weeks.ts'

const days = (from: string, count: number) =>
  Array.from({ length: count }, (_, at) => ({
    day: new Date(Date.parse(`${from}T00:00:00Z`) + at * 86_400_000).toISOString().slice(0, 10),
    messages: 1,
  }))

test('ORG-06 days are added up to weeks from Monday, the last one unfinished', () => {
  assert.deepEqual(byWeek(days('2026-09-07', 10)), [
    { monday: '2026-09-07', messages: 7, partial: false },
    { monday: '2026-09-14', messages: 3, partial: true },
  ])
})

test('ORG-06 a first week of which days are missing would look like a fall and is left out', () => {
  assert.deepEqual(byWeek(days('2026-09-10', 11)), [{ monday: '2026-09-14', messages: 7, partial: false }])
})
