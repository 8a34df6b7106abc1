import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import { POLL_OPTIONS_MAX } from '#contract/messenger/polls.limits.ts'
import type { Random } from '../../platform/clock/random.ts'

const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const COUNT_BYTES = 4
/** The same for every poll, so that the length tells nothing. */
const COUNTS_BYTES = COUNT_BYTES * (1 + POLL_OPTIONS_MAX)

/** What an anonymous poll knows of its votes. */
export interface Counts {
  /** How many have voted. */
  voters: number
  /** Votes for each option. */
  counts: readonly number[]
}

interface Place {
  chatId: string
  seq: number
}

/**
 * Seals counts under a key of their poll with a fresh nonce: of two boxes nobody without the key can tell which option has
 * one more, or whether any has.
 */
export function sealCounts(key: Buffer, place: Place, { voters, counts }: Counts, random: Random): Buffer {
  const plain = Buffer.alloc(COUNTS_BYTES)
  plain.writeUInt32BE(voters, 0)
  for (const [option, count] of counts.entries()) plain.writeUInt32BE(count, COUNT_BYTES * (1 + option))
  const nonce = Buffer.from(random.bytes(NONCE_BYTES))
  const cipher = createCipheriv(CIPHER, keyOf(key, place), nonce, { authTagLength: TAG_BYTES })
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/**
 * Reads what {@link sealCounts} made for this poll.
 *
 * @throws Error when it was made with another key or for another poll
 */
export function openCounts(key: Buffer, place: Place, sealed: Buffer, options: number): Counts {
  const nonce = sealed.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv(CIPHER, keyOf(key, place), nonce, { authTagLength: TAG_BYTES })
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  const plain = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
  const counts = Array.from({ length: options }, (_, option) => plain.readUInt32BE(COUNT_BYTES * (1 + option)))
  return { voters: plain.readUInt32BE(0), counts }
}

function keyOf(key: Buffer, { chatId, seq }: Place): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `parta poll ${chatId} ${seq}`, KEY_BYTES))
}
