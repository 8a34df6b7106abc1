/** What the process that reads sheets is asked. */
export interface SheetJob {
  bytes: Uint8Array
  /** A table with more rows is not read. */
  rowsMax: number
  /** Cells of a row beyond that are left out. */
  columnsMax: number
  /** Signs of a cell beyond that are left out. */
  cellMax: number
}

/**
 * Why a file is no table: `oldExcel` is the format of before 2007, `tooLarge` has more rows than are read, `empty` has none,
 * `unreadable` is neither a book of sheets nor text, or becomes more than anything honest when it is unpacked.
 */
export type SheetRefusal = 'oldExcel' | 'tooLarge' | 'empty' | 'unreadable'

/** Cells as texts: days as YYYY-MM-DD, numbers with their digits, nothing as an empty text. */
export type SheetAnswer = { rows: string[][] } | { refused: SheetRefusal }
