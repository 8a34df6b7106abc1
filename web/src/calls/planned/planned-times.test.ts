import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canBegin, dayAfter, firstWish, rhythmOf, weekdayOf, weekdaysOf } from './planned-times.ts'

const AT = Date.parse('2026-09-07T20:15:00Z')

test('[CALL-01/form] the form begins with the next full hour but one, on the clock of the organisation', () => {
  const moscow = firstWish('Europe/Moscow', AT)
  assert.deepEqual([moscow.day, moscow.time], ['2026-09-08', '01:00'])
  const omsk = firstWish('Asia/Omsk', AT)
  assert.deepEqual([omsk.day, omsk.time], ['2026-09-08', '04:00'])
})

test('[CALL-01/rhythm] a rhythm is days of the week and back', () => {
  assert.equal(weekdayOf('2026-09-07'), 1)
  assert.equal(weekdayOf('2026-09-13'), 7)
  for (const rhythm of ['daily', 'weekdays', 'weekly'] as const) {
    const weekdays = weekdaysOf(rhythm, '2026-09-13')
    assert.equal(rhythmOf({ repeats: { weekdays, until: '2026-12-01' } }), rhythm)
  }
  assert.deepEqual(weekdaysOf('weekly', '2026-09-13'), [7])
  assert.equal(rhythmOf({ repeats: null }), 'once')
  assert.equal(dayAfter('2026-02-27', 3), '2026-03-02')
})

test('[CALL-01/begin] a planned call can be begun from ten minutes before it on, and never when it is over', () => {
  const nextAt = '2026-09-07T20:25:00Z'
  assert.equal(canBegin({ nextAt }, AT - 1), false)
  assert.equal(canBegin({ nextAt }, AT), true)
  assert.equal(canBegin({ nextAt: null }, AT), false)
})
