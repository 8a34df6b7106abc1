import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { announce, announcedTo, announcementInput, toChat, toUnit } from '#testkit/announcements.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { react, read, send, startChat } from '#testkit/messages.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

const HOUR_MS = 3_600_000

let world: World
let cast: Cast
let communityId: string
let chatId: string
let channelId: string
before(async () => {
  // Nothing is brought anywhere but when a test says so.
  world = await createWorld({ environment: { PARTA_ROLES: 'web' } })
  cast = await createCast(world)
  communityId = cast.school.communityId
  chatId = await startChat(cast, [cast.parent, cast.pupil, cast.director], 'Родители и дети')
  const { channels } = await cast.director.client.call('channels.list', { communityId })
  channelId = channels.find(({ chat }) => chat.channelClass === 'everyone')!.chat.id
})
after(() => world[Symbol.asyncDispose]())

const bring = () => world.app.messenger.announcing.run()
const get = (person: Person, id: string) => person.client.call('announcements.get', { communityId, id })
const textsFor = async (person: Person, id: string) =>
  (await announcedTo(person, id)).map(({ message }) => message.erased ?? message.text)

test('[MSG-22/places] one announcement stands in a chat, in a channel and with the parents of a class, once in each, and is edited and withdrawn as one', async () => {
  const { director, parent, pupil } = cast
  const input = announcementInput(communityId, [toChat(chatId), toChat(channelId), toUnit(cast.classId)], {
    text: '  Собрание\r\nв четверг ',
    important: true,
  })
  const key = newId()
  const made = () => director.client.call('announcements.make', input, { key })
  assert.deepEqual(await made(), { id: input.id })
  assert.deepEqual(await made(), { id: input.id }, 'a repeat')
  assert.equal((await get(director, input.id)).done, 0)
  // Several processes may do so at once.
  await Promise.all([bring(), bring(), bring()])
  await bring()
  const { done, targets } = await get(director, input.id)
  assert.deepEqual(
    [done, targets.map(({ title, state }) => [title, state])],
    [
      3,
      [
        ['Родители и дети', 'standing'],
        ['Общешкольный', 'standing'],
        ['5«Б»', 'standing'],
      ],
    ],
  )
  const seen = await announcedTo(parent, input.id)
  assert.deepEqual(seen.map(({ title }) => title).sort(), [
    '5«Б» — объявления родителям',
    'Общешкольный',
    'Родители и дети',
  ])
  for (const { message } of seen) {
    assert.deepEqual([message.text, message.announcement?.important], ['Собрание\nв четверг', true])
  }
  assert.equal(seen.find(({ title }) => title === 'Общешкольный')!.message.senderId, communityId)
  assert.equal((await announcedTo(pupil, input.id)).length, 2, 'nothing that was for parents alone')

  const { message } = seen.find(({ title }) => title === 'Родители и дети')!
  await react(pupil, message, '👍')
  await send(parent, message.chatId, 'Придём', { replyToSeq: message.seq })
  const edit = { communityId, id: input.id, version: 1, text: 'Собрание в пятницу' }
  assert.deepEqual(await director.client.call('announcements.edit', edit), { version: 2 })
  await director.client.refused('announcements.edit', { ...edit, text: 'Иначе' }, 'message.versionConflict')
  await bring()
  assert.deepEqual(await textsFor(parent, input.id), Array(3).fill('Собрание в пятницу'))
  assert.equal((await read(parent, message)).reactions.length, 1)

  await director.client.call('announcements.withdraw', { communityId, id: input.id })
  await director.client.refused('announcements.edit', { ...edit, version: 3 }, 'announcement.withdrawn')
  await bring()
  assert.deepEqual(await textsFor(parent, input.id), Array(3).fill('author'), 'a trace stays')
  const gone = await get(director, input.id)
  assert.deepEqual([gone.text, gone.targets.map(({ state }) => state)], ['', ['gone', 'gone', 'gone']])
})

test('[MSG-22/rights] a place in which one may not announce refuses the whole by its number, and an ordinary parent announces nowhere', async () => {
  const { teacher, secondTeacher, parent, pupil, stranger, classId, otherClassId } = cast
  const refused = async (person: Person, places: Parameters<typeof announcementInput>[1], details: object) => {
    const input = announcementInput(communityId, places)
    const refusal = await person.client.refused('announcements.make', input, 'announcement.targetForbidden')
    assert.deepEqual(refusal.details, { ...details, changedBy: 'administrator' })
    await bring()
    assert.deepEqual(await announcedTo(teacher, input.id), [], 'nothing is half sent')
  }
  await refused(teacher, [toChat(chatId), toChat(channelId)], { number: 2, rule: 'channel' })
  await refused(teacher, [toUnit(classId), toUnit(otherClassId)], { number: 2, rule: 'unit' })
  await refused(secondTeacher, [toUnit(classId)], { number: 1, rule: 'unit' })
  await refused(secondTeacher, [toChat(chatId)], { number: 1, rule: 'chat' })
  await refused(teacher, [toChat(newId()), toUnit(newId())], { number: 1, rule: 'chat' })
  for (const person of [parent, pupil]) {
    await person.client.refused(
      'announcements.make',
      announcementInput(communityId, [toChat(chatId)]),
      'community.notAllowed',
    )
    await person.client.refused('announcements.list', { communityId }, 'community.notAllowed')
    await person.client.refused('announcements.places', { communityId }, 'community.notAllowed')
  }
  const twice = announcementInput(communityId, [toChat(chatId), toChat(chatId)])
  await teacher.client.refused('announcements.make', twice, 'announcement.targetTwice')
  const foreign = announcementInput(communityId, [toChat(chatId)])
  await stranger.client.refused('announcements.make', foreign, 'community.unknown')
  const places = await teacher.client.call('announcements.places', { communityId })
  assert.deepEqual(
    [places.channels, places.units.map(({ unitId }) => unitId), places.chats.map((chat) => chat.chatId)],
    [[], [classId], [chatId]],
  )
  const all = await cast.director.client.call('announcements.places', { communityId })
  assert.deepEqual([all.channels.length, all.units.length], [2, 2])
  assert.deepEqual(places.units[0]!.people, { guardians: 1, pupils: 2, staff: 1 })
})

test('[MSG-22/own] others neither read nor change an announcement, administrators withdraw it, and single places are not changed', async () => {
  const { teacher, secondTeacher, director } = cast
  const id = await announce(world, teacher, communityId, [toChat(chatId)])
  const one = { communityId, id }
  for (const operation of ['announcements.get', 'announcements.withdraw'] as const) {
    await secondTeacher.client.refused(operation, one, 'announcement.unknown')
  }
  await director.client.refused('announcements.edit', { ...one, version: 1, text: 'Нет' }, 'announcement.notYours')
  const [found] = await announcedTo(teacher, id)
  const { seq, version } = found!.message
  await teacher.client.refused('messages.edit', { chatId, seq, version, text: 'Иначе' }, 'announcement.wholeOnly')
  await teacher.client.refused('messages.erase', { chatId, seqs: [seq] }, 'announcement.wholeOnly')
  assert.equal((await director.client.call('announcements.list', { communityId })).announcements[0]!.id, id)
  assert.equal((await secondTeacher.client.call('announcements.list', { communityId })).announcements.length, 0)
  await director.client.call('announcements.withdraw', one)
  await bring()
  assert.deepEqual(await textsFor(teacher, id), ['author'])
  const inChannel = await announce(world, director, communityId, [toChat(channelId)])
  const [posted] = await announcedTo(director, inChannel)
  const place = { chatId: channelId, seq: posted!.message.seq }
  await director.client.refused('channels.edit', { ...place, version: 1, text: 'Иначе' }, 'announcement.wholeOnly')
  const erase = { chatId: channelId, seqs: [place.seq] }
  await director.client.refused('channels.erase', erase, 'announcement.wholeOnly')
  world.clock.advance(24 * HOUR_MS)
  const late = { communityId, id: inChannel, version: 1, text: 'Поздно' }
  await director.client.refused('announcements.edit', late, 'message.dayOver')
})

test('[MSG-22/units] the chat of parents is read by those who are parents of the class, led by its teacher, left by nobody, and written in by nobody else', async () => {
  const { teacher, director, pupil, parent, secondPupil, school, classId } = cast
  await announce(world, director, communityId, [toUnit(classId), toUnit(classId, 'pupils')])
  const chatOf = async (person: Person, audience: string) =>
    (await person.client.call('chats.list', { limit: 200 })).chats.find(({ chat }) => chat.audience === audience)
  const forParents = (await chatOf(parent, 'guardians'))!
  assert.equal(await chatOf(director, 'guardians'), undefined, 'whoever announces need not be inside')
  assert.equal((await chatOf(teacher, 'guardians'))!.mine.role, 'administrator')
  assert.equal(await chatOf(pupil, 'guardians'), undefined)
  assert.ok((await chatOf(pupil, 'pupils')) !== undefined && (await chatOf(secondPupil, 'pupils')) !== undefined)
  const place = { chatId: forParents.chat.id }
  await parent.client.refused('messages.send', { ...place, key: newId(), text: 'А?' }, 'message.leadersOnly')
  await parent.client.refused('chats.leave', place, 'chat.leaveImpossible')
  const add = { ...place, profileIds: [director.profileId] }
  await teacher.client.refused('chats.addMembers', add, 'chat.notAllowed')
  await teacher.client.refused('chats.rename', { ...place, title: 'Иначе' }, 'chat.notAllowed')

  const late = await signIn(world, newPhone(), { surname: 'Лисина', name: 'Дарья' })
  await join(school, late, { unitId: classId, role: 'parent', childProfileId: secondPupil.profileId })
  const come = (await chatOf(late, 'guardians'))!
  assert.deepEqual([come.chat.id, come.mine.startSeq, come.mine.unread], [forParents.chat.id, 0, 0])
  await director.client.call('members.remove', { communityId, profileId: secondPupil.profileId })
  assert.equal(await chatOf(late, 'guardians'), undefined, 'no parent of the class any more')
  await late.client.refused('messages.page', place, 'chat.unknown')
})

test('[MSG-22/many] what lost its right on the way is refused there and stands elsewhere, and what a leader erased in his chat is gone there alone', async () => {
  const { teacher, director, parent } = cast
  const other = await startChat(cast, [parent, director], 'Второй чат')
  const input = announcementInput(communityId, [toChat(chatId), toChat(other), toUnit(cast.classId)])
  await teacher.client.call('announcements.make', input)
  await teacher.client.call('chats.leave', { chatId: other })
  await bring()
  assert.deepEqual(
    (await get(teacher, input.id)).targets.map(({ state, rule }) => [state, rule]),
    [
      ['standing', null],
      ['refused', 'chat'],
      ['standing', null],
    ],
  )
  const official = await announce(world, director, communityId, [toChat(chatId), toUnit(cast.classId)])
  const own = (await announcedTo(teacher, official)).find(({ message }) => message.chatId === chatId)!
  await teacher.client.call('messages.erase', { chatId, seqs: [own.message.seq] })
  assert.deepEqual(
    (await get(director, official)).targets.map(({ state }) => state),
    ['gone', 'standing'],
  )
  const unsent = announcementInput(communityId, [toChat(chatId)])
  await teacher.client.call('announcements.make', unsent)
  await teacher.client.call('announcements.withdraw', { communityId, id: unsent.id })
  await bring()
  assert.deepEqual(await announcedTo(parent, unsent.id), [], 'withdrawn before it came anywhere')
})
