import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Message } from '#contract/messenger/chats.ts'
import { LIFETIMES_MS } from '#contract/messenger/messenger.limits.ts'
import { rareWord } from '#testkit/canary.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { edit, send, startChat } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

const [MINUTE_MS] = LIFETIMES_MS
let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const newChat = () => startChat(cast, [cast.pupil, cast.secondPupil, cast.secondTeacher])

const remove = (chatId: string, { profileId }: Person) =>
  cast.teacher.client.call('chats.removeMember', { chatId, profileId })

test('[MSG-21/repeat-reply] a repeated answer is the same message, though what it answers is gone meanwhile', async () => {
  const chatId = await newChat()
  const { client } = cast.pupil
  const erased = await send(cast.teacher, chatId, 'сотрут')
  const expired = await send(cast.teacher, chatId, 'истечёт', { lifetimeMs: MINUTE_MS })
  const answers = []
  for (const { seq } of [erased, expired]) {
    const input = { chatId, key: newId(), text: 'Ответ', replyToSeq: seq }
    answers.push({ input, sent: (await client.call('messages.send', input)).message })
  }
  await cast.teacher.client.call('messages.erase', { chatId, seqs: [erased.seq] })
  world.clock.advance(MINUTE_MS)
  for (const { input, sent } of answers) {
    assert.deepEqual((await client.call('messages.send', input)).message, sent)
    await client.refused('messages.send', { ...input, text: 'Другой' }, 'key.reused')
    await client.refused('messages.send', { ...input, key: newId() }, 'message.replyUnknown')
    await cast.secondPupil.client.refused('messages.send', input, 'message.replyUnknown')
  }
})

test('[MSG-21/repeat-silenced] a repeated sending is the same message, though nobody may write there any more', async () => {
  const { teacher, pupil, secondPupil, secondTeacher } = cast
  const chatId = await newChat()
  const { client } = pupil
  const input = { chatId, key: newId(), text: 'Ещё можно' }
  const short = { ...input, key: newId(), lifetimeMs: MINUTE_MS }
  const { message } = await client.call('messages.send', input)
  const { message: shortMessage } = await client.call('messages.send', short)
  // An adult and a pupil are left alone.
  for (const person of [secondPupil, secondTeacher]) await remove(chatId, person)
  await client.refused('messages.send', { ...input, key: newId() }, 'chat.secondAdultMissing')
  assert.deepEqual((await client.call('messages.send', input)).message, message)
  assert.deepEqual((await client.call('messages.send', short)).message, shortMessage)
  await client.refused('messages.send', { ...input, text: 'Другой' }, 'key.reused')
  await client.refused('messages.send', { ...input, lifetimeMs: MINUTE_MS }, 'key.reused')
  await client.refused('messages.send', { ...short, key: input.key }, 'key.reused')
  await client.refused('messages.send', { ...input, replyToSeq: message.seq }, 'key.reused')
  world.clock.advance(MINUTE_MS)
  assert.equal((await client.call('messages.send', short)).message.erased, 'expired')
  await teacher.client.call('messages.erase', { chatId, seqs: [message.seq] })
  assert.equal((await client.call('messages.send', input)).message.erased, 'leader')
  await secondPupil.client.refused('messages.send', input, 'chat.unknown')
})

test('[MSG-21/repeat-removed] who was removed is told what he sent, and nothing of what became of it', async () => {
  const chatId = await newChat()
  const { pupil } = cast
  const { client } = pupil
  const plain = { chatId, key: newId(), text: 'Успел' }
  const edited = { ...plain, key: newId() }
  const { message } = await client.call('messages.send', plain)
  await edit(pupil, (await client.call('messages.send', edited)).message, 'Передумал')
  await remove(chatId, pupil)
  // He was not told, and this node still believes that he may write.
  assert.deepEqual((await client.call('messages.send', plain)).message, message)
  await client.refused('messages.send', { ...plain, key: newId() }, 'chat.unknown')
  await client.refused('messages.send', { ...edited, text: 'Никогда не сказано' }, 'chat.unknown')
})

test('[MSG-21/repeat-reacted] a repeated sending shows the message with its reactions, on the socket and over HTTP', async () => {
  const chatId = await newChat()
  const { client } = cast.pupil
  const socket = await world.socket(client)
  const plain = { chatId, key: newId(), text: 'Кто за?' }
  const answering = { ...plain, key: newId(), replyToSeq: (await client.call('messages.send', plain)).message.seq }
  for (const input of [plain, answering]) {
    const { message } = await client.call('messages.send', input)
    assert.deepEqual([message.reactions, message.reactionsSeq], [[], 0])
    for (const [index, { client: each }] of [cast.teacher, cast.secondPupil].entries()) {
      await each.call('reactions.set', { chatId, seq: message.seq, reaction: '👍' })
      const repeated = (await client.call('messages.send', input)).message
      assert.deepEqual(repeated.reactions, [{ reaction: '👍', count: index + 1 }])
      assert.deepEqual((await socket.call('messages.send', input)).message, repeated)
      const { messages } = await client.call('messages.get', { chatId, seqs: [message.seq] })
      assert.deepEqual(messages, [repeated])
    }
  }
})

test('[A-53/changes] the socket of whoever was removed hears of no edit, reaction, erasure or end of a message', async () => {
  const { teacher, pupil, secondTeacher } = cast
  const chatId = await newChat()
  const socket = await world.socket(secondTeacher.client)
  await socket.hello({ open: [chatId] })
  const sent = [
    await send(pupil, chatId, 'раз'),
    await send(pupil, chatId, 'два'),
    await send(pupil, chatId, 'три', { lifetimeMs: MINUTE_MS }),
  ]
  const [edited, erased, over] = sent as [Message, Message, Message]
  await remove(chatId, secondTeacher)
  await socket.event('chat.dropped', (payload) => payload.chatId === chatId)
  const from = socket.frames.length
  await edit(pupil, edited, 'иначе')
  await teacher.client.call('reactions.set', { chatId, seq: over.seq, reaction: '👍' })
  await teacher.client.call('messages.erase', { chatId, seqs: [erased.seq] })
  world.clock.advance(MINUTE_MS)
  await world.app.messenger.expiry.run()
  await socket.settle()
  assert.deepEqual(
    socket.frames.slice(from).filter((frame) => frame.t === 'event' && frame.id === chatId),
    [],
  )
  const { gone, moved, same } = await socket.hello({ chats: { [chatId]: over.seq }, open: [chatId] })
  assert.deepEqual(gone, [chatId])
  assert.ok(!JSON.stringify([moved, same]).includes(chatId))
})

test('[A-53/repeat] the repeat of a sending tells whoever was removed nothing of what came after', async () => {
  const { secondTeacher, pupil, teacher } = cast
  for (const isBack of [false, true]) {
    const chatId = await newChat()
    const input = { chatId, key: newId(), text: 'до ухода' }
    const { message } = await secondTeacher.client.call('messages.send', input)
    await edit(secondTeacher, message, 'до ухода!')
    await remove(chatId, secondTeacher)
    await pupil.client.call('reactions.set', { chatId, seq: message.seq, reaction: '👍' })
    if (isBack) await teacher.client.call('chats.addMembers', { chatId, profileIds: [secondTeacher.profileId] })
    const say = () => secondTeacher.client.post('messages.send', JSON.stringify(input))
    assert.ok(!(await say()).text.includes('👍'))
    await teacher.client.call('messages.erase', { chatId, seqs: [message.seq] })
    assert.ok(!(await say()).text.includes('leader'))
    const { entries } = await pupil.client.call('messages.page', { chatId })
    assert.equal(entries.filter(({ e }) => e === 'message.posted').length, 1)
  }
})

test('[MSG-21/key] a key that is the id of a message of somebody else shows nothing of it', async () => {
  const { pupil, secondTeacher, secondPupil, teacher } = cast
  const chatId = await newChat()
  const message = await send(pupil, chatId, 'видел')
  await remove(chatId, secondTeacher)
  const word = rareWord()
  await edit(pupil, message, word)
  const { chat } = await secondTeacher.client.call('chats.openDirect', { id: newId(), profileId: teacher.profileId })
  const input = { key: message.id, text: 'видел' }
  await secondTeacher.client.refused('messages.send', { ...input, chatId }, 'chat.unknown')
  for (const [person, where] of [
    [secondTeacher, chat.id],
    [secondPupil, chatId],
  ] as const) {
    const own = (await person.client.call('messages.send', { ...input, chatId: where })).message
    assert.deepEqual([own.text, own.senderId, own.version], ['видел', person.profileId, 1])
  }
  const { messages } = await teacher.client.call('messages.get', { chatId, seqs: [message.seq] })
  assert.deepEqual([messages[0]!.text, messages[0]!.senderId], [word, pupil.profileId])
})

test('[MSG-08/kept-answers] the kept answer of no command shows a message that was edited, erased, or is over', async () => {
  const { teacher, pupil, director } = cast
  const chatId = await newChat()
  const ends: Record<string, (message: Message) => Promise<unknown>> = {
    edit: (message) => edit(pupil, message, 'другое'),
    erase: ({ seq }) => pupil.client.call('messages.erase', { chatId, seqs: [seq] }),
    expire: async () => world.clock.advance(MINUTE_MS),
  }
  for (const [what, end] of Object.entries(ends)) {
    const word = rareWord()
    const message = await send(pupil, chatId, word, { lifetimeMs: MINUTE_MS })
    const calls = [
      { op: 'chats.rename', input: { chatId, title: word.slice(0, 3) } },
      { op: 'chats.addMembers', input: { chatId, profileIds: [director.profileId] } },
      { op: 'chats.removeMember', input: { chatId, profileId: director.profileId } },
    ] as const
    const say = async ({ op, input }: (typeof calls)[number], key: string) =>
      (await teacher.client.post(op, JSON.stringify(input), { 'idempotency-key': key })).text
    const keys = calls.map(() => newId())
    for (const [i, call] of calls.entries()) assert.ok((await say(call, keys[i]!)).includes(chatId), call.op)
    await end(message)
    for (const [i, call] of calls.entries())
      assert.ok(!(await say(call, keys[i]!)).includes(word), `${what} ${call.op}`)
  }
})

test('[MSG-09/repeat] a repeated edit or erasure is one change; its key serves nobody and nothing else', async () => {
  const chatId = await newChat()
  const { client } = cast.pupil
  const message = await send(cast.pupil, chatId, 'раз')
  const input = { chatId, seq: message.seq, version: 1, text: 'два' }
  const [key, eraseKey] = [newId(), newId()]
  const lastSeq = async () => (await client.call('chats.get', { chatId })).lastSeq
  const before = await lastSeq()
  const socket = await world.socket(client)
  const answers = await Promise.all([
    client.call('messages.edit', input, { key }),
    client.call('messages.edit', input, { key }),
    socket.call('messages.edit', input, key),
  ])
  assert.deepEqual(answers, [{ version: 2 }, { version: 2 }, { version: 2 }])
  assert.equal(await lastSeq(), before + 1)
  await client.refused('messages.edit', { ...input, text: 'три' }, 'key.reused', { key })
  await client.refused('messages.erase', { chatId, seqs: [message.seq] }, 'key.reused', { key })
  await cast.secondPupil.client.refused('messages.edit', input, 'message.notOwn', { key })
  const erasure = { chatId, seqs: [message.seq] }
  const erase = () => client.call('messages.erase', erasure, { key: eraseKey })
  await Promise.all([erase(), erase()])
  assert.equal(await lastSeq(), before + 2)
  assert.deepEqual(await client.call('messages.edit', input, { key }), { version: 2 })
  assert.equal(await lastSeq(), before + 2)
})

test('[MSG-08/etag] an answer that the browser holds is not good any more once the time of a message is over', async () => {
  const chatId = await newChat()
  const word = rareWord()
  const message = await send(cast.teacher, chatId, word, { lifetimeMs: MINUTE_MS })
  const { client } = cast.pupil
  const inputs = {
    'messages.page': { chatId },
    'messages.get': { chatId, seqs: [message.seq] },
    'chats.get': { chatId },
  }
  const ask = ([op, input]: [string, object], headers: Record<string, string> = {}) =>
    client.raw(`/api/${op}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers })
  const asked = Object.entries(inputs)
  const held = await Promise.all(asked.map((each) => ask(each)))
  for (const answer of held) assert.ok(answer.text.includes(word))
  world.clock.advance(MINUTE_MS)
  for (const [i, each] of asked.entries()) {
    const answer = await ask(each, { 'if-none-match': String(held[i]!.headers.etag) })
    assert.equal(answer.status, 200, each[0])
    assert.ok(!answer.text.includes(word), each[0])
  }
})
