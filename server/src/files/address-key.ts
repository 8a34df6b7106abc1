import { createHmac } from 'node:crypto'
import { isUuid } from '#contract/kit/uuid.ts'
import { sameBytes } from '../platform/clock/random.ts'

/** For whom an address of a file was made, and until when it is good. */
export interface AddressKey {
  sessionId: string
  profileId: string
  /** Milliseconds since 1970. */
  expiresAt: number
}

/** The part of an address that shows that this server has made it, for one file, session and profile. */
export function signAddress(secret: Uint8Array, fileId: string, key: AddressKey): string {
  const told = [key.sessionId, key.profileId, key.expiresAt.toString(36)].join('.')
  return `${told}.${signatureOf(secret, fileId, told)}`
}

/** Reads such a part; null for one that was not made here for this file. Whether it is still good is for the caller. */
export function readAddress(secret: Uint8Array, fileId: string, text: string): AddressKey | null {
  const [sessionId = '', profileId = '', expiry = '', signature = '', ...more] = text.split('.')
  if (more.length > 0 || !isUuid(sessionId) || !isUuid(profileId)) return null
  const expected = signatureOf(secret, fileId, [sessionId, profileId, expiry].join('.'))
  if (!sameBytes(Buffer.from(expected), Buffer.from(signature))) return null
  return { sessionId, profileId, expiresAt: Number.parseInt(expiry, 36) }
}

function signatureOf(secret: Uint8Array, fileId: string, told: string): string {
  return createHmac('sha256', secret).update(`${fileId}.${told}`).digest('base64url')
}
