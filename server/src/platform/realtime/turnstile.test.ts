import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTurnstile } from './turnstile.ts'

test('never more than the bound are inside, whenever somebody comes, and a failure gives its place back', async () => {
  for (let ticks = 0; ticks < 8; ticks += 1) {
    const turnstile = createTurnstile(1)
    let inside = 0
    let most = 0
    const work = async () => {
      inside += 1
      most = Math.max(most, inside)
      await new Promise((resolve) => setImmediate(resolve))
      inside -= 1
    }
    const first = Promise.withResolvers<void>()
    const passing = [turnstile.pass(() => first.promise).catch(() => undefined), turnstile.pass(work)]
    first.reject(new Error('no'))
    // Whoever comes in the very moment in which the place is given back.
    for (let i = 0; i < ticks; i += 1) await null
    passing.push(turnstile.pass(work))
    await Promise.all(passing)
    assert.deepEqual([most, turnstile.waiting], [1, 0], `after ${ticks} ticks`)
  }
})
