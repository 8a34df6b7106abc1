import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { CALL_GUEST_SILENT_MS } from '#contract/calls/calls.limits.ts'
import type { Call } from '#contract/calls/calls.ts'
import { decideOnGuest, enterCall, type Guest, idAtDoor, knock, openToAnybody, placeOfCall } from '#testkit/calls.ts'
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

const start = async (members: readonly Person[] = [cast.secondTeacher]): Promise<Call> => {
  const chatId = await startChat(cast, members)
  return (await cast.teacher.client.call('calls.start', { chatId, id: newId() })).call
}
const enter = async ({ client, sessionId }: Guest) =>
  (await client.call('callGuests.enter', { sessionId })).admitted === null ? 'waits' : 'in'
const beat = ({ client, sessionId }: Guest, revision: number | null = null) =>
  client.call('callGuests.beat', { sessionId, revision })
const sessionsIn = async (call: Call) =>
  (await cast.teacher.client.call('calls.people', placeOfCall(call))).stays.map(({ sessionId }) => sessionId)
/** A call with the teacher in it, and a guest whom he has let in. */
const hosted = async (name?: string) => {
  const call = await start()
  const teachers = await enterCall(cast.teacher, call)
  const token = await openToAnybody(cast.teacher, call)
  const guest = await knock(world, token, name)
  const id = await decideOnGuest(cast.teacher, call, guest)
  assert.equal(await enter(guest), 'in')
  return { call, token, teachers, guest, id }
}

/** What a browser without an account is told of a link that is open to it. */
const LOOK = { guests: true, signedIn: false, name: null }

test('[CALL-10] nobody without an account comes into a call before whoever leads it opens it to guests', async () => {
  const { teacher, secondTeacher } = cast
  const call = await start()
  await enterCall(teacher, call)
  const access = { ...placeOfCall(call), access: 'organisation' } as const
  const { link } = await teacher.client.call('callLinks.setAccess', access)
  const token = link!.token
  assert.deepEqual(await world.client().call('callGuests.look', { token }), { ...LOOK, guests: false })
  const { details } = await world.client().refused('callGuests.knock', { token, name: 'Анна' }, 'callLink.guestsOff')
  assert.deepEqual(details, { changedBy: 'administrator' })
  const unknown = 'x'.repeat(22)
  await world.client().refused('callGuests.look', { token: unknown }, 'callLink.unknown')
  await world.client().refused('callGuests.knock', { token: unknown, name: 'Анна' }, 'callLink.unknown')
  await secondTeacher.client.refused('callLinks.setAccess', { ...access, access: 'anyone' }, 'call.notAllowed')
  assert.equal(await openToAnybody(teacher, call), token)
  assert.deepEqual(await world.client().call('callGuests.look', { token }), LOOK)
  assert.deepEqual(await secondTeacher.client.call('callGuests.look', { token }), { ...LOOK, signedIn: true })
  const { access: now } = await teacher.client.call('callLinks.get', placeOfCall(call))
  assert.equal(now, 'anyone')
})

test('[CALL-20/waits] a guest waits until he is let in, and before it gets no token, no names and no media', async () => {
  const { teacher, secondTeacher } = cast
  const call = await start()
  await enterCall(teacher, call)
  const token = await openToAnybody(teacher, call)
  const guest = await knock(world, token)
  assert.equal(await enter(guest), 'waits')
  await guest.client.refused('callGuests.beat', { sessionId: guest.sessionId, revision: null }, 'call.sessionOver')
  await guest.client.refused('callGuests.setHand', { up: true }, 'call.outside')
  // The operations of people with an account are closed to him, with every id that he could know.
  const place = placeOfCall(call)
  await guest.client.refused('calls.join', { ...place, sessionId: guest.sessionId }, 'session.required')
  await guest.client.refused('calls.people', place, 'session.required')
  await guest.client.refused('callLinks.open', { token }, 'session.required')
  await guest.client.refused('messages.page', { chatId: call.chatId }, 'session.required')
  assert.equal((await sessionsIn(call)).includes(guest.sessionId), false)
  const seen = await teacher.client.call('calls.waiting', place)
  assert.deepEqual(
    seen.guests.map(({ name }) => name),
    [guest.name],
  )
  assert.deepEqual(seen.cards, [])
  await secondTeacher.client.refused('calls.waiting', place, 'call.notAllowed')
  await decideOnGuest(teacher, call, guest)
  assert.equal(await enter(guest), 'in')
  assert.equal((await sessionsIn(call)).includes(guest.sessionId), true)
})

test('[CALL-20/seen] a guest is a guest to everybody, and sees names without ids, and of pupils no surname', async () => {
  const { director, teacher, pupil, school } = cast
  const rules = await director.client.call('dialogueRules.get', { communityId: school.communityId })
  await director.client.call('dialogueRules.set', { ...rules, guestsWithPupils: true })
  const call = await start([pupil, cast.secondPupil])
  await enterCall(teacher, call)
  await enterCall(pupil, call)
  const guest = await knock(world, await openToAnybody(teacher, call), 'Пётр ✅ Гость')
  const id = await decideOnGuest(teacher, call, { ...guest, name: 'Пётр Гость' })
  assert.equal(await enter(guest), 'in')
  const { guests, stays, people, cards } = await pupil.client.call('calls.people', placeOfCall(call))
  assert.deepEqual(guests, [{ id, name: 'Пётр Гость' }])
  assert.ok(stays.some(({ profileId }) => profileId === id))
  assert.ok(people.some(({ profileId, leads }) => profileId === id && !leads))
  assert.equal(
    cards.some((card) => card.id === id),
    false,
  )
  const seen = await beat(guest)
  const names = seen.people!.map(({ name }) => name)
  const card = cards.find((one) => one.id === pupil.profileId)!
  assert.ok(names.includes(card.name) && !JSON.stringify(seen).includes(card.surname))
  for (const person of [teacher, pupil]) assert.equal(JSON.stringify(seen).includes(person.profileId), false)
  assert.deepEqual(
    seen.people!.filter((one) => one.guest).map(({ name }) => name),
    ['Пётр Гость'],
  )
  // What those in the call are told comes together, soon after: then nothing is told twice.
  await quiet(guest)
  const { guests: listed } = await teacher.client.call('calls.attendance', placeOfCall(call))
  assert.deepEqual(listed, [{ id, name: 'Пётр Гость' }])
  const again = await director.client.call('dialogueRules.get', { communityId: school.communityId })
  await director.client.call('dialogueRules.set', { ...again, guestsWithPupils: false })
  await world.app.calls.rounds.run()
  world.clock.advance(10_000)
  assert.equal((await guest.client.call('callGuests.look', { token: await tokenOf(call) })).guests, false)
})

/** Waits until nothing is left to be told: whoever names the last revision is told nobody twice. */
const quiet = async (guest: Guest) => {
  for (let tries = 0; tries < 50; tries += 1) {
    if ((await beat(guest, (await beat(guest)).revision)).people === null) return
    await delay(100)
  }
  assert.fail('everybody is told again and again')
}

const tokenOf = async (call: Call) => (await cast.teacher.client.call('callLinks.get', placeOfCall(call))).link!.token

test('[CALL-20/pupils] no guest comes into a call of a chat with pupils unless the organisation lets guests be with them', async () => {
  const { teacher, pupil, secondTeacher } = cast
  const withPupils = await start([pupil, secondTeacher])
  const input = { ...placeOfCall(withPupils), access: 'anyone' } as const
  const { details } = await teacher.client.refused('callLinks.setAccess', input, 'callLink.pupilsHere')
  assert.deepEqual(details, { setBy: 'organisation', changedBy: 'administrator' })

  // A pupil who comes into the chat later is met by no guest either.
  const { call, guest, teachers, token } = await hosted()
  await teacher.client.call('chats.addMembers', { chatId: call.chatId, profileIds: [pupil.profileId] })
  await enterCall(pupil, call)
  await world.app.calls.rounds.run()
  assert.equal((await sessionsIn(call)).includes(guest.sessionId), false)
  await guest.client.refused('callGuests.beat', { sessionId: guest.sessionId, revision: null }, 'call.sessionOver')
  assert.equal(await enter({ ...guest, sessionId: newId() }), 'waits')
  await world.client().refused('callGuests.knock', { token, name: 'Другой' }, 'callLink.guestsOff')
  assert.ok((await sessionsIn(call)).includes(teachers.sessionId))
})

test('[CALL-20/leader] a guest is in a call only while an adult who leads it is', async () => {
  const { teacher } = cast
  const { call, guest, teachers } = await hosted()
  await enterCall(cast.secondTeacher, call)
  await teacher.client.call('calls.leave', teachers)
  world.clock.advance(10_000)
  await world.app.calls.rounds.run()
  await guest.client.refused('callGuests.beat', { sessionId: guest.sessionId, revision: null }, 'call.sessionOver')
  const back = { ...guest, sessionId: newId() }
  assert.equal(await enter(back), 'waits')
  await enterCall(teacher, call)
  assert.equal(await enter(back), 'in')
})

test('[CALL-20/removed] who was turned away or removed stays out with his cookie, and another link or no link lets nobody in who is out', async () => {
  const { teacher } = cast
  const { call, guest, id, token } = await hosted()
  const room = media.inside.get(`call-${call.id}`)!
  room.add(guest.sessionId)
  await teacher.client.call('calls.remove', { ...placeOfCall(call), profileId: id })
  await world.app.calls.rounds.run()
  assert.equal(room.has(guest.sessionId), false)
  for (const sessionId of [guest.sessionId, newId()]) {
    await guest.client.refused('callGuests.enter', { sessionId }, 'call.removed')
  }
  await guest.client.refused('callGuests.look', { token }, 'call.removed')
  await guest.client.refused('callGuests.knock', { token, name: 'Другое имя' }, 'call.removed')

  const rejected = await knock(world, token, 'Отклонённый')
  await decideOnGuest(teacher, call, rejected, 'reject')
  await rejected.client.refused('callGuests.enter', { sessionId: rejected.sessionId }, 'call.rejected')

  const waits = await knock(world, token, 'Ждущий')
  await teacher.client.call('callLinks.renew', placeOfCall(call))
  await waits.client.refused('callGuests.enter', { sessionId: waits.sessionId }, 'call.guestUnknown')
  await world.client().refused('callGuests.knock', { token, name: 'Поздний' }, 'callLink.unknown')

  const last = await knock(world, await tokenOf(call), 'Последний')
  await decideOnGuest(teacher, call, last)
  assert.equal(await enter(last), 'in')
  await teacher.client.call('callLinks.setAccess', { ...placeOfCall(call), access: 'organisation' })
  await last.client.refused('callGuests.beat', { sessionId: last.sessionId, revision: null }, 'callLink.guestsOff')
  await world.app.calls.rounds.run()
  assert.equal((await sessionsIn(call)).includes(last.sessionId), false)
})

test('[CALL-20/host] whoever leads a call decides on a guest as on others, and never makes him lead it', async () => {
  const { teacher } = cast
  const { call, guest, id } = await hosted()
  const place = placeOfCall(call)
  const permissions = { microphone: false, camera: false, screen: null }
  await teacher.client.call('calls.setPermissions', { ...place, profileId: id, permissions })
  assert.deepEqual((await beat(guest)).may, { microphone: false, camera: false, screen: false })
  await guest.client.call('callGuests.setHand', { up: true })
  assert.equal((await beat(guest)).hand, true)
  await teacher.client.call('calls.setFloor', { ...place, profileId: id, floor: true })
  const asked = await beat(guest)
  assert.deepEqual([asked.floor, asked.asked, asked.may.microphone], [true, 'microphone', true])
  assert.equal((await beat(guest)).asked, null)
  await teacher.client.call('calls.nudge', { ...place, profileId: id })
  assert.deepEqual([(await beat(guest)).nudged, (await beat(guest)).nudged], [true, false])
  await teacher.client.call('calls.mute', { ...place, profileId: id, source: 'microphone' })
  const administrator = { ...place, profileId: id, administrator: true }
  await teacher.client.refused('calls.setAdministrator', administrator, 'call.notAllowed')
  await guest.client.call('callGuests.leave', { sessionId: guest.sessionId })
  assert.equal((await sessionsIn(call)).includes(guest.sessionId), false)
})

test('[CALL-20/cookie] the secret of a guest leads into one call, ends with it and after a silence, and no page of others uses it', async () => {
  const { teacher } = cast
  const { call, guest } = await hosted()
  const other = await hosted('Другая')
  // A session of another call is none of his.
  const { sessionId } = other.guest
  await guest.client.refused('callGuests.enter', { sessionId }, 'call.sessionOver')
  const bare = await guest.client.raw('/api/callGuests.setHand', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"up":true}',
  })
  assert.match(bare.text, /request\.originRefused/)
  const jar = [...guest.client.cookies].filter(([name]) => name.endsWith('guest'))
  assert.equal(jar.length, 1)
  const kept = await world.database.query<{ hash: string }>(
    `select encode(secret_hash, 'escape') || encode(secret_hash, 'base64') as hash from calls.guest
      where secret_hash is not null`,
  )
  assert.ok(kept.length > 0 && kept.every(({ hash }) => !hash.includes(jar[0]![1])))

  world.clock.advance(CALL_GUEST_SILENT_MS)
  await guest.client.refused('callGuests.enter', { sessionId: newId() }, 'call.guestUnknown')
  const late = { ...(await hosted('Поздняя')) }
  await teacher.client.call('calls.end', placeOfCall(late.call))
  await late.guest.client.refused('callGuests.beat', { sessionId: late.guest.sessionId, revision: null }, 'call.ended')
  await late.guest.client.refused('callGuests.look', { token: late.token }, 'call.ended')
  assert.ok(call.endedAt === null)
})

test('[CALL-20/names] names that show nothing are refused, and of those who were never let in nothing is left', async () => {
  const { teacher } = cast
  const call = await start()
  await enterCall(teacher, call)
  const token = await openToAnybody(teacher, call)
  for (const name of [' ', '\u200b\u200b', '✅']) {
    await world.client().refused('callGuests.knock', { token, name }, 'call.guestNameInvalid')
  }
  const waits = await knock(world, token, 'Так и ждёт')
  assert.ok(await idAtDoor(teacher, call, waits))
  await teacher.client.call('calls.configure', {
    ...placeOfCall(call),
    version: call.version,
    waitingRoom: false,
    locked: true,
  })
  await world.client().refused('callGuests.knock', { token, name: 'Ещё один' }, 'call.locked')
  await teacher.client.call('calls.end', placeOfCall(call))
  assert.deepEqual(await world.database.query('select name from calls.guest where call_id = $1', [call.id]), [])
})
