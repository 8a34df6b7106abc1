import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EventFrame } from '#contract/kit/socket.ts'
import type { Clock } from '../clock/clock.ts'
import { createNumberedBus, type NumberedBus } from './numbered-bus.ts'

const frame = (s: number): EventFrame => ({ t: 'event', e: 'x', a: 'chat', id: 'c', s, at: '', p: null })

/** Two nodes, a wire between them that loses what a test tells it to, and a clock that a test moves. */
function createPair() {
  let now = 0
  const beats: (() => void)[] = []
  const clock: Clock = {
    now: () => now,
    soon: (callback) => callback(),
    after: () => () => undefined,
    every(_ms, callback) {
      beats.push(callback)
      return () => void beats.splice(beats.indexOf(callback), 1)
    },
  }
  const nodes: NumberedBus[] = []
  const state = { isLosing: false }
  const wire = {
    publish: (channel: string, text: string) => {
      if (!state.isLosing) for (const node of nodes) node.take(text, channel)
    },
  }
  for (const nodeId of ['one', 'two']) nodes.push(createNumberedBus({ nodeId, clock, wire, channels: 2 }))
  const heard: number[] = []
  let losses = 0
  nodes[1]!.subscribe({
    onFrame: (event) => heard.push(event.s!),
    onSignal: () => undefined,
    onLost: () => {
      losses += 1
    },
  })
  const second = () => {
    now += 1_000
    for (const beat of [...beats]) beat()
  }
  return { one: nodes[0]!, heard, losses: () => losses, state, second }
}

test('what the wire brings is heard once, and nothing is missed', () => {
  const { one, heard, losses, second } = createPair()
  for (const seq of [1, 2, 3]) one.publish(frame(seq))
  second()
  assert.deepEqual([heard, losses()], [[1, 2, 3], 0])
})

test('a lost last event is noticed by the next beat', () => {
  const { one, heard, losses, state, second } = createPair()
  one.publish(frame(1))
  state.isLosing = true
  one.publish(frame(2))
  state.isLosing = false
  assert.equal(losses(), 0)
  second()
  assert.deepEqual([heard, losses()], [[1], 1])
})

test('a node that falls silent may have committed what it did not tell: one look, not one a second', () => {
  const { one, losses, second } = createPair()
  one.publish(frame(1))
  second()
  one.close()
  for (let i = 0; i < 10; i += 1) second()
  assert.equal(losses(), 1)
})
