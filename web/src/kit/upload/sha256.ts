const PIECE_BYTES = 1_048_576
/** What fits into memory at once is hashed by the browser, which is many times faster. */
const AT_ONCE_BYTES = 64 * PIECE_BYTES

/**
 * SHA-256 of a file of any size, in hexadecimal digits, without holding the file in memory.
 *
 * @param onDone how many bytes are through
 * @throws the reason of the signal; the browser's error when the file cannot be read
 */
export async function sha256Of(file: Blob, onDone: (bytes: number) => void, signal: AbortSignal): Promise<string> {
  if (file.size <= AT_ONCE_BYTES) {
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
    signal.throwIfAborted()
    return hexOf(new Uint8Array(digest))
  }
  const hash = new Sha256()
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    const piece = new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer())
    signal.throwIfAborted()
    hash.update(piece)
    onDone(Math.min(at + PIECE_BYTES, file.size))
  }
  return hexOf(hash.digest())
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The first 32 bits of what is behind the point of a root. */
const fraction = (root: number) => ((root % 1) * 2 ** 32) | 0
const PRIMES: number[] = []
for (let n = 2; PRIMES.length < 64; n += 1) if (PRIMES.every((prime) => n % prime !== 0)) PRIMES.push(n)
const ROUNDS = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)))
const BLOCK = 64

/** SHA-256 (FIPS 180-4), piece by piece: the browser's own takes a whole file only. */
export class Sha256 {
  readonly #state = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)))
  readonly #words = new Int32Array(64)
  readonly #rest = new Uint8Array(BLOCK)
  #restLength = 0
  #length = 0

  update(bytes: Uint8Array): void {
    this.#length += bytes.length
    let at = 0
    if (this.#restLength > 0) {
      at = Math.min(BLOCK - this.#restLength, bytes.length)
      this.#rest.set(bytes.subarray(0, at), this.#restLength)
      this.#restLength += at
      if (this.#restLength < BLOCK) return
      this.#block(this.#rest, 0)
      this.#restLength = 0
    }
    for (; at + BLOCK <= bytes.length; at += BLOCK) this.#block(bytes, at)
    this.#rest.set(bytes.subarray(at))
    this.#restLength = bytes.length - at
  }

  digest(): Uint8Array {
    const bits = this.#length * 8
    const padding = new Uint8Array((this.#restLength < BLOCK - 8 ? BLOCK : 2 * BLOCK) - this.#restLength)
    padding[0] = 0x80
    const view = new DataView(padding.buffer)
    view.setUint32(padding.length - 8, Math.floor(bits / 2 ** 32))
    view.setUint32(padding.length - 4, bits % 2 ** 32)
    this.update(padding)
    const out = new DataView(new ArrayBuffer(32))
    for (const [i, word] of this.#state.entries()) out.setInt32(i * 4, word)
    return new Uint8Array(out.buffer)
  }

  #block(bytes: Uint8Array, at: number): void {
    const w = this.#words
    for (let i = 0, j = at; i < 16; i += 1, j += 4) {
      w[i] = (bytes[j]! << 24) | (bytes[j + 1]! << 16) | (bytes[j + 2]! << 8) | bytes[j + 3]!
    }
    for (let i = 16; i < 64; i += 1) {
      const [x, y] = [w[i - 15]!, w[i - 2]!]
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
      w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0
    }
    const state = this.#state
    let [a, b, c, d] = [state[0]!, state[1]!, state[2]!, state[3]!]
    let [e, f, g, h] = [state[4]!, state[5]!, state[6]!, state[7]!]
    for (let i = 0; i < 64; i += 1) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUNDS[i]! + w[i]!) | 0
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + t1) | 0
      d = c
      c = b
      b = a
      a = (t1 + t2) | 0
    }
    for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i] = (state[i]! + value) | 0
  }
}
