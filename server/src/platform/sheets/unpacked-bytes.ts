import { inflateRawSync } from 'node:zlib'

const END_OF_DIRECTORY = 0x06054b50
const ENTRY_OF_DIRECTORY = 0x02014b50
const LOCAL_HEADER = 0x04034b50
const END_BYTES = 22
const COMMENT_MAX = 65_535
/** Parts of a book beyond that are none of a spreadsheet that people made. */
const ENTRIES_MAX = 2_000
const DEFLATED = 8
const STORED = 0

/**
 * How many bytes an archive becomes, found by unpacking each part and throwing it away, since what its directory says of sizes may be a lie; null
 * when that is more than `max`, or when it is no archive that a spreadsheet is kept in.
 */
export function unpackedBytes(archive: Buffer, max: number): number | null {
  try {
    const end = findEnd(archive)
    if (end === null) return null
    const count = archive.readUInt16LE(end + 10)
    let place = archive.readUInt32LE(end + 16)
    if (count > ENTRIES_MAX) return null
    let sum = 0
    for (let n = 0; n < count; n += 1) {
      if (archive.readUInt32LE(place) !== ENTRY_OF_DIRECTORY) return null
      const bytes = bytesOfEntry(archive, place, max - sum)
      if (bytes === null || sum + bytes > max) return null
      sum += bytes
      const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(place + offset))
      place += 46 + name! + extra! + comment!
    }
    return sum
  } catch (error) {
    // A place outside of the file, a stream that is none, or one that becomes more than it may.
    if (error instanceof RangeError || /^(Z_|ERR_)/.test(String((error as NodeJS.ErrnoException).code))) return null
    throw error
  }
}

function findEnd(archive: Buffer): number | null {
  const first = Math.max(0, archive.length - END_BYTES - COMMENT_MAX)
  for (let at = archive.length - END_BYTES; at >= first; at -= 1) {
    if (archive.readUInt32LE(at) === END_OF_DIRECTORY) return at
  }
  return null
}

function bytesOfEntry(archive: Buffer, place: number, max: number): number | null {
  const method = archive.readUInt16LE(place + 10)
  const packed = archive.readUInt32LE(place + 20)
  const local = archive.readUInt32LE(place + 42)
  if (archive.readUInt32LE(local) !== LOCAL_HEADER) return null
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
  const body = archive.subarray(start, start + packed)
  if (body.length !== packed) return null
  if (method === STORED) return packed
  if (method !== DEFLATED) return null
  return packed === 0 ? 0 : inflateRawSync(body, { maxOutputLength: Math.max(1, max) }).length
}
