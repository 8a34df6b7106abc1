import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { MESSAGE_TEXT_MAX } from '#contract/messenger/messenger.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { send, startChat, stateOf } from '#testkit/messages.ts'
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

test('[MSG-01/text] 4,096 characters go, 4,097 do not; emoji and combining signs count as what they are', async () => {
  const chatId = await newChat()
  const longest = '😀'.repeat(MESSAGE_TEXT_MAX)
  assert.equal((await send(cast.teacher, chatId, longest)).text, longest)
  const { client } = cast.teacher
  const input = (text: string) => ({ chatId, key: newId(), text })
  await client.refused('messages.send', input('а'.repeat(MESSAGE_TEXT_MAX + 1)), 'message.tooLong')
  await client.refused('messages.send', input(' \n\u200b '), 'message.empty')
  const kept = await send(cast.teacher, chatId, '  отступ\nи строка\n\n')
  assert.equal(kept.text.includes('отступ\nи строка'), true)
})

test('[MSG-01/once] the same key is the same message, however it comes and however often', async () => {
  const chatId = await newChat()
  const input = { chatId, key: newId(), text: 'Один раз' }
  const socket = await world.socket(cast.teacher.client)
  const answers = await Promise.all([
    cast.teacher.client.call('messages.send', input),
    cast.teacher.client.call('messages.send', input),
    socket.call('messages.send', input),
  ])
  assert.equal(new Set(answers.map(({ message }) => message.seq)).size, 1)
  world.clock.advance(72 * 3_600_000)
  assert.equal((await cast.teacher.client.call('messages.send', input)).message.seq, answers[0].message.seq)
  const { entries } = await cast.pupil.client.call('messages.page', { chatId })
  assert.equal(entries.filter(({ e }) => e === 'message.posted').length, 1)
  await cast.teacher.client.refused('messages.send', { ...input, text: 'Другой текст' }, 'key.reused')
})

test('[MSG-01/order] a burst of one sender stands in the order of sending, numbered without a hole', async () => {
  const chatId = await newChat()
  const socket = await world.socket(cast.teacher.client)
  const texts = Array.from({ length: 60 }, (_, i) => `строка ${i}`)
  const sent = await Promise.all(texts.map((text) => socket.call('messages.send', { chatId, key: newId(), text })))
  const bySeq = [...sent].sort((a, b) => a.message.seq - b.message.seq)
  assert.deepEqual(
    bySeq.map(({ message }) => message.text),
    texts,
  )
  const first = bySeq[0]!.message.seq
  assert.deepEqual(
    bySeq.map(({ message }) => message.seq - first),
    texts.map((_, i) => i),
  )
})

test('[MSG-20/reply] a reply names its message, which comes with the page even from far away', async () => {
  const chatId = await newChat()
  const question = await send(cast.teacher, chatId, 'Кто дежурит?')
  for (let i = 0; i < 12; i += 1) await send(cast.secondPupil, chatId, `шум ${i}`)
  const reply = await send(cast.pupil, chatId, 'Я', { replyToSeq: question.seq })
  assert.equal(reply.replyToSeq, question.seq)
  const page = await cast.teacher.client.call('messages.page', { chatId, limit: 5 })
  assert.deepEqual(
    page.quoted.map(({ text }) => text),
    ['Кто дежурит?'],
  )
  await cast.pupil.client.refused(
    'messages.send',
    { chatId, key: newId(), text: 'Кому?', replyToSeq: 9_999 },
    'message.replyUnknown',
  )
})

test('[MSG-20/reply-access] whoever joined later can neither read nor quote what was before him', async () => {
  const chatId = await newChat()
  const secret = await send(cast.teacher, chatId, 'До него')
  await cast.teacher.client.call('chats.addMembers', { chatId, profileIds: [cast.secondTeacher.profileId] })
  const { client } = cast.secondTeacher
  const answered = await send(cast.pupil, chatId, 'Ответ на старое', { replyToSeq: secret.seq })
  const page = await client.call('messages.page', { chatId })
  assert.ok(!JSON.stringify(page).includes('До него'))
  assert.equal(page.hasBefore, false)
  assert.ok(page.entries.some(({ s }) => s === answered.seq))
  assert.deepEqual((await client.call('messages.get', { chatId, seqs: [secret.seq] })).messages, [])
  await client.refused(
    'messages.send',
    { chatId, key: newId(), text: 'Цитата', replyToSeq: secret.seq },
    'message.replyUnknown',
  )
})

test('[MSG-21/positions] unread counts stand on every device of a person and fall on all of them at once', async () => {
  const chatId = await newChat()
  const phone = await world.socket(cast.pupil.client)
  const laptop = await world.socket(cast.pupil.client)
  await phone.hello()
  await laptop.hello()
  for (let i = 0; i < 3; i += 1) await send(cast.teacher, chatId, `сообщение ${i}`)
  await send(cast.pupil, chatId, 'своё не считается')
  const { lastSeq, mine } = await stateOf(cast.pupil, chatId)
  assert.equal(mine.unread, 3)
  await phone.call('reads.mark', { chatId, seq: lastSeq })
  const heard = await laptop.event('chat.mine', (payload) => payload.mine.chatId === chatId)
  assert.equal(heard.p.mine.unread, 0)
  assert.equal(heard.p.mine.readSeq, lastSeq)
  await phone.call('reads.mark', { chatId, seq: 1 })
  assert.equal((await stateOf(cast.pupil, chatId)).mine.readSeq, lastSeq, 'a position goes back')
})

test('[MSG-21/others] the sender sees that it was read, and a lurker’s own reading is not sent to channels', async () => {
  const chatId = await newChat()
  const socket = await world.socket(cast.teacher.client)
  await socket.hello()
  const message = await send(cast.teacher, chatId, 'Прочитайте')
  await cast.pupil.client.call('reads.mark', { chatId, seq: message.seq })
  const read = await socket.event('chat.read', (payload) => payload.chatId === chatId)
  assert.deepEqual(read.p.readTop[0], { profileId: cast.pupil.profileId, seq: message.seq })
})

test('[MSG-01/typing] who may write is seen typing, and nobody outside hears it', async () => {
  const chatId = await newChat()
  const inside = await world.socket(cast.teacher.client)
  const outside = await world.socket(cast.secondTeacher.client)
  await inside.hello()
  await outside.hello()
  await cast.pupil.client.call('typing.start', { chatId })
  const typing = await inside.event('typing.started', (payload) => payload.chatId === chatId)
  assert.equal(typing.p.profileId, cast.pupil.profileId)
  await outside.settle()
  assert.deepEqual(outside.events('typing.started'), [])
})

test('[MSG-01/pages] history pages both ways and around a number, each entry once', async () => {
  const chatId = await newChat()
  for (let i = 0; i < 35; i += 1) await send(cast.teacher, chatId, `м${i}`)
  const { client } = cast.pupil
  const seen: number[] = []
  let before: number | undefined
  for (;;) {
    const page = await client.call('messages.page', { chatId, limit: 10, ...(before === undefined ? {} : { before }) })
    seen.unshift(...page.entries.map(({ s }) => s))
    if (!page.hasBefore) break
    before = page.entries[0]!.s
  }
  assert.deepEqual(
    seen,
    seen.map((_, i) => i + 1),
  )
  const around = await client.call('messages.page', { chatId, around: 20, limit: 10 })
  assert.ok(around.entries.some(({ s }) => s === 20))
  assert.deepEqual([around.hasBefore, around.hasAfter], [true, true])
  const after_ = await client.call('messages.page', { chatId, after: around.entries.at(-1)!.s, limit: 100 })
  assert.equal(after_.entries[0]!.s, around.entries.at(-1)!.s + 1)
  assert.equal(after_.hasAfter, false)
})

test('[CHN-05/read-only] the default channels are read by their class and written by nobody yet', async () => {
  const { chats } = await cast.pupil.client.call('chats.list', {})
  const titles = chats.map(({ chat }) => chat.title)
  assert.ok(titles.includes('Общешкольный') && !titles.includes('Сотрудники'))
  const channel = chats.find(({ chat }) => chat.title === 'Общешкольный')!
  const input = { chatId: channel.chat.id, key: newId(), text: 'Можно?' }
  await cast.pupil.client.refused('messages.send', input, 'message.channelReadOnly')
  const staff = (await cast.teacher.client.call('chats.list', {})).chats.find(
    ({ chat }) => chat.title === 'Сотрудники',
  )!
  await cast.pupil.client.refused('chats.get', { chatId: staff.chat.id }, 'chat.unknown')
})
