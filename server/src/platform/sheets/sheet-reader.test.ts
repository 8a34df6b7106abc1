import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bookOf, bookParts, inWindows1251, zipOf } from '#testkit/sheets.ts'
import { createSystemClock } from '../clock/clock.ts'
import { createSheetReader } from './sheet-reader.ts'

const read = createSheetReader(createSystemClock())
const LIMITS = { rowsMax: 100, columnsMax: 10, cellMax: 50 }
const rowsOf = async (bytes: Buffer) => {
  const answer = await read({ bytes, ...LIMITS })
  return 'rows' in answer ? answer.rows : assert.fail(answer.refused)
}
const refusalOf = async (bytes: Buffer) => {
  const answer = await read({ bytes, ...LIMITS })
  return 'refused' in answer ? answer.refused : 'read'
}

const PEOPLE = [
  ['ФИО', 'Класс', 'Дата рождения'],
  ['Ёлкина Анна', '5 Б', '01.02.2012'],
]

test('[INV-06/sheets] a book gives texts, numbers and days as texts, row by row, with merged titles as one cell', async () => {
  const bytes = bookOf([
    {
      name: 'Лист1',
      rows: [
        ['Список учащихся'],
        [],
        ['ФИО', 'Рождение', 'Телефон', 'Дата'],
        ['Ёлкина & Со', { day: '2012-02-01' }, 89031234567, 40941],
      ],
      merged: ['A1:D1'],
    },
  ])
  const rows = await rowsOf(bytes)
  assert.equal(rows[0]![0], 'Список учащихся')
  assert.deepEqual(rows[3], ['Ёлкина & Со', '2012-02-01', '89031234567', '40941'])
})

test('[INV-06/sheets] with more than one filled sheet each begins with its name', async () => {
  const rows = await rowsOf(
    bookOf([
      { name: '5 А', rows: [['ФИО'], ['Ан Ия']] },
      { name: 'Пустой', rows: [] },
      { name: '5 Б', rows: [['ФИО'], ['Бо Ян']] },
    ]),
  )
  assert.deepEqual(
    rows.map((row) => row[0]),
    ['5 А', 'ФИО', 'Ан Ия', '5 Б', 'ФИО', 'Бо Ян'],
  )
})

test('[INV-06/sheets] text is read in UTF-8 with and without its mark, in UTF-16 and windows-1251, with each separator', async () => {
  for (const delimiter of [';', ',', '\t']) {
    const text = PEOPLE.map((row) => row.join(delimiter)).join('\r\n')
    const files = [
      Buffer.from(text),
      Buffer.from(`\ufeff${text}`),
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
      inWindows1251(text),
    ]
    for (const file of files) assert.deepEqual(await rowsOf(file), PEOPLE)
  }
})

test('[INV-06/sheets] quotes hold separators and lines, and a quote that is open by mistake spoils nothing', async () => {
  const rows = await rowsOf(Buffer.from('ФИО;Родители\n"Ан; Ия";"Мать\nОтец"\nБо "Ян;5 Б\n'))
  assert.deepEqual(rows[1], ['Ан; Ия', 'Мать\nОтец'])
  assert.deepEqual(rows[2], ['Бо "Ян', '5 Б'])
})

test('[INV-06/hostile] what is no table is refused by name: old books, bytes, emptiness, too many rows', async () => {
  assert.equal(await refusalOf(Buffer.from('d0cf11e0a1b11ae1', 'hex')), 'oldExcel')
  assert.equal(await refusalOf(Buffer.from([1, 0, 2, 0])), 'unreadable')
  assert.equal(await refusalOf(Buffer.from(' ;; \n')), 'empty')
  assert.equal(await refusalOf(Buffer.from('а;б\n'.repeat(101))), 'tooLarge')
  assert.equal(await refusalOf(bookOf([{ name: 'Л', rows: Array.from({ length: 101 }, () => ['а']) }])), 'tooLarge')
  assert.equal(await refusalOf(zipOf({ 'readme.txt': 'нет листов' })), 'unreadable')
})

test('[INV-06/hostile] an archive that becomes more than it says, or names a place outside of itself, is not read', async () => {
  const parts = bookParts([{ name: 'Л', rows: PEOPLE }])
  const bomb = { ...parts, 'xl/media/huge.xml': Buffer.alloc(210 * 1_048_576) }
  assert.equal(await refusalOf(zipOf(bomb)), 'unreadable')
  assert.equal(await refusalOf(zipOf(bomb, 100)), 'unreadable')
  const good = zipOf(parts)
  const cut = Buffer.from(good)
  cut.writeUInt32LE(0x7fffffff, cut.length - 6)
  assert.equal(await refusalOf(cut), 'unreadable')
  assert.equal(await refusalOf(good.subarray(0, good.length / 2)), 'unreadable')
})

test('[INV-06/hostile] entities of a book are neither loaded nor multiplied', async () => {
  const parts = bookParts([{ name: 'Л', rows: PEOPLE }])
  const laughs = Array.from({ length: 12 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(20)}">`).join('')
  const text = `<!DOCTYPE x [<!ENTITY l0 "ха"><!ENTITY file SYSTEM "file:///etc/passwd">${laughs}]>`
  const shared = parts['xl/sharedStrings.xml']!.replace('?>\n', `?>\n${text}`).replace('5 Б', '&l12;&file;')
  const answer = await read({ bytes: zipOf({ ...parts, 'xl/sharedStrings.xml': shared }), ...LIMITS, cellMax: 500 })
  const told = 'rows' in answer ? answer.rows.flat().join() : ''
  assert.ok(!told.includes('root:') && !told.includes('хаха'), told)
})

test('[INV-06/hostile] a sheet that costs more time than it may is ended, and the next one is read', async () => {
  const limits = { processes: 1, waiting: 1, ms: 5, memoryBytes: 2 ** 30, heapMebibytes: 64 }
  const hurried = createSheetReader(createSystemClock(), limits)
  assert.deepEqual(await hurried({ bytes: Buffer.from('а;б'), ...LIMITS }), { refused: 'unreadable' })
  assert.deepEqual(await rowsOf(Buffer.from('а;б')), [['а', 'б']])
})
