import { createHash, createPrivateKey, generateKeyPair, type JsonWebKey } from 'node:crypto'
import { promisify } from 'node:util'
import type { Platform } from '../../platform/platform.ts'
import { deleteKeys, insertKey, lockKeys, readKeys, type SigningKeyRow } from './signing-keys.store.ts'

const DAY_MS = 86_400_000
/** How long one key signs. */
export const SIGNING_MS = 90 * DAY_MS
/** How long before it signs, and after, a key is published: clients keep what they have read for days. */
export const PUBLISHED_MS = 7 * DAY_MS
const MODULUS_BITS = 2_048

export type SigningJwk = JsonWebKey & { kid: string; use: 'sig'; alg: 'RS256' }

/**
 * The keys of the provider, the one that signs first, then all others that are published. Makes the first key, and the
 * next one in time; forgets those that nobody needs any more.
 */
export async function signingKeys(
  platform: Pick<Platform, 'db' | 'clock' | 'transaction'>,
): Promise<readonly SigningJwk[]> {
  const now = platform.clock.now()
  let rows = await readKeys(platform.db)
  if (plan(rows, now).needsNext || plan(rows, now).over.length > 0) {
    await platform.transaction(async (tx) => {
      await lockKeys(tx)
      const { needsNext, over, nextFrom } = plan(await readKeys(tx), now)
      if (needsNext) await insertKey(tx, await makeKey(nextFrom))
      await deleteKeys(tx, over)
    })
    rows = await readKeys(platform.db)
  }
  const { signing } = plan(rows, now)
  return [...rows].sort((a, b) => Number(b === signing) - Number(a === signing)).map(toJwk)
}

/** `rows` come with the newest first. */
function plan(rows: readonly SigningKeyRow[], now: number) {
  const from = (row: SigningKeyRow) => row.signs_from.getTime()
  const newest = rows[0]
  const at = rows.findIndex((row) => from(row) <= now)
  const end = newest === undefined ? 0 : from(newest) + SIGNING_MS
  return {
    signing: rows[at],
    needsNext: newest === undefined || end - PUBLISHED_MS <= now,
    // An installation that slept past the end publishes the next key before it signs all the same.
    nextFrom: newest === undefined ? now : Math.max(end, now + PUBLISHED_MS),
    over:
      at < 0
        ? []
        : rows
            .slice(at + 1)
            .filter((_, i) => from(rows[at + i]!) + PUBLISHED_MS <= now)
            .map((row) => row.kid),
  }
}

async function makeKey(signsFrom: number): Promise<SigningKeyRow> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: MODULUS_BITS })
  const kid = createHash('sha256')
    .update(publicKey.export({ format: 'der', type: 'spki' }))
    .digest('base64url')
  return {
    kid,
    private_key: privateKey.export({ format: 'der', type: 'pkcs8' }),
    signs_from: new Date(signsFrom),
  }
}

function toJwk(row: SigningKeyRow): SigningJwk {
  const key = createPrivateKey({ key: row.private_key, format: 'der', type: 'pkcs8' })
  return { ...key.export({ format: 'jwk' }), kid: row.kid, use: 'sig', alg: 'RS256' }
}
