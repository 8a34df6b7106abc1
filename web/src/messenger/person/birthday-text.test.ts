import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDay } from '#web/kit/i18n/dates.ts'
import { birthdayText } from './birthday-text.ts'

test('a birthday is a day and a month; with its year it stands as dates of birth do', () => {
  assert.equal(birthdayText({ day: 5, month: 3, year: 1985 }), plainDay('1985-03-05'))
  assert.match(birthdayText({ day: 29, month: 2, year: null }), /^29\s(февраля|February)$/)
})
