import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSystemClock } from '../../platform/clock/clock.ts'
import { byViewer } from './by-viewer.ts'

test('what one viewer wants at the same time is asked once, and of each viewer apart', async () => {
  const asked: [string, readonly string[]][] = []
  const ask = byViewer(createSystemClock(), async (viewerId, ids) => {
    asked.push([viewerId, ids])
    return `${viewerId}: ${ids.join()}`
  })
  const answers = await Promise.all([ask('anna', 'x'), ask('boris', 'x'), ask('anna', 'y'), ask('anna', 'x')])
  assert.deepEqual(answers, ['anna: x,y', 'boris: x', 'anna: x,y', 'anna: x,y'])
  assert.deepEqual(asked, [
    ['anna', ['x', 'y']],
    ['boris', ['x']],
  ])
  // An answer is not kept: rights may have changed meanwhile.
  await ask('anna', 'x')
  assert.equal(asked.length, 3)
})

test('a failure reaches everybody who waits for it, and the next one is asked anew', async () => {
  let tries = 0
  const ask = byViewer(createSystemClock(), async () => {
    tries += 1
    if (tries === 1) throw new Error('away')
    return tries
  })
  const outcomes = await Promise.allSettled([ask('anna', 'x'), ask('anna', 'y')])
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['rejected', 'rejected'],
  )
  assert.equal(await ask('anna', 'x'), 2)
})
