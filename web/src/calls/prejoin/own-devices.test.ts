import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isTakenAlong } from './own-devices.ts'

test('[CALL-19/devices] a camera that is still being opened comes along into the call, one that is off or refused does not', () => {
  const stream = {} as MediaStream
  assert.equal(isTakenAlong({ state: 'on', stream }), true)
  assert.equal(isTakenAlong({ state: 'asking' }), true)
  assert.equal(isTakenAlong({ state: 'off' }), false)
  assert.equal(isTakenAlong({ state: 'trouble', trouble: 'denied' }), false)
})
