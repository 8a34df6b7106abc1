import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plantedBugs } from '#testkit/planted/planted-bugs.ts'
import { Copy } from '#testkit/planted/run-planted.ts'

test('[MSG-21/planted] every planted bug is caught by the proof that claims to', async () => {
  await using copy = await Copy.create()
  await copy.checkGuards(plantedBugs)
  const uncaught: string[] = []
  for (const bug of plantedBugs) {
    const { result } = await copy.try(bug)
    if (result !== 'caught') uncaught.push(`${result}: ${bug.name}`)
  }
  process.stdout.write(`[gate] planted bugs: ${plantedBugs.length - uncaught.length} of ${plantedBugs.length} caught\n`)
  assert.deepEqual(uncaught, [])
})
