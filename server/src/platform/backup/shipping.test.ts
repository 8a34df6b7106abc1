import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Log } from '../log/log.ts'
import { startShipping } from './shipping.ts'

function createShipping(ship: () => Promise<void>) {
  const said: string[] = []
  const say = (_fields: object, event: string) => said.push(event)
  const log = { debug: say, info: say, warn: say, error: say } as Log
  let ring = () => {}
  let isStopped = false
  const clock = {
    every(_ms: number, callback: () => void) {
      ring = callback
      return () => {
        isStopped = true
      }
    },
  }
  const shipping = startShipping({ ship, everyMs: 1, clock, log, events: { failed: 'failed', again: 'again' } })
  const round = async () => {
    ring()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { shipping, said, round, isStopped: () => isStopped }
}

test('a row of failures is told once, and its end too', async () => {
  let isAway = true
  const { round, said } = createShipping(async () => {
    if (isAway) throw new Error('the folder is away')
  })
  await round()
  await round()
  assert.deepEqual(said, ['failed'])
  isAway = false
  await round()
  await round()
  assert.deepEqual(said, ['failed', 'again'])
})

test('rounds do not overlap, and the end takes over what is left', async () => {
  const gate = Promise.withResolvers<void>()
  let rounds = 0
  const { shipping, round, isStopped } = createShipping(async () => {
    rounds += 1
    if (rounds === 1) await gate.promise
  })
  await round()
  await round()
  assert.equal(rounds, 1)
  const closing = shipping[Symbol.asyncDispose]()
  gate.resolve()
  await closing
  assert.deepEqual([rounds, isStopped()], [2, true])
})
