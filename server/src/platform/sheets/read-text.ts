import { parse } from 'csv-parse/sync'
import type { SheetAnswer, SheetJob } from './sheet-job.ts'

const DELIMITERS = [';', ',', '\t'] as const
/** Lines by which the delimiter is found. */
const LOOKED_AT = 50

/** Text of a file in UTF-8, UTF-16 with its mark, or else windows-1251, in which Russian Excel writes; null for bytes that are no text. */
export function decodeText(bytes: Uint8Array): string | null {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (bytes.includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1251').decode(bytes)
  }
}

/** The sign between the columns: the one that most lines have, and of these the one that they have oftenest. */
export function delimiterOf(text: string): string {
  const lines = text
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r?\n/, LOOKED_AT)
    .filter((line) => line.trim() !== '')
  const scores = DELIMITERS.map((delimiter) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1)
    const having = counts.filter((count) => count > 0).length
    return { delimiter, having, sum: counts.reduce((sum, count) => sum + count, 0) }
  })
  const best = scores.reduce((a, b) => (b.having > a.having || (b.having === a.having && b.sum > a.sum) ? b : a))
  return best.having === 0 ? ';' : best.delimiter
}

/** A table that was saved as text. */
export function readText({ bytes, rowsMax }: SheetJob): SheetAnswer {
  const text = decodeText(bytes)
  if (text === null) return { refused: 'unreadable' }
  const rows: string[][] = parse(text, {
    delimiter: delimiterOf(text),
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    to: rowsMax + 1,
  })
  return rows.length > rowsMax ? { refused: 'tooLarge' } : { rows }
}
