import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Reaction } from '#contract/messenger/chats.ts'
import type { setReaction } from '#contract/messenger/reactions.ts'
import { ApiFailure } from '../api/api-failure.ts'
import { SimulatedTime } from '../realtime/simulated-time.ts'
import type { EngineCore } from './engine-parts.ts'
import { createEngineStore } from './engine-state.ts'
import { createReacting, withWish } from './reacting.ts'
import { emptyState } from './state.ts'
import { CHAT, ME } from './sync-examples.ts'

interface Call {
  reaction: Reaction | null
  answer: PromiseWithResolvers<OutputOf<typeof setReaction>>
}

function reader() {
  const time = new SimulatedTime(1_000)
  const store = createEngineStore(ME)
  const calls: Call[] = []
  const call = (_operation: unknown, input: InputOf<typeof setReaction>) => {
    const answer = Promise.withResolvers<OutputOf<typeof setReaction>>()
    calls.push({ reaction: input.reaction, answer })
    return answer.promise
  }
  const core: EngineCore = {
    state: () => emptyState(ME),
    change: () => {},
    call: call as EngineCore['call'],
    isLive: () => true,
    timers: time,
    clock: time,
  }
  const reacting = createReacting(core, store)
  return { time, calls, reacting, shown: () => store.getState().wishes[CHAT] ?? {} }
}

const refusal = new ApiFailure({ type: '', title: '', status: 403, code: 'message.writeForbidden', requestId: 'r1' })

test('[MSG-12/at-once] a reaction shows before the server has answered, and is over when the log has had time to say it', async () => {
  const { time, calls, reacting, shown } = reader()
  const done = reacting.set(CHAT, 7, '👍')
  assert.deepEqual(shown(), { 7: '👍' })
  calls[0]!.answer.resolve({})
  await done
  assert.deepEqual(shown(), { 7: '👍' })
  await time.pass(3_000)
  assert.deepEqual(shown(), {})
})

test('[MSG-12/undone] what is refused is undone and told; another message keeps its own', async () => {
  const { calls, reacting, shown } = reader()
  const refused = reacting.set(CHAT, 7, '👍')
  void reacting.set(CHAT, 8, null)
  calls[0]!.answer.reject(refusal)
  await assert.rejects(refused, refusal)
  assert.deepEqual(shown(), { 8: null })
})

test('[MSG-12/last] of what is pressed while a call is on its way only the last is sent, after it', async () => {
  const { time, calls, reacting, shown } = reader()
  const done = [reacting.set(CHAT, 7, '👍'), reacting.set(CHAT, 7, null), reacting.set(CHAT, 7, '🎉')]
  assert.deepEqual(shown(), { 7: '🎉' })
  assert.deepEqual(
    calls.map(({ reaction }) => reaction),
    ['👍'],
  )
  calls[0]!.answer.resolve({})
  await time.pass(0)
  assert.deepEqual(shown(), { 7: '🎉' })
  calls[1]!.answer.resolve({})
  await Promise.all(done)
  assert.deepEqual(
    calls.map(({ reaction }) => reaction),
    ['👍', '🎉'],
  )
  // The time of the wish before does not end the one that is pressed now.
  await time.pass(2_000)
  void reacting.set(CHAT, 7, '👍')
  await time.pass(1_500)
  assert.deepEqual(shown(), { 7: '👍' })
})

test('[MSG-12/counts] a wish moves one person from one count to another, and nobody twice', () => {
  const two = [
    { reaction: '👍' as const, count: 2 },
    { reaction: '🎉' as const, count: 1 },
  ]
  const said = (own: Reaction | null, wish: Reaction | null) =>
    withWish(two, own, wish)
      .map(({ reaction, count }) => `${reaction}${count}`)
      .join(' ')
  assert.equal(said(null, '👍'), '👍3 🎉1')
  assert.equal(said(null, '😮'), '👍2 🎉1 😮1')
  assert.equal(said('👍', '🎉'), '👍1 🎉2')
  assert.equal(said('🎉', null), '👍2')
  assert.equal(said('🎉', '😮'), '👍2 😮1')
  assert.equal(said('👍', '👍'), '👍2 🎉1')
})
