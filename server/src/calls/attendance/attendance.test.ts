import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { AttendanceRow } from '#contract/calls/attendance.ts'
import { attendanceSums } from '#contract/calls/attendance-summary.ts'
import { ATTENDANCE_PAGE, CALL_GONE_MS, LED_CALLS_PAGE } from '#contract/calls/calls.limits.ts'
import type { Call } from '#contract/calls/calls.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { startChat } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const placeOf = ({ chatId, id: callId }: Call) => ({ chatId, callId })
const start = async (chatId: string, by = cast.teacher): Promise<Call> =>
  (await by.client.call('calls.start', { chatId, id: newId() })).call
const enter = async (person: Person, call: Call) => {
  const session = { ...placeOf(call), sessionId: newId() }
  await person.client.call('calls.join', session)
  return session
}
const rowsOf = async (call: Call, by = cast.teacher): Promise<AttendanceRow[]> => {
  const rows: AttendanceRow[] = []
  let cursor: string | null = null
  do {
    const page: { rows: AttendanceRow[]; next: string | null } = await by.client.call('calls.attendance', {
      ...placeOf(call),
      ...(cursor === null ? {} : { cursor }),
    })
    rows.push(...page.rows)
    cursor = page.next
  } while (cursor !== null)
  return rows
}
const ledBy = async (person: Person, chatId: string) =>
  (await person.client.call('calls.led', { chatId })).calls.map(({ call }) => call.id)

test('[ATT-01/server] the list of those who were there is for who began the call and who leads it, while it runs and after, and for nobody else', async () => {
  const { teacher, pupil, secondPupil, parent, director, newcomer, school } = cast
  const chatId = await startChat(cast, [pupil, secondPupil, parent, director])
  const call = await start(chatId)
  const place = placeOf(call)
  await enter(pupil, call)
  await teacher.client.call('calls.setAdministrator', { ...place, profileId: parent.profileId, administrator: true })
  const check = async () => {
    for (const person of [teacher, parent]) {
      const { rows, cards, timeZone } = await person.client.call('calls.attendance', place)
      assert.deepEqual(
        rows.map(({ profileId }) => profileId),
        [pupil.profileId],
      )
      assert.equal(cards[0]?.id, pupil.profileId)
      assert.equal(timeZone, 'Europe/Moscow')
      assert.deepEqual(await ledBy(person, chatId), [call.id])
    }
    // The director administrates the organisation and is no more than somebody of the chat here.
    for (const person of [pupil, director]) {
      const { details } = await person.client.refused('calls.attendance', place, 'call.notAllowed')
      assert.deepEqual(details, { rule: 'attendance', changedBy: 'owner' })
      assert.deepEqual(await ledBy(person, chatId), [])
    }
    for (const client of [school.administrator.client, newcomer.client]) {
      if (client === director.client) continue
      await client.refused('calls.attendance', place, 'chat.unknown')
      await client.refused('calls.led', { chatId }, 'chat.unknown')
    }
  }
  await check()
  await teacher.client.call('calls.end', place)
  await check()
  // A right that was given is told no more to whoever is out of the chat.
  await teacher.client.call('chats.removeMember', { chatId, profileId: parent.profileId })
  await parent.client.refused('calls.attendance', place, 'chat.unknown')
  await teacher.client.refused('calls.attendance', { ...place, callId: newId() }, 'call.unknown')
})

test('[ATT-03/server] a person with three sessions gives three rows, and his sum counts the time of two devices once', async () => {
  const { teacher, pupil, secondPupil } = cast
  const call = await start(await startChat(cast))
  const begun = world.clock.now()
  for (const ms of [60_000, 30_000]) {
    const session = await enter(pupil, call)
    for (let passed = 0; passed < ms; passed += 10_000) {
      world.clock.advance(10_000)
      await pupil.client.call('calls.beat', session)
    }
    await pupil.client.call('calls.leave', session)
  }
  const [phone, laptop] = [await enter(pupil, call), await enter(pupil, call)]
  const silent = await enter(secondPupil, call)
  for (let passed = 0; passed < 40_000; passed += 10_000) {
    world.clock.advance(10_000)
    for (const session of [phone, laptop]) await pupil.client.call('calls.beat', session)
  }
  const rows = await rowsOf(call)
  const own = rows.filter(({ profileId }) => profileId === pupil.profileId)
  const roughly = (seconds: number) => Math.round(seconds / 10) * 10
  assert.deepEqual(
    own.map(({ seconds, leftAt }) => [roughly(seconds), leftAt === null]),
    [
      [60, false],
      [30, false],
      [40, true],
      [40, true],
    ],
  )
  // Who says nothing any more has left at his last word, also before the rounds have noted it.
  const gone = rows.find(({ sessionId }) => sessionId === silent.sessionId)!
  assert.ok(gone.leftAt !== null && gone.seconds < 5)
  const [sum] = attendanceSums(rows)
  assert.deepEqual([sum?.profileId, sum?.sessions, sum?.leftAt], [pupil.profileId, 4, null])
  assert.equal(roughly(sum!.seconds), 130)
  assert.ok(Date.parse(sum!.joinedAt) - begun < 5_000)

  // The end of the call is the end of those who are there, and not of whoever has gone before.
  world.clock.advance(CALL_GONE_MS - 10_000)
  await teacher.client.call('calls.end', placeOf(call))
  const after = await rowsOf(call)
  assert.deepEqual(
    after
      .filter(({ sessionId }) => [phone.sessionId, silent.sessionId].includes(sessionId))
      .map(({ leftAt }) => leftAt),
    [after.find(({ sessionId }) => sessionId === laptop.sessionId)!.leftAt, gone.leftAt],
  )
})

test('long lists come page by page: of sessions, and of the calls that somebody has led, the newest first', async () => {
  const { teacher, pupil } = cast
  const chatId = await startChat(cast)
  const call = await start(chatId)
  const count = ATTENDANCE_PAGE + 3
  await world.database.query(
    `insert into calls.stay (session_id, call_id, profile_id, joined_at, seen_at, left_at)
     select gen_random_uuid(), $1, $2, date_trunc('milliseconds', now()) + n / 2 * interval '1 second', now() + interval '1 day',
       now() + interval '1 day' from generate_series(1, $3) n`,
    [call.id, pupil.profileId, count],
  )
  const rows = await rowsOf(call)
  assert.equal(new Set(rows.map(({ sessionId }) => sessionId)).size, count)
  assert.deepEqual(
    rows.map(({ joinedAt }) => joinedAt),
    rows.map(({ joinedAt }) => joinedAt).toSorted(),
  )
  await teacher.client.call('calls.end', placeOf(call))
  const ids = [call.id]
  for (let n = 0; n < LED_CALLS_PAGE; n += 1) {
    const next = await start(chatId)
    await teacher.client.call('calls.end', placeOf(next))
    ids.push(next.id)
  }
  const first = await teacher.client.call('calls.led', { chatId })
  const second = await teacher.client.call('calls.led', { chatId, cursor: first.next! })
  assert.deepEqual(
    [...first.calls, ...second.calls].map((led) => led.call.id),
    ids.toReversed(),
  )
  assert.deepEqual([second.next, second.calls[0]!.people, first.calls[0]!.people], [null, 1, 0])
  await teacher.client.refused('calls.led', { chatId, cursor: 'nothing' }, 'request.invalid')
})

test('times of a dialogue are told in the zone of an organisation of the reader', async () => {
  const { teacher, secondTeacher, newcomer } = cast
  const { chat } = await teacher.client.call('chats.openDirect', {
    id: newId(),
    profileId: secondTeacher.profileId,
  })
  const { timeZone } = await teacher.client.call('calls.led', { chatId: chat.id })
  assert.equal(timeZone, 'Europe/Moscow')
  const { db } = world.app.platform
  await world.database.query("update communities.community set time_zone = 'Asia/Vladivostok' where id = $1", [
    cast.school.communityId,
  ])
  assert.equal((await teacher.client.call('calls.led', { chatId: chat.id })).timeZone, 'Asia/Vladivostok')
  assert.equal(await world.app.communities.zoneFor(db, cast.school.communityId, newcomer.profileId), 'Asia/Vladivostok')
  assert.equal(await world.app.communities.zoneFor(db, null, newcomer.profileId), 'Europe/Moscow')
})
