import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browserBell } from './browser-tabs.ts'

test('a bell is heard by the other tabs of the same profile; one that was taken down rings no more and harms nobody', async () => {
  const [one, other, stranger] = [browserBell('profile'), browserBell('profile'), browserBell('somebody else')]
  const heard: string[] = []
  const rung = Promise.withResolvers<void>()
  const stopOther = other.onRing((ring) => {
    heard.push(ring.t)
    rung.resolve()
  })
  const stopStranger = stranger.onRing(() => heard.push('a stranger heard it'))
  const stopOne = one.onRing(() => heard.push('its own'))
  one.ring({ t: 'changed' })
  await rung.promise
  stopOne()
  one.ring({ t: 'changed' })
  for (const stop of [stopOther, stopStranger]) stop()
  assert.deepEqual(heard, ['changed'])
})
