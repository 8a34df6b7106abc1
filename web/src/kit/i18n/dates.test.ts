import assert from 'node:assert/strict'
import { test } from 'node:test'
import { date, day, dayKey, plainDay, spokenDay, when, zoneName } from './dates.ts'

const now = Date.parse('2026-03-12T20:30:00.000Z')
const options = { timeZone: 'Europe/Moscow', now, locale: 'ru' as const }

test('a moment is said as people say it, in the zone of the organisation', () => {
  assert.equal(when('2026-03-12T11:05:00.000Z', options), 'сегодня, 14:05')
  assert.equal(when('2026-03-11T17:18:00.000Z', options), 'вчера, 20:18')
  assert.equal(when('2026-03-13T20:59:00.000Z', options), 'завтра, 23:59')
  assert.equal(when('2026-03-13T21:00:00.000Z', options), '14\u00a0марта')
  assert.equal(when('2026-03-01T09:00:00.000Z', options), '1\u00a0марта')
  assert.equal(when('2024-03-12T09:00:00.000Z', options), '12\u00a0марта 2024')
})

test('the day turns at midnight of the zone, not of the device', () => {
  assert.equal(dayKey('2026-03-11T21:30:00.000Z', options), '2026-03-12')
  assert.equal(day('2026-03-11T21:30:00.000Z', options), 'сегодня')
  assert.equal(day('2026-03-11T20:30:00.000Z', options), 'вчера')
})

test('English says the same', () => {
  assert.equal(when('2026-03-12T11:05:00.000Z', { ...options, locale: 'en' }), 'Today, 14:05')
  assert.equal(date('2026-03-01T09:00:00.000Z', { ...options, locale: 'en' }), '1\u00a0March')
})

test('a calendar day stands as in a document', () => {
  assert.equal(plainDay('1984-03-14'), '14.03.1984')
})

test('a calendar day and the clock of a zone are called as people call them', () => {
  assert.equal(spokenDay('2026-09-08', options), 'вторник, 8\u00a0сентября')
  assert.equal(spokenDay('2027-01-11', options), 'понедельник, 11\u00a0января 2027')
  assert.equal(spokenDay('2026-09-08', { ...options, locale: 'en' }), 'Tuesday, 8\u00a0September')
  assert.equal(zoneName('Europe/Moscow', options), 'Москва, стандартное время')
  assert.equal(zoneName('Asia/Omsk', options), 'Омск, стандартное время')
  assert.equal(zoneName('Europe/Moscow', { ...options, locale: 'en' }), 'Moscow Standard Time')
})
