import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ageOn, birthdayOf, dayBegins, dayIn } from './age.ts'

const HOUR_MS = 3_600_000

test('[CNT-08/midnight] a day begins at midnight of its zone, also where the clocks are changed', () => {
  const at = (text: string) => Date.parse(text)
  assert.equal(dayBegins('Europe/Moscow', '2026-11-28'), at('2026-11-27T21:00:00Z'))
  assert.equal(dayBegins('Europe/Kaliningrad', '2026-11-28'), at('2026-11-27T22:00:00Z'))
  assert.equal(dayBegins('Asia/Kamchatka', '2026-11-28'), at('2026-11-27T12:00:00Z'))
  assert.equal(dayBegins('America/New_York', '2026-03-08'), at('2026-03-08T05:00:00Z'))
  assert.equal(dayBegins('America/New_York', '2026-03-09'), at('2026-03-09T04:00:00Z'))
  // In Beirut the clocks go from 0 to 1 on this night: the day has no midnight.
  assert.equal(dayBegins('Asia/Beirut', '2026-03-29'), at('2026-03-28T22:00:00Z'))
  for (const zone of ['Europe/Moscow', 'Asia/Kamchatka', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kolkata']) {
    for (const day of ['2026-01-01', '2026-02-28', '2026-07-15', '2026-12-31']) {
      const begins = dayBegins(zone, day)
      assert.equal(dayIn(zone, begins), day)
      assert.ok(dayIn(zone, begins - 1) < day)
      assert.equal(dayIn(zone, begins + 12 * HOUR_MS), day)
    }
  }
})

test('[CNT-08/leap] who was born on the 29th of February is a year older on the 1st of March where there is none', () => {
  const birthday = birthdayOf('2012-02-29', 14)
  assert.equal(birthday, '2026-02-29')
  const begins = dayBegins('Europe/Moscow', birthday)
  assert.equal(dayIn('Europe/Moscow', begins), '2026-03-01')
  assert.equal(ageOn('2012-02-29', dayIn('Europe/Moscow', begins)), 14)
  assert.equal(ageOn('2012-02-29', dayIn('Europe/Moscow', begins - 1)), 13)
})
