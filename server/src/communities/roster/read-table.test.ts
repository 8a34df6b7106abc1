import assert from 'node:assert/strict'
import { test } from 'node:test'
import { normalizePhone } from '../../identity/profiles/phone.ts'
import { findLayout } from './find-columns.ts'
import { readDay, transposed } from './read-days.ts'
import { readFullName } from './read-names.ts'
import { readPhones } from './read-phones.ts'
import { readTable } from './read-table.ts'
import { readClass, unitKey, unitName } from './read-units.ts'

const TODAY = '2024-09-15'
const UNITS = new Map([[unitKey('5«Б»'), { id: 'unit-5b', name: '5«Б»' }]])

function read(rows: readonly (readonly string[])[]) {
  const layout = findLayout(rows)
  return {
    layout,
    rows: readTable(rows, layout.headRow, { ...layout, today: TODAY, normalizePhone, units: UNITS, classes: true }),
  }
}

test('[INV-06/classes] one class is recognised however it is written, and a new one is named as the others', () => {
  for (const text of ['5 Б', '5-Б', '5Б', '5«Б»', '5 "б" класс', '5"Б"', '5 кл. Б', 'V Б']) {
    assert.equal(unitKey(text), '5б', text)
  }
  assert.deepEqual(readClass('11'), { grade: 11, letter: '' })
  assert.deepEqual(readClass('5B'), { grade: 5, letter: 'в' })
  for (const text of ['12А', '0 Б', 'Педагоги', '5 БВ', '']) assert.equal(readClass(text), null, text)
  assert.equal(unitName(' 6 - а '), '6«А»')
  assert.equal(unitName('Группа  раннего развития'), 'Группа раннего развития')
  assert.equal(unitName('Кружок 🎓✔'), 'Кружок')
})

test('[INV-06/dates] days are read as texts and as numbers, the day before the month, and no day of no calendar', () => {
  const known: Record<string, string> = {
    '12.03.2014': '2014-03-12',
    '1.2.14': '2014-02-01',
    '12/03/2014 г.': '2014-03-12',
    '2014-03-12': '2014-03-12',
    '12 марта 2014 года': '2014-03-12',
    '7 мая 2013': '2013-05-07',
    '41710': '2014-03-12',
    '05.06.98': '1998-06-05',
    '12.03.2014 0:00:00': '2014-03-12',
  }
  for (const [text, day] of Object.entries(known)) assert.equal(readDay(text, TODAY), day, text)
  for (const text of ['31.02.2014', '13.13.2014', 'вчера', '5', '', '12.2014'])
    assert.equal(readDay(text, TODAY), null, text)
  assert.equal(transposed('2014-03-12'), '2014-12-03')
  assert.equal(transposed('2014-03-13'), null)
  assert.equal(transposed('2014-03-03'), null)
})

test('[INV-06/phones] numbers are found with eight, with seven, as a number of Excel, and several in one cell', () => {
  const one = (text: string) => readPhones(text, normalizePhone)
  for (const text of ['8 (903) 123-45-67', '+7 903 123 45 67', '9031234567', '89031234567']) {
    assert.deepEqual(one(text).phones, ['+79031234567'], text)
  }
  assert.deepEqual(one('89031234567 9167654321').phones, ['+79031234567', '+79167654321'])
  assert.deepEqual(one('8.9031234567E+10').phones, ['+79031234567'])
  assert.deepEqual(one('мама 89031234567, папа 8-916-765-43-21').phones, ['+79031234567', '+79167654321'])
  assert.deepEqual(one('12345'), { phones: [], odd: true, rest: '12345' })
  assert.equal(one('нет').odd, false)
})

test('[INV-06/names] a full name is read with its patronymic, in capitals, with numbers before it, and in the other order', () => {
  const names = (text: string) => readFullName(text).names
  assert.deepEqual(names('ИВАНОВА-ПЕТРОВА  АННА ИЛЬИНИЧНА'), {
    surname: 'Иванова-Петрова',
    name: 'Анна',
    patronymic: 'Ильинична',
  })
  assert.deepEqual(names('12. Сидоров Иван'), { surname: 'Сидоров', name: 'Иван', patronymic: '' })
  assert.deepEqual(names('Иван Петрович Сидоров'), { surname: 'Сидоров', name: 'Иван', patronymic: 'Петрович' })
  assert.deepEqual(names('Алиев Тимур Рустам оглы'), { surname: 'Алиев', name: 'Тимур', patronymic: 'Рустам оглы' })
  assert.equal(readFullName('Сидоров').trouble, 'nameOdd')
  assert.equal(readFullName('Ан Ия; Бо Ян').trouble, 'severalPeople')
  assert.equal(readFullName('Сидоров И. П.').trouble, 'nameOdd')
})

test('[INV-06/sheet-as-kept] titles above the head, three columns of names, guardians in the row, repeated heads and sums', () => {
  const head = [
    '№ п/п',
    'Фамилия',
    'Имя',
    'Отчество',
    'Класс',
    'Дата рождения',
    'Телефон',
    'ФИО матери',
    'Телефон матери',
    'Отец',
    'Тел. отца',
    'Адрес',
  ]
  const { layout, rows } = read([
    ['МБОУ «Школа № 1234»'],
    ['Список обучающихся на 2024/25 учебный год'],
    [],
    head,
    [
      '1',
      'Ёлкина',
      'Анна',
      'Ильинична',
      '5 Б',
      '01.02.2012',
      '89031234567',
      'Ёлкина Мария Юрьевна',
      '+7 916 765-43-21',
      'Ёлкин Илья',
      '9161112233',
      'ул. Мира, 5',
    ],
    head,
    ['2', 'Бобров', 'Пётр', '', '6-а', '40941', '', '', '', '', '', ''],
    ['', 'Итого: 2'],
  ])
  assert.equal(layout.headRow, 3)
  assert.deepEqual(layout.columns, [
    'skip',
    'surname',
    'name',
    'patronymic',
    'unit',
    'birthDate',
    'phone',
    'guardian',
    'guardianPhone',
    'guardian',
    'guardianPhone',
    'skip',
  ])
  assert.equal(layout.list, 'pupils')
  assert.deepEqual(
    rows.map(({ position, verdict }) => [position, verdict]),
    [
      [5, 'understood'],
      [7, 'understood'],
    ],
  )
  assert.deepEqual(rows[0]!.person, {
    surname: 'Ёлкина',
    name: 'Анна',
    patronymic: 'Ильинична',
    role: 'pupil',
    birthDate: '2012-02-01',
    unitId: 'unit-5b',
    unitName: '5«Б»',
    phones: ['+79031234567'],
    guardians: [
      { surname: 'Ёлкина', name: 'Мария', patronymic: 'Юрьевна', phones: ['+79167654321'] },
      { surname: 'Ёлкин', name: 'Илья', patronymic: '', phones: ['+79161112233'] },
    ],
  })
  assert.equal(rows[1]!.person?.birthDate, '2012-02-02')
  assert.deepEqual([rows[1]!.person?.unitId, rows[1]!.person?.unitName], [null, '6«А»'])
})

test('[INV-06/sheet-as-kept] classes one below the other, each under its title, and parents together in one cell', () => {
  const { rows } = read([
    ['5 «Б» класс'],
    ['ФИО ребёнка', 'Родители'],
    ['Ёлкина Анна Ильинична', 'мать: Ёлкина Мария 89031234567\nотец: Ёлкин Илья Юрьевич, 8 916 111 22 33'],
    ['6 «А» класс'],
    ['Бобров Пётр Львович', ''],
  ])
  assert.deepEqual(
    rows.map(({ person }) => person?.unitName),
    ['5«Б»', '6«А»'],
  )
  assert.deepEqual(
    rows[0]!.person?.guardians.map(({ surname, name, phones }) => [surname, name, ...phones]),
    [
      ['Ёлкина', 'Мария', '+79031234567'],
      ['Ёлкин', 'Илья', '+79161112233'],
    ],
  )
})

test('[INV-06/verdicts] every doubt has a reason of its own, and what is not understood says why', () => {
  const { rows } = read([
    ['ФИО', 'Класс', 'Дата рождения', 'Телефон'],
    ['Ёлкина Анна', '5Б', '32.01.2012', '12345'],
    ['Ёлкина Анна', '5Б', '', ''],
    ['Елкина Анна', '5Б', '01.02.2012', ''],
    ['Елкина Анна', '5Б', '01.02.2012', ''],
    ['Бобров Пётр', '', '01.02.1950', ''],
    ['Бобров Пётр', 'Подготовка', '01.02.2015', ''],
    ['Бобров', '5Б', '', ''],
    ['', '5Б', '01.02.2012', ''],
    ['Ан Ия, Бо Ян', '5Б', '', ''],
    ['Ли Ян Ю Цай Бо', '5Б', '02.02.2012', ''],
  ])
  assert.deepEqual(
    rows.map(({ verdict, reasons }) => [verdict, ...reasons]),
    [
      ['doubt', 'birthDateOdd', 'phoneOdd'],
      ['doubt', 'namesakes'],
      ['doubt', 'namesakes'],
      ['doubt', 'twice'],
      ['doubt', 'unitMissing', 'birthDateUnlikely'],
      ['doubt', 'unitOdd'],
      ['unclear', 'nameOdd'],
      ['unclear', 'nameMissing'],
      ['unclear', 'severalPeople'],
      ['doubt', 'namePartsMany'],
    ],
  )
})

test('[INV-06/columns] without a head columns are known by what stands in them; lists of the staff by their words', () => {
  const bare = read([
    ['Ёлкина Анна Ильинична', '5 Б', '01.02.2012', '8 903 123-45-67'],
    ['Бобров Пётр Львович', '6 А', '02.02.2012', '8 903 123-45-68'],
  ])
  assert.deepEqual(bare.layout, { headRow: -1, columns: ['fullName', 'unit', 'birthDate', 'phone'], list: 'pupils' })
  assert.equal(bare.rows.length, 2)
  const staff = read([
    ['Педагогический состав'],
    ['ФИО сотрудника', 'Должность', 'Телефон'],
    ['Ан Ия Юрьевна', 'Учитель', ''],
  ])
  assert.equal(staff.layout.list, 'staff')
  assert.deepEqual(staff.rows[0]!.reasons, [])
})
