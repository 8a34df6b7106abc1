import assert from 'node:assert/strict'
import { test } from 'node:test'
import { costOf, Follower, PACES, paceFor, TRIED, TRIED_MS, WARM_UP } from './pace.ts'

/** A device on which pictures take so long, one after the other; the last one goes on. */
function deviceOf(...costs: number[]) {
  let now = 0
  let worked = 0
  const work = async () => {
    now += costs[Math.min(worked, costs.length - 1)]!
    worked += 1
  }
  return { cost: () => costOf(work, () => now), worked: () => worked, now: () => now }
}

test('[CALL-15/bench] a device is judged by what pictures take it once everything is compiled', async () => {
  const laptop = deviceOf(900, 200, 80, 15, 15, 400, 15)
  assert.equal(await laptop.cost(), 15)
  assert.equal(laptop.worked(), WARM_UP + TRIED)
})

test('[CALL-15/bench] a slow device is let go early', async () => {
  const slow = deviceOf(700)
  assert.equal(await slow.cost(), 700)
  assert.ok(slow.now() <= WARM_UP * 700 + TRIED_MS + 700, `${slow.now()} ms`)
})

test('[CALL-15/bench] the slower a device, the fewer and smaller the pictures, down to none', () => {
  const fps = (ms: number) => paceFor(ms)?.fps ?? null
  assert.deepEqual([5, 20, 21, 34, 35, 60, 61].map(fps), [24, 24, 15, 15, 10, 10, null])
  for (const { fps, most } of PACES) assert.ok(most <= 600 / fps, `${fps}: the device has time for the call beside it`)
})

test('[CALL-15/fallback] a device that becomes slow is asked for less in steps, and given up only when nothing is left', () => {
  const follower = new Follower(PACES[0]!)
  const runs = (count: number, ms: number) => {
    let goesOn = true
    for (let done = 0; done < count && goesOn; done += 1) goesOn = follower.note(ms)
    return goesOn
  }
  assert.ok(runs(100, 10))
  assert.ok(runs(3, 300), 'a moment of something else')
  assert.equal(follower.pace, PACES[0])
  assert.ok(runs(100, 30))
  assert.equal(follower.pace, PACES[1])
  assert.ok(runs(200, 50))
  assert.equal(follower.pace, PACES[2])
  assert.equal(runs(500, 80), false)
})
