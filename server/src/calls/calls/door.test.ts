import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CALL_ALONE_MS, CALL_GONE_MS } from '#contract/calls/calls.limits.ts'
import type { Call } from '#contract/calls/calls.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { createFakeMedia } from '#testkit/fake-media.ts'
import { startChat } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
const media = createFakeMedia()
before(async () => {
  world = await createWorld({ mediaServer: media })
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

/** A call of the teacher with this door. */
const start = async (door: { waitingRoom?: boolean; locked?: boolean } = {}): Promise<Call> => {
  const { teacher, pupil, secondPupil, parent } = cast
  const chatId = await startChat(cast, [pupil, secondPupil, parent])
  const { call } = await teacher.client.call('calls.start', { chatId, id: newId() })
  return Object.keys(door).length === 0 ? call : configure(call, door)
}
const configure = async (call: Call, door: { waitingRoom?: boolean; locked?: boolean }): Promise<Call> => {
  const all = { waitingRoom: false, locked: false, ...door }
  return (await cast.teacher.client.call('calls.configure', { ...placeOf(call), version: call.version, ...all })).call
}
const placeOf = ({ chatId, id: callId }: Call) => ({ chatId, callId })
const join = async (person: Person, call: Call, sessionId = newId()) =>
  (await person.client.call('calls.join', { ...placeOf(call), sessionId })).admitted === null ? 'waits' : 'in'
const refusedToJoin = (person: Person, call: Call, code: 'call.locked' | 'call.rejected' | 'call.removed') =>
  person.client.refused('calls.join', { ...placeOf(call), sessionId: newId() }, code)
const waitingFor = async (call: Call) =>
  (await cast.teacher.client.call('calls.waiting', placeOf(call))).waiting.map(({ profileId }) => profileId)
const decide = (call: Call, decision: 'admit' | 'reject', ...people: Person[]) => {
  const profileIds = people.map(({ profileId }) => profileId)
  return cast.teacher.client.call('calls.decide', { ...placeOf(call), profileIds, decision })
}

test('[CALL-09/server] newcomers wait, learn no names and get no token; one, all or none are let in', async () => {
  const { teacher, pupil, secondPupil, parent } = cast
  const call = await start({ waitingRoom: true })
  assert.equal(await join(teacher, call), 'in')
  await using socket = await world.socket(teacher.client)
  await socket.hello()
  for (const person of [pupil, secondPupil, parent]) assert.equal(await join(person, call), 'waits')
  await socket.event('call.door', ({ callId }) => callId === call.id)
  assert.deepEqual(
    await waitingFor(call),
    [pupil, secondPupil, parent].map(({ profileId }) => profileId),
  )
  await pupil.client.refused('calls.people', placeOf(call), 'call.notIn')
  await pupil.client.refused('calls.waiting', placeOf(call), 'call.notAllowed')
  await pupil.client.refused(
    'calls.decide',
    { ...placeOf(call), profileIds: [pupil.profileId], decision: 'admit' },
    'call.notAllowed',
  )
  const { mine, people } = await pupil.client.call('calls.running', { chatId: call.chatId })
  assert.deepEqual([mine, people], [{ leads: false, admission: 'waiting', waiting: 0 }, 1])
  assert.equal((await teacher.client.call('calls.running', { chatId: call.chatId })).mine?.waiting, 3)

  await decide(call, 'admit', pupil)
  assert.equal(await join(pupil, call), 'in')
  assert.equal((await pupil.client.call('calls.people', placeOf(call))).stays.length, 2)
  await decide(call, 'reject', parent)
  await refusedToJoin(parent, call, 'call.rejected')
  assert.deepEqual(await waitingFor(call), [secondPupil.profileId])
  // Who does not wait is not turned away, and who was may be let in.
  await decide(call, 'reject', pupil)
  assert.equal(await join(pupil, call), 'in')
  await decide(call, 'admit', parent, secondPupil)
  assert.equal(await join(parent, call), 'in')
  assert.equal(await join(secondPupil, call), 'in')
})

test('who waits and goes away waits no more, and comes to the end of the queue', async () => {
  const { pupil, secondPupil } = cast
  const call = await start({ waitingRoom: true })
  await join(pupil, call)
  world.clock.advance(CALL_GONE_MS + 1_000)
  assert.deepEqual(await waitingFor(call), [])
  await join(secondPupil, call)
  world.clock.advance(1_000)
  await join(pupil, call)
  await join(secondPupil, call)
  assert.deepEqual(await waitingFor(call), [secondPupil.profileId, pupil.profileId])
  assert.equal((await configure(call, {})).waitingRoom, false)
  assert.equal(await join(pupil, call), 'in')
})

test('a locked call lets nobody new in but those who lead it; who was in comes back', async () => {
  const { teacher, pupil, secondPupil, parent } = cast
  const open = await start()
  for (const person of [pupil, parent]) await join(person, open)
  const call = await configure(open, { locked: true })
  await refusedToJoin(secondPupil, call, 'call.locked')
  assert.equal(await join(pupil, call), 'in')
  assert.equal(await join(teacher, call), 'in')
  const stale = { ...placeOf(call), version: open.version, waitingRoom: false, locked: false }
  await teacher.client.refused('calls.configure', stale, 'call.versionConflict')
  await pupil.client.refused('calls.configure', { ...stale, version: call.version }, 'call.notAllowed')
  await decide(call, 'admit', secondPupil)
  assert.equal(await join(secondPupil, call), 'in')
})

test('[CALL-04] who was made administrator leads a call over every return, until it is taken from him', async () => {
  const { teacher, pupil, secondPupil, parent } = cast
  const call = await start({ waitingRoom: true })
  const make = (by: Person, whom: Person, administrator: boolean) =>
    by.client.call('calls.setAdministrator', { ...placeOf(call), profileId: whom.profileId, administrator })
  await make(teacher, parent, true)
  const sessionId = newId()
  assert.equal(await join(parent, call, sessionId), 'in')
  await parent.client.call('calls.leave', { ...placeOf(call), sessionId })
  assert.equal(await join(parent, call), 'in')
  const { people } = await teacher.client.call('calls.people', placeOf(call))
  assert.deepEqual(
    people.map(({ profileId, leads, administrator }) => [profileId, leads, administrator]),
    [[parent.profileId, true, true]],
  )
  await join(pupil, call)
  await parent.client.call('calls.decide', { ...placeOf(call), profileIds: [pupil.profileId], decision: 'admit' })
  await make(parent, secondPupil, true)
  await make(parent, secondPupil, false)
  assert.equal(await join(secondPupil, call), 'waits')
  const self = { ...placeOf(call), profileId: teacher.profileId }
  await parent.client.refused('calls.remove', self, 'call.notAllowed')
  await parent.client.refused('calls.setAdministrator', { ...self, administrator: false }, 'call.notAllowed')
  const stranger = { ...placeOf(call), profileId: cast.newcomer.profileId, administrator: true }
  await teacher.client.refused('calls.setAdministrator', stranger, 'call.personUnknown')
  await parent.client.call('calls.end', placeOf(call))
  await teacher.client.refused('calls.setAdministrator', { ...stranger, profileId: pupil.profileId }, 'call.ended')
})

test('who was removed is out at once, stays out on every device, and comes back when he is let in', async () => {
  const { teacher, pupil, secondPupil } = cast
  const call = await start()
  const sessions = [newId(), newId()]
  for (const sessionId of sessions) await join(pupil, call, sessionId)
  await join(secondPupil, call)
  const room = media.inside.get(`call-${call.id}`)!
  for (const sessionId of sessions) room.add(sessionId)
  await teacher.client.call('calls.remove', { ...placeOf(call), profileId: pupil.profileId })
  await world.app.calls.rounds.run()
  assert.deepEqual([...room], [])
  await pupil.client.refused('calls.beat', { ...placeOf(call), sessionId: sessions[0]! }, 'call.sessionOver')
  await refusedToJoin(pupil, call, 'call.removed')
  await pupil.client.refused('calls.people', placeOf(call), 'call.notIn')
  await decide(call, 'admit', pupil)
  assert.equal(await join(pupil, call), 'in')
})

test('[CNT-08/closed-calls] an adult and a pupil are not shut in alone, and a closed call in which they are left opens to its chat', async () => {
  const { teacher, pupil, parent } = cast
  const open = await start()
  await join(teacher, open)
  const session = newId()
  await join(pupil, open, session)
  const closing = { ...placeOf(open), version: open.version, waitingRoom: false, locked: true }
  await teacher.client.refused('calls.configure', closing, 'call.alone')
  const third = newId()
  await join(parent, open, third)
  const call = await configure(open, { locked: true })
  await parent.client.call('calls.leave', { ...placeOf(call), sessionId: third })
  const teachers = newId()
  await join(teacher, call, teachers)
  const isClosed = async () => (await teacher.client.call('calls.running', { chatId: call.chatId })).call?.locked
  for (let passed = 0; passed <= CALL_ALONE_MS + 10_000; passed += 10_000) {
    world.clock.advance(10_000)
    for (const [person, sessionId] of [
      [teacher, teachers],
      [pupil, session],
    ] as const) {
      await person.client.call('calls.beat', { ...placeOf(call), sessionId })
    }
    await world.app.calls.rounds.run()
    if (passed < CALL_ALONE_MS - 10_000) assert.equal(await isClosed(), true)
  }
  assert.equal(await isClosed(), false)
})
