export interface ByteRange {
  start: number
  /** Included. */
  end: number
}

/**
 * What a Range header asks for of a file: one range, or null for the whole (also for several ranges and for what is no
 * range), or `beyond` when there is nothing there. With an If-Range of another file it is the whole.
 */
export function byteRange(
  range: string | undefined,
  ifRange: string | string[] | undefined,
  { bytes, tag }: { bytes: number; tag: string },
): ByteRange | null | 'beyond' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range ?? '')
  if (match === null || (ifRange !== undefined && ifRange !== `"${tag}"`)) return null
  const [first, last] = [match[1]!, match[2]!]
  if (first === '' && last === '') return null
  if (first === '') {
    const length = Number(last)
    return length === 0 ? 'beyond' : { start: Math.max(0, bytes - length), end: bytes - 1 }
  }
  const start = Number(first)
  if (start >= bytes) return 'beyond'
  const end = last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1)
  return end < start ? null : { start, end }
}
