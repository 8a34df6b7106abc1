import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plantedBugs } from '#testkit/planted/planted-bugs.ts'
import { Copy } from '#testkit/planted/run-planted.ts'

/** Copies in which bugs are tried at the same time; a bug counts as caught by the words of its proof alone. */
const COPIES = 2

test('[MSG-21/planted] every planted bug is caught by the proof that claims to', async () => {
  const waiting = [...plantedBugs]
  const uncaught: string[] = []
  const tryInTurn = async (checksGuards: boolean): Promise<void> => {
    await using copy = await Copy.create()
    if (checksGuards) await copy.checkGuards(plantedBugs)
    for (let bug = waiting.shift(); bug !== undefined; bug = waiting.shift()) {
      const { result } = await copy.try(bug)
      if (result !== 'caught') uncaught.push(`${result}: ${bug.name}`)
    }
  }
  await Promise.all(Array.from({ length: COPIES }, (_, place) => tryInTurn(place === 0)))
  process.stdout.write(`[gate] planted bugs: ${plantedBugs.length - uncaught.length} of ${plantedBugs.length} caught\n`)
  assert.deepEqual(uncaught, [])
})
