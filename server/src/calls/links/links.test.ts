import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CALL_GONE_MS } from '#contract/calls/calls.limits.ts'
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

const placeOf = ({ chatId, id: callId }: Call) => ({ chatId, callId })
const start = async (members = [cast.pupil, cast.secondPupil], by = cast.teacher): Promise<Call> => {
  const chatId = await startChat(cast, members)
  return (await by.client.call('calls.start', { chatId, id: newId() })).call
}
const openTo = async (call: Call, access: 'members' | 'organisation' = 'organisation') =>
  (await cast.teacher.client.call('callLinks.setAccess', { ...placeOf(call), access })).link
const open = (person: Person, token: string) => person.client.call('callLinks.open', { token })
const join = async (person: Person, call: Call, sessionId = newId()) =>
  (await person.client.call('calls.join', { ...placeOf(call), sessionId })).admitted === null ? 'waits' : 'in'
const inside = async (call: Call) =>
  (await cast.teacher.client.call('calls.people', placeOf(call))).stays.map(({ profileId }) => profileId)
/** Lets the time pass in steps in which these say that they are there, with the rounds after each. */
const pass = async (call: Call, ms: number, ...here: (readonly [Person, string])[]) => {
  for (let passed = 0; passed < ms; passed += 10_000) {
    world.clock.advance(10_000)
    for (const [person, sessionId] of here) {
      await person.client.call('calls.beat', { ...placeOf(call), sessionId }).catch(() => undefined)
    }
    await world.app.calls.rounds.run()
  }
}

test('[CALL-17/organisation] who leads a call opens it to its organisation by a link, and closes it to its chat again', async () => {
  const { teacher, pupil, secondTeacher, otherPupil, stranger, newcomer } = cast
  const call = await start()
  const place = placeOf(call)
  assert.deepEqual(await teacher.client.call('callLinks.get', place), { access: 'members', link: null })
  await secondTeacher.client.refused('calls.join', { ...place, sessionId: newId() }, 'chat.unknown')
  for (const operation of ['callLinks.get', 'callLinks.renew'] as const) {
    await pupil.client.refused(operation, place, 'call.notAllowed')
    await secondTeacher.client.refused(operation, place, 'chat.unknown')
  }
  await teacher.client.refused('callLinks.renew', place, 'callLink.closed')
  const link = (await openTo(call))!
  assert.deepEqual(await openTo(call), link)
  assert.equal(link.madeBy, teacher.profileId)
  await join(teacher, call)
  await join(pupil, call)
  assert.deepEqual(await open(pupil, link.token), { ...place, inChat: true, title: 'Математика' })
  assert.deepEqual(await open(secondTeacher, link.token), { ...place, inChat: false, title: 'Математика' })
  assert.equal(await join(secondTeacher, call), 'in')
  await open(otherPupil, link.token)
  assert.equal(await join(otherPupil, call), 'in')
  for (const person of [stranger, newcomer]) {
    const { details } = await person.client.refused('callLinks.open', { token: link.token }, 'callLink.outsider')
    assert.deepEqual(details, { setBy: 'organisation', changedBy: 'administrator' })
  }
  await secondTeacher.client.refused('callLinks.open', { token: 'x'.repeat(22) }, 'callLink.unknown')
  // The call is all that he is let into.
  await secondTeacher.client.refused('messages.page', { chatId: call.chatId }, 'chat.unknown')
  await secondTeacher.client.refused('calls.running', { chatId: call.chatId }, 'chat.unknown')
  await secondTeacher.client.refused('calls.end', place, 'call.notAllowed')
  const promoted = { ...place, profileId: secondTeacher.profileId, administrator: true }
  await teacher.client.refused('calls.setAdministrator', promoted, 'call.notAllowed')
  assert.deepEqual(
    new Set(await inside(call)),
    new Set([teacher, pupil, secondTeacher, otherPupil].map((p) => p.profileId)),
  )
  const { rows } = await teacher.client.call('calls.attendance', place)
  assert.ok(rows.some(({ profileId }) => profileId === secondTeacher.profileId))

  await openTo(call, 'members')
  await world.app.calls.rounds.run()
  assert.deepEqual(new Set(await inside(call)), new Set([teacher.profileId, pupil.profileId]))
  await secondTeacher.client.refused('calls.join', { ...place, sessionId: newId() }, 'chat.unknown')
  await secondTeacher.client.refused('callLinks.open', { token: link.token }, 'callLink.unknown')
})

test('[CALL-21/ended] the link of a call that has ended says so for good, and one that was renewed leads nowhere', async () => {
  const { teacher, pupil, secondTeacher, otherPupil } = cast
  const call = await start()
  const place = placeOf(call)
  const old = (await openTo(call))!
  await join(teacher, call)
  await join(pupil, call)
  await open(secondTeacher, old.token)
  await open(otherPupil, old.token)
  assert.equal(await join(secondTeacher, call), 'in')
  const renewed = (await teacher.client.call('callLinks.renew', place)).link!
  assert.notEqual(renewed.token, old.token)
  await otherPupil.client.refused('callLinks.open', { token: old.token }, 'callLink.unknown')
  // Who is in stays, and who only held the old one is out.
  assert.equal(await join(secondTeacher, call), 'in')
  await otherPupil.client.refused('calls.join', { ...place, sessionId: newId() }, 'chat.unknown')
  await teacher.client.call('calls.end', place)
  for (const person of [secondTeacher, pupil, otherPupil]) {
    await person.client.refused('callLinks.open', { token: renewed.token }, 'call.ended')
  }
  await secondTeacher.client.refused('calls.join', { ...place, sessionId: newId() }, 'call.ended')
  await teacher.client.refused('callLinks.setAccess', { ...place, access: 'organisation' }, 'call.ended')
  assert.deepEqual(await teacher.client.call('callLinks.get', place), { access: 'members', link: null })
})

test('[CNT-08/call-links] who comes by a link is in a call only while an adult who leads it is, and never alone with somebody with whom he may not be', async () => {
  const { teacher, pupil, secondPupil, secondTeacher, otherPupil } = cast
  const call = await start([pupil, secondPupil])
  const { token } = (await openTo(call))!
  await open(secondTeacher, token)
  await open(otherPupil, token)
  const pupils = newId()
  await join(pupil, call, pupils)
  // A pupil is in it, and nobody who leads it: the visitor waits, learns no names and gets no token.
  assert.equal(await join(secondTeacher, call), 'waits')
  await secondTeacher.client.refused('calls.people', placeOf(call), 'call.notIn')
  const teachers = newId()
  await join(teacher, call, teachers)
  const visitors = newId()
  assert.equal(await join(secondTeacher, call, visitors), 'in')
  assert.equal((await secondTeacher.client.call('calls.people', placeOf(call))).stays.length, 3)

  await teacher.client.call('calls.leave', { ...placeOf(call), sessionId: teachers })
  await pass(call, 20_000, [pupil, pupils], [secondTeacher, visitors])
  await secondTeacher.client.refused('calls.beat', { ...placeOf(call), sessionId: visitors }, 'call.sessionOver')
  assert.equal(await join(secondTeacher, call), 'waits')

  // A pupil of another class alone with the teacher would be seen by nobody of his own.
  await pupil.client.call('calls.leave', { ...placeOf(call), sessionId: pupils })
  await pass(call, CALL_GONE_MS)
  const again = newId()
  await join(teacher, call, again)
  assert.equal(await join(otherPupil, call), 'waits')
  await join(secondPupil, call)
  assert.equal(await join(otherPupil, call), 'in')
})

test('the room to wait in and the lock hold for visitors, and they are let in, turned away and removed as others are', async () => {
  const { teacher, pupil, secondPupil, secondTeacher, otherPupil } = cast
  const call = await start()
  const { token } = (await openTo(call))!
  await join(teacher, call)
  await join(pupil, call)
  await join(secondPupil, call)
  const door = { ...placeOf(call), waitingRoom: true, locked: false }
  const { call: closed } = await teacher.client.call('calls.configure', { ...door, version: call.version })
  for (const person of [secondTeacher, otherPupil]) {
    await open(person, token)
    assert.equal(await join(person, closed), 'waits')
  }
  const decide = (decision: 'admit' | 'reject', { profileId }: Person) =>
    teacher.client.call('calls.decide', { ...placeOf(call), profileIds: [profileId], decision })
  await decide('admit', secondTeacher)
  await decide('reject', otherPupil)
  assert.equal(await join(secondTeacher, closed), 'in')
  await otherPupil.client.refused('calls.join', { ...placeOf(call), sessionId: newId() }, 'call.rejected')
  await teacher.client.call('calls.remove', { ...placeOf(call), profileId: secondTeacher.profileId })
  await secondTeacher.client.refused('calls.join', { ...placeOf(call), sessionId: newId() }, 'call.removed')
  const lock = { ...door, waitingRoom: false, locked: true, version: closed.version }
  await teacher.client.call('calls.configure', lock)
  await otherPupil.client.refused('calls.join', { ...placeOf(call), sessionId: newId() }, 'call.rejected')
  const stranger = { ...placeOf(call), profileIds: [cast.newcomer.profileId], decision: 'admit' as const }
  await teacher.client.refused('calls.decide', stranger, 'call.personUnknown')
})

test('no link opens the call of a dialogue, of a chat without an organisation, or one that a pupil leads', async () => {
  const { teacher, secondTeacher, pupil } = cast
  const { chat } = await teacher.client.call('chats.openDirect', { id: newId(), profileId: secondTeacher.profileId })
  const { call } = await teacher.client.call('calls.start', { chatId: chat.id, id: newId() })
  const access = 'organisation' as const
  await teacher.client.refused('callLinks.setAccess', { ...placeOf(call), access }, 'call.notHere')
  const led = await start()
  const place = placeOf(led)
  const { profileId } = pupil
  await teacher.client.call('calls.setAdministrator', { ...place, profileId, administrator: true })
  await pupil.client.refused('callLinks.setAccess', { ...place, access }, 'callLink.pupilOpens')
  await world.database.query('update messenger.chat set community_id = null where id = $1', [led.chatId])
  await teacher.client.refused('callLinks.setAccess', { ...place, access }, 'callLink.noOrganisation')
})

test('who is taken out of the organisation is out of its calls, and that somebody opened a link goes with his account', async () => {
  const { teacher, pupil, secondTeacher, school } = cast
  const call = await start()
  const { token } = (await openTo(call))!
  const [teachers, pupils, visitors] = [newId(), newId(), newId()]
  await join(teacher, call, teachers)
  await join(pupil, call, pupils)
  await open(secondTeacher, token)
  assert.equal(await join(secondTeacher, call, visitors), 'in')
  const { calls, platform } = world.app
  const who = { profileIds: [secondTeacher.profileId] } as never
  const visits = () =>
    world.database.query('select call_id from calls.visit where profile_id = $1', [secondTeacher.profileId])
  assert.ok((await visits()).length > 0)
  const { administrator, communityId } = school
  await administrator.client.call('members.remove', { communityId, profileId: secondTeacher.profileId })
  await secondTeacher.client.refused('calls.beat', { ...placeOf(call), sessionId: visitors }, 'chat.unknown')
  await pass(call, 10_000, [teacher, teachers], [pupil, pupils])
  assert.deepEqual(new Set(await inside(call)), new Set([teacher.profileId, pupil.profileId]))
  await platform.transaction((tx) => calls.erasers[0]!.erase(tx, who, new Date()))
  assert.deepEqual(await visits(), [])
})
