import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CALL_ALONE_MS, CALL_GONE_MS, HALL_MOVE_MS } from '#contract/calls/calls.limits.ts'
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

const start = async (
  people: Person[] = [cast.pupil, cast.secondPupil, cast.parent],
  chatId?: string,
): Promise<Call> => {
  const id = chatId ?? (await startChat(cast, people))
  return (await cast.teacher.client.call('calls.start', { chatId: id, id: newId() })).call
}
const placeOf = ({ chatId, id: callId }: Call) => ({ chatId, callId })
/** Comes in, and into the room as a client does; the hall of it. */
const enter = async (person: Person, call: Call, sessionId = newId()) => {
  const { admitted } = await person.client.call('calls.join', { ...placeOf(call), sessionId })
  const { hallId } = admitted!
  const room = roomOf(call, hallId)
  media.inside.get(room)?.add(sessionId)
  return { sessionId, hallId, room }
}
const roomOf = (call: Call, hallId: string | null) =>
  hallId === null ? `call-${call.id}` : `call-${call.id}-${hallId}`
const named = (...names: string[]) => names.map((name) => ({ id: newId(), name, profileIds: [] as string[] }))
type Made = ReturnType<typeof named>
const arrange = (call: Call, halls: Made, version = 0, free = false) =>
  cast.teacher.client.call('calls.arrangeHalls', { ...placeOf(call), version, free, halls })
const open = (call: Call, version: number, minutes: number | null = null) =>
  cast.teacher.client.call('calls.openHalls', { ...placeOf(call), version, minutes })
const inHalls = async (person: Person, call: Call) => person.client.call('calls.halls', placeOf(call))
/** Keeps stays open and lets the rounds look. */
const pass = async (call: Call, ms: number, inside: [Person, string][]) => {
  for (let left = ms; left > 0; left -= CALL_GONE_MS / 2) {
    world.clock.advance(Math.min(left, CALL_GONE_MS / 2))
    for (const [person, sessionId] of inside) await person.client.call('calls.beat', { ...placeOf(call), sessionId })
    await world.app.calls.rounds.run()
  }
}

test('[HALL-01/server] halls have names and people, are changed by whoever leads the call, and one of two changes wins', async () => {
  const { teacher, pupil, secondPupil, parent } = cast
  const call = await start()
  assert.deepEqual((await inHalls(pupil, call)).halls, {
    version: 0,
    free: false,
    openSince: null,
    endsAt: null,
    halls: [],
  })
  const [first, second] = named('Первый', 'Второй') as [Made[0], Made[0]]
  first.profileIds = [pupil.profileId]
  const { halls } = await arrange(call, [first, second])
  assert.deepEqual([halls.version, halls.halls], [1, [first, second]])
  assert.equal((await inHalls(pupil, call)).mine, first.id)
  await teacher.client.refused(
    'calls.arrangeHalls',
    { ...placeOf(call), version: 0, free: false, halls: [first] },
    'call.versionConflict',
  )
  const input = { ...placeOf(call), version: 1, free: false }
  await pupil.client.refused('calls.arrangeHalls', { ...input, halls: [first] }, 'call.notAllowed')
  const twice = [first, { ...second, profileIds: [pupil.profileId] }]
  await teacher.client.refused('calls.arrangeHalls', { ...input, halls: twice }, 'call.personTwice')
  const foreign = [{ ...first, profileIds: [cast.newcomer.profileId] }]
  await teacher.client.refused('calls.arrangeHalls', { ...input, halls: foreign }, 'call.personUnknown')
  const other = await start()
  const stolen = { ...placeOf(other), version: 0, free: false, halls: [first] }
  await teacher.client.refused('calls.arrangeHalls', stolen, 'call.versionConflict')
  const renamed = await arrange(
    call,
    [{ ...second, name: 'Химики', profileIds: [secondPupil.profileId, parent.profileId, pupil.profileId] }],
    1,
  )
  assert.deepEqual(
    renamed.halls.halls.map(({ name, profileIds }) => [name, profileIds.length]),
    [['Химики', 3]],
  )
})

test('[HALL-02/server] people are spread evenly by lot, chosen by hand, choose for themselves, or sit as in an earlier call', async () => {
  const { teacher, pupil, secondPupil, parent } = cast
  const call = await start()
  for (const person of [teacher, pupil, secondPupil, parent]) await enter(person, call)
  const halls = named('А', 'Б', 'В')
  await arrange(call, halls)
  const { halls: shared } = await teacher.client.call('calls.shareOut', { ...placeOf(call), version: 1 })
  assert.deepEqual(
    shared.halls.map(({ profileIds }) => profileIds.length),
    [1, 1, 1],
  )
  assert.ok(
    !shared.halls.some(({ profileIds }) => profileIds.includes(teacher.profileId)),
    'who leads is not shared out',
  )

  const anew = { ...placeOf(call), version: 2, free: false, halls, lot: true }
  const atOnce = await teacher.client.call('calls.arrangeHalls', anew)
  assert.deepEqual(
    [atOnce.halls.version, ...atOnce.halls.halls.map(({ profileIds }) => profileIds.length)],
    [3, 1, 1, 1],
    'made and shared out in one',
  )

  await teacher.client.call('calls.end', placeOf(call))
  const next = await start([], call.chatId)
  const { earlier } = await teacher.client.call('calls.earlierHalls', placeOf(next))
  assert.deepEqual(
    earlier.map(({ callId, names, people }) => [callId, names, people]),
    [[call.id, ['А', 'Б', 'В'], 3]],
  )
  await teacher.client.call('chats.removeMember', { chatId: call.chatId, profileId: parent.profileId })
  const reused = await teacher.client.call('calls.reuseHalls', { ...placeOf(next), version: 0, fromCallId: call.id })
  const seats = (all: typeof shared) =>
    Object.fromEntries(
      all.halls.map(({ name, profileIds }) => [name, profileIds.filter((id) => id !== parent.profileId)]),
    )
  assert.deepEqual(seats(reused.halls), seats(atOnce.halls))
  assert.ok(!JSON.stringify(reused.halls).includes(parent.profileId), 'who has left the chat sits nowhere')

  const free = (await arrange(next, named('Левый', 'Правый'), 1, true)).halls
  await enter(pupil, next)
  const [left] = free.halls
  await pupil.client.refused('calls.goToHall', { ...placeOf(next), hallId: left!.id }, 'call.hallsClosed')
  await open(next, free.version)
  await pupil.client.call('calls.goToHall', { ...placeOf(next), hallId: left!.id })
  assert.equal((await enter(pupil, next)).hallId, left!.id)
  await pupil.client.refused('calls.goToHall', { ...placeOf(next), hallId: newId() }, 'call.hallUnknown')
  await secondPupil.client.refused('calls.goToHall', { ...placeOf(next), hallId: left!.id }, 'call.outside')
  await pupil.client.call('calls.goToHall', { ...placeOf(next), hallId: null })
  assert.equal((await enter(pupil, next)).hallId, null)
})

test('[HALL-03/server] [HALL-05/server] open halls have rooms of their own, also for who was away or comes late; closed they return everybody', async () => {
  const { teacher, pupil, secondPupil, parent } = cast
  const call = await start()
  const lead = await enter(teacher, call)
  const first = await enter(pupil, call)
  const [one, two] = named('Один', 'Два') as [Made[0], Made[0]]
  one.profileIds = [pupil.profileId]
  const { halls } = await arrange(call, [one, two])
  await using socket = await world.socket(pupil.client)
  await socket.hello()
  await open(call, halls.version)
  await socket.event('call.halls', ({ callId }) => callId === call.id)
  const moved = await enter(pupil, call, first.sessionId)
  assert.equal(moved.hallId, one.id)
  // Both rooms have him until he has left the first one.
  await world.app.calls.rounds.run()
  assert.ok(media.inside.get(roomOf(call, null))!.has(first.sessionId))
  const late = await enter(secondPupil, call)
  assert.equal(late.hallId, two.id, 'who comes late comes into the emptiest')
  await pupil.client.refused('calls.goToHall', { ...placeOf(call), hallId: two.id }, 'call.hallsAssigned')

  await pass(call, HALL_MOVE_MS * 2, [
    [teacher, lead.sessionId],
    [pupil, first.sessionId],
    [secondPupil, late.sessionId],
  ])
  assert.ok(!media.inside.get(roomOf(call, null))!.has(first.sessionId), 'he hears the call no more')
  assert.ok(media.inside.get(roomOf(call, one.id))!.has(first.sessionId))
  // A client that was changed goes where it does not belong.
  media.inside.get(roomOf(call, two.id))!.add(first.sessionId)
  await pass(call, HALL_MOVE_MS * 2, [
    [teacher, lead.sessionId],
    [pupil, first.sessionId],
    [secondPupil, late.sessionId],
  ])
  assert.ok(!media.inside.get(roomOf(call, two.id))!.has(first.sessionId))

  // The media server forgets everything; a session that was lost comes back into its hall.
  media.inside.clear()
  assert.equal((await enter(pupil, call, first.sessionId)).hallId, one.id)
  world.clock.advance(CALL_GONE_MS + 1_000)
  assert.equal((await enter(pupil, call)).hallId, one.id)

  await teacher.client.call('calls.closeHalls', { ...placeOf(call), seconds: 15 })
  assert.notEqual((await inHalls(pupil, call)).halls.endsAt, null)
  assert.equal((await enter(pupil, call)).hallId, one.id)
  await teacher.client.call('calls.closeHalls', { ...placeOf(call), seconds: 60 })
  world.clock.advance(16_000)
  assert.equal((await enter(pupil, call)).hallId, one.id, 'the time was prolonged')
  world.clock.advance(45_000)
  for (const person of [pupil, secondPupil, parent]) assert.equal((await enter(person, call)).hallId, null)
  assert.deepEqual((await inHalls(pupil, call)).halls.openSince, null)
  await teacher.client.refused('calls.closeHalls', { ...placeOf(call), seconds: 0 }, 'call.hallsClosed')
  const straggler = newId()
  media.inside.get(roomOf(call, one.id))!.add(straggler)
  world.clock.advance(HALL_MOVE_MS)
  await enter(teacher, call)
  await world.app.calls.rounds.run()
  assert.equal(media.inside.get(roomOf(call, one.id))!.size, 0)

  await teacher.client.call('calls.end', placeOf(call))
  await world.app.calls.rounds.run()
  assert.deepEqual(
    [...media.inside.keys()].filter((name) => name.includes(call.id)),
    [],
  )
})

test('[HALL-04/server] whoever leads the call goes into any hall, speaks to all of them and prolongs them', async () => {
  const { teacher, pupil, secondPupil, parent } = cast
  const call = await start()
  const halls = named('Один', 'Два') as [Made[0], Made[0]]
  halls[0].profileIds = [pupil.profileId, secondPupil.profileId]
  await arrange(call, halls)
  await enter(teacher, call)
  await enter(pupil, call)
  await open(call, 1, 10)
  await teacher.client.call('calls.goToHall', { ...placeOf(call), hallId: halls[0].id })
  assert.equal((await enter(teacher, call)).hallId, halls[0].id)
  await using socket = await world.socket(pupil.client)
  await socket.hello()
  await teacher.client.call('calls.tell', { ...placeOf(call), text: 'Ещё пять минут' })
  const { p: note } = await socket.event('call.note', ({ callId }) => callId === call.id)
  assert.deepEqual([note.text, note.by], ['Ещё пять минут', teacher.profileId])
  await pupil.client.refused('calls.tell', { ...placeOf(call), text: 'А у нас?' }, 'call.notAllowed')
  await teacher.client.call('calls.closeHalls', { ...placeOf(call), seconds: null })
  assert.equal((await inHalls(parent, call)).halls.endsAt, null)
  await teacher.client.call('calls.goToHall', { ...placeOf(call), hallId: null })
  assert.equal((await enter(teacher, call)).hallId, null)
})

test('[CNT-08/halls] an adult and a pupil who may not be alone are not put into one hall, nor left there', async () => {
  const { teacher, pupil, secondPupil } = cast
  const call = await start([pupil, secondPupil])
  const sessions: [Person, string][] = []
  for (const person of [teacher, pupil, secondPupil]) sessions.push([person, (await enter(person, call)).sessionId])
  const halls = named('Один', 'Два') as [Made[0], Made[0]]
  const pair = [{ ...halls[0], profileIds: [teacher.profileId, pupil.profileId] }]
  await teacher.client.refused(
    'calls.arrangeHalls',
    { ...placeOf(call), version: 0, free: false, halls: pair },
    'call.alone',
  )
  halls[0].profileIds = [pupil.profileId]
  halls[1].profileIds = [secondPupil.profileId]
  await arrange(call, halls)
  await open(call, 1)
  await teacher.client.refused('calls.goToHall', { ...placeOf(call), hallId: halls[0].id }, 'call.alone')
  halls[0].profileIds = [pupil.profileId, secondPupil.profileId]
  await arrange(call, [halls[0]], 2)
  await teacher.client.call('calls.goToHall', { ...placeOf(call), hallId: halls[0].id })
  // The third one goes.
  await secondPupil.client.call('calls.leave', { ...placeOf(call), sessionId: sessions[2]![1] })
  await pass(call, CALL_ALONE_MS + 30_000, sessions.slice(0, 2))
  assert.equal((await enter(teacher, call)).hallId, null)
  assert.equal((await enter(pupil, call, sessions[1]![1])).hallId, halls[0].id, 'late again, and by himself')
})

test('of halls that have no room on the media server nobody is asked for', async () => {
  const { teacher } = cast
  const call = await start()
  await arrange(call, named('Один', 'Два', 'Три'))
  await enter(teacher, call)
  const asked: string[] = []
  const { people } = media.rooms
  media.rooms.people = (name) => {
    if (name.includes(call.id)) asked.push(name)
    return people(name)
  }
  world.clock.advance(HALL_MOVE_MS)
  await world.app.calls.rounds.run()
  media.rooms.people = people
  assert.deepEqual(asked, [roomOf(call, null)])
})
