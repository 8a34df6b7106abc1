import assert from 'node:assert/strict'
import { mock, type TestContext, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { CALL_GUEST_BEAT_MS } from '#contract/calls/calls.limits.ts'
import type { GuestState } from '#contract/calls/guests.ts'
import type { ErrorCode } from '#contract/errors.ts'
import { ApiFailure, NetworkFailure } from '#web/kit/api/api-failure.ts'
import type { Media } from '../session/call-session.ts'
import type { LiveRoomParts } from '../session/live-room.ts'
import { LinkSession } from './link-session.ts'

const INSIDE = { url: 'ws://media', token: 'token' }
const TOLD: GuestState = {
  may: { microphone: true, camera: true, screen: false },
  hand: false,
  floor: false,
  asked: null,
  nudged: false,
  revision: 4,
  people: [],
}
const refusal = (code: ErrorCode, status = 403) =>
  new ApiFailure({ code, status, requestId: 'r', type: '', title: '' } as never)

/** A server and a media server that answer as the test says. */
function stage(context: TestContext, enter: () => unknown) {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] })
  const answers = { enter, beat: (): unknown => TOLD }
  const asked: string[] = []
  const left: string[] = []
  let parts: LiveRoomParts | null = null
  let keys = 0
  const answer = <T>(what: string, value: unknown): T => {
    asked.push(what)
    if (value instanceof Error) throw value
    return value as T
  }
  const session = new LinkSession({
    seat: {
      enter: async (id) => answer(`enter ${id}`, answers.enter()),
      beat: async (id, revision) => answer(`beat ${id} ${revision}`, answers.beat()),
      setHand: async (up) => answer(`hand ${up}`, {}),
      leave: async (id) => void left.push(id),
    },
    newKey: () => `s${++keys}`,
    openMedia: async (given) => {
      parts = given
      return {
        isSilenced: false,
        connect: async () => {},
        leave: async () => void left.push('media'),
        startSound: async () => {},
        setMicrophone: async () => {},
        setCamera: async () => {},
        setScreen: async () => {},
        setDevice: async () => {},
        setShown: () => {},
        setSaving: () => {},
        occupants: () => [],
        giveTracks: async () => [],
        takeTracks: async () => {},
      } satisfies Media
    },
    microphone: false,
    camera: false,
  })
  context.after(() => {
    session.leave()
    mock.timers.reset()
  })
  const settle = async () => {
    for (let turns = 0; turns < 8; turns += 1) await turn()
  }
  const pass = async (ms = CALL_GUEST_BEAT_MS) => {
    mock.timers.tick(ms)
    await settle()
  }
  return {
    session,
    answers,
    asked,
    left,
    settle,
    pass,
    phase: () => session.store.getState().phase,
    lose: () => parts!.onLost(false),
  }
}

test('[CALL-20/client] a guest asks at the door until he is let in, and then says that he is there with what he knows', async (context) => {
  const { asked, answers, settle, pass, phase, session } = stage(context, () => null)
  await settle()
  assert.equal(phase(), 'waiting')
  await pass()
  assert.deepEqual(asked, ['enter s1', 'enter s1'])
  answers.enter = () => INSIDE
  await pass()
  assert.equal(phase(), 'in')
  assert.deepEqual(asked.slice(2), ['enter s1', 'beat s1 null'])
  assert.equal(session.store.getState().own.may.microphone, true)
  answers.beat = () => ({ ...TOLD, people: null, asked: 'microphone', nudged: true })
  await pass()
  assert.equal(asked.at(-1), 'beat s1 4')
  answers.beat = () => TOLD
  await pass()
  // What was asked of him stands until he answers.
  assert.equal(session.store.getState().own.asked, 'microphone')
  session.answer()
  assert.deepEqual([session.store.getState().own.asked, session.store.getState().nudges], [null, 1])
})

test('[CALL-20/client-out] who is taken out waits again under another name, and who is removed is told so and goes', async (context) => {
  const { asked, answers, left, settle, pass, phase, session } = stage(context, () => INSIDE)
  await settle()
  assert.equal(phase(), 'in')
  answers.beat = () => refusal('call.sessionOver', 409)
  answers.enter = () => null
  await pass()
  assert.deepEqual([phase(), left], ['lost', ['media']])
  await pass()
  assert.deepEqual([phase(), asked.at(-1)], ['waiting', 'enter s2'])
  answers.enter = () => refusal('call.removed')
  await pass()
  assert.equal(phase(), 'over')
  assert.equal((session.store.getState().error as ApiFailure).code, 'call.removed')
  const told = asked.length
  await pass(60_000)
  assert.equal(asked.length, told)
})

test('[CALL-20/client-network] without a network he tries on, and comes back when the media are lost', async (context) => {
  const { asked, answers, settle, pass, phase, session, lose } = stage(context, () => new NetworkFailure(null))
  await settle()
  await pass(500)
  assert.equal(session.store.getState().tries, 2)
  assert.equal(phase(), 'joining')
  answers.enter = () => INSIDE
  await pass(1_000)
  assert.deepEqual([phase(), session.store.getState().tries], ['in', 0])
  lose()
  await settle()
  assert.equal(phase(), 'in')
  assert.equal(asked.filter((what) => what === 'enter s1').length, 4)
})
