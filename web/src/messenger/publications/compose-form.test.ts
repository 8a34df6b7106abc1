import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missingIn, NEW, roomOf } from './compose-form.ts'

const NO_FILES = { count: 0, areReady: true }
const FULL = { ...NEW, title: 'Поход', text: 'Были в лесу' }

test('a publication needs a title and a text; a report may be pictures alone, once they have come', () => {
  assert.equal(missingIn(FULL, NO_FILES), null)
  assert.equal(missingIn({ ...FULL, title: ' ' }, NO_FILES), 'nameMissing')
  assert.equal(missingIn({ ...FULL, text: ' ' }, NO_FILES), 'textOrFiles')
  assert.equal(missingIn({ ...FULL, text: '' }, { count: 1, areReady: true }), null)
  assert.equal(missingIn({ ...FULL, text: '' }, { count: 1, areReady: false }), 'filesWait')
  assert.equal(missingIn({ ...FULL, kind: 'article', text: '' }, { count: 1, areReady: true }), 'textMissing')
})

test('an article has more room than a report', () => {
  const text = '😀'.repeat(5_000)
  assert.equal(roomOf({ kind: 'report', text }), 4_096 - 5_000)
  assert.equal(missingIn({ ...FULL, text }, NO_FILES), 'over')
  assert.equal(missingIn({ ...FULL, kind: 'article', text }, NO_FILES), null)
})
