import { zipOf } from './zip.ts'

/** A cell: a text, which never becomes a formula, or a length of time that can be added up. */
export type BookCell = string | { seconds: number }

export interface BookSheet {
  name: string
  /** Stands above the rows, in bold, and stays there. */
  heads: readonly string[]
  rows: readonly (readonly BookCell[])[]
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const DAY_S = 86_400
const [BOLD, LENGTH] = [1, 2]
/** Places of the styles: plain, bold, and a length in hours that may be more than a day. */
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font/><font><b/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="46" applyNumberFormat="1"/></cellXfs></styleSheet>`
/** What no document of this kind may hold. */
const FORBIDDEN = /[^\t\n\r\P{Cc}]|\p{Cs}|[\uFFFE\uFFFF]/gu
/** Signs that fit into a column as it is shown first. */
const WIDTH_MAX = 48

const escaped = (text: string) =>
  text
    .replace(FORBIDDEN, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

const column = (n: number): string =>
  (n < 26 ? '' : column(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26))

function cellXml(cell: BookCell, place: string, style: number): string {
  if (typeof cell !== 'string') return `<c r="${place}" s="${LENGTH}"><v>${cell.seconds / DAY_S}</v></c>`
  const inside = `<is><t xml:space="preserve">${escaped(cell)}</t></is>`
  return cell === '' ? '' : `<c r="${place}" s="${style}" t="inlineStr">${inside}</c>`
}

function sheetXml({ heads, rows }: BookSheet): string {
  const lines = [heads, ...rows].map((row, y) => {
    const cells = row.map((cell, x) => cellXml(cell, `${column(x)}${y + 1}`, y === 0 ? BOLD : 0))
    return `<row r="${y + 1}">${cells.join('')}</row>`
  })
  const widths = heads.map((head, x) => {
    const longest = rows.reduce(
      (max, row) => Math.max(max, typeof row[x] === 'string' ? row[x].length : 0),
      head.length,
    )
    return `<col min="${x + 1}" max="${x + 1}" width="${Math.min(longest, WIDTH_MAX) + 2}" customWidth="1"/>`
  })
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  const views = `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`
  return `${HEAD}<worksheet xmlns="${MAIN}">${views}<cols>${widths.join('')}</cols><sheetData>${lines.join('')}</sheetData></worksheet>`
}

/** Sheets as a book of Excel, XLSX. */
export function bookOf(sheets: readonly BookSheet[]): Blob {
  const files: Record<string, string> = {}
  const overrides = sheets.map((_, n) => {
    const part = `/xl/worksheets/sheet${n + 1}.xml`
    return `<Override PartName="${part}" ContentType="${TYPES}.worksheet+xml"/>`
  })
  files['[Content_Types].xml'] =
    `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>${overrides.join('')}</Types>`
  files['_rels/.rels'] =
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
  const list = sheets.map(({ name }, n) => `<sheet name="${escaped(name)}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`)
  files['xl/workbook.xml'] =
    `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>${list.join('')}</sheets></workbook>`
  const relations = sheets.map(
    (_, n) => `<Relationship Id="rId${n + 1}" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet${n + 1}.xml"/>`,
  )
  files['xl/_rels/workbook.xml.rels'] =
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relations.join('')}<Relationship Id="rId${sheets.length + 1}" Type="${DOCUMENT}/styles" Target="styles.xml"/></Relationships>`
  files['xl/styles.xml'] = `${HEAD}${STYLES}`
  for (const [n, sheet] of sheets.entries()) files[`xl/worksheets/sheet${n + 1}.xml`] = sheetXml(sheet)
  return zipOf(files)
}
