import assert from 'node:assert/strict'
import { test } from 'node:test'
import { daysText, likelyDay } from './days.ts'

const TODAY = '2026-03-17'
/** 09:00 and 16:30 in Moscow. */
const [MORNING, AFTERNOON] = [Date.parse('2026-03-17T06:00:00Z'), Date.parse('2026-03-17T13:30:00Z')]

test('[MSG-23/days] days are said as people say them, by the calendar of the organisation', () => {
  assert.equal(daysText({ from: TODAY, to: TODAY }, TODAY), 'сегодня')
  assert.equal(daysText({ from: TODAY, to: '2026-03-18' }, TODAY), 'сегодня – завтра')
  assert.equal(daysText({ from: '2026-03-19', to: '2026-03-19' }, TODAY), '19\u00a0марта')
  assert.equal(daysText({ from: '2026-12-31', to: '2027-01-02' }, '2026-12-20'), '31\u00a0декабря – 2\u00a0января 2027')
})

test('[MSG-23/days] in the morning a parent means today, in the afternoon tomorrow, and never what is told already', () => {
  assert.equal(likelyDay('Europe/Moscow', [], MORNING), TODAY)
  assert.equal(likelyDay('Europe/Moscow', [], AFTERNOON), '2026-03-18')
  // There it is the evening of the same day already.
  assert.equal(likelyDay('Asia/Kamchatka', [], MORNING), '2026-03-18')
  const told = [
    { from: '2026-03-17', to: '2026-03-18' },
    { from: '2026-03-19', to: '2026-03-19' },
  ]
  assert.equal(likelyDay('Europe/Moscow', told, MORNING), '2026-03-20')
})
