/**
 * The statistic D of Kolmogorov and Smirnov for two samples: the largest distance between their empirical distribution
 * functions, 0 for equal ones and 1 for such as do not overlap.
 */
export function distanceOf(one: readonly number[], other: readonly number[]): number {
  const [left, right] = [one, other].map((sample) => sample.toSorted((a, b) => a - b)) as [number[], number[]]
  let [i, j, distance] = [0, 0, 0]
  while (i < left.length && j < right.length) {
    const value = Math.min(left[i]!, right[j]!)
    while (left[i] === value) i += 1
    while (right[j] === value) j += 1
    distance = Math.max(distance, Math.abs(i / left.length - j / right.length))
  }
  return distance
}

/** The distance that two samples of one distribution exceed once in a thousand times. */
export function criticalDistance(sizeOne: number, sizeOther: number): number {
  return 1.949 * Math.sqrt((sizeOne + sizeOther) / (sizeOne * sizeOther))
}
