import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Answer } from '#contract/messenger/announcements.ts'
import { ASKS, announce, announcedTo, announcementInput, toChat, toUnit, waitForDay } from '#testkit/announcements.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { startChat } from '#testkit/messages.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { isAllowedHour, nextAllowed } from './allowed-hours.ts'
import { firstReminder } from './reminding.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

let world: World
let cast: Cast
let communityId: string
/** A class of 28 children with 41 adults: the first three are siblings. */
let classId: string
let children: Person[]
/** Adults of each child. */
let adults: Person[][]
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  communityId = cast.school.communityId
  const unit = { id: newId(), communityId, name: '7«А»', grade: 7 }
  classId = (await cast.director.client.call('units.create', unit)).id
  const come = (surname: string, birthDate: string) => signIn(world, newPhone(), { surname, name: 'Саша', birthDate })
  const comeParent = async (n: number, kids: readonly Person[]) => {
    const parent = await come(`Родителев${'абвгдежзиклмнопрстуфхцчшщ'[n % 25]}`, '1985-03-04')
    for (const { profileId } of kids) {
      await join(cast.school, parent, { unitId: classId, role: 'parent', childProfileId: profileId })
    }
    return parent
  }
  children = []
  for (let n = 0; n < 28; n += 1) {
    const child = await come(`Детский${'абвгдежзиклмнопрстуфхцчшщэюя'[n]}`, '2011-05-20')
    await join(cast.school, child, { unitId: classId, role: 'pupil' })
    children.push(child)
  }
  const siblings = children.slice(0, 3)
  const theirs = [await comeParent(0, siblings), await comeParent(1, siblings)]
  adults = [theirs, theirs, theirs]
  for (const [n, child] of children.slice(3).entries()) {
    const first = await comeParent(n, [child])
    // Fourteen of them have two.
    adults.push(n < 14 ? [first, await comeParent(n + 1, [child])] : [first])
  }
})
after(() => world[Symbol.asyncDispose]())

const places = () => [toUnit(classId)]
const ask = (more: Parameters<typeof announce>[4] = ASKS) => announce(world, cast.director, communityId, places(), more)
const look = (id: string, person = cast.director) => person.client.call('announcements.families', { communityId, id })
const own = async (person: Person, id: string) => {
  const { chatId, seq } = (await announcedTo(person, id))[0]!.message
  return { place: { chatId, seq }, ...(await person.client.call('announcements.own', { chatId, seq })) }
}
async function answer(
  person: Person,
  id: string,
  kids: readonly Person[],
  what: Answer | null = 'seen',
  comment?: string,
) {
  const { place } = await own(person, id)
  const childIds = kids.map(({ profileId }) => profileId)
  const said = comment === undefined ? {} : { comment }
  await person.client.call('announcements.answer', { ...place, childIds, answer: what, ...said })
}

test('[P-02/server] of 28 children with 41 adults, two adults of one child make one done, one adult of siblings answers for all of them at once, and exactly the rest is left', async () => {
  assert.equal(new Set(adults.flat().map(({ profileId }) => profileId)).size, 41)
  const id = await ask()
  const [first] = (await cast.director.client.call('announcements.list', { communityId })).announcements
  assert.deepEqual(first!.confirmed, { children: 28, done: 0 })
  const [one, other] = adults[3]!
  await answer(one!, id, [children[3]!])
  await answer(other!, id, [children[3]!])
  const done = async () => (await look(id)).families.filter((family) => family.done).map(({ childId }) => childId)
  assert.deepEqual(await done(), [children[3]!.profileId])
  const siblings = children.slice(0, 3)
  await answer(adults[0]![0]!, id, siblings)
  assert.deepEqual(new Set(await done()), new Set(children.slice(0, 4).map(({ profileId }) => profileId)))
  const { families, cards } = await look(id)
  const missing = families.filter((family) => !family.done)
  assert.deepEqual(
    new Set(missing.map(({ childId }) => childId)),
    new Set(children.slice(4).map(({ profileId }) => profileId)),
    'what is printed',
  )
  const known = new Set(cards.map((card) => card.id))
  assert.ok(families.every(({ childId, guardianIds }) => [childId, ...guardianIds].every((each) => known.has(each))))
  assert.ok(!JSON.stringify(await look(id)).includes(one!.phone.slice(2)), 'no phone numbers')
  // The other guardian sees what was answered, and by whom.
  const seen = await own(adults[0]![1]!, id)
  assert.deepEqual(
    seen.children.map((child) => [child.done, child.answers.map(({ adultId, answer: what }) => [adultId, what])]),
    siblings.map(() => [true, [[adults[0]![0]!.profileId, 'seen']]]),
  )
  await answer(adults[0]![0]!, id, [children[1]!], null)
  assert.equal((await done()).length, 3, 'taken back')
})

test('[P-02/all] where all guardians are asked a child is done with the last one, and somebody agrees with a comment or does not', async () => {
  const id = await ask({ confirm: { answers: 'agree', who: 'all', dueAt: null } })
  const [one, other] = adults[4]!
  await answer(one!, id, [children[4]!], 'agree', '  Заберу   в шесть ')
  const familyOf = async () => (await look(id)).families.find(({ childId }) => childId === children[4]!.profileId)!
  assert.equal((await familyOf()).done, false)
  await answer(other!, id, [children[4]!], 'disagree')
  const { done, answers } = await familyOf()
  assert.deepEqual(
    [done, answers.map(({ answer: what, comment }) => [what, comment])],
    [
      true,
      [
        ['agree', 'Заберу в шесть'],
        ['disagree', ''],
      ],
    ],
  )
  const { place } = await own(one!, id)
  const childIds = [children[4]!.profileId]
  const refused = (input: object, code: 'announcement.answerInvalid' | 'announcement.childUnknown') =>
    one!.client.refused('announcements.answer', { ...place, childIds, answer: 'agree', ...input }, code)
  await refused({ answer: 'seen' }, 'announcement.answerInvalid')
  await refused({ childIds: [children[5]!.profileId] }, 'announcement.childUnknown')
  await refused({ childIds: [...childIds, newId()] }, 'announcement.childUnknown')
})

test('[P-02/rights] who answered what is told to the author and to who speaks for the organisation, and a removed adult counts no more', async () => {
  const { director, teacher, secondTeacher } = cast
  const id = await announce(world, teacher, communityId, [toUnit(cast.classId)], ASKS)
  await look(id, teacher)
  await secondTeacher.client.refused('announcements.families', { communityId, id }, 'announcement.unknown')
  await cast.parent.client.refused('announcements.families', { communityId, id }, 'community.notAllowed')
  const plain = await announce(world, director, communityId, places())
  await director.client.refused('announcements.families', { communityId, id: plain }, 'announcement.notAsked')
  const unread = announcementInput(communityId, [toUnit(classId, 'pupils')], ASKS)
  await director.client.refused('announcements.make', unread, 'announcement.confirmNobody')
  const chatId = await startChat(cast, [cast.parent])
  const inChat = await announce(world, teacher, communityId, [toChat(chatId)], ASKS)
  assert.deepEqual(
    (await look(inChat, teacher)).families.map(({ childId }) => childId),
    [cast.pupil.profileId],
    'of whose parent is in the group',
  )
  await answer(cast.parent, inChat, [cast.pupil])
  const place = { unitId: cast.classId, childProfileId: cast.pupil.profileId }
  const removed = { ...place, adultProfileId: cast.parent.profileId, reason: 'Ошибка' }
  await director.client.call('families.removeAdult', removed)
  assert.deepEqual(
    (await look(id, teacher)).families.find((one) => one.childId === cast.pupil.profileId)?.guardianIds,
    [],
  )
})

test('[P-02/pages] who has answered and who has not is read a page at a time, each child once, and an answer given meanwhile leaves nobody out', async () => {
  const id = await ask()
  await answer(adults[3]![0]!, id, [children[3]!])
  const page = (input: object) =>
    cast.director.client.call('announcements.families', { communityId, id, limit: 10, ...input })
  const first = await page({ state: 'missing' })
  assert.deepEqual(first.confirmed, { children: 28, done: 1 })
  assert.equal(first.families.length, 10)
  assert.ok(first.families.every(({ childId }) => first.cards.some((card) => card.id === childId)))
  // The very child at which the next page begins.
  const last = children.find(({ profileId }) => profileId === first.families.at(-1)!.childId)!
  await answer(adults[children.indexOf(last)]![0]!, id, [last])
  const second = await page({ state: 'missing', cursor: first.next! })
  const third = await page({ state: 'missing', cursor: second.next! })
  assert.equal(third.next, null)
  const seen = [first, second, third].flatMap(({ families }) => families.map(({ childId }) => childId))
  assert.deepEqual([seen.length, new Set(seen).size], [27, 27])
  const done = await page({ state: 'done' })
  assert.deepEqual(
    [done.families.map(({ childId }) => childId).sort(), done.confirmed.done, done.next],
    [[children[3]!.profileId, last.profileId].sort(), 2, null],
  )
  await cast.director.client.refused('announcements.families', { communityId, id, cursor: 'bm9uZQ' }, 'request.invalid')
})

test('[P-02/reminders] families that have not answered are reminded once by themselves before the end and by hand once a day, by day alone, and nobody else is', async () => {
  const { director } = cast
  waitForDay(world)
  const dueAt = new Date(world.clock.now() + 3 * DAY_MS).toISOString()
  const id = await ask({ confirm: { answers: 'seen', who: 'one', dueAt } })
  const [answered, missing] = [adults[3]![0]!, adults[20]![0]!]
  await answer(answered, id, [children[3]!])
  const heardBy = async (person: Person) => {
    const socket = await world.socket(person.client)
    await socket.hello()
    return socket
  }
  const sockets = await Promise.all([answered, missing].map(heardBy))
  const told = async () => {
    await world.app.messenger.announcing.run()
    await Promise.all(sockets.map((socket) => socket.settle()))
    return sockets.map((socket) => socket.events('announcement.reminded').length)
  }
  assert.deepEqual(await told(), [0, 0])
  world.clock.advance(2 * DAY_MS)
  assert.deepEqual(await told(), [0, 1])
  assert.deepEqual(await told(), [0, 1], 'once')
  const one = { communityId, id }
  await director.client.refused('announcements.remind', one, 'announcement.remindedToday')
  world.clock.advance(DAY_MS + 12 * HOUR_MS)
  await director.client.refused('announcements.remind', one, 'announcement.quietHours')
  world.clock.advance(12 * HOUR_MS)
  await director.client.call('announcements.remind', one)
  assert.deepEqual(await told(), [0, 2])
  await director.client.call('announcements.withdraw', one)
  world.clock.advance(DAY_MS)
  await director.client.refused('announcements.remind', one, 'announcement.withdrawn')
})

test('[P-02/hours] reminders that come by themselves fall into the day of the organisation, wherever it is', () => {
  const at = (text: string) => Date.parse(`2026-03-17T${text}:00.000Z`)
  assert.equal(isAllowedHour('Europe/Moscow', at('04:59')), false)
  assert.equal(isAllowedHour('Europe/Moscow', at('05:00')), true)
  assert.equal(isAllowedHour('Europe/Moscow', at('16:59')), true)
  assert.equal(isAllowedHour('Europe/Moscow', at('17:00')), false)
  assert.equal(nextAllowed('Asia/Vladivostok', at('11:07')), at('22:00'))
  const due = at('04:00') + DAY_MS
  assert.equal(firstReminder('Europe/Moscow', at('00:00') - 5 * DAY_MS, due, DAY_MS), at('05:00'))
  assert.equal(firstReminder('Europe/Moscow', at('18:00'), at('20:00'), DAY_MS), null, 'no day is left')
})
