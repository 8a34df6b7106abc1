import assert from 'node:assert/strict'
import { test } from 'node:test'
import { storable } from './validation.ts'

test('what a database can keep is returned as it is', () => {
  const value = { text: 'Привет 👋🏽', list: ['a', 1, null, { deep: true }] }
  assert.equal(storable(value), value)
})

test('NUL goes and half characters are replaced, however deep they stand', () => {
  const value = { ok: 'да', list: ['a\0b', { cut: '👋'.slice(0, 1) }], none: null }
  assert.deepEqual(storable(value), { ok: 'да', list: ['ab', { cut: '\uFFFD' }], none: null })
  assert.equal(storable('\0'), '')
})
