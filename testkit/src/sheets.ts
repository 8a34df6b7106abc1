import { crc32, deflateRawSync } from 'node:zlib'

/** A cell of a book: a text, a number, a day (YYYY-MM-DD) that is formatted as one, or nothing. */
export type BookCell = string | number | { day: string } | null

export interface BookSheet {
  name: string
  rows: readonly (readonly BookCell[])[]
  /** Ranges that are merged, such as `A1:F1`. */
  merged?: readonly string[]
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const EPOCH = Date.UTC(1899, 11, 30)
const DAY_MS = 86_400_000
/** The format of dates among the two of the styles. */
const DATE_STYLE = 1

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const columnName = (n: number): string =>
  (n < 26 ? '' : columnName(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26))

function sheetXml({ rows, merged = [] }: BookSheet, shared: Map<string, number>): string {
  const cellOf = (cell: BookCell, place: string): string => {
    if (cell === null || cell === '') return ''
    if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`
    if (typeof cell === 'object') {
      return `<c r="${place}" s="${DATE_STYLE}"><v>${(Date.parse(cell.day) - EPOCH) / DAY_MS}</v></c>`
    }
    if (!shared.has(cell)) shared.set(cell, shared.size)
    return `<c r="${place}" t="s"><v>${shared.get(cell)}</v></c>`
  }
  const lines = rows.map((row, y) => {
    const cells = row.map((cell, x) => cellOf(cell, `${columnName(x)}${y + 1}`)).join('')
    return `<row r="${y + 1}">${cells}</row>`
  })
  const merges = merged.map((range) => `<mergeCell ref="${range}"/>`).join('')
  const tail = merges === '' ? '' : `<mergeCells count="${merged.length}">${merges}</mergeCells>`
  return `${HEAD}<worksheet ${MAIN}><sheetData>${lines.join('')}</sheetData>${tail}</worksheet>`
}

/** The parts of a book as Excel writes it, with texts in one table of all sheets. */
export function bookParts(sheets: readonly BookSheet[]): Record<string, string> {
  const shared = new Map<string, number>()
  const parts: Record<string, string> = {}
  for (const [n, sheet] of sheets.entries()) parts[`xl/worksheets/sheet${n + 1}.xml`] = sheetXml(sheet, shared)
  const texts = [...shared.keys()].map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')
  parts['xl/sharedStrings.xml'] =
    `${HEAD}<sst ${MAIN} count="${shared.size}" uniqueCount="${shared.size}">${texts}</sst>`
  parts['xl/styles.xml'] =
    `${HEAD}<styleSheet ${MAIN}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`
  const list = sheets.map(({ name }, n) => `<sheet name="${escaped(name)}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`)
  parts['xl/workbook.xml'] =
    `${HEAD}<workbook ${MAIN} xmlns:r="${DOCUMENT}"><sheets>${list.join('')}</sheets></workbook>`
  const relations = sheets.map(
    (_, n) => `<Relationship Id="rId${n + 1}" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet${n + 1}.xml"/>`,
  )
  relations.push(
    `<Relationship Id="rId${sheets.length + 1}" Type="${DOCUMENT}/sharedStrings" Target="sharedStrings.xml"/>`,
    `<Relationship Id="rId${sheets.length + 2}" Type="${DOCUMENT}/styles" Target="styles.xml"/>`,
  )
  const package_ = 'http://schemas.openxmlformats.org/package/2006'
  parts['xl/_rels/workbook.xml.rels'] =
    `${HEAD}<Relationships xmlns="${package_}/relationships">${relations.join('')}</Relationships>`
  parts['_rels/.rels'] =
    `${HEAD}<Relationships xmlns="${package_}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
  const overrides = sheets.map(
    (_, n) => `<Override PartName="/xl/worksheets/sheet${n + 1}.xml" ContentType="${TYPES}.worksheet+xml"/>`,
  )
  parts['[Content_Types].xml'] =
    `${HEAD}<Types xmlns="${package_}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>${overrides.join('')}</Types>`
  return parts
}

/** A book with these sheets, as bytes. */
export function bookOf(sheets: readonly BookSheet[]): Buffer {
  return zipOf(bookParts(sheets))
}

/** An archive of these files, as bytes; `claimed` lies about how many bytes each becomes. */
export function zipOf(files: Readonly<Record<string, string | Buffer>>, claimed?: number): Buffer {
  const chunks: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const body = Buffer.from(content)
    const packed = deflateRawSync(body)
    const path = Buffer.from(name)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(0x0800, 2)
    facts.writeUInt16LE(8, 4)
    facts.writeUInt32LE(crc32(body), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(claimed ?? body.length, 18)
    facts.writeUInt16LE(path.length, 22)
    chunks.push(Buffer.from('PK\x03\x04', 'latin1'), facts, path, packed)
    const entry = Buffer.alloc(42)
    entry.writeUInt16LE(20, 0)
    facts.copy(entry, 2)
    entry.writeUInt32LE(offset, 38)
    directory.push(Buffer.from('PK\x01\x02', 'latin1'), entry, path)
    offset += 4 + facts.length + path.length + packed.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  const count = Object.keys(files).length
  end.writeUInt16LE(count, 4)
  end.writeUInt16LE(count, 6)
  end.writeUInt32LE(list.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...chunks, list, Buffer.from('PK\x05\x06', 'latin1'), end])
}

/** Text in windows-1251, as Russian Excel saves CSV. */
export function inWindows1251(text: string): Buffer {
  return Buffer.from(
    [...text].map((sign) => {
      const code = sign.codePointAt(0)!
      if (code < 128) return code
      if (sign === 'Ё') return 0xa8
      if (sign === 'ё') return 0xb8
      if (sign === '«') return 0xab
      if (sign === '»') return 0xbb
      if (code >= 0x410 && code <= 0x44f) return code - 0x410 + 0xc0
      throw new Error(`${sign} has no place in this table`)
    }),
  )
}
