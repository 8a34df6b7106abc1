/**
 * Makes a UUID version 7 (RFC 9562 §5.7): 48 bits of time, 74 random bits, in lower case.
 *
 * @param timeMs milliseconds since 1970 in UTC
 * @param randomBytes at least ten random bytes
 */
export function uuidv7(timeMs: number, randomBytes: Uint8Array): string {
  const bytes = new Uint8Array(16)
  let time = Math.trunc(timeMs)
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = time % 256
    time = Math.trunc(time / 256)
  }
  bytes.set(randomBytes.subarray(0, 10), 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function isUuid(text: string): boolean {
  return UUID.test(text)
}
