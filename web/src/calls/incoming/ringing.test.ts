import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import type { EventFrame } from '#contract/kit/socket.ts'
import { hearCall, useRinging } from './ringing.ts'

const heard = (call: object, e = 'call.changed') => {
  hearCall({ e, p: { call } } as unknown as EventFrame)
  return useRinging.getState().call?.id ?? null
}
const BEGUN = { id: 'one', version: 1, endedAt: null }
beforeEach(() => useRinging.setState({ call: null }))

test('a call rings when it begins, and no more when it is over', () => {
  assert.equal(heard(BEGUN), 'one')
  assert.equal(heard({ ...BEGUN, id: 'other', endedAt: '2026-11-30T10:00:00.000Z' }), 'one')
  assert.equal(heard({ ...BEGUN, version: 2, endedAt: '2026-11-30T10:00:00.000Z' }), null)
})

test('a door that is closed in a call rings nobody, nor does anything else', () => {
  assert.equal(heard({ ...BEGUN, version: 2 }), null)
  assert.equal(heard(BEGUN, 'chat.changed'), null)
})
