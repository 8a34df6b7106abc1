import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toInstant } from '../../platform/clock/clock.ts'
import { schoolYearEnd } from './school-year.ts'

test('[P-06/year] a device of a class ends with the school year of its zone, and in July with the next one', () => {
  const endAt = (zone: string, now: string) => toInstant(schoolYearEnd(zone, Date.parse(now)))
  assert.equal(endAt('Europe/Moscow', '2026-09-01T06:00:00Z'), '2027-06-30T21:00:00.000Z')
  assert.equal(endAt('Europe/Moscow', '2027-06-30T20:59:59Z'), '2027-06-30T21:00:00.000Z')
  assert.equal(endAt('Europe/Moscow', '2027-06-30T21:00:00Z'), '2028-06-30T21:00:00.000Z')
  assert.equal(endAt('Asia/Kamchatka', '2027-06-30T12:00:00Z'), '2028-06-30T12:00:00.000Z')
})
