import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { type TSchema, Type } from 'typebox'
import { Check, Clean } from 'typebox/value'
import { closed } from '#contract/kit/scalars.ts'
import { operations } from '#contract/operations.ts'
import { createSeededRandom, type SeededRandom } from '#testkit/simulation/seeded-random.ts'
import { compileCleaner } from './cleaner.ts'

const clean = (schema: TSchema, value: unknown) => compileCleaner(schema)(value)

test('what an object does not name is left out, at every depth and in a copy', () => {
  const schema = closed({ a: Type.Integer(), list: Type.Array(closed({ b: Type.String() })) })
  const value = { a: 1, secret: 2, list: [{ b: 'x', secret: 3 }] }
  assert.deepEqual(clean(schema, value), { a: 1, list: [{ b: 'x' }] })
  assert.equal(value.secret, 2)
  assert.deepEqual(clean(Type.Record(Type.String(), closed({ b: Type.Integer() })), { any: { b: 1, c: 2 } }), {
    any: { b: 1 },
  })
})

test('of several objects a literal property tells which it is', () => {
  const one = closed({ kind: Type.Literal('one'), a: Type.Integer() })
  const other = closed({ kind: Type.Literal('other'), b: Type.Integer() })
  const schema = Type.Union([one, other, Type.Null()])
  assert.deepEqual(clean(schema, { kind: 'other', a: 1, b: 2 }), { kind: 'other', b: 2 })
  assert.equal(clean(schema, null), null)
})

test('without one, it is the object that fits as it is, or else the first that fits once it is cleaned', () => {
  const schema = Type.Union([closed({ next: Type.String() }), closed({ next: Type.String(), more: Type.Integer() })])
  assert.deepEqual(clean(schema, { next: 'x', more: 1 }), { next: 'x', more: 1 })
  assert.deepEqual(clean(schema, { next: 'x', secret: 1 }), { next: 'x' })
})

const STRINGS = [
  ...['', 'слово', '01900000-0000-7000-8000-000000000001', '2026-09-01T05:30:00.000Z', '2026-09-01', '000000'],
  ...[
    'a'.repeat(43),
    'a'.repeat(22),
    '+79000000000',
    'Europe/Moscow',
    'https://parta.example/',
    '7KQ2-M0XA-93TB-RC5H',
    '08:30',
  ],
]

interface Parts {
  type?: string
  const?: unknown
  enum?: readonly unknown[]
  anyOf?: readonly TSchema[]
  items?: TSchema
  properties?: Readonly<Record<string, TSchema>>
  required?: readonly string[]
  pattern?: string
  minimum?: number
  minLength?: number
  minItems?: number
  uniqueItems?: boolean
}

/** A value that fits, into whose objects something is put now and then that nobody has declared. */
function anyValueOf(schema: TSchema, random: SeededRandom): unknown {
  const { type, anyOf, items, properties, required = [], ...rest } = schema as Parts
  if ('const' in rest) return rest.const
  if (rest.enum !== undefined) return random.pick(rest.enum)
  if (anyOf !== undefined) return anyValueOf(random.pick(anyOf), random)
  if (type === 'array') {
    const made = Array.from({ length: random.between(rest.minItems ?? 0, Math.max(3, rest.minItems ?? 0)) }, () =>
      anyValueOf(items!, random),
    )
    const isFirst = (each: unknown, n: number) => made.findIndex((other) => isDeepStrictEqual(other, each)) === n
    return rest.uniqueItems === true ? made.filter(isFirst) : made
  }
  if (type === 'integer' || type === 'number') return Math.max(rest.minimum ?? 0, random.below(9))
  if (type === 'boolean') return random.chance(0.5)
  if (type === 'null') return null
  if (type === 'string') {
    const fitting = STRINGS.filter(
      (text) => text.length >= (rest.minLength ?? 0) && new RegExp(rest.pattern ?? '').test(text),
    )
    return random.pick(fitting.length > 0 ? fitting : STRINGS)
  }
  const shown = Object.entries(properties ?? {}).filter(([key]) => required.includes(key) || random.chance(0.7))
  const made = shown.map(([key, inner]) => [key, anyValueOf(inner, random)] as const)
  return Object.fromEntries(random.chance(0.3) ? [...made, ['undeclared', { a: 1 }]] : made)
}

test('answers of every operation are cleaned as TypeBox cleans them', () => {
  const random = createSeededRandom(20_261_128)
  let cut = 0
  for (const { id, output } of Object.values(operations)) {
    for (let i = 0; i < 15; i += 1) {
      const value = anyValueOf(output, random)
      // Of several objects TypeBox takes the narrowest, though the value fits another as it is.
      const expected = Check(output, value) ? value : Clean(output, structuredClone(value))
      assert.deepEqual(clean(output, value), expected, id)
      if (JSON.stringify(expected) !== JSON.stringify(value)) cut += 1
    }
  }
  assert.ok(cut > 200, `only ${cut} values had something to clean`)
})
