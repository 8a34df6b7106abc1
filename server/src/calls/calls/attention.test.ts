import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CALL_NUDGES_OF_CALL, CALL_NUDGES_OF_EVERYBODY, CALL_NUDGES_OF_LEADER } from '#contract/calls/calls.limits.ts'
import type { Call } from '#contract/calls/calls.ts'
import { enterCall, placeOfCall, startCall } from '#testkit/calls.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { startChat } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

/** As wide as in an installation, for those who come in for the test. */
const FACTOR = 10
let world: World
let cast: Cast
before(async () => {
  world = await createWorld({ limitFactor: FACTOR })
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

async function begin(...people: Person[]): Promise<Call> {
  const { teacher, pupil, secondPupil, parent } = cast
  const call = await startCall(teacher, await startChat(cast, [pupil, secondPupil, parent]))
  for (const person of [teacher, ...people]) await enterCall(person, call)
  return call
}
const nudge = (by: Person, call: Call, whom: Person | null) =>
  by.client.call('calls.nudge', { ...placeOfCall(call), profileId: whom?.profileId ?? null })
/** Nudges until it is too much; how often it was not, and how long to wait then. */
async function nudgeOften(by: Person, call: Call, whom: Person | null): Promise<{ times: number; waits: number }> {
  for (let times = 0; times <= 200; times += 1) {
    try {
      await nudge(by, call, whom)
    } catch {
      const input = { ...placeOfCall(call), profileId: whom?.profileId ?? null }
      const { status, details } = await by.client.refused('calls.nudge', input, 'call.nudgedOften')
      assert.equal(status, 429)
      return { times, waits: Number(details?.retryAfterSeconds) }
    }
  }
  return assert.fail('Nobody stops it')
}

test('[CALL-05/server] whoever leads a call draws the attention of one or of all who are in it; nobody else does, and nobody outside hears it', async () => {
  const { teacher, pupil, secondPupil, parent } = cast
  const call = await begin(pupil, secondPupil)
  const [first, second, outside, own] = await Promise.all(
    [pupil, secondPupil, parent, teacher].map(async ({ client }) => {
      const socket = await world.socket(client)
      await socket.hello()
      return socket
    }),
  )
  await nudge(teacher, call, pupil)
  const told = { ...placeOfCall(call), profileId: teacher.profileId }
  assert.deepEqual((await first!.event('call.nudged')).p, { ...told, everybody: false })
  await nudge(teacher, call, null)
  assert.deepEqual((await second!.event('call.nudged')).p, { ...told, everybody: true })
  for (const socket of [first, outside, own]) await socket!.settle()
  assert.equal(first!.events('call.nudged').length, 2)
  for (const socket of [outside, own]) assert.deepEqual(socket!.events('call.nudged'), [])
  for (const socket of [first, second, outside, own]) await socket![Symbol.asyncDispose]()

  const all = { ...placeOfCall(call), profileId: null }
  await pupil.client.refused('calls.nudge', all, 'call.notAllowed')
  await teacher.client.refused('calls.nudge', { ...all, profileId: parent.profileId }, 'call.personAway')
  await cast.newcomer.client.refused('calls.nudge', all, 'chat.unknown')
  await teacher.client.call('calls.end', placeOfCall(call))
  await teacher.client.refused('calls.nudge', all, 'call.ended')
  const { chat } = await teacher.client.call('chats.openDirect', {
    id: newId(),
    profileId: cast.secondTeacher.profileId,
  })
  const dialogue = await startCall(teacher, chat.id)
  await enterCall(cast.secondTeacher, dialogue)
  await teacher.client.refused('calls.nudge', { ...placeOfCall(dialogue), profileId: null }, 'call.notHere')
})

test('[CALL-05/limits] attention is drawn a few times by one and by all who lead a call, and the refusal says how long to wait', async () => {
  const { teacher, pupil, secondPupil, parent } = cast
  const call = await begin(pupil, secondPupil, parent)
  const one = await nudgeOften(teacher, call, pupil)
  assert.equal(one.times, CALL_NUDGES_OF_LEADER.points * FACTOR)
  assert.ok(one.waits >= 1 && one.waits <= CALL_NUDGES_OF_LEADER.durationMs / 1000)
  // Those who lead it beside him have a measure of their own, and all of them together one.
  let times = one.times
  for (const person of [parent, pupil, secondPupil]) {
    await teacher.client.call('calls.setAdministrator', {
      ...placeOfCall(call),
      profileId: person.profileId,
      administrator: true,
    })
    times += (await nudgeOften(person, call, pupil)).times
  }
  assert.equal(times, CALL_NUDGES_OF_CALL.points * FACTOR)
  const other = await begin(pupil)
  assert.equal((await nudgeOften(teacher, other, null)).times, CALL_NUDGES_OF_EVERYBODY.points * FACTOR)
})
