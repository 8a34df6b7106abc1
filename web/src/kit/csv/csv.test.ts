import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toCsv } from './csv.ts'

test('[VER-05/csv] a spreadsheet opens the file as it is, and nothing that was typed becomes a formula', () => {
  const formulas = ['=1+1', '+7', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\u00A0=1', '=HYPERLINK("http://x";"Ж")']
  const lines = toCsv(formulas.map((text) => [text]))
  assert.ok(lines.startsWith('\uFEFF'))
  for (const text of formulas) {
    const quoted = /[";\r\n]/.test(text) ? `"'${text.replaceAll('"', '""')}"` : `'${text}`
    assert.ok(lines.includes(`${quoted}\r\n`), JSON.stringify(text))
  }
  assert.equal(
    toCsv([
      ['Имя', 'Кто'],
      ['Анна; «Мария»', 'сказала "да"'],
      ['две\nстроки', 'Салтыков-Щедрин'],
      ['', '5 − 3'],
    ]),
    '\uFEFFИмя;Кто\r\n"Анна; «Мария»";"сказала ""да"""\r\n"две\nстроки";Салтыков-Щедрин\r\n;5 − 3\r\n',
  )
})
