import { saveFile } from '../sheets/save-file.ts'

/** What a spreadsheet takes for the beginning of a formula, and what makes it look for one further on. */
const FORMULA = /^[\s\p{Cf}]*[=+\-@＝＋－＠|%\t\r\n]/u
const QUOTED = /[";\r\n]/u
/** Tells a spreadsheet that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF'

/**
 * Rows as a file that a spreadsheet opens at a press: UTF-8 with its mark, semicolons as Russian settings expect them, and
 * nothing that anybody has typed becomes a formula.
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `${BYTE_ORDER_MARK}${rows.map((row) => `${row.map(cell).join(';')}\r\n`).join('')}`
}

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Lets the browser save a text as a file. */
export function saveText(name: string, text: string): void {
  saveFile(name, new Blob([text], { type: 'text/csv;charset=utf-8' }))
}
