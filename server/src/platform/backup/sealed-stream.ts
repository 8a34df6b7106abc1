import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { pipeline, Readable, type Transform } from 'node:stream'
import { createGunzip, createGzip } from 'node:zlib'

const MAGIC = Buffer.from('PARTASL1')
const KEY_ID_BYTES = 8
const SALT_BYTES = 16
const HEADER_BYTES = MAGIC.length + KEY_ID_BYTES + SALT_BYTES
const TAG_BYTES = 16
const FRAME_BYTES_MAX = 1024 * 1024
const CHUNK_BYTES = 256 * 1024
const LAST = 0x8000_0000

/** What a sealed file cannot be read for: another `key` made it, it is `damaged`, or its end is `cut` off. */
export type SealFault = 'key' | 'damaged' | 'cut'

export class SealBroken extends Error {
  override readonly name = 'SealBroken'
  readonly fault: SealFault

  constructor(fault: SealFault, file: string) {
    const why = {
      key: 'it was sealed with another key',
      damaged: 'it is damaged or was changed',
      cut: 'its end is missing',
    }
    super(`${file} cannot be read: ${why[fault]}.`)
    this.fault = fault
  }
}

/**
 * Compresses and encrypts bytes so that a change, a cut, a swap of two files or another key is noticed when they are
 * read: AES-256-GCM in frames of at most 1 MiB with a counter as nonce and a key of its own for every file.
 *
 * @param name says which file it is; it has to be the same when it is opened
 */
export async function* seal(source: AsyncIterable<Buffer>, key: Buffer, name: string): AsyncGenerator<Buffer> {
  const header = Buffer.concat([MAGIC, keyId(key), randomBytes(SALT_BYTES)])
  const fileKey = fileKeyOf(key, header)
  yield header
  let counter = 0
  let held: Buffer | null = null
  for await (const chunk of through(source, createGzip({ level: 1, chunkSize: CHUNK_BYTES }))) {
    for (const part of partsOf(chunk)) {
      if (held !== null) yield sealFrame(held, { fileKey, header, name, counter: counter++, isLast: false })
      held = part
    }
  }
  yield sealFrame(held ?? Buffer.alloc(0), { fileKey, header, name, counter, isLast: true })
}

/**
 * Reads what {@link seal} made.
 *
 * @throws SealBroken while it is read, before anything that is not authentic is handed out
 */
export function unseal(source: AsyncIterable<Buffer>, key: Buffer, name: string): AsyncIterable<Buffer> {
  return through(openFrames(source, key, name), createGunzip())
}

/** The output of a transformation; whoever reads it is told of a failure of the source. */
function through(source: AsyncIterable<Buffer>, transform: Transform): AsyncIterable<Buffer> {
  pipeline(Readable.from(source), transform, () => {})
  return transform
}

async function* openFrames(source: AsyncIterable<Buffer>, key: Buffer, name: string): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source)
  const header = await reader.take(HEADER_BYTES)
  if (header === null || !header.subarray(0, MAGIC.length).equals(MAGIC)) throw new SealBroken('damaged', name)
  if (!header.subarray(MAGIC.length, MAGIC.length + KEY_ID_BYTES).equals(keyId(key))) throw new SealBroken('key', name)
  const fileKey = fileKeyOf(key, header)
  for (let counter = 0; ; counter += 1) {
    const length = (await reader.take(4))?.readUInt32BE()
    if (length === undefined) throw new SealBroken('cut', name)
    const isLast = length >= LAST
    const bytes = isLast ? length - LAST : length
    if (bytes > FRAME_BYTES_MAX) throw new SealBroken('damaged', name)
    const frame = await reader.take(bytes + TAG_BYTES)
    if (frame === null) throw new SealBroken('cut', name)
    yield openFrame(frame, { fileKey, header, name, counter, isLast })
    if (!isLast) continue
    if ((await reader.take(1)) !== null) throw new SealBroken('damaged', name)
    return
  }
}

interface FramePlace {
  fileKey: Buffer
  header: Buffer
  name: string
  counter: number
  isLast: boolean
}

function sealFrame(bytes: Buffer, place: FramePlace): Buffer {
  const cipher = createCipheriv('aes-256-gcm', place.fileKey, nonceOf(place.counter)).setAAD(placeOf(place))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length + (place.isLast ? LAST : 0))
  return Buffer.concat([length, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

function openFrame(frame: Buffer, place: FramePlace): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', place.fileKey, nonceOf(place.counter))
  decipher.setAAD(placeOf(place)).setAuthTag(frame.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(frame.subarray(0, -TAG_BYTES)), decipher.final()])
  } catch {
    throw new SealBroken('damaged', place.name)
  }
}

/** What a frame is bound to beside its content: the file, its beginning, and whether it is the last one. */
function placeOf({ header, name, isLast }: FramePlace): Buffer {
  return createHash('sha256')
    .update(header)
    .update(name)
    .update(isLast ? 'last' : 'more')
    .digest()
}

function nonceOf(counter: number): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(counter, 6, 6)
  return nonce
}

function keyId(key: Buffer): Buffer {
  return createHmac('sha256', key).update('parta backup key id').digest().subarray(0, KEY_ID_BYTES)
}

function fileKeyOf(key: Buffer, header: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, header.subarray(-SALT_BYTES), 'parta sealed file', 32))
}

function* partsOf(chunk: Buffer): Generator<Buffer> {
  for (let at = 0; at < chunk.length; at += FRAME_BYTES_MAX) yield chunk.subarray(at, at + FRAME_BYTES_MAX)
}

/** Takes exact numbers of bytes from a stream of chunks. */
export class ByteReader {
  readonly #source: AsyncIterator<Buffer>
  #held: Buffer[] = []
  #bytes = 0

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** The next bytes, or null when fewer are left. */
  async take(count: number): Promise<Buffer | null> {
    while (this.#bytes < count) {
      const next = await this.#source.next()
      if (next.done === true) return null
      this.#held.push(next.value)
      this.#bytes += next.value.length
    }
    const all = this.#held.length === 1 ? this.#held[0]! : Buffer.concat(this.#held)
    this.#held = [all.subarray(count)]
    this.#bytes -= count
    return all.subarray(0, count)
  }
}
