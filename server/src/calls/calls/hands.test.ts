import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { handQueue } from '#contract/calls/calls.abilities.ts'
import { CALL_GONE_MS, CALL_TOLD_EVERY_MS } from '#contract/calls/calls.limits.ts'
import type { Call } from '#contract/calls/calls.ts'
import type { EventPayload } from '#contract/events.ts'
import { enterCall, placeOfCall, startCall } from '#testkit/calls.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { createFakeMedia } from '#testkit/fake-media.ts'
import { startChat } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import type { TestSocket } from '#testkit/test-socket.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
const media = createFakeMedia()
before(async () => {
  world = await createWorld({ mediaServer: media })
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const start = async (): Promise<Call> => {
  const { teacher, pupil, secondPupil, parent } = cast
  return startCall(teacher, await startChat(cast, [pupil, secondPupil, parent]))
}
const setHand = (person: Person, call: Call, up: boolean) =>
  person.client.call('calls.setHand', { ...placeOfCall(call), up })
const lowerHands = (person: Person, call: Call, whom: Person | null) =>
  person.client.call('calls.lowerHands', { ...placeOfCall(call), profileId: whom?.profileId ?? null })
const setFloor = (person: Person, call: Call, whom: Person, floor: boolean) =>
  person.client.call('calls.setFloor', { ...placeOfCall(call), profileId: whom.profileId, floor })
const peopleOf = async (reader: Pick<Person, 'client'>, call: Call) =>
  (await reader.client.call('calls.people', placeOfCall(call))).people
const queueOf = async (reader: Pick<Person, 'client'>, call: Call) =>
  handQueue(await peopleOf(reader, call)).map(({ profileId }) => profileId)
const idsOf = (...people: Person[]) => people.map(({ profileId }) => profileId)

test('[CALL-06/queue] hands stand in a queue that everybody in the call sees; one’s own, any and all go down', async () => {
  const { teacher, pupil, secondPupil, parent } = cast
  const call = await start()
  await pupil.client.refused('calls.setHand', { ...placeOfCall(call), up: true }, 'call.outside')
  for (const person of [teacher, pupil, secondPupil, parent]) await enterCall(person, call)
  for (const person of [secondPupil, parent, pupil]) {
    await setHand(person, call, true)
    world.clock.advance(1_000)
  }
  // Who raises it again keeps his place.
  await setHand(secondPupil, call, true)
  assert.deepEqual(await queueOf(pupil, call), idsOf(secondPupil, parent, pupil))
  await setHand(parent, call, false)
  await setHand(parent, call, true)
  assert.deepEqual(await queueOf(teacher, call), idsOf(secondPupil, pupil, parent))

  const all = { ...placeOfCall(call), profileId: null }
  const { details } = await pupil.client.refused('calls.lowerHands', all, 'call.notAllowed')
  assert.deepEqual(details, { rule: 'leadCall', changedBy: 'owner' })
  await cast.newcomer.client.refused('calls.setHand', { ...placeOfCall(call), up: true }, 'chat.unknown')
  const foreign = { ...all, profileId: cast.newcomer.profileId }
  await teacher.client.refused('calls.lowerHands', foreign, 'call.personUnknown')
  await lowerHands(teacher, call, secondPupil)
  assert.deepEqual(await queueOf(parent, call), idsOf(pupil, parent))
  await lowerHands(teacher, call, null)
  assert.deepEqual(await queueOf(parent, call), [])
  await teacher.client.call('calls.end', placeOfCall(call))
  await pupil.client.refused('calls.setHand', { ...placeOfCall(call), up: true }, 'call.ended')
  await teacher.client.refused('calls.lowerHands', all, 'call.ended')
})

test('[CALL-06/return] a hand outlives a return and every process; whoever has left for good has none', async () => {
  const { teacher, pupil, secondPupil, parent } = cast
  const call = await start()
  await enterCall(teacher, call)
  const sessions = new Map<Person, string>()
  for (const person of [pupil, secondPupil, parent]) {
    sessions.set(person, (await enterCall(person, call)).sessionId)
    await setHand(person, call, true)
    world.clock.advance(100)
  }
  await setFloor(teacher, call, parent, true)
  // He comes back within half a minute, on another device.
  await pupil.client.call('calls.leave', { ...placeOfCall(call), sessionId: sessions.get(pupil)! })
  assert.deepEqual(await queueOf(teacher, call), idsOf(secondPupil))
  world.clock.advance(CALL_GONE_MS - 10_000)
  await secondPupil.client.call('calls.beat', { ...placeOfCall(call), sessionId: sessions.get(secondPupil)! })
  await world.app.calls.rounds.run()
  sessions.set(pupil, (await enterCall(pupil, call)).sessionId)
  assert.deepEqual(await queueOf(teacher, call), idsOf(pupil, secondPupil))

  {
    await using next = await createWorld({ database: world.database, mediaServer: media })
    next.clock.advanceTo(world.clock.now())
    const client = secondPupil.client.at(next.app.port)
    assert.deepEqual(await queueOf({ client }, call), idsOf(pupil, secondPupil))
  }

  world.clock.advance(CALL_GONE_MS - 5_000)
  await pupil.client.call('calls.beat', { ...placeOfCall(call), sessionId: sessions.get(pupil)! })
  world.clock.advance(10_000)
  await world.app.calls.rounds.run()
  assert.deepEqual(
    (
      await world.database.query<{ profile_id: string }>(
        'select profile_id from calls.person where call_id = $1 and (hand_at is not null or floor)',
        [call.id],
      )
    ).map(({ profile_id }) => profile_id),
    idsOf(pupil),
  )
  for (const person of [secondPupil, parent]) await enterCall(person, call)
  // Also where no round has passed meanwhile.
  world.clock.advance(CALL_GONE_MS + 1_000)
  await enterCall(pupil, call)
  await enterCall(parent, call)
  assert.deepEqual(await queueOf(teacher, call), [])
  assert.deepEqual(
    (await peopleOf(teacher, call)).filter(({ floor }) => floor),
    [],
  )
})

test('[CALL-13/floor] whoever leads a call gives the floor and takes it back; nobody else does, and nobody gets it who is away', async () => {
  const { teacher, pupil, secondPupil, parent } = cast
  const call = await start()
  await enterCall(teacher, call)
  await enterCall(pupil, call)
  await setHand(pupil, call, true)
  await setFloor(teacher, call, pupil, true)
  const mine = async () => (await peopleOf(pupil, call)).find(({ profileId }) => profileId === pupil.profileId)
  assert.deepEqual(await mine(), {
    profileId: pupil.profileId,
    leads: false,
    administrator: false,
    handAt: null,
    floor: true,
    permissions: { microphone: null, camera: null, screen: null },
  })
  await setFloor(teacher, call, pupil, false)
  assert.equal((await mine())?.floor, false)
  const of = (person: Person) => ({ ...placeOfCall(call), profileId: person.profileId, floor: true })
  await pupil.client.refused('calls.setFloor', of(pupil), 'call.notAllowed')
  await teacher.client.refused('calls.setFloor', of(secondPupil), 'call.personAway')
  await teacher.client.refused('calls.setFloor', of(cast.newcomer), 'call.personUnknown')
  await teacher.client.call('calls.setAdministrator', {
    ...placeOfCall(call),
    profileId: parent.profileId,
    administrator: true,
  })
  await setFloor(parent, call, pupil, true)
  assert.equal((await mine())?.floor, true)

  const { chat } = await teacher.client.call('chats.openDirect', {
    id: newId(),
    profileId: cast.secondTeacher.profileId,
  })
  const dialogue = await startCall(teacher, chat.id)
  await enterCall(cast.secondTeacher, dialogue)
  await setHand(cast.secondTeacher, dialogue, true)
  assert.deepEqual(await queueOf(teacher, dialogue), idsOf(cast.secondTeacher))
  const other = { ...placeOfCall(dialogue), profileId: cast.secondTeacher.profileId, floor: true }
  await teacher.client.refused('calls.setFloor', other, 'call.notHere')
})

test('those in a call hear together, at most twice a second, what happens among them; nobody outside hears it', async () => {
  const { teacher, pupil, secondPupil, parent } = cast
  const call = await start()
  const session = await enterCall(teacher, call)
  await using inside = await world.socket(teacher.client)
  await inside.hello()
  await using outside = await world.socket(parent.client)
  await outside.hello()
  const people = [pupil, secondPupil]
  for (const person of people) await enterCall(person, call)
  for (let press = 0; press < 12; press += 1) {
    await Promise.all(people.map((person) => setHand(person, call, press % 2 === 0)))
    await delay(50)
  }
  for (const person of people) await setHand(person, call, true)
  const told = await peopleOf(teacher, call)
  await delay(CALL_TOLD_EVERY_MS * 1.5)
  const heardOn = (socket: TestSocket) =>
    socket.events('call.people').filter(({ p }) => (p as EventPayload<'call.people'>).callId === call.id)
  const frames = heardOn(inside)
  const heard = frames.map(({ p }) => p as EventPayload<'call.people'>)
  assert.ok(heard.length >= 2)
  const gaps = frames.slice(1).map(({ at }, place) => Date.parse(at) - Date.parse(frames[place]!.at))
  // An event leaves a little after its turn was taken.
  assert.ok(Math.min(...gaps) > CALL_TOLD_EVERY_MS - 100, `${gaps}`)
  assert.deepEqual(
    heard.map(({ revision }) => revision - heard[0]!.revision),
    heard.map((_, place) => place),
  )
  // What is heard one after the other is what somebody reads who asks.
  const state = new Map(heard.flatMap((each) => each.people.map((person) => [person.profileId, person])))
  for (const { profileId } of people) {
    assert.deepEqual(
      state.get(profileId),
      told.find((person) => person.profileId === profileId),
    )
  }
  const came = heard.flatMap((each) => each.came.map(({ profileId }) => profileId))
  assert.ok(idsOf(...people).every((id) => came.includes(id)))
  assert.deepEqual(heardOn(outside), [])

  const from = inside.frames.length
  await teacher.client.call('calls.remove', { ...placeOfCall(call), profileId: pupil.profileId })
  const { p } = await inside.event('call.people', ({ left }) => left.length === 1, from)
  assert.deepEqual(p.people, [])
  await teacher.client.call('calls.leave', session)
})

test('what a process left untold is told by the rounds', async () => {
  const { teacher, pupil } = cast
  const call = await start()
  for (const person of [teacher, pupil]) await enterCall(person, call)
  await using socket = await world.socket(teacher.client)
  await socket.hello()
  await delay(CALL_TOLD_EVERY_MS * 2)
  const from = socket.frames.length
  await world.database.query(
    `insert into calls.person (call_id, profile_id, hand_at, untold) values ($1, $2, now(), true)`,
    [call.id, pupil.profileId],
  )
  await world.app.calls.rounds.run()
  const { p } = await socket.event('call.people', ({ people }) => people.length === 1, from)
  assert.equal(p.people[0]!.profileId, pupil.profileId)
  assert.notEqual(p.people[0]!.handAt, null)
})
