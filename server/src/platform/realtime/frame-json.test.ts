import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Encoded } from '../dispatch/encoded.ts'
import { frameJson } from './frame-json.ts'
import { encodeTextFrame } from './raw-frames.ts'

const TEXTS = ['', 'ascii', 'слово 😀', '"\\\u0000\u001f\u007f\u2028', 'ж'.repeat(70_000), '\u0001'.repeat(20_000)]

test('a frame in pieces is the frame of the whole text, of any length', () => {
  for (const text of TEXTS) {
    const pieces = ['{"a":', Buffer.from(JSON.stringify(text)), `,"b":${JSON.stringify(text)}`, '}']
    assert.deepEqual(encodeTextFrame(pieces), encodeTextFrame(JSON.stringify({ a: text, b: text })))
  }
})

test('an answer that is JSON already goes out as it would without, and any other as before', () => {
  const value = { list: ['да', 1, null] }
  const encoded = new Encoded<typeof value>(['{"list":', Buffer.from('["да",1,'), 'null]}'])
  const frames = (output: unknown) =>
    [
      { t: 'ok', n: 7, output },
      { t: 'snapshot', body: output },
    ] as const
  for (const [i, frame] of frames(encoded).entries()) {
    assert.deepEqual(encodeTextFrame(frameJson(frame)), encodeTextFrame(JSON.stringify(frames(value)[i])))
    assert.equal(frameJson(frames(value)[i]!), JSON.stringify(frames(value)[i]))
  }
  assert.equal(JSON.stringify({ encoded }), JSON.stringify({ encoded: value }))
})
