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

test('[GEN-08/csv] signs that only look like those of a formula, and hidden ones before it, do not bring it back', () => {
  const dangerous = ['\r\n=1', '＝1+1', '＠SUM(A1)', '\u200b=1', '|calc', '%x']
  for (const text of dangerous) assert.match(toCsv([[text]]), /^\uFEFF"?'/, JSON.stringify(text))
  assert.equal(toCsv([['5«Б»: 1 = 1']]), '\uFEFF5«Б»: 1 = 1\r\n')
})
