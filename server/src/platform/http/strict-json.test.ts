import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { AmbiguousJson, parseStrictJson } from './strict-json.ts'

test('whatever JSON can say is read as JSON.parse reads it', () => {
  const noPrototypes = (value: unknown) => !/__proto__|constructor|prototype/.test(JSON.stringify(value))
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }).filter(noPrototypes), fc.boolean(), (value, indented) => {
      const text = JSON.stringify(value, null, indented ? 1 : 0)
      assert.deepEqual(parseStrictJson(text), JSON.parse(text))
    }),
    { numRuns: 300 },
  )
})

test('a key that stands twice is refused however it is written, and wherever', () => {
  const twice = [
    '{"a":1,"a":2}',
    '{"a":1,"\\u0061":2}',
    '[{"x":{"a":"\\\\","b":[1,"\\"","{"],"a":null}}]',
    '{"":1,"":2}',
  ]
  for (const text of twice) assert.throws(() => parseStrictJson(text), AmbiguousJson, text)
})

test('the same key in two objects, and texts that look like keys, are no doubles', () => {
  const fine = [
    '{"a":{"a":1},"b":["a","a",{"a":2},{"a":3}]}',
    '{"a":"\\\\","b":"a"}',
    '{"a":"\\"a\\":","b\\\\":"a","b":1}',
  ]
  for (const text of fine) assert.deepEqual(parseStrictJson(text), JSON.parse(text))
})

test('keys that reach into prototypes are refused, also when they are escaped', () => {
  for (const key of ['__proto__', 'constructor', 'prototype', '\\u005f_proto__', 'constr\\u0075ctor']) {
    assert.throws(() => parseStrictJson(`{"a":[{"${key}":1}]}`), AmbiguousJson, key)
  }
  assert.deepEqual(parseStrictJson('["__proto__"]'), ['__proto__'])
})

test('nesting ends at 32 levels', () => {
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
  assert.ok(parseStrictJson(nested(32)))
  assert.throws(() => parseStrictJson(nested(33)), AmbiguousJson)
})
