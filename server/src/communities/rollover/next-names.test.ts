import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CommunityType } from '#contract/communities/types.ts'
import { conflictsOf, inOrder, type Move } from './conflicts.ts'
import { proposalFor } from './next-names.ts'

const YEAR = 2027
const propose = (type: CommunityType, name: string, about: { grade?: number; schoolYear?: number } = {}) => {
  const unit = { name, grade: about.grade ?? null, schoolYear: about.schoolYear ?? YEAR - 1 }
  const { choice, newName, reason } = proposalFor(type, unit, YEAR)
  return [choice, newName, reason]
}

test('[STR-12/classes] a class goes on by parallel and letter, written as it was; the eleventh is done, the ninth is asked', () => {
  assert.deepEqual(propose('school', '5«Б»', { grade: 5 }), ['promote', '6«Б»', null])
  assert.deepEqual(propose('school', '9-А'), [null, '10-А', 'mayEnd'])
  assert.deepEqual(propose('school', '10 "в" класс'), ['promote', '11 "в" класс', null])
  assert.deepEqual(propose('school', 'V Б'), ['promote', 'VI Б', null])
  assert.deepEqual(propose('school', '1'), ['promote', '2', null])
  assert.deepEqual(propose('school', '11«А»', { grade: 11 }), ['graduate', '', null])
  for (const name of ['Лицейский', '7 физмат', 'Продлёнка 2', '12«А»']) {
    assert.deepEqual(propose('school', name), [null, '', 'nameUnclear'], name)
  }
  assert.deepEqual(propose('school', '5«Б»', { grade: 6 }), [null, '', 'gradeDiffers'])
  assert.deepEqual(propose('school', '5«Б»', { schoolYear: YEAR - 2 }), [null, '6«Б»', 'yearsBehind'])
})

test('[STR-12/groups] groups go on by course, age groups by age, and what a name does not tell is asked', () => {
  assert.deepEqual(propose('college', 'ИС-26'), ['promote', 'ИС-26', null])
  assert.deepEqual(propose('college', 'ИС-24'), [null, 'ИС-24', 'mayEnd'])
  assert.deepEqual(propose('college', 'ИС-23'), ['graduate', '', null])
  assert.deepEqual(propose('college', 'ИС-17'), [null, '', 'nameUnclear'])
  assert.deepEqual(propose('college', 'Повара, 1 курс'), ['promote', 'Повара, 2 курс', null])
  assert.deepEqual(propose('university', 'Физики, 3-й курс'), ['promote', 'Физики, 4-й курс', null])
  assert.deepEqual(propose('university', 'Курс 4'), [null, 'Курс 5', 'mayEnd'])
  assert.deepEqual(propose('university', 'Курс 6'), ['graduate', '', null])
  assert.deepEqual(propose('kindergarten', 'Ясельная группа'), ['promote', 'Первая младшая группа', null])
  assert.deepEqual(propose('kindergarten', 'Вторая младшая «Солнышко»'), ['promote', 'Средняя «Солнышко»', null])
  assert.deepEqual(propose('kindergarten', '«Ёлочка», старшая'), ['promote', '«Ёлочка», подготовительная', null])
  assert.deepEqual(propose('kindergarten', 'Подготовительная группа'), ['graduate', '', null])
  assert.deepEqual(propose('kindergarten', 'Старшая и подготовительная'), [null, '', 'nameUnclear'])
  assert.deepEqual(propose('kindergarten', 'Солнышко'), [null, '', 'nameUnclear'])
  assert.deepEqual(propose('extra', 'Хор, 2 год обучения'), [null, 'Хор, 3 год обучения', 'mayEnd'])
  assert.deepEqual(propose('extra', 'Шахматы'), [null, '', 'nameUnclear'])
  assert.deepEqual(propose('training', 'Методические курсы'), [null, '', 'nameUnclear'])
})

const move = (name: string, choice: Move['choice'], newName = name): Move => ({ unitId: name, name, choice, newName })

test('[STR-12/conflicts] a name is taken, wanted twice or goes round; each says by whom', () => {
  const found = conflictsOf(
    [
      move('5«А»', 'promote', '6«А»'),
      move('6«А»', 'leave'),
      move('7«А»', 'promote', '8«а»'),
      move('7«К»', 'promote', '8«А»'),
      move('8«В»', 'promote', '9«В»'),
      move('1«Х»', 'promote', '1«Ю»'),
      move('1«Ю»', 'promote', '1«Х»'),
      move('2«А»', 'promote', '3«А»'),
      move('3«А»', 'promote', '4«А»'),
      move('4«А»', 'archive', ''),
    ],
    ['9«в»'],
  )
  assert.deepEqual(Object.fromEntries(found), {
    '5«А»': { conflict: 'taken', with: '6«А»' },
    '7«А»': { conflict: 'twice', with: '7«К»' },
    '7«К»': { conflict: 'twice', with: '7«А»' },
    '8«В»': { conflict: 'taken', with: '9«в»' },
    '1«Х»': { conflict: 'circle', with: '1«Ю»' },
    '1«Ю»': { conflict: 'circle', with: '1«Х»' },
  })
})

test('[STR-12/order] every name is free when it is taken', () => {
  const moves = [
    move('2', 'promote', '3'),
    move('1', 'promote', '2'),
    move('11', 'graduate'),
    move('3', 'promote', '4'),
    move('К', 'leave'),
    move('10', 'promote', '11'),
  ]
  const held = new Set(moves.map(({ name }) => name))
  for (const each of inOrder(moves)) {
    held.delete(each.name)
    if (each.choice === 'graduate') continue
    assert.ok(!held.has(each.newName), each.name)
    held.add(each.newName)
  }
  assert.deepEqual([...held].sort(), ['11', '2', '3', '4', 'К'])
})
