import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { InputOf } from '#contract/kit/operation.ts'
import type { FeedItem } from '#contract/messenger/feed.ts'
import type { Operations } from '#contract/operations.ts'
import { ASKS, announce, announcedTo, toChat, toUnit } from '#testkit/announcements.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { send, startChat } from '#testkit/messages.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

const DAY_MS = 86_400_000
const GROUP = 'Солнышко'

let world: World
let cast: Cast
let communityId: string
/** A mother of two pupils of the school, in 5«Б» and 9«А», and of a child of the kindergarten. */
let mother: Person
let father: Person
let groupId: string
let chatId: string
let channelId: string
let gardenChannelId: string
before(async () => {
  // Nothing is brought anywhere but when a test says so.
  world = await createWorld({ environment: { PARTA_ROLES: 'web' } })
  cast = await createCast(world)
  const { school, kindergarten, stranger, pupil, otherPupil, classId, otherClassId } = cast
  communityId = school.communityId
  groupId = (
    await stranger.client.call('units.create', { id: newId(), communityId: kindergarten.communityId, name: GROUP })
  ).id
  mother = await signIn(world, newPhone(), { surname: 'Троева', name: 'Мария', birthDate: '1985-03-04' })
  father = await signIn(world, newPhone(), { surname: 'Троев', name: 'Иван', birthDate: '1984-03-04' })
  for (const adult of [mother, father]) {
    await join(school, adult, { unitId: classId, role: 'parent', childProfileId: pupil.profileId })
  }
  await join(school, mother, { unitId: otherClassId, role: 'parent', childProfileId: otherPupil.profileId })
  await join(kindergarten, mother, { unitId: groupId, role: 'parent' })
  chatId = await startChat(cast, [mother, cast.director], 'Поход', classId)
  channelId = await channelOf(cast.director, communityId)
  gardenChannelId = await channelOf(stranger, kindergarten.communityId)
})
after(() => world[Symbol.asyncDispose]())

async function channelOf(person: Person, of: string): Promise<string> {
  const { channels } = await person.client.call('channels.list', { communityId: of })
  return channels.find(({ chat }) => chat.channelClass === 'everyone')!.chat.id
}

const bring = () => world.app.messenger.announcing.run()
const page = (person: Person, input: InputOf<Operations['feed.page']> = {}) => person.client.call('feed.page', input)
const items = async (person: Person, input: InputOf<Operations['feed.page']> = {}) => (await page(person, input)).items
const isOf = (id: string) => (item: FeedItem) => item.message.announcement?.id === id
const itemOf = async (person: Person, id: string) => (await items(person, { limit: 50 })).find(isOf(id))
/** The names of the children whom an item concerns. */
async function labelsOf(person: Person, id: string): Promise<string[]> {
  const { labels } = await page(person)
  const ids = (await itemOf(person, id))!.labelIds
  return labels.filter((label) => ids.includes(label.id)).map(({ label }) => label)
}
async function answer(person: Person, id: string, childIds: string[]) {
  const { chatId: place, seq } = (await announcedTo(person, id))[0]!.message
  await person.client.call('announcements.answer', { chatId: place, seq, childIds, answer: 'seen' })
}
const unreadOf = async (person: Person) =>
  (await person.client.call('chats.list', { limit: 200 })).chats.map(({ chat, mine }) => [chat.id, mine.unread]).sort()

test('[P-03/once] what was announced in four places is one item with four sources and the labels of the children whom it concerns, and nothing becomes read by looking', async () => {
  const { director, classId, otherClassId, pupil } = cast
  const places = [toChat(chatId), toUnit(classId), toUnit(otherClassId), toChat(channelId)]
  const id = await announce(world, director, communityId, places)
  const before = await unreadOf(mother)
  const found = (await items(mother)).filter(isOf(id))
  assert.equal(found.length, 1)
  const [item] = found
  const standing = await announcedTo(mother, id)
  assert.deepEqual(
    new Set(item!.places.map((place) => `${place.chatId} ${place.seq}`)),
    new Set(standing.map(({ message }) => `${message.chatId} ${message.seq}`)),
  )
  assert.equal(item!.places.length, 4)
  assert.equal(item!.message.text, 'Собрание в четверг в 18:00')
  assert.deepEqual(await labelsOf(mother, id), ['Артём', 'Макар'])
  assert.deepEqual(await unreadOf(mother), before)
  const one = await announce(world, director, communityId, [toUnit(otherClassId)])
  assert.deepEqual(await labelsOf(mother, one), ['Макар'])
  assert.equal(await itemOf(father, one), undefined, 'his child is in another class')
  assert.deepEqual(await items(pupil), [], 'a pupil is nobody’s parent')
  assert.deepEqual(await page(cast.newcomer), { items: [], labels: [], cards: [], next: null })
  assert.deepEqual(await cast.newcomer.client.call('feed.waiting', {}), { ids: [] })
})

test('[P-03/organisations] posts and announcements of all organisations stand in one feed, of one child alone when that is asked, and pages hold each once', async () => {
  const { stranger, kindergarten, director, classId } = cast
  await stranger.client.call('channels.post', { chatId: gardenChannelId, text: 'Утренник' })
  await director.client.call('channels.post', { chatId: channelId, text: 'Новости школы' })
  const garden = await announce(world, stranger, kindergarten.communityId, [toUnit(groupId)], { text: 'Тихий час' })
  await announce(world, director, communityId, [toUnit(classId), toChat(channelId)])
  await send(cast.teacher, chatId, 'Просто сообщение')
  const all = await items(mother, { limit: 50 })
  const texts = all.map(({ message }) => message.text)
  assert.ok(['Утренник', 'Новости школы', 'Тихий час'].every((text) => texts.includes(text)))
  assert.ok(!texts.includes('Просто сообщение'), 'what is said in a chat stays there')
  assert.deepEqual(await labelsOf(mother, garden), [GROUP])
  const ofGarden = await items(mother, { labelId: groupId })
  assert.deepEqual(ofGarden.map(({ message }) => message.text).sort(), ['Тихий час', 'Утренник'])
  assert.deepEqual(await items(mother, { labelId: cast.secondPupil.profileId }), [], 'no child of hers')
  const paged: FeedItem[] = []
  let cursor: string | undefined
  do {
    const next = await page(mother, { limit: 2, ...(cursor === undefined ? {} : { cursor }) })
    paged.push(...next.items)
    cursor = next.next ?? undefined
  } while (cursor !== undefined)
  assert.deepEqual(paged, all)
  await mother.client.refused('feed.page', { cursor: 'bm9uZQ' }, 'request.invalid')
})

test('[P-03/answers] what waits for an answer stands first, until one guardian or each has answered, or it is over; the answers of the other guardian are seen', async () => {
  const { director, pupil, otherPupil, classId, otherClassId } = cast
  const places = [toUnit(classId), toUnit(otherClassId)]
  const id = await announce(world, director, communityId, places, ASKS)
  const all = { confirm: { answers: 'seen', who: 'all', dueAt: null } } as const
  const ofAll = await announce(world, director, communityId, [toUnit(classId)], all)
  const dueAt = new Date(world.clock.now() + DAY_MS).toISOString()
  const soon = { confirm: { answers: 'seen', who: 'one', dueAt } } as const
  const ending = await announce(world, director, communityId, [toUnit(classId)], soon)
  world.clock.advance(1_000)
  const later = await announce(world, director, communityId, places)
  const order = async () => {
    const ids = [id, ofAll, ending, later]
    return (await items(mother)).flatMap(({ message }) =>
      ids.includes(message.announcement?.id ?? '') ? ids.indexOf(message.announcement!.id) : [],
    )
  }
  const waits = async (each: string) => {
    const { ids } = await mother.client.call('feed.waiting', {})
    const item = (await itemOf(mother, each))!
    assert.equal(ids.includes(each), item.waits, 'what waits is told apart too')
    return item.waits
  }
  assert.equal((await order()).at(-1), 3, 'though it is the newest')
  assert.deepEqual(
    (await itemOf(mother, id))!.asked.map(({ childId }) => childId),
    [pupil.profileId, otherPupil.profileId],
    'by name',
  )
  const { chatId: at, seq } = (await itemOf(mother, id))!.places[0]!
  const own = await mother.client.call('announcements.own', { chatId: at, seq })
  const byId = (one: { childId: string }, other: { childId: string }) => (one.childId < other.childId ? -1 : 1)
  assert.deepEqual((await itemOf(mother, id))!.asked.sort(byId), own.children.sort(byId), 'the same as in the chat')
  await answer(father, id, [pupil.profileId])
  assert.equal(await waits(id), true, 'the other child is open')
  await answer(mother, id, [otherPupil.profileId])
  assert.equal(await waits(id), false)
  assert.deepEqual(
    (await itemOf(mother, id))!.asked.flatMap(({ answers }) => answers.map(({ adultId }) => adultId)).sort(),
    [father.profileId, mother.profileId].sort(),
  )
  const { cards } = await page(mother)
  assert.ok([father.profileId, pupil.profileId].every((each) => cards.some((card) => card.id === each)))
  await answer(father, ofAll, [pupil.profileId])
  assert.equal(await waits(ofAll), true, 'each is asked')
  await answer(mother, ofAll, [pupil.profileId])
  assert.equal(await waits(ofAll), false)
  world.clock.advance(DAY_MS)
  assert.equal(await waits(ending), false, 'it is over')
  assert.ok(!(await itemOf(mother, ending))!.asked[0]!.done)
})

test('[P-03/changes] an edit is seen, a withdrawal leaves a trace without words at once, and what was deleted in one place or for oneself is gone from there alone', async () => {
  const { director, teacher, classId } = cast
  const places = [toChat(chatId), toUnit(classId)]
  const id = await announce(world, director, communityId, places)
  const one = { communityId, id }
  await director.client.call('announcements.edit', { ...one, version: 1, text: 'Собрание в пятницу' })
  await bring()
  assert.equal((await itemOf(mother, id))!.message.text, 'Собрание в пятницу')
  const inChat = (await itemOf(mother, id))!.places.find((place) => place.chatId === chatId)!
  await teacher.client.call('messages.erase', { chatId, seqs: [inChat.seq] })
  const left = (await itemOf(mother, id))!
  assert.equal(left.places.length, 1)
  assert.equal(left.message.text, 'Собрание в пятницу')
  const [rest] = left.places
  await mother.client.call('marks.set', { chatId: rest!.chatId, seqs: [rest!.seq], mark: 'hidden', set: true })
  assert.equal(await itemOf(mother, id), undefined)
  await mother.client.call('marks.set', { chatId: rest!.chatId, seqs: [rest!.seq], mark: 'hidden', set: false })
  await director.client.call('announcements.withdraw', one)
  const withdrawn = (await itemOf(mother, id))!
  assert.deepEqual([withdrawn.withdrawn, withdrawn.message.text, withdrawn.message.erased], [true, '', 'author'])
  await bring()
  assert.equal((await itemOf(mother, id))!.withdrawn, true)
  assert.ok(!JSON.stringify(await page(mother)).includes('Собрание в пятницу'))
  const { seq } = await director.client.call('channels.post', { chatId: channelId, text: 'Ошибка' })
  assert.ok((await items(mother)).some(({ message }) => message.text === 'Ошибка'))
  await director.client.call('channels.erase', { chatId: channelId, seqs: [seq] })
  assert.ok((await items(mother)).every(({ message }) => message.seq !== seq || message.chatId !== channelId))
})

test('[MSG-22] one announcement in a chat, two classes and a channel is one thing: it is shown, confirmed, edited and withdrawn once', async () => {
  const { director, pupil, otherPupil, classId, otherClassId } = cast
  const places = [toChat(chatId), toUnit(classId), toUnit(otherClassId), toChat(channelId)]
  const id = await announce(world, director, communityId, places, ASKS)
  const one = { communityId, id }
  const shown = async () => (await items(mother, { limit: 50 })).filter(isOf(id))
  const texts = async () => (await announcedTo(mother, id)).map(({ message }) => message.text)
  assert.equal((await texts()).length, 4)
  assert.equal((await shown()).length, 1)
  await answer(mother, id, [pupil.profileId, otherPupil.profileId])
  for (const { message } of await announcedTo(mother, id)) {
    const place = { chatId: message.chatId, seq: message.seq }
    const { children } = await mother.client.call('announcements.own', place)
    assert.ok(children.length === 2 && children.every(({ done }) => done), 'confirmed wherever it is read')
  }
  await director.client.call('announcements.edit', { ...one, version: 1, text: 'Собрание в субботу' })
  await bring()
  assert.deepEqual(await texts(), Array(4).fill('Собрание в субботу'))
  const [item, ...more] = await shown()
  assert.deepEqual([item!.message.text, item!.waits, more.length], ['Собрание в субботу', false, 0])
  await director.client.call('announcements.withdraw', one)
  await bring()
  assert.deepEqual(await texts(), Array(4).fill(''))
  assert.deepEqual(
    (await shown()).map(({ withdrawn, asked }) => [withdrawn, asked]),
    [[true, []]],
  )
})

test('[P-03/apart] a mute of one school and a block of a teacher take nothing from the feed, and what they say of other chats holds', async () => {
  const { teacher, director, classId } = cast
  const id = await announce(world, teacher, communityId, [toUnit(classId)])
  const own = await announce(world, director, communityId, [toChat(channelId)])
  const { places } = (await itemOf(mother, id))!
  await mother.client.call('chats.mute', { chatId: places[0]!.chatId, muted: true })
  await mother.client.call('blocks.block', { profileId: teacher.profileId })
  for (const each of [id, own]) assert.ok((await itemOf(mother, each)) !== undefined)
  const { chats } = await mother.client.call('chats.list', { limit: 200 })
  assert.deepEqual(
    chats.filter(({ mine }) => mine.muted).map(({ chat }) => chat.id),
    [places[0]!.chatId],
    'the others sound as before',
  )
  await mother.client.call('blocks.unblock', { profileId: teacher.profileId })
})

test('[P-03/left] of a child who has left a class, and of one whom an administrator takes from a parent, nothing is in the feed any more', async () => {
  const { director, otherPupil, pupil, classId, otherClassId } = cast
  const both = await announce(world, director, communityId, [toUnit(classId), toUnit(otherClassId)], ASKS)
  const ofOther = await announce(world, director, communityId, [toUnit(otherClassId)])
  assert.deepEqual(await labelsOf(mother, both), ['Артём', 'Макар'])
  await director.client.call('members.remove', { communityId, profileId: otherPupil.profileId })
  assert.equal(await itemOf(mother, ofOther), undefined)
  const left = (await itemOf(mother, both))!
  assert.deepEqual([await labelsOf(mother, both), left.places.length], [['Артём'], 1])
  assert.deepEqual(
    left.asked.map(({ childId }) => childId),
    [pupil.profileId],
  )
  const place = { unitId: classId, childProfileId: pupil.profileId }
  await director.client.call('families.removeAdult', {
    ...place,
    adultProfileId: mother.profileId,
    reason: 'Решение суда',
  })
  const rest = await page(mother, { limit: 50 })
  assert.deepEqual(
    rest.labels.map(({ label }) => label),
    [GROUP],
  )
  assert.ok(rest.items.every(({ labelIds }) => labelIds.every((id) => id === groupId)))
  assert.ok((await itemOf(father, both)) !== undefined, 'the other guardian reads on')
})
