import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { createSystemRandom } from '../../platform/clock/random.ts'
import { openCounts, sealCounts } from './sealed-counts.ts'

const random = createSystemRandom()
const place = { chatId: '01890a5d-ac96-774b-bcce-b302099000c1', seq: 7 }

test('[POL-02/sealed] counts come back as they were sealed, and two boxes of the same counts have nothing in common', () => {
  const key = randomBytes(32)
  for (const counts of [[0, 0], [5_000, 0, 17], Array.from({ length: 10 }, (_, n) => n)]) {
    const told = { voters: 5_017, counts }
    const [one, other] = [1, 2].map(() => sealCounts(key, place, told, random)) as [Buffer, Buffer]
    assert.deepEqual(openCounts(key, place, one, counts.length), told)
    assert.equal(one.length, other.length)
    assert.notDeepEqual(one.subarray(0, 12), other.subarray(0, 12))
    assert.notDeepEqual(one.subarray(28), other.subarray(28))
  }
})

test('[POL-02/sealed] a box opens with its own key and for its own poll only, and a change in it is noticed', () => {
  const key = randomBytes(32)
  const box = sealCounts(key, place, { voters: 1, counts: [1, 0] }, random)
  assert.throws(() => openCounts(randomBytes(32), place, box, 2))
  assert.throws(() => openCounts(key, { ...place, seq: 8 }, box, 2))
  for (const at of [0, 12, 28, box.length - 1]) {
    const changed = Buffer.from(box)
    changed[at]! ^= 1
    assert.throws(() => openCounts(key, place, changed, 2))
  }
})
