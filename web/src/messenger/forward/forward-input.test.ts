import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CHAT, OTHER_CHAT } from '#web/kit/sync/sync-examples.ts'
import { createForwardInputs } from './forward-input.ts'

test('[MSG-14/keys] what is tried again goes under its keys, also with another comment; another chat has its own', () => {
  const inputFor = createForwardInputs({ chatId: CHAT, seqs: [3, 5] }, () => crypto.randomUUID())
  const first = inputFor(OTHER_CHAT, 'Смотрите')
  assert.deepEqual(
    first.messages.map(({ seq }) => seq),
    [3, 5],
  )
  assert.equal(new Set([...first.messages.map(({ key }) => key), first.comment!.key]).size, 3)
  const again = inputFor(OTHER_CHAT, 'Смотрите, пожалуйста')
  assert.deepEqual([again.messages, again.comment!.key], [first.messages, first.comment!.key])
  assert.equal('comment' in inputFor(OTHER_CHAT, ''), false)
  const keysOf = (input: typeof first) => input.messages.map(({ key }) => key)
  assert.ok(keysOf(inputFor(CHAT, '')).every((key) => !keysOf(first).includes(key)))
})
