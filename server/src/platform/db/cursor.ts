import { isUuid } from '#contract/kit/uuid.ts'
import { fail } from '../dispatch/refusal.ts'

type Part = string | number
/** What may stand at one place of a cursor; whatever reaches the database has just this form. */
type PartKind = 'text' | 'id' | 'instant' | 'count'

const FITS: Readonly<Record<PartKind, (part: unknown) => boolean>> = {
  text: (part) => typeof part === 'string' && part.isWellFormed() && !part.includes('\0'),
  id: (part) => typeof part === 'string' && isUuid(part),
  instant: (part) => typeof part === 'string' && isInstant(part),
  count: (part) => Number.isSafeInteger(part),
}

/** A place in a list that is paged by key, as an opaque word for the client. */
export function encodeCursor(key: readonly Part[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/**
 * Reads a place back.
 *
 * @throws Refusal `request.invalid` when it is not one that this list has made
 */
export function decodeCursor(cursor: string | undefined, shape: readonly PartKind[]): Part[] | null {
  if (cursor === undefined) return null
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(key) && key.length === shape.length && key.every((part, i) => FITS[shape[i]!](part))) return key
  } catch {
    // Falls through to the refusal: what is no JSON is no place either.
  }
  return fail('request.invalid', { places: ['/cursor'] })
}

function isInstant(text: string): boolean {
  const date = new Date(text)
  return !Number.isNaN(date.getTime()) && date.toISOString() === text
}

/**
 * The moment that a text in the form of an instant names.
 *
 * @throws Refusal `request.invalid` when the calendar has no such moment
 */
export function momentOf(text: string, place: string): Date {
  return isInstant(text) ? new Date(text) : fail('request.invalid', { places: [place] })
}
