import { type TProperties, Type } from 'typebox'

/** An object that refuses properties it does not name, so that a misspelt field is an error and not a silence. */
export function closed<P extends TProperties>(properties: P) {
  return Type.Object(properties, { additionalProperties: false })
}

/** UUID in lower case; everything that people create carries an id (version 7) made by whoever creates it. */
export const Id = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })

/** Instant in UTC, RFC 3339 with milliseconds. */
export const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' })

/** Calendar day without a zone, YYYY-MM-DD. */
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

/** Number of an event in its audience's log: 1, 2, 3 … without gaps. */
export const Seq = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

/** A line of text typed by a person; the feature sets the true bound. */
export function line(max: number, min = 0) {
  return Type.String({ minLength: min, maxLength: max })
}

/** Opaque position in a list that is paged by key. */
export const Cursor = Type.String({ minLength: 1, maxLength: 400 })

/** One of a fixed list of words or numbers. */
export function oneOf<const Words extends readonly (string | number)[]>(words: Words) {
  return Type.Unsafe<Words[number]>(Type.Enum([...words]))
}
