import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jsonAround } from './json-bytes.ts'

const TEXTS = ['', 'ascii', 'слово 😀', '"\\\u0000\u001f\u007f\u2028', 'ж'.repeat(70_000), '\u0001'.repeat(20_000)]

test('texts that lie in one piece of memory stay what they were', () => {
  const made = Array.from({ length: 400 }, (_, n) => {
    const text = `${n} ${TEXTS[n % TEXTS.length]}`
    return { value: { n, text, end: true }, json: jsonAround(`{"n":${n},"text":`, text, ',"end":true}') }
  })
  for (const { value, json } of made) assert.deepEqual(JSON.parse(json.toString('utf8')), value)
})
