import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SimulatedTime, settle } from '#web/kit/realtime/simulated-time.ts'
import type { Clock } from '../clock/clock.ts'
import { createLog } from '../log/log.ts'
import { Healing } from './healing.ts'

function healingOver(work: () => Promise<void>) {
  const time = new SimulatedTime(0)
  const clock: Clock = {
    now: () => time.now(),
    soon: queueMicrotask,
    after: (ms, callback) => time.after(ms, callback),
    every: () => () => undefined,
  }
  return { time, healing: new Healing(work, { clock, log: createLog('error') }) }
}

test('[MSG-21/healing] a round that fails is done again until it succeeds', async () => {
  let rounds = 0
  const { time, healing } = healingOver(async () => {
    rounds += 1
    if (rounds < 3) throw new Error('the database is away')
  })
  healing.start()
  await settle()
  assert.equal(rounds, 1)
  await time.pass(1_000)
  assert.equal(rounds, 2)
  await time.pass(60_000)
  assert.equal(rounds, 3)
})

test('whoever asks while a round runs gets one more and not one each', async () => {
  let rounds = 0
  const gate = Promise.withResolvers<void>()
  const { healing } = healingOver(async () => {
    rounds += 1
    await gate.promise
  })
  for (let i = 0; i < 5; i += 1) healing.start()
  gate.resolve()
  await settle()
  assert.equal(rounds, 2)
})

test('after its end nothing is tried any more', async () => {
  let rounds = 0
  const { time, healing } = healingOver(async () => {
    rounds += 1
    throw new Error('the database is gone')
  })
  healing.start()
  await settle()
  healing.close()
  await time.pass(60_000)
  assert.equal(rounds, 1)
})
