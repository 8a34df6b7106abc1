import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VirtualTime } from '#testkit/simulation/virtual-time.ts'
import { createAdmission } from './admission.ts'

const staying = { isGone: () => false }

/** Fifty a second are one every twenty milliseconds. */
function door(waitMsMax = 10_000) {
  const time = new VirtualTime(0)
  const admission = createAdmission({ clock: time.scope(), perSecond: 50, waitMsMax })
  const inside: string[] = []
  const away: string[] = []
  const come = (name: string, who = staying) =>
    void admission.enter(who).then((isIn) => (isIn ? inside : away).push(name))
  return { time, admission, inside, away, come }
}

test('a few are let in at once; a crowd is let in at its rate, in the order of arrival', async () => {
  const { time, inside, come } = door()
  come('first')
  await time.pass(0)
  assert.deepEqual(inside, ['first'])
  for (let i = 0; i < 100; i += 1) come(String(i))
  await time.pass(1_000)
  assert.ok(inside.length >= 50 && inside.length <= 52, `${inside.length} in a second`)
  await time.pass(1_100)
  assert.deepEqual(
    inside.slice(1),
    Array.from({ length: 100 }, (_, i) => String(i)),
  )
  come('after the crowd')
  await time.pass(0)
  assert.equal(inside.at(-1), 'after the crowd')
})

test('whoever has gone while he waited costs nobody a place', async () => {
  const { time, inside, away, come } = door()
  let isGone = false
  for (let i = 0; i < 40; i += 1) come(`gone ${i}`, { isGone: () => isGone })
  come('stays')
  isGone = true
  await time.pass(40)
  assert.ok(inside.includes('stays'))
  assert.equal(away.length, 39)
})

test('who would have to wait too long is turned away at once, and a closed door turns away all', async () => {
  const { time, admission, inside, away, come } = door(100)
  for (let i = 0; i < 8; i += 1) come(String(i))
  await time.pass(0)
  assert.deepEqual([inside.length, admission.waiting, away.length], [1, 5, 2])
  admission.close()
  await time.pass(1_000)
  assert.deepEqual([inside.length, admission.waiting, away.length], [1, 0, 7])
})
