import { createPublicKey, type JsonWebKey, verify } from 'node:crypto'

/** A key of the messenger as its `jwks` shows it. */
export type PublicKey = JsonWebKey & { kid?: string }

/** What a token has to say: who has made it, for whom, and for which sign-in. */
export interface Expected {
  issuer: string
  clientId: string
  nonce: string
}

/**
 * Whether an ID token is the answer to this very sign-in. When it was made is not looked at: the nonce is as old as the
 * sign-in, and is used once.
 */
export function isIdTokenOf(token: string, keys: readonly PublicKey[], { issuer, clientId, nonce }: Expected): boolean {
  const parts = token.split('.')
  if (parts.length !== 3) return false
  const [head, body, signature] = parts as [string, string, string]
  const header = decoded(head)
  const claims = decoded(body)
  const key = keys.find(({ kid }) => kid !== undefined && kid === header?.kid)
  if (key === undefined || key.kty !== 'RSA' || header?.alg !== 'RS256') return false
  const signed = Buffer.from(`${head}.${body}`)
  const publicKey = createPublicKey({ key, format: 'jwk' })
  if (!verify('RSA-SHA256', signed, publicKey, Buffer.from(signature, 'base64url'))) return false
  return claims?.iss === issuer && claims.aud === clientId && claims.nonce === nonce
}

function decoded(part: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
