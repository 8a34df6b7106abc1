import writeBook from 'write-excel-file/universal'

/** A cell: a text, which never becomes a formula, or a length of time that can be added up. */
export type BookCell = string | { seconds: number }

export interface BookSheet {
  name: string
  /** Stands above the rows, in bold, and stays there. */
  heads: readonly string[]
  rows: readonly (readonly BookCell[])[]
}

const DAY_S = 86_400
/** A length in hours that may be more than a day. */
const LENGTH = '[h]:mm:ss'
/** What no document of this kind may hold. */
const FORBIDDEN = /[^\t\n\r\P{Cc}]|\p{Cs}|[\uFFFE\uFFFF]/gu
/** Signs that fit into a column as it is shown first. */
const WIDTH_MAX = 48

const allowed = (text: string) => text.replace(FORBIDDEN, '')

function cellOf(cell: BookCell) {
  if (typeof cell !== 'string') return { value: cell.seconds / DAY_S, type: Number, format: LENGTH }
  return cell === '' ? null : { value: allowed(cell), type: String }
}

function widthsOf({ heads, rows }: BookSheet) {
  return heads.map((head, x) => {
    const lengths = rows.map((row) => (typeof row[x] === 'string' ? row[x].length : 0))
    return { width: Math.min(Math.max(head.length, ...lengths), WIDTH_MAX) + 2 }
  })
}

/** Sheets as a book of Excel, XLSX. */
export function bookOf(sheets: readonly BookSheet[]): Promise<Blob> {
  return writeBook(
    sheets.map((sheet) => ({
      sheet: sheet.name,
      stickyRowsCount: 1,
      columns: widthsOf(sheet),
      data: [
        sheet.heads.map((head) => ({ value: allowed(head), type: String, fontWeight: 'bold' as const })),
        ...sheet.rows.map((row) => row.map(cellOf)),
      ],
    })),
  ).toBlob()
}
