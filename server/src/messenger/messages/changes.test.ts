import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DEFAULT_PERMISSIONS } from '#contract/messenger/chat-permissions.ts'
import { editRefusal, eraseRefusal } from '#contract/messenger/messages.abilities.ts'
import { OWN_CHANGE_MS } from '#contract/messenger/messenger.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { edit, erase, read, send, startChat, stateOf } from '#testkit/messages.ts'
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
const lastSeq = async (person: Person, chatId: string) => (await stateOf(person, chatId)).lastSeq

test('[MSG-09/edit] an edited message shows its new text and that it was edited, on the socket and in pages', async () => {
  const chatId = await newChat()
  const socket = await world.socket(cast.secondPupil.client)
  await socket.hello()
  const message = await send(cast.pupil, chatId, 'Завтра контрольная')
  assert.deepEqual(await edit(cast.pupil, message, '  В пятницу контрольная '), { version: 2 })
  const heard = await socket.event('message.changed')
  assert.equal(heard.s, message.seq + 1)
  assert.equal(heard.p.what, 'edited')
  const { entries } = await cast.teacher.client.call('messages.page', { chatId })
  const posted = entries.find(({ s }) => s === message.seq)!
  assert.ok(posted.e === 'message.posted')
  for (const shown of [heard.p.message, posted.p.message]) {
    assert.equal(shown.text, 'В пятницу контрольная')
    assert.equal(shown.version, 2)
    assert.ok(shown.editedAt !== null && shown.editedAt >= shown.at)
    assert.equal(shown.at, message.at)
  }
  const { lastMessage } = await cast.teacher.client.call('chats.get', { chatId })
  assert.equal(lastMessage!.text, 'В пятницу контрольная')
})

test('[MSG-09] 23:59:59.999 after its sending a message is still edited, at 24:00:00 it is not', async () => {
  const at = '2026-03-17T08:00:00.000Z'
  const message = { senderId: 'me', at, erased: null, origin: null, poll: null, announcement: null, sticker: null }
  const chat = { kind: 'group' as const, supervision: null, permissions: DEFAULT_PERMISSIONS.group }
  const place = { mine: { role: 'member', writeRefusal: null }, chat } as const
  const later = (ms: number) => ({ profileId: 'me', now: Date.parse(at) + ms })
  assert.equal(editRefusal(message, place, later(OWN_CHANGE_MS - 1)), null)
  assert.equal(editRefusal(message, place, later(OWN_CHANGE_MS)), 'message.dayOver')
  assert.equal(eraseRefusal(message, place, later(OWN_CHANGE_MS - 1)), null)
  assert.equal(eraseRefusal(message, place, later(OWN_CHANGE_MS)), 'message.dayOver')
  const chatId = await newChat()
  const [first, second] = [await send(cast.pupil, chatId, 'первое'), await send(cast.pupil, chatId, 'второе')]
  world.clock.advance(OWN_CHANGE_MS - 20_000)
  await edit(cast.pupil, first, 'ещё можно')
  world.clock.advance(20_000)
  await cast.pupil.client.refused(
    'messages.edit',
    { chatId, seq: first.seq, version: 2, text: 'поздно' },
    'message.dayOver',
  )
  await cast.pupil.client.refused('messages.erase', { chatId, seqs: [second.seq] }, 'message.dayOver')
  assert.equal((await read(cast.teacher, first)).text, 'ещё можно')
})

test('[MSG-09/refused] only the author edits, only what he has seen last, and only where he may write now', async () => {
  const chatId = await newChat()
  const message = await send(cast.pupil, chatId, 'моё')
  const input = { chatId, seq: message.seq, version: 1, text: 'чужое' }
  await cast.teacher.client.refused('messages.edit', input, 'message.notOwn')
  await cast.stranger.client.refused('messages.edit', input, 'chat.unknown')
  const { client } = cast.pupil
  await client.refused('messages.edit', { ...input, seq: 1 }, 'message.unknown')
  await client.refused('messages.edit', { ...input, text: ' ' }, 'message.empty')
  await client.refused('messages.edit', { ...input, text: 'ы'.repeat(4_097) }, 'message.tooLong')
  await edit(cast.pupil, message, 'с телефона')
  await client.refused('messages.edit', { ...input, text: 'с ноутбука' }, 'message.versionConflict')
  const before = await lastSeq(cast.pupil, chatId)
  assert.deepEqual(await edit(cast.pupil, message, 'с телефона', 2), { version: 2 }, 'the same text is no change')
  assert.equal(await lastSeq(cast.pupil, chatId), before)
  // With the third one gone a teacher and a pupil are alone here: nobody may write.
  await cast.teacher.client.call('chats.removeMember', { chatId, profileId: cast.secondPupil.profileId })
  await client.refused('messages.edit', { ...input, version: 2, text: 'тихо' }, 'chat.secondAdultMissing')
  await erase(cast.pupil, message)
})

test('[A-30/own] an erased message leaves its place and nothing of its text, in no table', async () => {
  const chatId = await newChat()
  const word = 'Ъуыэрастъ'
  const socket = await world.socket(cast.secondPupil.client)
  await socket.hello()
  const message = await send(cast.pupil, chatId, word)
  await edit(cast.pupil, message, `${word} иначе`)
  await erase(cast.pupil, message)
  const heard = await socket.event('message.changed', ({ what }) => what === 'erased')
  assert.deepEqual(
    [heard.p.message.text, heard.p.message.erased, heard.p.actorId],
    ['', 'author', cast.pupil.profileId],
  )
  const before = await lastSeq(cast.pupil, chatId)
  await erase(cast.pupil, message)
  await erase(cast.teacher, message)
  assert.equal(await lastSeq(cast.pupil, chatId), before, 'what is erased already takes no number')
  await cast.pupil.client.refused(
    'messages.edit',
    { chatId, seq: message.seq, version: 3, text: 'снова' },
    'message.erased',
  )
  const page = await cast.teacher.client.call('messages.page', { chatId })
  assert.ok(!JSON.stringify(page).includes(word))
  const kept = await world.database.query<{ found: string }>(
    `select 'message' as found from messenger.message where text like '%${word}%'
     union all select 'event' from messenger.chat_event where payload::text like '%${word}%'
     union all select 'log' from platform.log_event where payload::text like '%${word}%'
     union all select 'result' from platform.command_result where output::text like '%${word}%'`,
  )
  assert.deepEqual(kept, [])
})

test('[A-30/leader] who leads erases what he sees at any time, with a trace; nobody else erases what is not his', async () => {
  const chatId = await newChat()
  const first = await send(cast.pupil, chatId, 'первое')
  const second = await send(cast.secondPupil, chatId, 'второе')
  await cast.secondPupil.client.refused('messages.erase', { chatId, seqs: [first.seq] }, 'message.notOwn')
  // All or none.
  await cast.pupil.client.refused('messages.erase', { chatId, seqs: [first.seq, second.seq] }, 'message.notOwn')
  assert.equal((await read(cast.teacher, first)).erased, null)
  world.clock.advance(3 * OWN_CHANGE_MS)
  await erase(cast.teacher, first, second)
  for (const message of [first, second]) assert.equal((await read(cast.pupil, message)).erased, 'leader')
  await cast.teacher.client.refused('messages.erase', { chatId, seqs: [9_999] }, 'message.unknown')
  await cast.stranger.client.refused('messages.erase', { chatId, seqs: [first.seq] }, 'chat.unknown')
})

test('[A-30/unread] an erased message waits for nobody and cannot be answered', async () => {
  const chatId = await newChat()
  const message = await send(cast.pupil, chatId, 'ошибка')
  await send(cast.pupil, chatId, 'верно')
  const unread = async () => (await cast.teacher.client.call('chats.get', { chatId })).mine.unread
  assert.equal(await unread(), 2)
  await erase(cast.pupil, message)
  assert.equal(await unread(), 1)
  await cast.teacher.client.refused(
    'messages.send',
    { chatId, key: newId(), text: 'что?', replyToSeq: message.seq },
    'message.replyUnknown',
  )
})

test('[MSG-09/newcomer] whoever may not see a message hears of its changes only that a number has passed', async () => {
  const chatId = await newChat()
  const message = await send(cast.pupil, chatId, 'До него')
  await cast.teacher.client.call('chats.addMembers', { chatId, profileIds: [cast.secondTeacher.profileId] })
  const socket = await world.socket(cast.secondTeacher.client)
  const { moved } = await socket.hello()
  const { startSeq } = moved.find(({ state }) => state.chat.id === chatId)!.state.mine
  await edit(cast.pupil, message, 'До него, иначе')
  const passed = await socket.event('chat.passed')
  assert.deepEqual([passed.s, passed.p], [startSeq + 2, { chatId }])
  await erase(cast.teacher, message)
  await socket.settle()
  assert.deepEqual(socket.events('message.changed'), [])
  const { client } = cast.secondTeacher
  const page = await client.call('messages.page', { chatId })
  assert.deepEqual(
    page.entries.map(({ e }) => e),
    ['members.joined'],
  )
  assert.deepEqual([page.hasBefore, page.hasAfter], [false, false])
  await client.refused('messages.edit', { chatId, seq: message.seq, version: 1, text: 'а' }, 'message.unknown')
  await client.refused('messages.erase', { chatId, seqs: [message.seq] }, 'message.unknown')
})

test('[MSG-09/newcomer] whoever comes back into a dialogue with its past hears the changes of that past', async () => {
  const { teacher, secondTeacher } = cast
  const open = (person: Person, other: Person) =>
    person.client.call('chats.openDirect', { id: newId(), profileId: other.profileId })
  const socket = await world.socket(secondTeacher.client)
  await socket.hello()
  const { chat } = await open(teacher, secondTeacher)
  const message = await send(teacher, chat.id, 'Добрый день')
  await edit(teacher, message, 'Добрый вечер')
  const heard = await socket.event('message.changed', (payload) => payload.message.chatId === chat.id)
  assert.equal(heard.p.message.text, 'Добрый вечер')
})

test('[MSG-09/repeat] a repeat of the sending after a change answers with the message as it stands', async () => {
  const chatId = await newChat()
  const input = { chatId, key: newId(), text: 'Раз' }
  const { message } = await cast.pupil.client.call('messages.send', input)
  await edit(cast.pupil, message, 'Два')
  assert.deepEqual((await cast.pupil.client.call('messages.send', input)).message, await read(cast.pupil, message))
  await erase(cast.pupil, message)
  const again = await cast.pupil.client.call('messages.send', input)
  assert.deepEqual([again.message.seq, again.message.text, again.message.erased], [message.seq, '', 'author'])
})

test('[A-30/catch-up] a device that was away is told what was changed of what it holds, on screen or not', async () => {
  const chatId = await newChat()
  const message = await send(cast.pupil, chatId, 'забыть')
  const held = await lastSeq(cast.teacher, chatId)
  await edit(cast.pupil, message, 'забыть это')
  await erase(cast.pupil, message)
  const positions = { chats: { [chatId]: held } }
  const away = await world.socket(cast.teacher.client)
  const off = (await away.hello(positions)).moved.find(({ state }) => state.chat.id === chatId)!
  assert.deepEqual(off.entries, [])
  assert.deepEqual(
    off.changed.map(({ seq, erased }) => [seq, erased]),
    [[message.seq, 'author']],
  )
  const on = (await away.hello({ ...positions, open: [chatId] })).moved.find(({ state }) => state.chat.id === chatId)!
  assert.deepEqual([on.entries, on.changed], [[], off.changed])
})
