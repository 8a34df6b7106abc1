import readBookOfSheets from 'read-excel-file/universal'
import type { SheetAnswer, SheetJob } from './sheet-job.ts'
import { unpackedBytes } from './unpacked-bytes.ts'

/** Twenty thousand rows of a school take about a tenth of it. */
const UNPACKED_MAX = 192 * 1_048_576

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  // Days of a book have no zone; the library gives them as midnight UTC.
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10)
  return String(cell)
}

/** All sheets of a book one after the other. With more than one, each begins with a row that holds its name alone. */
export async function readBook({ bytes, rowsMax }: SheetJob): Promise<SheetAnswer> {
  const packed = new Uint8Array(bytes)
  if (unpackedBytes(Buffer.from(packed.buffer), UNPACKED_MAX) === null) return { refused: 'unreadable' }
  const sheets = await readBookOfSheets(packed.buffer)
  const filled = sheets.filter(({ data }) => data.some((row) => row.some((cell) => textOf(cell) !== '')))
  const rows: string[][] = []
  for (const { sheet, data } of filled) {
    if (filled.length > 1) rows.push([sheet])
    if (rows.length + data.length > rowsMax) return { refused: 'tooLarge' }
    for (const row of data) rows.push(row.map(textOf))
  }
  return { rows }
}
