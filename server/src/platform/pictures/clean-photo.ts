import { crc32 } from 'node:zlib'
import { minimalExif, orientationOf } from './exif.ts'
import { sniffPicture } from './sniff.ts'

/**
 * A photo without anything that it tells beside its pixels, their colours and which way up it is: no place, no time, no
 * device, nothing behind its end. The pixels are the same bytes. Null when it tells nothing.
 *
 * @throws RangeError for what is no whole JPEG, PNG or WebP
 */
export function cleanPhoto(bytes: Buffer): Buffer | null {
  const format = sniffPicture(bytes)
  const { parts, exif } =
    format === 'jpeg' ? cleanJpeg(bytes) : format === 'png' ? cleanPng(bytes) : cleanWebp(bytes, format)
  const kept = parts.reduce((sum, part) => sum + part.length, 0)
  if (kept === bytes.length) return null
  const orientation = exif === null ? 1 : orientationOf(exif)
  const turned = orientation === 1 ? null : minimalExif(orientation)
  if (format === 'jpeg') return joinJpeg(parts, turned)
  return format === 'png' ? joinPng(parts, turned) : joinWebp(parts, turned)
}

/** What is kept of a photo, in its order, and what it told of itself as a phone writes it. */
interface Taken {
  parts: Buffer[]
  exif: Buffer | null
}

const EXIF = Buffer.from('Exif\0\0')
const [APP0, APP1, APP2, APP14, APP15, SOS, EOI, COMMENT] = [0xe0, 0xe1, 0xe2, 0xee, 0xef, 0xda, 0xd9, 0xfe] as const

function cleanJpeg(bytes: Buffer): Taken {
  const parts = [bytes.subarray(0, 2)]
  let exif: Buffer | null = null
  for (let at = 2; ; ) {
    if (bytes.readUInt8(at) !== 0xff) throw new RangeError('No marker where one has to be')
    const marker = bytes.readUInt8(at + 1)
    // Bytes that fill up a place before a marker.
    if (marker === 0xff) at += 1
    else if (marker === EOI) return { parts: [...parts, bytes.subarray(at, at + 2)], exif }
    else {
      const end = at + 2 + bytes.readUInt16BE(at + 2)
      if (end > bytes.length) throw new RangeError('A segment has no end')
      const body = bytes.subarray(at + 4, end)
      if (marker === APP1 && body.subarray(0, EXIF.length).equals(EXIF)) exif ??= body.subarray(EXIF.length)
      const next = marker === SOS ? endOfScan(bytes, end) : end
      if (isPicture(marker, body)) parts.push(bytes.subarray(at, next))
      at = next
    }
  }
}

/** Whether a segment is of the picture itself; what tells of it lies in the others. */
function isPicture(marker: number, body: Buffer): boolean {
  if (marker === COMMENT) return false
  if (marker < APP0 || marker > APP15) return true
  if (marker === APP2) return body.toString('latin1', 0, 11) === 'ICC_PROFILE'
  return marker === APP0 ? body.toString('latin1', 0, 4) === 'JFIF' : marker === APP14
}

/** The next marker behind coded pixels that is none of theirs. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes.readUInt8(at + 1)
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  throw new RangeError('The pixels have no end')
}

function joinJpeg(parts: readonly Buffer[], exif: Buffer | null): Buffer {
  if (exif === null) return Buffer.concat(parts)
  const [start, ...rest] = parts
  const head = Buffer.from([0xff, APP1, 0, 0])
  head.writeUInt16BE(2 + EXIF.length + exif.length, 2)
  // Behind the mark of JFIF, which has to be the first.
  const jfif = rest[0]?.[1] === APP0 ? [rest.shift()!] : []
  return Buffer.concat([start!, ...jfif, head, EXIF, exif, ...rest])
}

/** Chunks of PNG that are no text, time or place, beside those that have to be there. */
const PNG_KEPT = new Set('tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs hIST acTL fcTL fdAT'.split(' '))

function cleanPng(bytes: Buffer): Taken {
  const parts = [bytes.subarray(0, 8)]
  let exif: Buffer | null = null
  for (let at = 8; ; ) {
    const end = at + 12 + bytes.readUInt32BE(at)
    if (end > bytes.length) throw new RangeError('A chunk has no end')
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (name === 'eXIf') exif ??= bytes.subarray(at + 8, end - 4)
    if (/^[A-Z]/.test(name) || PNG_KEPT.has(name)) parts.push(bytes.subarray(at, end))
    if (name === 'IEND') return { parts, exif }
    at = end
  }
}

function joinPng(parts: readonly Buffer[], exif: Buffer | null): Buffer {
  if (exif === null) return Buffer.concat(parts)
  const [mark, header, ...rest] = parts
  const body = Buffer.concat([Buffer.from('eXIf'), exif])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(exif.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([mark!, header!, length, body, sum, ...rest])
}

const WEBP_KEPT = new Set(['VP8X', 'ICCP', 'ANIM', 'ANMF', 'ALPH', 'VP8 ', 'VP8L'])
/** Of the chunk VP8X, which says what else there is. */
const [HAS_EXIF, HAS_XMP] = [0x08, 0x04] as const

function cleanWebp(bytes: Buffer, format: string): Taken {
  if (format !== 'webp') throw new RangeError('No photo that can be cleaned')
  const parts = [bytes.subarray(0, 12)]
  const last = 8 + bytes.readUInt32LE(4)
  if (last > bytes.length) throw new RangeError('The picture has no end')
  let exif: Buffer | null = null
  for (let at = 12; at < last; ) {
    const size = bytes.readUInt32LE(at + 4)
    const end = at + 8 + size + (size % 2)
    if (end > bytes.length) throw new RangeError('A chunk has no end')
    const name = bytes.toString('latin1', at, at + 4)
    const body = bytes.subarray(at + 8, at + 8 + size)
    if (name === 'EXIF') exif ??= body.subarray(0, EXIF.length).equals(EXIF) ? body.subarray(EXIF.length) : body
    if (WEBP_KEPT.has(name)) parts.push(bytes.subarray(at, end))
    at = end
  }
  return { parts, exif }
}

function joinWebp(parts: readonly Buffer[], exif: Buffer | null): Buffer {
  const added = exif === null ? [] : [chunkOf(exif)]
  const whole = Buffer.concat([...parts, ...added])
  whole.writeUInt32LE(whole.length - 8, 4)
  if (whole.toString('latin1', 12, 16) === 'VP8X') {
    whole[20] = (whole[20]! & ~HAS_XMP & ~HAS_EXIF) | (exif === null ? 0 : HAS_EXIF)
  }
  return whole
}

function chunkOf(exif: Buffer): Buffer {
  const head = Buffer.from('EXIF\0\0\0\0', 'latin1')
  head.writeUInt32LE(exif.length, 4)
  return Buffer.concat([head, exif, Buffer.alloc(exif.length % 2)])
}
