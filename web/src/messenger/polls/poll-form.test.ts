import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inputOf, missingIn, type PollForm } from './poll-form.ts'

const HOUR_MS = 3_600_000
const NOW = Date.UTC(2026, 2, 17, 8)

const form = (more: Partial<PollForm> = {}): PollForm => ({
  question: ' Куда едем? ',
  options: [
    { key: 0, text: 'Музей', right: false },
    { key: 1, text: '  ', right: true },
    { key: 2, text: ' Парк ', right: true },
  ],
  anonymous: true,
  multiple: false,
  changeable: true,
  test: false,
  term: 'never',
  moment: '',
  ...more,
})

test('[POL-01/form] options that say nothing are left out, and what is right keeps its place among the others', () => {
  const input = inputOf(form({ test: true }), NOW)
  assert.deepEqual(
    [input.question, input.options, input.right, input.anonymous],
    ['Куда едем?', ['Музей', 'Парк'], [1], false],
  )
  assert.equal(inputOf(form(), NOW).right, undefined)
})

test('[POL-04/form] [POL-05/form] a deadline is counted from now, and only a named vote is asked to be changeable', () => {
  assert.equal(inputOf(form({ term: 'hour' }), NOW).endsAt, new Date(NOW + HOUR_MS).toISOString())
  assert.equal(inputOf(form(), NOW).endsAt, undefined)
  assert.equal(inputOf(form(), NOW).changeable, undefined)
  assert.equal(inputOf(form({ anonymous: false, changeable: false }), NOW).changeable, false)
})

test('[POL-01/form] what is missing is told in the order of the form', () => {
  assert.deepEqual(missingIn(form()), [])
  const empty = form({ question: ' ', options: form().options.slice(0, 2), test: true, term: 'moment' })
  assert.deepEqual(missingIn(empty), ['questionMissing', 'optionsMissing', 'rightMissing', 'momentMissing'])
})
