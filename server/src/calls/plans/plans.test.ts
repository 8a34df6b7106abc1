import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  PLANNED_CALLS_MAX,
  PLANNED_EARLY_MS,
  PLANNED_KEPT_MS,
  PLANNED_LATE_MS,
} from '#contract/calls/planned-calls.limits.ts'
import type { Repetition } from '#contract/calls/planned-calls.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { startChat } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

const DAY_MS = 86_400_000
const ZONE = 'Europe/Moscow'
const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short' })

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

/** Day and time on the clock of the school. */
const onClock = (at: number) => {
  const [day, time] = calendar.format(at).split(' ')
  return { day: day!, time: time! }
}
const minute = (at: number) => Math.ceil(at / 60_000) * 60_000
interface More {
  title?: string
  repeats?: Repetition | null
  by?: Person
  id?: string
}
const plan = async (chatId: string, at: number, { by = cast.teacher, id = newId(), ...more }: More = {}) => {
  const wish = { title: 'Собрание', repeats: null, microphonesOff: true, camerasOff: false, ...more }
  return (await by.client.call('plannedCalls.add', { chatId, id, ...onClock(at), ...wish })).planned
}
const plannedIn = async (chatId: string, by = cast.pupil) =>
  (await by.client.call('plannedCalls.list', { chatId })).planned
const textsIn = async (chatId: string) =>
  (await cast.pupil.client.call('messages.page', { chatId })).entries.flatMap((entry) =>
    entry.e === 'message.posted' ? [[entry.p.message.senderId, entry.p.message.text]] : [],
  )
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]

test('[CALL-01/server] whoever may begin a call plans one with title, day, time and switches; all of the chat see it, each in its zone', async () => {
  const { teacher, pupil, newcomer } = cast
  const chatId = await startChat(cast)
  await using socket = await world.socket(pupil.client)
  await socket.hello()
  const at = minute(world.clock.now() + 2 * DAY_MS)
  const made = await plan(chatId, at, { title: '  Родительское\n собрание ' })
  await socket.event('plannedCall.changed', (told) => told.chatId === chatId)
  assert.deepEqual(
    [made.title, made.nextAt, made.timeZone, made.plannedBy, made.microphonesOff, made.camerasOff],
    ['Родительское собрание', new Date(at).toISOString(), ZONE, teacher.profileId, true, false],
  )
  assert.deepEqual(await plannedIn(chatId), [made])
  assert.deepEqual(await plan(chatId, at, { id: made.id, title: 'Иначе' }), made)
  const input = { chatId, id: newId(), title: 'Урок', ...onClock(at), repeats: null }
  const wish = { ...input, microphonesOff: false, camerasOff: false }
  const refused = await pupil.client.refused('plannedCalls.add', wish, 'call.notAllowed')
  assert.deepEqual(refused.details, { rule: 'planCall', changedBy: 'owner' })
  await newcomer.client.refused('plannedCalls.list', { chatId }, 'chat.unknown')
  await teacher.client.refused('plannedCalls.add', { ...wish, title: '\u200b ' }, 'plannedCall.titleInvalid')
  const wrong = [
    { day: '2027-02-30' },
    onClock(world.clock.now() - 60_000),
    onClock(world.clock.now() + 400 * DAY_MS),
    { repeats: { weekdays: EVERY_DAY, until: onClock(at - DAY_MS).day } },
  ]
  for (const each of wrong) {
    await teacher.client.refused('plannedCalls.add', { ...wish, ...each }, 'plannedCall.timeInvalid')
  }
  const { chat } = await teacher.client.call('favourites.open', { id: newId() })
  await teacher.client.refused('plannedCalls.add', { ...wish, chatId: chat.id }, 'call.notHere')
})

test('[CALL-01/repetition] a call repeats itself daily, weekly or on days of the week until a day, and one of its days is cancelled and brought back', async () => {
  const { teacher } = cast
  const chatId = await startChat(cast)
  const first = minute(world.clock.now() + DAY_MS)
  const until = onClock(first + 13 * DAY_MS).day
  const weekday = new Date(`${onClock(first).day}T00:00:00Z`).getUTCDay() || 7
  const other = (weekday % 7) + 1
  const daily = await plan(chatId, first, { title: 'Линейка', repeats: { weekdays: EVERY_DAY, until } })
  const weekly = await plan(chatId, first, { title: 'Кружок', repeats: { weekdays: [weekday], until } })
  const byDays = await plan(chatId, first, { title: 'Разбор', repeats: { weekdays: [other, weekday], until } })
  const nextDays = async () => Object.fromEntries((await plannedIn(chatId)).map(({ id, nextDay }) => [id, nextDay]))
  const days = (count: number) => onClock(first + count * DAY_MS).day
  assert.deepEqual(await nextDays(), { [daily.id]: days(0), [weekly.id]: days(0), [byDays.id]: days(0) })
  const cancel = (id: string, day: string | null, cancelled = true) =>
    teacher.client.call('plannedCalls.setCancelled', { chatId, id, day, cancelled })
  for (const { id } of [daily, weekly, byDays]) await cancel(id, days(0))
  assert.deepEqual(await nextDays(), { [daily.id]: days(1), [weekly.id]: days(7), [byDays.id]: days(1) })
  await cancel(daily.id, days(0))
  for (const { id } of [daily, weekly, byDays]) await cancel(id, days(0), false)
  assert.deepEqual(await nextDays(), { [daily.id]: days(0), [weekly.id]: days(0), [byDays.id]: days(0) })
  const outside = { chatId, id: weekly.id, day: days(1), cancelled: true }
  await teacher.client.refused('plannedCalls.setCancelled', outside, 'plannedCall.timeInvalid')

  // Time goes on: what nobody has begun within an hour was not held, and the last day is the last.
  world.clock.advanceTo(first + PLANNED_LATE_MS + 1_000)
  await world.app.calls.planRounds.run()
  assert.deepEqual(await nextDays(), { [daily.id]: days(1), [weekly.id]: days(7), [byDays.id]: days(1) })
  world.clock.advanceTo(first + 13 * DAY_MS + PLANNED_LATE_MS + 1_000)
  await world.app.calls.planRounds.run()
  assert.deepEqual(await nextDays(), {})
})

test('what is planned is changed and cancelled by those who may plan, and a cancellation is undone for a week', async () => {
  const { teacher, pupil } = cast
  const chatId = await startChat(cast)
  const at = minute(world.clock.now() + 3 * DAY_MS)
  const made = await plan(chatId, at)
  const wish = { title: 'Перенесено', ...onClock(at + DAY_MS), repeats: null, microphonesOff: false, camerasOff: true }
  const input = { chatId, id: made.id, version: made.version, ...wish }
  await pupil.client.refused('plannedCalls.change', input, 'call.notAllowed')
  const { planned } = await teacher.client.call('plannedCalls.change', input)
  assert.deepEqual([planned.title, planned.nextDay], ['Перенесено', wish.day])
  await teacher.client.refused('plannedCalls.change', input, 'plannedCall.versionConflict')
  const cancelling = { chatId, id: made.id, day: null, cancelled: true }
  await pupil.client.refused('plannedCalls.setCancelled', cancelling, 'call.notAllowed')
  await teacher.client.call('plannedCalls.setCancelled', cancelling)
  assert.deepEqual(await plannedIn(chatId), [])
  const stale = { ...input, version: planned.version + 1 }
  await teacher.client.refused('plannedCalls.change', stale, 'plannedCall.unknown')
  const back = await teacher.client.call('plannedCalls.setCancelled', { ...cancelling, cancelled: false })
  assert.deepEqual(await plannedIn(chatId), [back.planned])
  assert.equal(back.planned.nextAt, planned.nextAt)
  await teacher.client.call('plannedCalls.setCancelled', cancelling)
  world.clock.advance(PLANNED_KEPT_MS + 1_000)
  await world.app.calls.planRounds.run()
  await teacher.client.refused('plannedCalls.setCancelled', cancelling, 'plannedCall.unknown')
})

test('[CALL-01/reminder] ten minutes before a message of whoever has planned it stands in the chat, once, and none after it has begun', async () => {
  const { teacher, parent, pupil } = cast
  const chatId = await startChat(cast, [pupil, parent])
  const at = minute(world.clock.now() + DAY_MS)
  const made = await plan(chatId, at, { title: 'Собрание 5«Б»' })
  const { planRounds } = world.app.calls
  world.clock.advanceTo(at - PLANNED_EARLY_MS - 30_000)
  await planRounds.run()
  assert.deepEqual(await textsIn(chatId), [])
  world.clock.advanceTo(at - PLANNED_EARLY_MS + 1_000)
  await Promise.all([planRounds.run(), planRounds.run()])
  await planRounds.run()
  const said = [teacher.profileId, `Скоро звонок «Собрание 5«Б»»: начало в ${made.time}.`]
  assert.deepEqual(await textsIn(chatId), [said])
  const [reminder] = (await cast.pupil.client.call('messages.page', { chatId })).entries.flatMap((entry) =>
    entry.e === 'message.posted' ? entry.p.message : [],
  )
  // Pages say it in the language of their reader, also where it was forwarded to.
  const origin = { kind: 'plannedCall', title: 'Собрание 5«Б»', time: made.time }
  assert.deepEqual(reminder!.origin, origin)
  const there = await startChat(cast, [pupil, parent])
  const messages = [{ seq: reminder!.seq, key: newId() }]
  const { seqs } = await teacher.client.call('messages.forward', { chatId: there, fromChatId: chatId, messages })
  const found = await parent.client.call('messages.get', { chatId: there, seqs })
  assert.deepEqual(found.messages[0]!.origin, origin)

  // Put off by a change, it is told of anew; what has begun while the server was away is not.
  const { planned } = await teacher.client.call('plannedCalls.change', {
    chatId,
    id: made.id,
    version: made.version,
    title: made.title,
    ...onClock(at + DAY_MS),
    repeats: { weekdays: EVERY_DAY, until: onClock(at + 3 * DAY_MS).day },
    microphonesOff: false,
    camerasOff: false,
  })
  world.clock.advanceTo(Date.parse(planned.nextAt!) - 5 * 60_000)
  await planRounds.run()
  assert.equal((await textsIn(chatId)).length, 2)
  world.clock.advanceTo(Date.parse(planned.nextAt!) + DAY_MS + 60_000)
  await planRounds.run()
  await planRounds.run()
  assert.equal((await textsIn(chatId)).length, 2)
})

test('nobody is reminded in the name of somebody who may say nothing in the chat any more', async () => {
  const { teacher, secondTeacher, pupil } = cast
  const chatId = await startChat(cast, [pupil, secondTeacher])
  const { profileId } = secondTeacher
  await teacher.client.call('chats.setRole', { chatId, profileId, role: 'administrator' })
  const at = minute(world.clock.now() + DAY_MS)
  await plan(chatId, at, { by: secondTeacher })
  await teacher.client.call('chats.removeMember', { chatId, profileId })
  world.clock.advanceTo(at - 60_000)
  await world.app.calls.planRounds.run()
  assert.deepEqual(await textsIn(chatId), [])
  assert.equal((await plannedIn(chatId)).length, 1)
})

test('[CALL-01/start] a planned call begins when somebody presses, from ten minutes before on, and never by itself', async () => {
  const { teacher, pupil } = cast
  const chatId = await startChat(cast)
  const at = minute(world.clock.now() + DAY_MS)
  const until = onClock(at + 3 * DAY_MS).day
  const made = await plan(chatId, at, { repeats: { weekdays: EVERY_DAY, until } })
  const place = { chatId, id: made.id }
  const early = await teacher.client.refused('plannedCalls.start', { ...place, callId: newId() }, 'plannedCall.early')
  assert.deepEqual(early.details, { at: made.nextAt })
  world.clock.advanceTo(at - PLANNED_EARLY_MS + 1_000)
  await world.app.calls.planRounds.run()
  assert.equal((await pupil.client.call('calls.running', { chatId })).call, null)
  await pupil.client.refused('plannedCalls.start', { ...place, callId: newId() }, 'call.notAllowed')
  const callId = newId()
  const { call } = await teacher.client.call('plannedCalls.start', { ...place, callId })
  assert.deepEqual([call.id, call.chatId, call.startedBy], [callId, chatId, teacher.profileId])
  assert.deepEqual([call.microphones, call.cameras], [false, true])
  assert.deepEqual((await teacher.client.call('plannedCalls.start', { ...place, callId })).call, call)
  assert.deepEqual((await pupil.client.call('calls.running', { chatId })).call, call)
  assert.equal((await plannedIn(chatId))[0]!.nextDay, onClock(at + DAY_MS).day)
  await teacher.client.call('calls.end', { chatId, callId })

  // Where a call runs already, people meet in that one.
  world.clock.advanceTo(at + DAY_MS)
  const { call: running } = await teacher.client.call('calls.start', { chatId, id: newId() })
  const met = await teacher.client.call('plannedCalls.start', { ...place, callId: newId() })
  assert.equal(met.call.id, running.id)
  assert.equal((await plannedIn(chatId))[0]!.nextDay, onClock(at + 2 * DAY_MS).day)
})

test('so many calls are planned in a chat, and what somebody has planned is in his file and goes with his account or the chat', async () => {
  const { teacher, secondTeacher } = cast
  const chatId = await startChat(cast)
  const at = minute(world.clock.now() + DAY_MS)
  const made = await plan(chatId, at)
  await world.database.query(
    `insert into calls.planned_call (id, chat_id, title, planned_by, day, time, time_zone, microphones_off, cameras_off, next_at, next_day)
     select gen_random_uuid(), chat_id, title, planned_by, day, time, time_zone, false, false, next_at, next_day
     from calls.planned_call, generate_series(2, $2) where chat_id = $1`,
    [chatId, PLANNED_CALLS_MAX],
  )
  const wish = { title: 'Ещё', ...onClock(at), repeats: null, microphonesOff: false, camerasOff: false }
  const { details } = await teacher.client.refused(
    'plannedCalls.add',
    { chatId, id: newId(), ...wish },
    'plannedCall.tooMany',
  )
  assert.deepEqual(details, { max: PLANNED_CALLS_MAX })
  const { calls, platform, messenger } = world.app
  const who = { profileIds: [teacher.profileId] } as never
  const told: unknown[] = []
  for await (const page of calls.ownData[1]!.pages(platform.db, who)) told.push(...page)
  assert.ok(told.some((each) => (each as { id?: string }).id === made.id))
  const union = { from: teacher.profileId, to: secondTeacher.profileId }
  await platform.transaction((tx) => calls.doUnite(tx, union))
  assert.equal((await plannedIn(chatId))[0]!.plannedBy, secondTeacher.profileId)
  const heir = { profileIds: [secondTeacher.profileId] } as never
  await platform.transaction((tx) => calls.erasers[0]!.erase(tx, heir, new Date()))
  assert.deepEqual(await plannedIn(chatId), [])
  await plan(chatId, at)
  await platform.transaction((tx) => messenger.deletedChats.doEraseChat(tx, chatId))
  assert.deepEqual(await world.database.query('select id from calls.planned_call where chat_id = $1', [chatId]), [])
})

test('[CALL-01/coming] the calls of the next week in all own chats are told together, the next one first, and of no other chat', async () => {
  const { teacher, secondTeacher, pupil, secondPupil, otherPupil } = cast
  const [first, second] = [await startChat(cast, [pupil, secondTeacher]), await startChat(cast, [pupil, secondPupil])]
  const now = minute(world.clock.now())
  const late = await plan(first, now + 3 * DAY_MS, { title: 'Позже' })
  const soon = await plan(second, now + DAY_MS, { title: 'Раньше' })
  await plan(second, now + 8 * DAY_MS, { title: 'Через неделю' })
  const coming = async (person: Person) =>
    (await person.client.call('plannedCalls.coming', {})).planned.filter(({ chatId }) =>
      [first, second].includes(chatId),
    )
  assert.deepEqual(await coming(pupil), [soon, late])
  assert.deepEqual(await coming(secondPupil), [soon])
  assert.deepEqual(await coming(secondTeacher), [late])
  assert.deepEqual(await coming(otherPupil), [])
  await teacher.client.call('chats.removeMember', { chatId: second, profileId: pupil.profileId })
  assert.deepEqual(await coming(pupil), [late])
  await teacher.client.call('plannedCalls.setCancelled', { chatId: first, id: late.id, day: null, cancelled: true })
  assert.deepEqual(await coming(pupil), [])
})
