import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { QuietRules, QuietWish } from '#contract/communities/quiet.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { startChat } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld({ rests: true })
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const DAY_MS = 24 * 3_600_000

/** Moves the clock on to the next time at which it is so late in Moscow on that day of the week. */
function goTo(weekday: number, hours: number, minutes = 0): number {
  const now = world.clock.now()
  const midnight = Math.floor((now + 3 * 3_600_000) / DAY_MS) * DAY_MS - 3 * 3_600_000
  for (let day = midnight; ; day += DAY_MS) {
    const time = day + hours * 3_600_000 + minutes * 60_000
    const isThatDay = (new Date(day + 12 * 3_600_000).getUTCDay() || 7) === weekday
    if (!isThatDay || time <= now) continue
    world.clock.advance(time - now)
    return time
  }
}

async function setRules(more: Partial<QuietRules>): Promise<QuietRules> {
  const { client } = cast.director
  const rules = await client.call('quietRules.get', { communityId: cast.school.communityId })
  return client.call('quietRules.set', { ...rules, ...more })
}

async function wish(person: Person, more: Partial<QuietWish>) {
  const { wish: before } = await person.client.call('quiet.get', {})
  return person.client.call('quiet.set', { ...before, timeZone: 'Europe/Moscow', ...more })
}

const inHours = (ms: number, hours: number) => new Date(ms + hours * 3_600_000).toISOString()
const LESSONS = [
  { from: '09:25', to: '10:10' },
  { from: '08:30', to: '09:15' },
]

test('[P-04/rules] members see when it may sound, administrators alone change it, and nobody overwrites what he has not seen', async () => {
  const { communityId } = cast.school
  const input = { communityId }
  const first = await cast.parent.client.call('quietRules.get', input)
  assert.deepEqual([first.version, first.restDays, first.lessons], [0, [7], []])
  for (const person of [cast.teacher, cast.parent, cast.pupil]) {
    await person.client.refused('quietRules.set', first, 'community.notAllowed')
  }
  for (const person of [cast.stranger, cast.newcomer]) {
    await person.client.refused('quietRules.get', input, 'community.unknown')
    await person.client.refused('quietRules.set', first, 'community.unknown')
  }
  const holidays = [
    { from: '2027-01-01', to: '2027-01-08', name: ' Зимние каникулы ' },
    { from: '2026-11-04', to: '2026-11-04', name: 'День народного единства' },
  ]
  const changed = await setRules({ lessons: LESSONS, holidays, restDays: [7, 6] })
  assert.deepEqual(changed.lessons, LESSONS.toReversed(), 'in the order of the day')
  assert.deepEqual(
    changed.holidays.map(({ name }) => name),
    ['День народного единства', 'Зимние каникулы'],
  )
  assert.deepEqual(await cast.parent.client.call('quietRules.get', input), changed)
  await cast.director.client.refused('quietRules.set', first, 'quietRules.versionConflict')
  await cast.director.client.refused('quietRules.set', { ...changed, version: 9 }, 'quietRules.versionConflict')
})

test('[P-04/rules] what no clock and no calendar has is refused with the reason', async () => {
  const { client } = cast.director
  const rules = await client.call('quietRules.get', { communityId: cast.school.communityId })
  const refused = (more: Partial<QuietRules>, code: 'hoursWrong' | 'lessonsWrong' | 'holidayWrong') =>
    client.refused('quietRules.set', { ...rules, ...more }, `quietRules.${code}`)
  await refused({ staffHours: { from: '20:00', to: '08:00' } }, 'hoursWrong')
  await refused({ familyHours: { from: '08:00', to: '08:00' } }, 'hoursWrong')
  await refused({ lessons: [...LESSONS, { from: '10:09', to: '10:55' }] }, 'lessonsWrong')
  await refused({ lessons: [{ from: '10:00', to: '09:00' }] }, 'lessonsWrong')
  await refused({ holidays: [{ from: '2026-02-30', to: '2026-03-01', name: 'Нет такого дня' }] }, 'holidayWrong')
  await refused({ holidays: [{ from: '2026-03-02', to: '2026-03-01', name: 'Назад' }] }, 'holidayWrong')
  await refused({ holidays: [{ from: '2026-03-01', to: '2026-03-02', name: '  ' }] }, 'holidayWrong')
  const touching = [
    { from: '08:00', to: '08:45' },
    { from: '08:45', to: '09:30' },
  ]
  assert.deepEqual((await setRules({ lessons: touching })).lessons, touching)
})

test('[P-04/mine] a pupil is silent in lessons and a parent is not; at night and on days of rest both are', async () => {
  await setRules({ lessons: LESSONS, holidays: [], restDays: [6, 7] })
  const now = goTo(1, 8, 45)
  const at = async (person: Person, time: number) => {
    const { communities, own } = await person.client.call('quiet.get', {})
    assert.deepEqual(own, [])
    const ofSchool = communities.find(({ communityId }) => communityId === cast.school.communityId)!
    const iso = new Date(time).toISOString()
    return ofSchool.quiet.find(({ from, to }) => from <= iso && iso < to)?.to ?? null
  }
  assert.equal(await at(cast.pupil, now), inHours(now, 0.5), 'until 9:15')
  assert.equal(await at(cast.parent, now), null)
  assert.equal(await at(cast.teacher, now), null)
  const evening = now + 11 * 3_600_000
  assert.equal(await at(cast.teacher, evening), inHours(now, 23.25), 'the staff rests from 19:00 to 8:00')
  assert.equal(await at(cast.parent, evening), null, 'families hear until 21:00')
  assert.equal(await at(cast.parent, now + 5 * DAY_MS), inHours(now, 7 * 24 - 0.75), 'a Saturday lasts until Monday')
  assert.deepEqual(
    (await cast.stranger.client.call('quiet.get', {})).communities
      .map(({ communityId }) => communityId)
      .includes(cast.school.communityId),
    false,
  )
})

test('[P-04/wish] one adds own hours; a grown-up may go without those of the school, a pupil may not', async () => {
  const { parent, pupil } = cast
  const mine = await wish(parent, { hours: { from: '10:00', to: '18:00' } })
  assert.equal(mine.wish.version, 1)
  assert.ok(mine.own.length > 0 && mine.communities.length > 0)
  const free = await wish(parent, { follows: false })
  assert.deepEqual(free.communities, [])
  assert.deepEqual([free.mayIgnore, free.own.length > 0], [true, true])
  assert.equal((await pupil.client.call('quiet.get', {})).mayIgnore, false)
  const input = { version: 0, follows: false, hours: null, restDays: [], timeZone: 'Europe/Moscow' }
  await pupil.client.refused('quiet.set', input, 'quiet.pupilFollows')
  await parent.client.refused('quiet.set', input, 'quiet.versionConflict')
  for (const timeZone of ['Mars/Phobos', 'x'.repeat(64)]) {
    await parent.client.refused('quiet.set', { ...input, timeZone }, 'quiet.zoneUnknown')
  }
  await parent.client.refused('quiet.set', { ...input, hours: { from: '18:00', to: '10:00' } }, 'quiet.hoursWrong')
  await wish(parent, { follows: true, hours: null, restDays: [] })
})

test('[P-04/sender] whoever writes learns how many hear nothing now, and when they hear again', async () => {
  const { teacher, parent, pupil, secondTeacher } = cast
  const chatId = await startChat(cast, [pupil, secondTeacher])
  const { members } = await teacher.client.call('chats.members', { chatId })
  const others = members.length - 1
  const ask = (by = teacher, id = chatId) => by.client.call('chats.quiet', { chatId: id })
  goTo(2, 12)
  assert.deepEqual(await ask(), { people: others, quiet: 0, soundsAt: null, urgentLeft: 3 })
  const night = goTo(2, 23)
  assert.deepEqual(await ask(), {
    people: others,
    quiet: others,
    soundsAt: inHours(night, 9),
    urgentLeft: 3,
  })
  const lesson = goTo(3, 8, 30)
  assert.deepEqual(
    await ask(),
    { people: others, quiet: 1, soundsAt: inHours(lesson, 0.75), urgentLeft: 3 },
    'the pupil is in a lesson',
  )
  await cast.stranger.client.refused('chats.quiet', { chatId }, 'chat.unknown')
  await teacher.client.refused('chats.quiet', { chatId: newId() }, 'chat.unknown')

  const { chat } = await teacher.client.call('chats.openDirect', { id: newId(), profileId: parent.profileId })
  const direct = chat.id
  const noon = goTo(3, 12)
  assert.deepEqual(await ask(teacher, direct), { people: 1, quiet: 0, soundsAt: null, urgentLeft: 3 })
  await wish(parent, { restDays: [3] })
  assert.deepEqual(await ask(teacher, direct), { people: 1, quiet: 1, soundsAt: inHours(noon, 12), urgentLeft: 3 })
  assert.equal((await ask(parent, direct)).quiet, 0, 'his own wish is not what he is told about the other one')
  await wish(parent, { restDays: [] })
})

test('[P-04/urgent] the staff send urgent messages, three in a week wherever they send them, and their administrators see how many and why', async () => {
  const { teacher, parent, pupil, director, secondTeacher, school, kindergarten } = cast
  const chatId = await startChat(cast, [parent, pupil])
  const { chat: direct } = await teacher.client.call('chats.openDirect', { id: newId(), profileId: parent.profileId })
  const text = 'Заберите детей у входа'
  const input = { chatId, key: newId(), text, urgent: 'safety' as const }
  const { message } = await teacher.client.call('messages.send', input)
  assert.equal(message.urgent, 'safety')
  assert.equal(
    (await teacher.client.call('messages.send', input)).message.seq,
    message.seq,
    'a repeat is no second one',
  )
  const { entries } = await pupil.client.call('messages.page', { chatId })
  const shown = entries.at(-1)!
  assert.ok(shown.e === 'message.posted' && shown.p.message.urgent === 'safety')
  const { messages } = await pupil.client.call('messages.get', { chatId, seqs: [message.seq] })
  assert.equal(messages[0]!.urgent, 'safety')
  for (const { client } of [parent, pupil]) {
    await client.refused('messages.send', { ...input, key: newId() }, 'message.urgentForbidden')
    assert.equal((await client.call('chats.quiet', { chatId })).urgentLeft, null)
  }
  await parent.client.refused('messages.send', { ...input, chatId: direct.id, key: newId() }, 'message.urgentForbidden')
  const left = async () => (await teacher.client.call('chats.quiet', { chatId: direct.id })).urgentLeft
  assert.equal(await left(), 2)
  await teacher.client.call('messages.send', { ...input, chatId: direct.id, key: newId(), urgent: 'pickup' })
  // Of two at once that are left one too few for, one is sent.
  const sent = await Promise.allSettled(
    [chatId, direct.id].map((id) => teacher.client.call('messages.send', { ...input, chatId: id, key: newId() })),
  )
  assert.equal(sent.filter(({ status }) => status === 'fulfilled').length, 1)
  assert.equal(await left(), 0)
  await teacher.client.refused('messages.send', { ...input, key: newId() }, 'message.urgentSpent')
  const list = (communityId: string, by = director) => by.client.call('urgent.list', { communityId })
  const { people } = await list(school.communityId)
  assert.deepEqual(
    people.map(({ card, week, month, lastReason }) => [card.id, week, month, lastReason]),
    [[teacher.profileId, 3, 3, 'safety']],
  )
  await secondTeacher.client.refused('urgent.list', { communityId: school.communityId }, 'community.notAllowed')
  await director.client.refused('urgent.list', { communityId: kindergarten.communityId }, 'community.unknown')
  await teacher.client.call('messages.erase', { chatId, seqs: [message.seq] })
  assert.equal(await left(), 0, 'what was erased has sounded')
  world.clock.advance(7 * DAY_MS)
  assert.equal(await left(), 3)
})
