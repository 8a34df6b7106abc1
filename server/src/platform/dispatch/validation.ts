import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { compileCleaner } from './cleaner.ts'

export interface Validation {
  /** Null when the value fits, else the places that do not, as JSON pointers, at most five. */
  check(value: unknown): readonly string[] | null
  /** The value without what the schema does not name. */
  clean(value: unknown): unknown
}

const compiled = new WeakMap<TSchema, Validation>()

/**
 * Compiles a schema, once for the life of the process and with its first value: a start that compiles hundreds of schemas takes
 * a third of a second longer, and most processes never see most of them.
 */
export function compileSchema(schema: TSchema): Validation {
  let validation = compiled.get(schema)
  if (validation === undefined) {
    validation = compileNew(schema)
    compiled.set(schema, validation)
  }
  return validation
}

function compileNew(schema: TSchema): Validation {
  let validator: ReturnType<typeof Compile<TSchema>> | undefined
  let cleaner: ReturnType<typeof compileCleaner> | undefined
  return {
    check(value) {
      validator ??= Compile(schema)
      if (validator.Check(value)) return null
      const places = validator
        .Errors(value)
        .map((error) => `${error.instancePath || '/'} ${error.keyword}`)
        .slice(0, 5)
      return places.length > 0 ? places : ['/']
    },
    clean(value) {
      cleaner ??= compileCleaner(schema)
      return cleaner(value)
    },
  }
}

/**
 * The same value with texts that a database can keep: without U+0000, and with U+FFFD for halves of a character, which
 * a text cut in the middle of an emoji has at its end. What has nothing to mend is returned as it is.
 */
export function storable(value: unknown): unknown {
  return isStorable(value) ? value : mended(value)
}

function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (value === null || typeof value !== 'object') return true
  return Array.isArray(value) ? value.every(isStorable) : Object.values(value).every(isStorable)
}

function mended(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed()
  if (Array.isArray(value)) return value.map(mended)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mended(inner)]))
}
