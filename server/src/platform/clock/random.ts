import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { uuidv7 } from '#contract/kit/uuid.ts'
import type { Clock } from './clock.ts'

/** Randomness, passed in like the clock. */
export interface Random {
  bytes(count: number): Uint8Array
  /** A whole number from 0 up to but not including `bound`. */
  below(bound: number): number
}

const POOL_BYTES = 4_096
const POOLED_MAX = 16

/** Bytes of ids come from a pool that is filled at once, since calls of the system's generator cost; secrets do not. */
export function createSystemRandom(): Random {
  let pool = randomBytes(POOL_BYTES)
  let at = 0
  return {
    bytes(count) {
      if (count > POOLED_MAX) return randomBytes(count)
      if (at + count > POOL_BYTES) {
        pool = randomBytes(POOL_BYTES)
        at = 0
      }
      at += count
      return pool.subarray(at - count, at)
    },
    below: (bound) => randomInt(bound),
  }
}

/** Makes ids for rows that the server itself creates. */
export function createIdMaker(clock: Clock, random: Random): () => string {
  return () => uuidv7(clock.now(), random.bytes(10))
}

/** An unguessable token of `count` random bytes, in base64url. */
export function randomToken(random: Random, count: number): string {
  return Buffer.from(random.bytes(count)).toString('base64url')
}

/** What is kept of an opaque token: tokens have enough entropy that a plain hash is enough. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** What is kept of a short code: keyed, because six digits can be tried out. */
export function keyedHash(key: Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
