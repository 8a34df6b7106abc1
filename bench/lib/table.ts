/** One figure of a cell. */
export interface Measurement {
  cell: string
  what: string
  unit: string
  value: number
  least?: number
  greatest?: number
  /** Bound of the figure: it has to stay at or below `atMost`, or at or above `atLeast`. */
  target?: { atMost: number } | { atLeast: number } | undefined
  /** Pairs or runs of which one or more were disturbed by other work on the machine. */
  disturbed?: number
  /** What the figure leaves out, in a sentence. */
  note?: string
}

/** Whether a figure keeps its bound; null where there is none. What was not measured keeps nothing. */
export function isReached({ value, target }: { value: number; target?: Measurement['target'] }): boolean | null {
  if (target === undefined) return null
  if (Number.isNaN(value)) return false
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast
}

/** A figure with so many significant digits, or with all of them where fewer would seem to keep a bound that it misses. */
export function formatFigure(value: number, target?: Measurement['target'], digits = 6): string {
  if (Number.isNaN(value)) return '–'
  const short =
    Number.isInteger(value) || Math.abs(value) >= 10 ** digits ? Math.round(value) : Number(value.toPrecision(digits))
  return String(isReached({ value: short, target }) === isReached({ value, target }) ? short : value)
}

/** The bound in words of a table. */
export function formatTarget(target: Measurement['target']): string {
  if (target === undefined) return ''
  return 'atMost' in target ? `≤ ${target.atMost}` : `≥ ${target.atLeast}`
}

const MARKS = { true: 'yes', false: '**no**', null: '' } as const

/** Whether a figure keeps its bound, in words of a table. */
export function formatMark(measurement: Measurement): string {
  return MARKS[String(isReached(measurement)) as keyof typeof MARKS]
}

/** Rows of a Markdown table, cell by cell. */
export function formatTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map((each) => {
    const range =
      each.least === undefined ? '' : `${formatFigure(each.least)} … ${formatFigure(each.greatest ?? each.least)}`
    const remarks = [each.disturbed ? `${each.disturbed} disturbed` : '', each.note ?? ''].filter((part) => part !== '')
    return `| ${each.cell} | ${each.what} | ${formatFigure(each.value, each.target)} ${each.unit} | ${range} | ${formatTarget(each.target)} | ${formatMark(each)} | ${remarks.join('; ')} |`
  })
  return [
    '| cell | figure | value | range | target | reached | remarks |',
    '|---|---|--:|--:|--:|---|---|',
    ...rows,
  ].join('\n')
}
