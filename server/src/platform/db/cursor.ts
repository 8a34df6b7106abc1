import { fail } from '../dispatch/refusal.ts'

/** A place in a list that is paged by key, as an opaque word for the client. */
export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/**
 * Reads a place back.
 *
 * @throws Refusal `request.invalid` when it is not one that this list has made
 */
export function decodeCursor(
  cursor: string | undefined,
  shape: readonly ('string' | 'number')[],
): (string | number)[] | null {
  if (cursor === undefined) return null
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(key) && key.length === shape.length && key.every((part, i) => typeof part === shape[i]))
      return key
  } catch {
    // Falls through to the refusal: what is no JSON is no place either.
  }
  return fail('request.invalid', { places: ['/cursor'] })
}
