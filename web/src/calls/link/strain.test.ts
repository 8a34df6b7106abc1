import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LinkMeter } from './measure.ts'
import { type LinkSample, StrainJudge, savedBy } from './strain.ts'

const GOOD: LinkSample = { loss: 0, roundTripMs: 40 }
const LOSSY: LinkSample = { loss: 0.1, roundTripMs: 40 }
const SLOW: LinkSample = { loss: 0, roundTripMs: 900 }

function judgeAfter(...parts: readonly (readonly [number, LinkSample])[]) {
  const judge = new StrainJudge()
  const takes = (count: number, sample: LinkSample) => {
    for (let done = 0; done < count; done += 1) judge.note(sample)
    return judge.strain
  }
  for (const [count, sample] of parts) takes(count, sample)
  return { judge, takes }
}

test('[CALL-16/weak] a link that loses or dawdles is spared in two steps, and no more', () => {
  for (const bad of [LOSSY, SLOW]) {
    const { takes } = judgeAfter([10, GOOD])
    assert.deepEqual([takes(2, bad), takes(1, bad), takes(3, bad), takes(50, bad)], [0, 1, 2, 2])
  }
})

test('[CALL-16/weak] a bad moment changes nothing, nor what is neither good nor bad', () => {
  const { takes } = judgeAfter([10, GOOD])
  assert.deepEqual(
    [takes(2, LOSSY), takes(2, GOOD), takes(1, LOSSY), takes(50, { loss: 0.03, roundTripMs: 500 })],
    [0, 0, 0, 0],
  )
})

test('[CALL-16/weak] a good half minute lets a step go, and twice as long is waited after it was too early', () => {
  const { takes } = judgeAfter([6, LOSSY])
  assert.deepEqual([takes(14, GOOD), takes(1, GOOD), takes(14, GOOD), takes(1, GOOD)], [2, 1, 1, 0])
  assert.equal(takes(3, LOSSY), 1)
  assert.deepEqual([takes(29, GOOD), takes(1, GOOD)], [1, 0])
})

test('[CALL-16/weak] slides and voices are kept, and what was chosen is never more than chosen', () => {
  assert.deepEqual(
    [0, 1, 2].map((strain) => savedBy('all', strain as 0 | 1 | 2)),
    ['all', 'speaker', 'screen'],
  )
  assert.deepEqual(
    [0, 1, 2].map((strain) => savedBy('audio', strain as 0 | 1 | 2)),
    ['audio', 'audio', 'audio'],
  )
})

test('[CALL-16/weak] loss is that of the last seconds, the worse of both directions', () => {
  const meter = new LinkMeter()
  const read = (packetsLost: number, packetsReceived: number, fractionLost = 0) =>
    meter.read([
      new Map<string, unknown>([
        ['in', { type: 'inbound-rtp', packetsLost, packetsReceived }],
        ['out', { type: 'remote-inbound-rtp', fractionLost, roundTripTime: 0.2 }],
        ['pair', { type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: 0.05 }],
      ]) as unknown as RTCStatsReport,
    ])
  assert.deepEqual(read(500, 500), { loss: 0, roundTripMs: 200 })
  assert.deepEqual(read(510, 590), { loss: 0.1, roundTripMs: 200 })
  assert.deepEqual(read(510, 690, 0.3), { loss: 0.3, roundTripMs: 200 })
  assert.equal(new LinkMeter().read([]), null)
})
