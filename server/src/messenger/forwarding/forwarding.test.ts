import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { PermissionScope } from '#contract/messenger/chat-permissions.ts'
import type { Message } from '#contract/messenger/chats.ts'
import { MESSAGES_FORWARDED_MAX } from '#contract/messenger/messenger.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { edit, erase, forward, forwardInput, read, send, startChat, stateOf } from '#testkit/messages.ts'
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

async function messagesOf(person: Person, chatId: string): Promise<Message[]> {
  const { entries } = await person.client.call('messages.page', { chatId })
  return entries.flatMap((entry) => (entry.e === 'message.posted' ? [entry.p.message] : []))
}

const of = ({ profileId }: Person) => ({ kind: 'person', profileId })

test('[MSG-14/forward] one or several messages go in their order behind a comment, with their origin, and everybody hears them so', async () => {
  const [from, to] = [await newChat(), await newChat([cast.secondTeacher])]
  const first = await send(cast.pupil, from, 'Когда поход?')
  const second = await send(cast.secondPupil, from, 'И куда?')
  await using socket = await world.socket(cast.secondTeacher.client)
  await socket.hello({ open: [to] })
  const seqs = await forward(cast.teacher, to, [second, first], 'Спрашивают:')
  await socket.event('message.posted', ({ message }) => message.chatId === to && message.seq === seqs[2])
  const heard = socket.frames.flatMap((frame) =>
    frame.t === 'event' && frame.e === 'message.posted' ? [(frame.p as { message: Message }).message] : [],
  )
  const stands = (await messagesOf(cast.secondTeacher, to)).map(({ seq, senderId, text, origin }) => ({
    seq,
    senderId,
    text,
    origin,
  }))
  const senderId = cast.teacher.profileId
  assert.deepEqual(stands, [
    { seq: seqs[0], senderId, text: 'Спрашивают:', origin: null },
    { seq: seqs[1], senderId, text: 'Когда поход?', origin: of(cast.pupil) },
    { seq: seqs[2], senderId, text: 'И куда?', origin: of(cast.secondPupil) },
  ])
  assert.deepEqual(
    heard.map(({ text, origin }) => [text, origin]),
    stands.map(({ text, origin }) => [text, origin]),
  )
  const { lastMessage, mine } = await stateOf(cast.secondTeacher, to)
  assert.deepEqual([lastMessage?.origin, mine.unread], [of(cast.secondPupil), 3])
})

test('[MSG-14/once] a repeat under the same keys finds what stands there, also days later and when the original is gone', async () => {
  const [from, to] = [await newChat(), await newChat([cast.secondTeacher])]
  const message = await send(cast.pupil, from, 'Один раз')
  const input = forwardInput(to, [message], 'И слово')
  const { client } = cast.teacher
  const answers = await Promise.all(Array.from({ length: 4 }, () => client.call('messages.forward', input)))
  for (const answer of answers) assert.deepEqual(answer, answers[0])
  await erase(cast.pupil, message)
  world.clock.advance(72 * 3_600_000)
  assert.deepEqual(await client.call('messages.forward', input), answers[0])
  assert.deepEqual(
    (await messagesOf(cast.secondTeacher, to)).map(({ text }) => text),
    ['И слово', 'Один раз'],
  )
  const more = { ...input, messages: [...input.messages, { key: newId(), seq: 1 }] }
  await client.refused('messages.forward', more, 'key.reused')
  const twice = { ...input, comment: { key: input.messages[0]!.key, text: 'И слово' } }
  await client.refused('messages.forward', twice, 'key.reused')
})

test('[MSG-14/origin] what was forwarded before keeps its first origin, and nobody changes another one’s words', async () => {
  const [from, between, to] = [await newChat(), await newChat(), await newChat([cast.secondTeacher])]
  const message = await send(cast.pupil, from, 'Мои слова')
  const [first] = await forward(cast.secondPupil, between, [message])
  const [second] = await forward(cast.teacher, to, [{ chatId: between, seq: first! }])
  const copy = await read(cast.secondTeacher, { ...message, chatId: to, seq: second! })
  assert.deepEqual([copy.senderId, copy.origin], [cast.teacher.profileId, of(cast.pupil)])
  const changed = { chatId: to, seq: second!, version: 1, text: 'Не его слова' }
  await cast.teacher.client.refused('messages.edit', changed, 'message.forwarded')
  await edit(cast.pupil, message, 'Другие слова')
  await erase(cast.pupil, { ...message, version: 2 })
  assert.equal((await read(cast.secondTeacher, copy)).text, 'Мои слова', 'a copy stands by itself')
  await erase(cast.teacher, copy)
  const erased = await read(cast.secondTeacher, copy)
  assert.deepEqual([erased.text, erased.erased, erased.origin], ['', 'author', null])
  const kept = await world.database.query(
    `select from messenger.message where chat_id = '${to}' and (text <> '' or origin is not null)`,
  )
  assert.equal(kept.length, 0, 'whose words they were is gone with them')
})

test('[MSG-14/refused] what vanishes or is erased, and what its chat keeps to itself, is not forwarded, each with its reason', async () => {
  const [from, to] = [await newChat(), await newChat([cast.secondTeacher])]
  const { client } = cast.teacher
  const fleeting = await send(cast.pupil, from, 'Ненадолго', { lifetimeMs: 60_000 })
  const message = await send(cast.pupil, from, 'Слова')
  const gone = await send(cast.pupil, from, 'Лишнее')
  await erase(cast.pupil, gone)
  await client.refused('messages.forward', forwardInput(to, [message, fleeting]), 'message.vanishing')
  await client.refused('messages.forward', forwardInput(to, [gone]), 'message.erased')
  await client.refused('messages.forward', forwardInput(to, [{ ...message, seq: 999 }]), 'message.unknown')
  await client.refused('messages.forward', forwardInput(to, [message, message]), 'message.unknown')
  await client.refused('messages.forward', forwardInput(to, [message], ' \n'), 'message.empty')
  await client.refused('messages.forward', forwardInput(newId(), [message]), 'chat.unknown')
  await cast.parent.client.refused('messages.forward', forwardInput(to, [message]), 'chat.unknown')
  await cast.secondTeacher.client.refused('messages.forward', forwardInput(to, [message]), 'chat.unknown')
  const many = Array.from({ length: MESSAGES_FORWARDED_MAX + 1 }, (_, seq) => ({ chatId: from, seq }))
  await client.refused('messages.forward', forwardInput(to, many), 'request.invalid')
  const permit = (scope: PermissionScope) => ({ chatId: from, permission: 'forward' as const, scope })
  await cast.pupil.client.refused('chats.setPermission', permit('administrators'), 'chat.notAllowed')
  await client.call('chats.setPermission', permit('administrators'))
  await forward(cast.teacher, to, [message])
  const out = forwardInput(from, [message])
  const refused = await cast.pupil.client.refused('messages.forward', out, 'chat.forwardForbidden')
  assert.equal(refused.details?.changedBy, 'owner')
  assert.deepEqual((await messagesOf(cast.secondTeacher, to)).length, 1, 'all or none')
  await client.call('chats.setPermission', permit('everyone'))
  await client.call('chats.setPermission', permit('everyone'))
  const { entries } = await cast.pupil.client.call('messages.page', { chatId: from })
  const lines = entries.flatMap((entry) =>
    entry.e === 'chat.changed' ? [[entry.p.permission, entry.p.chat.permissions.forward]] : [],
  )
  assert.deepEqual(lines.slice(1), [
    ['forward', 'administrators'],
    ['forward', 'everyone'],
  ])
  await forward(cast.pupil, from, [message])
})

test('[MSG-14/target] where somebody may not write he forwards nothing, and an observer carries nothing out', async () => {
  const { director, teacher, otherPupil, secondTeacher, school } = cast
  const { communityId } = school
  const from = await newChat([secondTeacher])
  const message = await send(teacher, from, 'Слова')
  const { channels } = await director.client.call('channels.list', { communityId })
  for (const { chat } of channels) {
    await teacher.client.refused('messages.forward', forwardInput(chat.id, [message]), 'message.channelReadOnly')
  }
  const rules = await director.client.call('dialogueRules.get', { communityId })
  await director.client.call('dialogueRules.set', {
    ...rules,
    from14: 'secondAdult',
    secondAdultIds: [secondTeacher.profileId],
  })
  const { chat } = await teacher.client.call('chats.openDirect', { id: newId(), profileId: otherPupil.profileId })
  const seen = await send(otherPupil, chat.id, 'Можно пересдать?')
  await secondTeacher.client.refused('messages.forward', forwardInput(chat.id, [message]), 'chat.observing')
  await secondTeacher.client.refused('messages.forward', forwardInput(from, [seen]), 'chat.observing')
  await forward(teacher, from, [seen])
})

test('[MSG-14/names] whose words they are is told by an id alone: whoever may not know the person gets no name', async () => {
  const { director, teacher, pupil, otherPupil } = cast
  const from = await newChat()
  const message = await send(pupil, from, 'Слова из класса')
  const to = (
    await director.client.call('chats.create', {
      id: newId(),
      communityId: cast.school.communityId,
      title: 'Олимпиада',
      memberIds: [teacher.profileId, otherPupil.profileId],
    })
  ).chat.id
  await using socket = await world.socket(otherPupil.client)
  const first = await socket.hello({ open: [to] })
  await forward(teacher, to, [message])
  await socket.event('message.posted', ({ message: { chatId } }) => chatId === to)
  const told = [
    first,
    await socket.hello({ open: [to] }),
    await otherPupil.client.call('messages.page', { chatId: to }),
    await otherPupil.client.call('chats.list', {}),
    await otherPupil.client.call('profiles.cards', { ids: [pupil.profileId] }),
    socket.frames,
  ]
  assert.ok(JSON.stringify(told).includes('Слова из класса'))
  assert.ok(!JSON.stringify(told).includes(pupil.about.surname), 'a pupil of another class is named')
  const { cards } = await director.client.call('profiles.cards', { ids: [pupil.profileId] })
  assert.equal(cards[0]?.surname, pupil.about.surname, 'whoever may know him asks for his card')
})
