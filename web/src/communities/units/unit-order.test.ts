import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Unit } from '#contract/communities/units.ts'
import { compareUnits, gradeOf } from './unit-order.ts'

const unit = (name: string, system = false): Unit => ({
  id: name,
  communityId: '',
  version: 1,
  name,
  grade: gradeOf(name),
  system,
  schoolYear: 2026,
  archived: false,
  parentId: null,
})

test('STR-01 «Коллектив» stands first, classes by grade and letter, the rest by name', () => {
  const names = ['11«А»', 'Хор', '5Б', 'Коллектив', '5А', '10Б']
  const sorted = names.map((name) => unit(name, name === 'Коллектив')).sort(compareUnits)
  assert.deepEqual(
    sorted.map(({ name }) => name),
    ['Коллектив', '5А', '5Б', '10Б', '11«А»', 'Хор'],
  )
})

test('STR-01 the grade is read from the name of a class and from nothing else', () => {
  assert.deepEqual(['5Б', '10«Б»', '11-А', '1а', 'ИС-21', '12А', 'Группа 5'].map(gradeOf), [
    5,
    10,
    11,
    1,
    null,
    null,
    null,
  ])
})
