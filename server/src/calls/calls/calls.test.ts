import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CALL_EMPTY_MS, CALL_GONE_MS, CALL_PEOPLE_MAX } from '#contract/calls/calls.limits.ts'
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

interface Session {
  chatId: string
  callId: string
  sessionId: string
}

const start = async (person: Person, chatId: string): Promise<Call> =>
  (await person.client.call('calls.start', { chatId, id: newId() })).call
const enter = async (person: Person, { chatId, id: callId }: Call): Promise<Session> => {
  const session = { chatId, callId, sessionId: newId() }
  await person.client.call('calls.join', session)
  return session
}
const peopleOf = async (person: Person, { chatId, id: callId }: Call) =>
  (await person.client.call('calls.people', { chatId, callId })).stays.map(({ profileId }) => profileId)
const staysOf = (callId: string) =>
  world.database.query<{ session_id: string; ms: number; left: boolean }>(
    `select session_id, (extract(epoch from coalesce(left_at, seen_at) - joined_at) * 1000)::integer as ms,
       left_at is not null as left from calls.stay where call_id = $1 order by joined_at, session_id`,
    [callId],
  )
const roomOf = (callId: string) => media.inside.get(`call-${callId}`)
/** Lets the time pass in steps in which these say that they are there, with the rounds after each. */
const pass = async (ms: number, ...here: [Person, Session][]) => {
  for (let passed = 0; passed < ms; passed += 10_000) {
    world.clock.advance(Math.min(10_000, ms - passed))
    for (const [person, session] of here) await person.client.call('calls.beat', session)
    await world.app.calls.rounds.run()
  }
}

test('[MSG-19/server] [CALL-19/server] who leads a group begins a call there, all are told, and two who press meet in one', async () => {
  const { teacher, pupil, secondPupil } = cast
  const chatId = await startChat(cast)
  await using socket = await world.socket(pupil.client)
  await socket.hello()
  assert.deepEqual(await pupil.client.call('calls.running', { chatId }), {
    call: null,
    people: 0,
    mine: null,
    ownPictures: false,
  })
  const details = await pupil.client.refused('calls.start', { chatId, id: newId() }, 'call.notAllowed')
  assert.deepEqual(details.details, { rule: 'startCall', changedBy: 'owner' })
  const call = await start(teacher, chatId)
  assert.equal(call.startedBy, teacher.profileId)
  await socket.event('call.changed', (told) => told.call.id === call.id && told.call.endedAt === null)
  // Whether one runs changes nothing about who may begin one.
  await pupil.client.refused('calls.start', { chatId, id: newId() }, 'call.notAllowed')
  assert.deepEqual((await teacher.client.call('calls.start', { chatId, id: call.id })).call, call)
  await enter(secondPupil, call)
  assert.deepEqual(await pupil.client.call('calls.running', { chatId }), {
    call,
    people: 1,
    mine: { leads: false, admission: null, waiting: 0 },
    ownPictures: false,
  })
  await cast.newcomer.client.refused('calls.running', { chatId }, 'chat.unknown')
  await cast.newcomer.client.refused('calls.join', { chatId, callId: call.id, sessionId: newId() }, 'chat.unknown')
  const both = await Promise.all([start(teacher, await startChat(cast)), start(teacher, await startChat(cast))])
  assert.notEqual(both[0].id, both[1].id)
  const same = await startChat(cast)
  const together = await Promise.all([start(teacher, same), start(teacher, same), start(teacher, same)])
  assert.equal(new Set(together.map(({ id }) => id)).size, 1)
})

test('a token is for one session, one room and a minute, and tells the media server nobody’s name', async () => {
  const { teacher, pupil } = cast
  const call = await start(teacher, await startChat(cast))
  const session = { chatId: call.chatId, callId: call.id, sessionId: newId() }
  const { token, url, expiresAt } = (await pupil.client.call('calls.join', session)).admitted!
  assert.equal(url, `ws://localhost:${world.app.port}/media`)
  const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>
  assert.equal(claims.sub, session.sessionId)
  assert.equal(Number(claims.exp) - Number(claims.nbf), 60)
  assert.ok(Date.parse(expiresAt) - world.clock.now() <= 60_000)
  assert.deepEqual(claims.video, {
    room: `call-${call.id}`,
    roomJoin: true,
    canPublish: true,
    canPublishSources: ['microphone', 'camera'],
    canSubscribe: true,
    canPublishData: false,
    canUpdateOwnMetadata: false,
  })
  assert.ok(!JSON.stringify(claims).includes(pupil.profileId))
  assert.deepEqual(await peopleOf(teacher, call), [pupil.profileId])
})

test('[CALL-18/server] whoever leaves leaves the others in it; ended for everybody it never runs again, and its room goes', async () => {
  const { teacher, pupil, secondPupil } = cast
  const call = await start(teacher, await startChat(cast))
  const place = { chatId: call.chatId, callId: call.id }
  const [first, second] = [await enter(pupil, call), await enter(secondPupil, call)]
  await pupil.client.call('calls.leave', first)
  await pupil.client.call('calls.leave', first)
  assert.deepEqual(await peopleOf(teacher, call), [secondPupil.profileId])
  await pupil.client.refused('calls.join', first, 'call.sessionOver')
  await pupil.client.refused('calls.end', place, 'call.notAllowed')
  // Nobody leaves for another one.
  await pupil.client.call('calls.leave', second)
  assert.deepEqual(await peopleOf(teacher, call), [secondPupil.profileId])

  assert.notEqual(roomOf(call.id), undefined)
  const ended = (await teacher.client.call('calls.end', place)).call
  assert.equal(ended.endedBy, teacher.profileId)
  assert.deepEqual((await teacher.client.call('calls.end', place)).call, ended)
  assert.deepEqual(await teacher.client.call('calls.running', { chatId: call.chatId }), {
    call: null,
    people: 0,
    mine: null,
    ownPictures: false,
  })
  await pupil.client.refused('calls.join', { ...place, sessionId: newId() }, 'call.ended')
  await secondPupil.client.refused('calls.beat', second, 'call.ended')
  await teacher.client.refused('calls.start', { chatId: call.chatId, id: call.id }, 'call.ended')
  assert.ok((await staysOf(call.id)).every(({ left }) => left))
  await world.app.calls.rounds.run()
  assert.equal(roomOf(call.id), undefined)
})

test('[CALL-02/full] the 501st is told that the call is full, and comes in when somebody has left', async () => {
  const { teacher, pupil, secondPupil } = cast
  const call = await start(teacher, await startChat(cast))
  const session = await enter(pupil, call)
  await world.database.query(
    `insert into calls.stay (session_id, call_id, profile_id, joined_at, seen_at)
     select gen_random_uuid(), call_id, profile_id, joined_at, seen_at from calls.stay, generate_series(1, $2) where call_id = $1`,
    [call.id, CALL_PEOPLE_MAX - 1],
  )
  const late = { chatId: call.chatId, callId: call.id, sessionId: newId() }
  const { details } = await secondPupil.client.refused('calls.join', late, 'call.full')
  assert.deepEqual(details, { max: CALL_PEOPLE_MAX })
  // Who is in comes back although it is full.
  await pupil.client.call('calls.join', session)
  await pupil.client.call('calls.leave', session)
  await secondPupil.client.call('calls.join', late)
  const racing = [teacher, pupil].map((person) => person.client.call('calls.join', { ...late, sessionId: newId() }))
  assert.deepEqual(
    (await Promise.allSettled(racing)).map(({ status }) => status),
    ['rejected', 'rejected'],
  )
})

test('[ATT-03/stays] a stay lasts from coming to the last word; who was away for long begins another one', async () => {
  const { teacher, pupil, secondPupil } = cast
  const call = await start(teacher, await startChat(cast))
  const [first, second] = [await enter(pupil, call), await enter(secondPupil, call)]
  await pass(40_000, [pupil, first])
  assert.deepEqual(await peopleOf(teacher, call), [pupil.profileId])
  await secondPupil.client.refused('calls.join', second, 'call.sessionOver')
  await secondPupil.client.refused('calls.beat', second, 'call.sessionOver')
  await pass(20_000, [pupil, first])
  const again = await enter(secondPupil, call)
  // Somebody else’s session opens nothing.
  await pupil.client.refused('calls.beat', again, 'call.sessionOver')
  await pupil.client.refused('calls.join', again, 'call.sessionOver')
  // A blackout shorter than half a minute keeps the stay.
  world.clock.advance(CALL_GONE_MS - 5_000)
  await secondPupil.client.call('calls.join', again)
  await secondPupil.client.call('calls.leave', again)
  const stays = await staysOf(call.id)
  const lasted = (id: string) =>
    Math.round((stays.find(({ session_id }) => session_id === id)?.ms ?? -1) / 5_000) * 5_000
  assert.deepEqual(
    [first, second, again].map(({ sessionId }) => lasted(sessionId)),
    [60_000, 0, 25_000],
  )
})

test('a call with people in it has no end, and one in which nobody is ends by itself when the last one was there', async () => {
  const { teacher, pupil } = cast
  const call = await start(teacher, await startChat(cast))
  const session = await enter(pupil, call)
  await pass(CALL_EMPTY_MS + 60_000, [pupil, session])
  assert.notEqual((await pupil.client.call('calls.running', { chatId: call.chatId })).call, null)
  await pupil.client.call('calls.leave', session)
  const leftAt = world.clock.now()
  await pass(CALL_EMPTY_MS - 60_000)
  assert.notEqual((await pupil.client.call('calls.running', { chatId: call.chatId })).call, null)
  await pass(120_000)
  assert.equal((await pupil.client.call('calls.running', { chatId: call.chatId })).call, null)
  const [row] = await world.database.query<{ ended_at: Date; ended_by: string | null }>(
    'select ended_at, ended_by from calls.call where id = $1',
    [call.id],
  )
  assert.equal(row!.ended_by, null)
  assert.ok(Math.abs(row!.ended_at.getTime() - leftAt) < 5_000)
})

test('whoever is taken out of the chat, or says nothing any more, is taken off the media server, whatever his client does', async () => {
  const { teacher, pupil, secondPupil, parent } = cast
  const call = await start(teacher, await startChat(cast, [pupil, secondPupil, parent]))
  const [first, second] = [await enter(pupil, call), await enter(secondPupil, call)]
  const room = roomOf(call.id)!
  for (const { sessionId } of [first, second]) room.add(sessionId)
  room.add('a token of yesterday')
  await pass(10_000, [pupil, first], [secondPupil, second])
  assert.deepEqual([...room].sort(), [first.sessionId, second.sessionId].sort())

  await teacher.client.call('chats.removeMember', { chatId: call.chatId, profileId: pupil.profileId })
  await pupil.client.refused('calls.beat', first, 'chat.unknown')
  await pass(10_000, [secondPupil, second])
  assert.deepEqual([...room], [second.sessionId])
  assert.deepEqual(await peopleOf(teacher, call), [secondPupil.profileId])
  // With the parent gone a teacher and a pupil are alone: what stops their writing stops the call.
  await teacher.client.call('chats.removeMember', { chatId: call.chatId, profileId: parent.profileId })
  await secondPupil.client.refused('calls.beat', second, 'chat.secondAdultMissing')
  await pass(CALL_GONE_MS + 10_000)
  assert.deepEqual([...room], [])
})

test('whoever comes in while the rounds look at a call stays in it', async () => {
  const { teacher, pupil } = cast
  const call = await start(teacher, await startChat(cast))
  const first = await enter(pupil, call)
  const room = roomOf(call.id)!
  room.add(first.sessionId)
  const { rooms } = media
  const { people } = rooms
  const come = async () => {
    const session = await enter(teacher, call)
    room.add(session.sessionId)
    return session
  }
  let late: Promise<Session> | null = null
  rooms.people = async (name) => {
    if (name === `call-${call.id}`) {
      late ??= come()
      await late
    }
    return people(name)
  }
  await pass(10_000, [pupil, first])
  rooms.people = people
  const { sessionId } = await (late as Promise<Session> | null)!
  assert.deepEqual([...room].sort(), [first.sessionId, sessionId].sort())
})

test('[CNT-08/calls] who sees a dialogue of an adult and a pupil comes into its call, and where the two may not be alone there is none', async () => {
  const { teacher, pupil, director } = cast
  const { communityId, administrator } = cast.school
  const setRules = async (from14: 'secondAdult' | 'forbidden') => {
    const now = await administrator.client.call('dialogueRules.get', { communityId })
    await administrator.client.call('dialogueRules.set', { ...now, from14, secondAdultIds: [director.profileId] })
    await world.app.messenger.supervision.run()
  }
  await setRules('secondAdult')
  const { chat } = await teacher.client.call('chats.openDirect', { id: newId(), profileId: pupil.profileId })
  await director.client.refused('calls.start', { chatId: chat.id, id: newId() }, 'chat.observing')
  const call = await start(pupil, chat.id)
  await enter(teacher, call)
  await enter(director, call)
  assert.equal((await peopleOf(pupil, call)).length, 2)
  await director.client.refused('calls.end', { chatId: chat.id, callId: call.id }, 'call.notAllowed')

  await setRules('forbidden')
  const late = { chatId: chat.id, callId: call.id, sessionId: newId() }
  await pupil.client.refused('calls.join', late, 'chat.adultPupilDirect')
  await pupil.client.call('calls.end', { chatId: chat.id, callId: call.id })
  await teacher.client.refused('calls.start', { chatId: chat.id, id: newId() }, 'chat.adultPupilDirect')
})

test('there are no calls in channels and favourites, and none without a media server', async () => {
  const { teacher } = cast
  const { chat } = await teacher.client.call('favourites.open', { id: newId() })
  await teacher.client.refused('calls.start', { chatId: chat.id, id: newId() }, 'call.notHere')
  const chatId = await startChat(cast)
  media.setState('missing')
  await teacher.client.refused('calls.start', { chatId, id: newId() }, 'call.unavailable')
  media.setState('ready')
  const call = await start(teacher, chatId)
  const { rooms } = media
  const { ensure } = rooms
  const { MediaUnavailable } = await import('../media/media-rooms.ts')
  rooms.ensure = () => Promise.reject(new MediaUnavailable())
  await teacher.client.refused('calls.join', { chatId, callId: call.id, sessionId: newId() }, 'call.unavailable')
  rooms.ensure = ensure
  assert.deepEqual(await peopleOf(teacher, call), [])
})

test('when somebody was in calls is his own: he downloads it, it moves with him, and it goes with his account or the chat', async () => {
  const { teacher, pupil, secondPupil } = cast
  const chatId = await startChat(cast)
  const call = await start(teacher, chatId)
  const session = await enter(pupil, call)
  const { calls, platform } = world.app
  const who = (person: Person) => ({ profileIds: [person.profileId] }) as never
  const told = []
  for await (const page of calls.ownData[0]!.pages(platform.db, who(pupil))) told.push(...page)
  assert.ok(told.some((stay) => (stay as { sessionId?: string }).sessionId === session.sessionId))
  const union = { from: pupil.profileId, to: secondPupil.profileId }
  await platform.transaction((tx) => calls.doUnite(tx, union))
  assert.deepEqual(await peopleOf(teacher, call), [secondPupil.profileId])
  const erased = await platform.transaction((tx) => calls.erasers[0]!.erase(tx, who(secondPupil), new Date()))
  assert.ok(erased > 0)
  assert.deepEqual(await staysOf(call.id), [])
  await enter(pupil, call)
  await platform.transaction((tx) => world.app.messenger.deletedChats.doEraseChat(tx, chatId))
  assert.deepEqual(await world.database.query('select id from calls.call where chat_id = $1', [chatId]), [])
})

test('[CALL-16/trial-server] whoever reads a chat may try the media server in a room of his own, before a call too', async () => {
  const other = await startChat(cast)
  const { pupil, stranger } = cast
  const one = await pupil.client.call('calls.tryMedia', { chatId: other })
  const two = await pupil.client.call('calls.tryMedia', { chatId: other })
  const grantsOf = (token: string) =>
    JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()).video as Record<string, unknown>
  const [first, second] = [grantsOf(one.token), grantsOf(two.token)]
  assert.match(String(first.room), /^trial-/)
  assert.notEqual(first.room, second.room)
  assert.deepEqual([first.canPublishSources, first.canPublishData, first.roomAdmin], [['microphone'], false, undefined])
  await stranger.client.refused('calls.tryMedia', { chatId: other }, 'chat.unknown')
})
