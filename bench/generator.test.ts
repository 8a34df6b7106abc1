import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkClean, formatPlan, ms, type Ran, readRan } from './lib/generator.ts'

const answer = (more: object = {}) =>
  readRan(
    JSON.stringify({
      ...{ ns: 5, sent: 1, acked: 1, failed: 0, deliveries: 3, bytes: 900, lost: 0, doubled: 0, gaps: 0, wrong: 0 },
      ...{ resyncs: 0, dropped: 0, ack: [[400, 1]], delivery: [[900, 2], [1_500, 1]], sync: [] }, // biome-ignore format: two halves
      ...more,
    }),
  )

test('the plan names the chats that a socket hears with what it holds of them, over several addresses', () => {
  const plan = formatPlan({
    text: 'Слова',
    chatIds: ['id-0', 'id-1'],
    sockets: [
      { token: 'a', chats: [{ chat: 0, held: null }] },
      {
        token: 'b',
        storm: true,
        open: 1,
        chats: [
          { chat: 0, held: 7 },
          { chat: 1, held: 0 },
        ],
      },
    ],
  })
  assert.deepEqual(plan.split('\n'), [
    'text Слова',
    'chat id-0',
    'chat id-1',
    'sock 127.0.0.2 a 0 -1 0',
    'sock 127.0.0.3 b 1 1 0:7 1:0',
    '',
  ])
})

test('an answer is read with its histograms, whose values are microseconds', () => {
  const ran = answer()
  assert.equal(ms(ran.delivery, 0.5), 0.9)
  assert.equal(ms(ran.delivery, 0.99), 1.5)
  assert.equal(ms(ran.ack, 0.5), 0.4)
  assert.throws(() => readRan('{"ns":1}'), /without ack/)
  assert.throws(() => readRan('segmentation fault'), SyntaxError)
})

test('whatever went wrong with a delivery ends the measurement', () => {
  assert.equal(checkClean(answer()).deliveries, 3)
  for (const name of ['lost', 'doubled', 'gaps', 'wrong', 'failed', 'resyncs', 'dropped'] as const) {
    assert.throws(() => checkClean(answer({ [name]: 1 }) as Ran), new RegExp(`"${name}":1`))
  }
})
