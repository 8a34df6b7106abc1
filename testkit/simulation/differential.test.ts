import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chatOperations } from '#contract/messenger/chats.ts'
import { messageOperations } from '#contract/messenger/messages.ts'
import { reactionOperations } from '#contract/messenger/reactions.ts'
import { runDifferential } from '#testkit/differential/run.ts'
import { deedOf, type Memory, stepNames } from '#testkit/differential/steps.ts'
import { createSeededRandom } from '#testkit/simulation/seeded-random.ts'

const SEED = Number(process.env.PARTA_TEST_SEED ?? 20_261_126)
const SEQUENCES = Number(process.env.PARTA_TEST_SEQUENCES ?? 40)

test('[MSG-21/differential] memory and PostgreSQL answer the same to the same random calls', async () => {
  const report = await runDifferential({ sequences: SEQUENCES, maxSteps: 40, seed: SEED })
  assert.equal(report.sequences, SEQUENCES)
  assert.ok(report.answers > SEQUENCES * 5, `${report.answers} answers`)
})

test('every operation of the messenger is among the random calls', () => {
  const random = createSeededRandom(1)
  const newId = () => String(random.below(1e9))
  const people = [{ profileId: 'a', surname: 'А', isPupil: false }]
  const memory: Memory = {
    school: { seed: 1, startMs: 0, communityId: 'c', people },
    chatIds: ['x'],
    written: [],
    asked: [],
    newId,
  }
  const used = stepNames.flatMap((name) => {
    const deed = deedOf({ name, numbers: [1, 1, 1, 1] }, memory)
    return deed.t === 'ask' ? deed.asks.map((ask) => ask.operation as string) : []
  })
  const missing = Object.keys({ ...chatOperations, ...messageOperations, ...reactionOperations }).filter(
    (id) => !used.includes(id),
  )
  assert.deepEqual(missing, [])
})
