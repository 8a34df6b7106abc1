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

/** A figure with six significant digits, or with all of them where six would seem to keep a bound that it misses. */
export function formatFigure(value: number, target?: Measurement['target']): string {
  if (Number.isNaN(value)) return '–'
  const short = Number.isInteger(value) ? value : Number(value.toPrecision(6))
  return String(isReached({ value: short, target }) === isReached({ value, target }) ? short : value)
}

function formatTarget(target: Measurement['target']): string {
  if (target === undefined) return ''
  return 'atMost' in target ? `≤ ${target.atMost}` : `≥ ${target.atLeast}`
}

const MARKS = { true: 'yes', false: '**no**', null: '' } as const

/** Rows of a Markdown table, cell by cell. */
export function formatTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map((each) => {
    const range =
      each.least === undefined ? '' : `${formatFigure(each.least)} … ${formatFigure(each.greatest ?? each.least)}`
    const remarks = [each.disturbed ? `${each.disturbed} disturbed` : '', each.note ?? ''].filter((part) => part !== '')
    const mark = MARKS[String(isReached(each)) as keyof typeof MARKS]
    return `| ${each.cell} | ${each.what} | ${formatFigure(each.value, each.target)} ${each.unit} | ${range} | ${formatTarget(each.target)} | ${mark} | ${remarks.join('; ')} |`
  })
  return [
    '| cell | figure | value | range | target | reached | remarks |',
    '|---|---|--:|--:|--:|---|---|',
    ...rows,
  ].join('\n')
}
