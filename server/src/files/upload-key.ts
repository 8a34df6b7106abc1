import { createHmac } from 'node:crypto'
import { isUuid } from '#contract/kit/uuid.ts'
import { sameBytes } from '../platform/clock/random.ts'

/** The part of an address that lets somebody without an account, or an operator, send the bytes of one declared file. */
export function signUpload(secret: Uint8Array, fileId: string, ownerId: string): string {
  return `${ownerId}.${signatureOf(secret, fileId, ownerId)}`
}

/** For whom such a part was made; null for one that was not made here for this file. */
export function readUpload(secret: Uint8Array, fileId: string, text: string): string | null {
  const [ownerId = '', signature = '', ...more] = text.split('.')
  if (more.length > 0 || !isUuid(ownerId)) return null
  const expected = signatureOf(secret, fileId, ownerId)
  return sameBytes(Buffer.from(expected), Buffer.from(signature)) ? ownerId : null
}

function signatureOf(secret: Uint8Array, fileId: string, ownerId: string): string {
  return createHmac('sha256', secret).update(`${fileId}.${ownerId}`).digest('base64url')
}
