import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextLarge, STAYS_MS } from './speaker.ts'

const person = (sessionId: string, speaks = false, isSelf = false) => ({ sessionId, speaks, isSelf })
const NOBODY = { sessionId: null, since: 0 }

test('[CALL-14/speaker] whoever speaks stands large, a cough changes nothing, and nobody sees himself there', () => {
  const own = person('own', true, true)
  const first = nextLarge(NOBODY, [own, person('anna'), person('boris', true)], 1_000)
  assert.deepEqual(first, { sessionId: 'boris', since: 1_000 })
  const cough = [own, person('anna', true), person('boris')]
  assert.equal(nextLarge(first, cough, 1_000 + STAYS_MS - 1), first)
  const next = nextLarge(first, cough, 1_000 + STAYS_MS)
  assert.equal(next.sessionId, 'anna')
  // In a silence the last one stays.
  assert.equal(nextLarge(next, [own, person('anna'), person('boris')], 90_000), next)
  // As long as he speaks another voice does not take the place.
  assert.equal(nextLarge(next, [own, person('anna', true), person('boris', true)], 90_000), next)
  assert.equal(nextLarge(next, [own, person('boris')], 90_000).sessionId, 'boris')
  assert.equal(nextLarge(next, [own], 90_000).sessionId, 'own')
  assert.equal(nextLarge(NOBODY, [], 5), NOBODY)
})
