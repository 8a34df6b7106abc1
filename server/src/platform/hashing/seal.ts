import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import type { Random } from '../clock/random.ts'

const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * Seals a text under a key of its own place, so that a row that is moved to another one says nothing.
 *
 * @param key 32 bytes, of the installation
 * @param place what the text belongs to, with the words of its purpose
 */
export function sealText(key: Buffer, place: string, text: string, random: Random): Buffer {
  const nonce = Buffer.from(random.bytes(NONCE_BYTES))
  const cipher = createCipheriv(CIPHER, keyOf(key, place), nonce, { authTagLength: TAG_BYTES })
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** Reads what {@link sealText} has made for this place; null when it was made with another key, or for another one. */
export function openText(key: Buffer, place: string, sealed: Buffer): string | null {
  const nonce = sealed.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv(CIPHER, keyOf(key, place), nonce, { authTagLength: TAG_BYTES })
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  try {
    const plain = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
    return plain.toString('utf8')
  } catch {
    return null
  }
}

function keyOf(key: Buffer, place: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `parta ${place}`, KEY_BYTES))
}
