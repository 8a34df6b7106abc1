const CHUNK_BYTES = 64 * 1024
/** An escaped character of a JSON text has six, and a character has at most three bytes of UTF-8. */
const BYTES_OF_CHARACTER_MAX = 6

let chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES)
let used = 0

/**
 * JSON around one text of a person, as UTF-8: `head` and `tail` are ASCII. Many small ones lie in one piece of memory,
 * and no text becomes part of a longer one on its way.
 */
export function jsonAround(head: string, text: string, tail: string): Buffer {
  const most = head.length + 2 + text.length * BYTES_OF_CHARACTER_MAX + tail.length
  if (chunk.length - used < most) {
    chunk = Buffer.allocUnsafeSlow(Math.max(CHUNK_BYTES, most))
    used = 0
  }
  const from = used
  used += chunk.write(head, used, 'latin1')
  used += chunk.write(JSON.stringify(text), used, 'utf8')
  used += chunk.write(tail, used, 'latin1')
  return chunk.subarray(from, used)
}
