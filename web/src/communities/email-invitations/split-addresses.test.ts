import assert from 'node:assert/strict'
import { test } from 'node:test'
import { splitAddresses } from './split-addresses.ts'

test('[INV-10/paste] addresses come out of a pasted list, each once', () => {
  const text = 'a@school.test, b@school.test;\nc@school.test\t<d@school.test>\r\na@school.test\n\n'
  assert.deepEqual(splitAddresses(text), ['a@school.test', 'b@school.test', 'c@school.test', 'd@school.test'])
  assert.deepEqual(splitAddresses(' ,;\n'), [])
})
