import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import type { AttendanceRow } from '#contract/calls/attendance.ts'
import { attendanceSums } from '#contract/calls/attendance-summary.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { createFakeMedia } from '#testkit/fake-media.ts'
import { startChat } from '#testkit/messages.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { fail, Refusal } from '../../platform/dispatch/refusal.ts'
import { createCallRounds } from '../calls/call-rounds.ts'
import { createCallsService } from '../calls/calls.service.ts'
import { createEntering } from '../calls/entering.ts'
import { createRoomKeeper } from '../calls/room-keeper.ts'
import { createTeller } from '../calls/telling.ts'
import { createAttendanceService } from './attendance.service.ts'

/** After so many seconds without a word somebody has left. */
const GONE_S = 30
const LIMIT_MS = 12_000

type Step =
  | { do: 'join'; person: number }
  | { do: 'word' | 'return' | 'leave'; session: number }
  | { do: 'pass'; seconds: number }
  | { do: 'look' }
  /** The server is away: nobody looks, and nobody is heard. */
  | { do: 'restart'; seconds: number }

const session = fc.nat(9)
const STEPS: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant('join' as const), person: fc.nat(2) }) },
    { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('word', 'return'), session }) as fc.Arbitrary<Step> },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), session }) },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('pass' as const), seconds: fc.integer({ min: 1, max: 34 }) }) },
    { weight: 1, arbitrary: fc.constant({ do: 'look' as const }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('restart' as const), seconds: fc.integer({ min: 25, max: 37 }) }),
    },
  ),
  { minLength: 4, maxLength: 24 },
)

/** What a session has said of itself, in seconds. */
interface Told {
  sessionId: string
  person: number
  words: number[]
  left: boolean
}

let world: World
let cast: Cast
let now = 0
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  // The rounds of the product itself live before that time, so they find nothing to do.
  now = Math.ceil(world.clock.now() / 1_000) * 1_000 + 86_400_000
})
after(() => world[Symbol.asyncDispose]())

/** The services of the product with a clock that stands still, as after every start of a process. */
function serve() {
  const { platform, messenger, identity, communities } = world.app
  const outer = {
    ...platform,
    clock: { ...platform.clock, now: () => now },
    media: createFakeMedia(),
    accessChat: messenger.accessChat,
    chatOf: messenger.chatOf,
    insideAmong: communities.insideAmong,
    pupilsAmong: communities.pupilsAmong,
    membersAmong: messenger.membersAmong,
    peopleOf: messenger.peopleOf,
    callRules: communities.callRules,
    mayBeAlone: async () => true,
    refusesCalls: async () => false,
    cards: identity.cards,
    timeZone: communities.zoneFor,
    ownUrl: () => 'ws://media',
  }
  const told = { ...outer, teller: createTeller(outer), keeper: createRoomKeeper(outer) }
  const parts = { ...told, entering: createEntering(told) }
  return {
    calls: createCallsService(parts),
    rounds: createCallRounds(parts),
    attendance: createAttendanceService(parts),
  }
}

/** The seconds in which a session was in the call, looked at one by one. */
function secondsIn({ words, left }: Told, until: number): Set<number> {
  const seconds = new Set<number>()
  const last = words.at(-1)!
  const end = !left && until - last < GONE_S ? until : last
  for (let second = words[0]!; second < end; second += 1) {
    const before = words.findLast((word) => word <= second)!
    const next = words.find((word) => word > second) ?? until
    if (next - before < GONE_S) seconds.add(second)
  }
  return seconds
}

const isOpen = ({ words, left }: Told, at: number) => !left && at - words.at(-1)! < GONE_S

const secondsOfRow = ({ joinedAt, seconds }: AttendanceRow) => {
  const from = Math.floor(Date.parse(joinedAt) / 1_000)
  return new Set(Array.from({ length: seconds }, (_, n) => from + n))
}

async function isRefused(work: Promise<unknown>): Promise<boolean> {
  try {
    await work
    return false
  } catch (error) {
    if (error instanceof Refusal && error.code === 'call.sessionOver') return true
    throw error
  }
}

test('[ATT-03] what the list tells is what was, second by second: overlaps, returns, no word of leaving, servers that start anew', {
  timeout: 60_000,
}, async () => {
  const { teacher, pupil, secondPupil } = cast
  const people = [teacher, pupil, secondPupil]
  const chatId = await startChat(cast)
  const { transaction, db } = world.app.platform
  const property = fc.asyncProperty(STEPS, fc.boolean(), async (steps, ends) => {
    let { calls, rounds, attendance } = serve()
    const call = await transaction((tx) => calls.start(tx, teacher.profileId, { chatId, id: newId() }, fail))
    const told: Told[] = []
    const at = () => now / 1_000
    const say = async (step: { do: 'word' | 'return' | 'leave'; session: number }) => {
      const one = told[step.session % Math.max(1, told.length)]
      if (one === undefined) return
      const { profileId } = people[one.person]!
      const input = { chatId, callId: call.id, sessionId: one.sessionId }
      const open = isOpen(one, at())
      if (step.do === 'leave') {
        await transaction((tx) => calls.leave(tx, profileId, input, fail))
        if (open) one.words.push(at())
        one.left = true
        return
      }
      const work =
        step.do === 'word'
          ? transaction((tx) => calls.beat(tx, profileId, input, fail))
          : calls.join(profileId, input, fail)
      assert.equal(await isRefused(work), !open)
      if (open) one.words.push(at())
    }
    for (const step of steps) {
      if (step.do === 'join') {
        const one = { sessionId: newId(), person: step.person, words: [at()], left: false }
        await calls.join(people[step.person]!.profileId, { chatId, callId: call.id, sessionId: one.sessionId }, fail)
        told.push(one)
      } else if (step.do === 'pass') now += step.seconds * 1_000
      else if (step.do === 'look') await rounds.run()
      else if (step.do === 'restart') {
        now += step.seconds * 1_000
        ;({ calls, rounds, attendance } = serve())
      } else await say(step)
    }
    if (ends) {
      await transaction((tx) => calls.end(tx, teacher.profileId, { chatId, callId: call.id }, fail))
      now += 5_000
    }
    const until = ends ? at() - 5 : at()
    const { rows } = await attendance.sessions(db, teacher.profileId, { chatId, callId: call.id }, fail)
    assert.equal(rows.length, told.length)
    for (const one of told) {
      const row = rows.find(({ sessionId }) => sessionId === one.sessionId)!
      assert.equal(row.profileId, people[one.person]!.profileId)
      assert.deepEqual(secondsOfRow(row), secondsIn(one, until), JSON.stringify(one))
      assert.equal(row.leftAt === null, !ends && isOpen(one, at()))
    }
    for (const sum of attendanceSums(rows)) {
      const own = told.filter(({ person }) => people[person]!.profileId === sum.profileId)
      assert.equal(sum.sessions, own.length)
      assert.equal(sum.seconds, own.map((one) => secondsIn(one, until)).reduce((a, b) => a.union(b)).size)
    }
    if (!ends) await transaction((tx) => calls.end(tx, teacher.profileId, { chatId, callId: call.id }, fail))
    now += 60_000
  })
  await fc.assert(property, { numRuns: 60, interruptAfterTimeLimit: LIMIT_MS })
})
