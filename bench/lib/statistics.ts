/** Counts by value, values ascending: microseconds for times. */
export type Histogram = readonly (readonly [number, number])[]

/** A middle value with the least and the greatest beside it. */
export interface Spread {
  median: number
  least: number
  greatest: number
}

/** The value at or below which the share `q` (0…1) of all counts lies; NaN for an empty histogram. */
export function percentile(histogram: Histogram, q: number): number {
  const total = histogram.reduce((sum, [, count]) => sum + count, 0)
  if (total === 0) return Number.NaN
  const rank = Math.max(1, Math.ceil(q * total))
  let seen = 0
  for (const [value, count] of histogram) {
    seen += count
    if (seen >= rank) return value
  }
  return histogram.at(-1)![0]
}

/** One histogram of several. */
export function mergeHistograms(histograms: readonly Histogram[]): Histogram {
  const counts = new Map<number, number>()
  for (const histogram of histograms) {
    for (const [value, count] of histogram) counts.set(value, (counts.get(value) ?? 0) + count)
  }
  return [...counts].sort(([a], [b]) => a - b)
}

/**
 * Median, least and greatest of at least one value.
 *
 * @throws RangeError when there is none
 */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('a spread needs a value')
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
  return { median, least: sorted[0]!, greatest: sorted.at(-1)! }
}

/** CPU or time that a part took for so many units. */
export interface Part {
  seconds: number
  units: number
  /** Share of the part's CPU time that other machines or programs took; a part above the bounds is measured again. */
  steal: number
  foreign: number
}

const STEAL_MAX = 0.03
const FOREIGN_MAX = 0.05

export function isQuiet(part: Part): boolean {
  return part.steal <= STEAL_MAX && part.foreign <= FOREIGN_MAX
}

export interface Pair<P extends Part> {
  floor: P
  subject: P
  quiet: boolean
}

/**
 * Measures floor and subject in turn, the order of the first swapped from pair to pair. A pair that was disturbed is
 * measured again, at most `pairs` times in all; after that disturbed pairs are kept and marked.
 */
export async function measurePairs<P extends Part>(
  pairs: number,
  measure: { floor: () => Promise<P>; subject: () => Promise<P> },
): Promise<Pair<P>[]> {
  const kept: Pair<P>[] = []
  for (let spare = pairs; kept.length < pairs; ) {
    const floorFirst = kept.length % 2 === 0
    const first = floorFirst ? await measure.floor() : await measure.subject()
    const second = floorFirst ? await measure.subject() : await measure.floor()
    const [floor, subject] = floorFirst ? [first, second] : [second, first]
    const quiet = isQuiet(floor) && isQuiet(subject)
    if (!quiet && spare > 0) {
      spare -= 1
      continue
    }
    kept.push({ floor, subject, quiet })
  }
  return kept
}

/** The subject's cost of a unit as a multiple of the floor's, pair by pair. */
export function ratios(pairs: readonly Pair<Part>[]): number[] {
  return pairs.map(({ floor, subject }) => subject.seconds / subject.units / (floor.seconds / floor.units))
}
