import assert from 'node:assert/strict'
import { test } from 'node:test'
import readBookOfSheets from 'read-excel-file/universal'
import { bookOf } from './book.ts'

test('[ATT-04/book] a book is read as it was written, with lengths that can be added up, and no text becomes a formula', async () => {
  const texts = ['=1+1', '+7', '@SUM(A1)', 'Анна & «Мария» <b>"да"</b>', ' пробелы ', 'две\nстроки', 'Ж😀']
  const book = await bookOf([
    { name: 'Участники', heads: ['Имя', 'Длительность'], rows: texts.map((text) => [text, { seconds: 90_061 }]) },
    { name: 'Итоги & всё', heads: ['Имя'], rows: [['', 'одно']] },
  ])
  const sheets = await readBookOfSheets(await book.arrayBuffer())
  assert.deepEqual(
    sheets.map(({ sheet }) => sheet),
    ['Участники', 'Итоги & всё'],
  )
  const [people, sums] = sheets.map(({ data }) => data)
  assert.deepEqual(people![0], ['Имя', 'Длительность'])
  assert.deepEqual(
    people!.slice(1).map((row) => String(row[0]).trim()),
    texts.map((text) => text.trim()),
  )
  assert.deepEqual(sums![1], [null, 'одно'])
  // A number of days, which Excel adds up and shows in hours; the reader takes it for a moment of 1899.
  const day = (people![1]![1] as unknown as Date).getTime() / 86_400_000 + 25_569
  assert.ok(Math.abs(day - 90_061 / 86_400) < 1e-6, String(day))
})

test('signs that such a document may not hold are left out', async () => {
  const book = await bookOf([{ name: 'А', heads: ['Имя'], rows: [['а\u0000б\u001fв\ud800']] }])
  const [sheet] = await readBookOfSheets(await book.arrayBuffer())
  assert.equal(sheet!.data[1]![0], 'абв')
})
