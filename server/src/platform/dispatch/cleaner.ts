import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

/** Copies a value without what its schema does not name; what does not fit the schema stays as it is. */
export type Cleaner = (value: unknown) => unknown

/** The parts of JSON Schema that say which properties there are. */
interface Shape {
  type?: string
  anyOf?: readonly TSchema[]
  items?: TSchema
  properties?: Readonly<Record<string, TSchema>>
  patternProperties?: Readonly<Record<string, TSchema>>
  const?: unknown
}

const same: Cleaner = (value) => value
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Makes the cleaner of a schema once, since answers are cleaned all the time: TypeBox's own `Clean` goes through the
 * schema anew for every value and costs more than all the rest of a message.
 */
export function compileCleaner(schema: TSchema): Cleaner {
  const { type, anyOf, items, properties, patternProperties } = schema as Shape
  if (anyOf !== undefined) return cleanerOfUnion(anyOf)
  if (type === 'array' && items !== undefined) return cleanerOfArray(compileCleaner(items))
  if (type === 'object' && properties !== undefined) return cleanerOfObject(properties)
  if (type === 'object' && patternProperties !== undefined) {
    return cleanerOfRecord(compileCleaner(Object.values(patternProperties)[0]!))
  }
  return same
}

function cleanerOfArray(clean: Cleaner): Cleaner {
  return (value) => (Array.isArray(value) ? value.map(clean) : value)
}

function cleanerOfRecord(clean: Cleaner): Cleaner {
  return (value) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner)])) : value
}

function cleanerOfObject(properties: Readonly<Record<string, TSchema>>): Cleaner {
  const cleaners = Object.entries(properties).map(([key, inner]) => [key, compileCleaner(inner)] as const)
  return (value) => {
    if (!isObject(value)) return value
    const copy: Record<string, unknown> = {}
    for (const [key, clean] of cleaners) {
      const inner = value[key]
      if (inner !== undefined) copy[key] = clean(inner)
    }
    return copy
  }
}

/** Only objects and lists have something to clean; which of several it is, a literal property tells, or a check of each. */
function cleanerOfUnion(variants: readonly TSchema[]): Cleaner {
  const inner = variants
    .map((schema) => ({ schema, clean: compileCleaner(schema) }))
    .filter(({ clean }) => clean !== same)
  if (inner.length === 0) return same
  const choose = inner.length === 1 ? () => inner[0]!.clean : (chooserByLiteral(inner) ?? chooserByCheck(inner))
  return (value) => (typeof value === 'object' && value !== null ? choose(value)(value) : value)
}

type Variant = { schema: TSchema; clean: Cleaner }
type Chooser = (value: object) => Cleaner

function chooserByLiteral(variants: readonly Variant[]): Chooser | null {
  const literalOf = ({ schema }: Variant, key: string) =>
    ((schema as Shape).properties?.[key] as Shape | undefined)?.const
  const keys = Object.keys((variants[0]!.schema as Shape).properties ?? {})
  const key = keys.find((candidate) => {
    const literals = variants.map((variant) => literalOf(variant, candidate))
    return !literals.includes(undefined) && new Set(literals).size === variants.length
  })
  if (key === undefined) return null
  const byLiteral = new Map(variants.map((variant) => [literalOf(variant, key), variant.clean]))
  return (value) => byLiteral.get((value as Record<string, unknown>)[key]) ?? same
}

function chooserByCheck(variants: readonly Variant[]): Chooser {
  const checked = variants.map(({ schema, clean }) => ({ clean, validator: Compile(schema) }))
  return (value) => {
    const fitting =
      checked.find(({ validator }) => validator.Check(value)) ??
      checked.find(({ clean, validator }) => validator.Check(clean(value)))
    return fitting?.clean ?? same
  }
}
