import type { Random } from '../../platform/clock/random.ts'
import { openText, sealText } from '../../platform/hashing/seal.ts'
import type { Platform } from '../../platform/platform.ts'

/** The key of all secrets that organisations have entered; it stands in no database and no backup of one. */
export function connectionsKey({ keyOutside }: Pick<Platform, 'keyOutside'>): Promise<Buffer> {
  return keyOutside('connections of the school')
}

/** Seals the secret of a client under a key of its organisation, so that a row that is moved to another one says nothing. */
export function sealSecret(key: Buffer, organisationId: string, secret: string, random: Random): Buffer {
  return sealText(key, placeOf(organisationId), secret, random)
}

/** Reads what {@link sealSecret} has made for this organisation; null when it was made with another key, or for another one. */
export function openSecret(key: Buffer, organisationId: string, sealed: Buffer): string | null {
  return openText(key, placeOf(organisationId), sealed)
}

function placeOf(organisationId: string): string {
  return `school connection ${organisationId}`
}
