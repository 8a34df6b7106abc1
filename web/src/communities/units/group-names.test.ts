import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupsOf } from './group-names.ts'

test('[STR-07/groups] groups of a speciality are offered for the years of four courses', () => {
  assert.deepEqual(groupsOf(' ИС ', 2026), ['ИС-26', 'ИС-25', 'ИС-24', 'ИС-23'])
  assert.deepEqual(groupsOf('09.02.07', 2001), ['09.02.07-01', '09.02.07-00', '09.02.07-99', '09.02.07-98'])
  assert.deepEqual(groupsOf('  ', 2026), [])
})
