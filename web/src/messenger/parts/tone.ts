const TONES = 8

/** One of eight colours, the same for the same person or chat on every device. */
export function toneOf(id: string): number {
  let sum = 0
  for (const char of id) sum = (sum * 31 + char.charCodeAt(0)) >>> 0
  return sum % TONES
}
