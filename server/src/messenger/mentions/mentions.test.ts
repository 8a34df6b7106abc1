import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { edit, erase, forward, send, startChat, stateOf } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const newChat = (members?: Person[]) => startChat(cast, members)
const named = (person: Person | null, from = 0, length = 5) => ({
  profileId: person === null ? null : person.profileId,
  from,
  length,
})
const draft = (chatId: string, text: string, mentions: ReturnType<typeof named>[]) => ({
  chatId,
  key: newId(),
  text,
  mentions,
})
const mention = async (by: Person, chatId: string, person: Person | null) =>
  (await by.client.call('messages.send', draft(chatId, '@Анна, взгляните', [named(person)]))).message
const waiting = async (person: Person, chatId: string) => (await stateOf(person, chatId)).mine.mentions

test('[MSG-20] a reply quotes, a name names its person alone, and «@все» names everybody by permission', async () => {
  const chatId = await newChat()
  const first = await send(cast.teacher, chatId, 'Кто идёт?')
  const answer = await send(cast.pupil, chatId, 'Я', { replyToSeq: first.seq })
  assert.equal(answer.replyToSeq, first.seq)
  await using socket = await world.socket(cast.pupil.client)
  await socket.hello({ open: [chatId] })
  const message = await mention(cast.teacher, chatId, cast.pupil)
  const heard = await socket.event('message.posted', ({ message: { seq } }) => seq === message.seq)
  assert.deepEqual(heard.p.message.mentions, [named(cast.pupil)])
  assert.deepEqual(await waiting(cast.pupil, chatId), [message.seq])
  assert.deepEqual(await waiting(cast.secondPupil, chatId), [])
  await cast.pupil.client.refused(
    'messages.send',
    draft(chatId, '@все, сюда', [named(null, 0, 4)]),
    'mention.allForbidden',
  )
  const all = await mention(cast.teacher, chatId, null)
  assert.deepEqual(await waiting(cast.pupil, chatId), [message.seq, all.seq])
  assert.deepEqual(await waiting(cast.secondPupil, chatId), [all.seq])
  assert.deepEqual(await waiting(cast.teacher, chatId), [], 'nobody calls himself')
  await cast.teacher.client.call('chats.setPermission', { chatId, permission: 'mentionAll', scope: 'everyone' })
  const byPupil = await mention(cast.pupil, chatId, null)
  assert.deepEqual(await waiting(cast.teacher, chatId), [byPupil.seq])
  await cast.teacher.client.call('chats.setPermission', { chatId, permission: 'mentionAll', scope: 'owner' })
  const refused = await cast.pupil.client.refused(
    'messages.send',
    draft(chatId, '@все', [named(null, 0, 4)]),
    'mention.allForbidden',
  )
  assert.deepEqual(refused.details, { setBy: 'owner', changedBy: 'owner' })
  await cast.pupil.client.call('reads.mark', { chatId, seq: all.seq - 1 })
  assert.deepEqual(await waiting(cast.pupil, chatId), [all.seq], 'counted from where he has read')
  await cast.pupil.client.call('reads.mark', { chatId, seq: byPupil.seq })
  assert.deepEqual(await waiting(cast.pupil, chatId), [])
})

test('[MSG-20/members] whoever is not in the chat, has left it or is nobody is the same refusal', async () => {
  const chatId = await newChat([cast.pupil, cast.secondPupil, cast.secondTeacher])
  await cast.secondTeacher.client.call('chats.leave', { chatId })
  const answers = []
  for (const profileId of [cast.secondTeacher.profileId, cast.parent.profileId, newId()]) {
    const input = draft(chatId, '@Анна', [{ profileId, from: 0, length: 5 }])
    answers.push((await cast.pupil.client.refused('messages.send', input, 'mention.unknown')).details)
  }
  assert.deepEqual(new Set(answers.map((each) => JSON.stringify(each))).size, 1)
})

test('[MSG-20/members] whoever may not see who is there names those alone whom he has seen write', async () => {
  const chatId = await newChat([cast.pupil, cast.secondPupil])
  await cast.teacher.client.call('chats.setPermission', { chatId, permission: 'seeMembers', scope: 'owner' })
  const input = draft(chatId, '@Анна', [named(cast.secondPupil)])
  await cast.pupil.client.refused('messages.send', input, 'mention.unknown')
  await send(cast.secondPupil, chatId, 'Я здесь')
  await cast.pupil.client.call('messages.send', input)
})

test('[MSG-20/places] a name stands where an «@» does, and places are those of the text as it is kept', async () => {
  const chatId = await newChat()
  const sent = draft(chatId, ' \r\n Ну, @Анна!  ', [named(cast.pupil, 8)])
  const { message } = await cast.teacher.client.call('messages.send', sent)
  assert.deepEqual([message.text, message.mentions], ['Ну, @Анна!', [named(cast.pupil, 4)]])
  assert.equal((await cast.teacher.client.call('messages.send', sent)).message.seq, message.seq, 'a repeat finds it')
  await cast.teacher.client.refused('messages.send', { ...sent, mentions: [] }, 'key.reused')
  const wrong = [
    [named(cast.pupil, 3)],
    [named(cast.pupil, 4, 60)],
    [named(cast.pupil, 4), named(cast.pupil, 5)],
    [named(cast.pupil, 12), named(cast.pupil, 4)],
  ]
  for (const mentions of wrong) {
    await cast.teacher.client.refused('messages.send', draft(chatId, 'Ну, @Анна, @Анна!', mentions), 'mention.invalid')
  }
  const many = Array.from({ length: 51 }, (_, n) => named(cast.pupil, n * 6))
  await cast.teacher.client.refused('messages.send', draft(chatId, '@Анна '.repeat(51), many), 'request.invalid')
})

test('[MSG-20/edit] an edit names anew, keeps whom it named though he has left, and an erasure names nobody', async () => {
  const chatId = await newChat([cast.pupil, cast.secondPupil, cast.secondTeacher])
  const message = await mention(cast.pupil, chatId, cast.secondTeacher)
  await cast.secondTeacher.client.call('chats.leave', { chatId })
  const change = (text: string, version: number, mentions: ReturnType<typeof named>[]) =>
    cast.pupil.client.call('messages.edit', { chatId, seq: message.seq, version, text, mentions })
  await change('@Анна и @Олег', 1, [named(cast.secondTeacher), named(cast.secondPupil, 8)])
  assert.deepEqual(await waiting(cast.secondPupil, chatId), [message.seq])
  await change('И @Олег', 2, [named(cast.secondPupil, 2)])
  assert.deepEqual(await waiting(cast.secondPupil, chatId), [message.seq])
  const back = { chatId, seq: message.seq, version: 3, text: '@Анна', mentions: [named(cast.secondTeacher)] }
  await cast.pupil.client.refused('messages.edit', back, 'mention.unknown')
  const { version } = await change('И @Олег', 3, [named(cast.secondPupil, 2)])
  assert.equal(version, 3, 'the same is no change')
  await edit(cast.pupil, { ...message, version: 3 }, 'Никого')
  assert.deepEqual(await waiting(cast.secondPupil, chatId), [])
  const other = await mention(cast.pupil, chatId, cast.secondPupil)
  await erase(cast.pupil, other)
  assert.deepEqual(await waiting(cast.secondPupil, chatId), [])
  assert.deepEqual((await stateOf(cast.secondPupil, chatId)).lastMessage?.mentions, [])
})

test('[MSG-20/forward] a copy names those alone whom its sender may name where it stands, and never everybody', async () => {
  const [from, to] = [await newChat(), await newChat([cast.secondTeacher, cast.pupil])]
  const text = '@Анна, @Олег, @все'
  const mentions = [named(cast.pupil), named(cast.secondPupil, 7), named(null, 14, 4)]
  const { message } = await cast.teacher.client.call('messages.send', { chatId: from, key: newId(), text, mentions })
  await forward(cast.teacher, to, [message])
  const { lastMessage } = await stateOf(cast.pupil, to)
  assert.deepEqual([lastMessage?.text, lastMessage?.mentions], [text, [named(cast.pupil)]])
  assert.deepEqual(await waiting(cast.secondTeacher, to), [])
})

test('[MSG-20/join] whoever comes later is not called by what was said before him', async () => {
  const chatId = await newChat([cast.pupil, cast.secondTeacher])
  await mention(cast.teacher, chatId, null)
  await cast.teacher.client.call('chats.addMembers', { chatId, profileIds: [cast.secondPupil.profileId] })
  assert.deepEqual(await waiting(cast.secondPupil, chatId), [])
  const after = await mention(cast.teacher, chatId, null)
  assert.deepEqual(await waiting(cast.secondPupil, chatId), [after.seq])
})
