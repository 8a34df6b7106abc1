const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/**
 * Makes a UUID version 7 (RFC 9562 §5.7): 48 bits of time, 74 random bits, in lower case.
 *
 * @param timeMs milliseconds since 1970 in UTC
 * @param randomBytes at least ten random bytes
 */
export function uuidv7(timeMs: number, randomBytes: Uint8Array): string {
  const time = Math.trunc(timeMs)
  const high = Math.trunc(time / 0x1_0000) % 0x1_0000_0000
  const low = time % 0x1_0000
  const hex = (i: number) => HEX[randomBytes[i]!]!
  const stamp = `${word(high >>> 16)}${word(high & 0xffff)}-${word(low)}`
  const version = HEX[(randomBytes[0]! & 0x0f) | 0x70]! + hex(1)
  const variant = HEX[(randomBytes[2]! & 0x3f) | 0x80]! + hex(3)
  return `${stamp}-${version}-${variant}-${hex(4)}${hex(5)}${hex(6)}${hex(7)}${hex(8)}${hex(9)}`
}

/** Sixteen bits as four digits. */
function word(bits: number): string {
  return HEX[bits >>> 8]! + HEX[bits & 0xff]!
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function isUuid(text: string): boolean {
  return UUID.test(text)
}
