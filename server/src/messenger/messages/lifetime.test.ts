import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { Message } from '#contract/messenger/chats.ts'
import { LIFETIMES_MS } from '#contract/messenger/messenger.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { send as sendTo, startChat } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { EXPIRY_ROUND_MS } from './expiry.ts'

const [MINUTE_MS, HOUR_MS] = LIFETIMES_MS
let world: World
let cast: Cast
let chatId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  const { chat } = await cast.teacher.client.call('chats.openDirect', {
    id: newId(),
    profileId: cast.secondTeacher.profileId,
  })
  chatId = chat.id
})
after(() => world[Symbol.asyncDispose]())

const send = (person: Person, text: string, lifetimeMs: (typeof LIFETIMES_MS)[number]) =>
  sendTo(person, chatId, text, { lifetimeMs })

/** Everything that a person is given of a chat. */
async function given(person: Person, { seq }: Message): Promise<string> {
  const socket = await world.socket(person.client)
  const parts = [
    await socket.hello({ open: [chatId] }),
    await person.client.call('messages.page', { chatId }),
    await person.client.call('messages.get', { chatId, seqs: [seq] }),
    await person.client.call('chats.get', { chatId }),
    await person.client.call('chats.list', {}),
  ]
  await socket[Symbol.asyncDispose]()
  return JSON.stringify(parts)
}

test('[MSG-08/send] the time runs from the sending on; only the lifetimes of the product are taken', async () => {
  for (const lifetimeMs of LIFETIMES_MS) {
    const { at, expiresAt } = await send(cast.teacher, 'на время', lifetimeMs)
    assert.equal(Date.parse(expiresAt!) - Date.parse(at), lifetimeMs)
  }
  const input = { chatId, key: newId(), text: 'на время' }
  for (const lifetimeMs of [1, 59_999, -60_000, 60_000.5, '60000']) {
    const answer = await cast.teacher.client.post('messages.send', JSON.stringify({ ...input, lifetimeMs }))
    assert.equal(answer.status, 400, String(lifetimeMs))
  }
  const { message } = await cast.teacher.client.call('messages.send', input)
  assert.equal(message.expiresAt, null)
  await cast.teacher.client.refused('messages.send', { ...input, lifetimeMs: MINUTE_MS }, 'key.reused')
})

test('[MSG-08/hidden] from the last moment on nobody is given the text, and nobody changes the message', async () => {
  const word = 'Ъуыхнадолгоъ'
  const message = await send(cast.teacher, word, HOUR_MS)
  assert.ok((await given(cast.secondTeacher, message)).includes(word))
  world.clock.advance(HOUR_MS)
  for (const person of [cast.teacher, cast.secondTeacher]) assert.ok(!(await given(person, message)).includes(word))
  const { client } = cast.teacher
  const place = { chatId, seq: message.seq }
  await client.refused('messages.edit', { ...place, version: 1, text: 'ещё' }, 'message.erased')
  await client.refused('reactions.set', { ...place, reaction: '👍' }, 'message.erased')
  await client.refused(
    'messages.send',
    { chatId, key: newId(), text: 'что?', replyToSeq: message.seq },
    'message.replyUnknown',
  )
  await client.call('messages.erase', { chatId, seqs: [message.seq] })
})

test('[MSG-08/erased] the text and the reactions go from every table, and devices hear of it with a number', async () => {
  const word = 'Ъуыхнаминутуъ'
  const message = await send(cast.teacher, word, MINUTE_MS)
  await cast.secondTeacher.client.call('reactions.set', { chatId, seq: message.seq, reaction: '👍' })
  // Answers of commands and events that carry the state of the chat are kept, too.
  await cast.secondTeacher.client.call('chats.openDirect', { id: newId(), profileId: cast.teacher.profileId })
  const socket = await world.socket(cast.secondTeacher.client)
  await socket.hello()
  const lasting = await send(cast.teacher, 'надолго', HOUR_MS)
  world.clock.advance(MINUTE_MS)
  await world.app.messenger.expiry.run()
  const heard = await socket.event('message.changed', (payload) => payload.message.seq === message.seq)
  assert.deepEqual(
    [heard.p.message.text, heard.p.message.erased, heard.p.actorId, heard.p.message.reactions],
    ['', 'expired', null, []],
  )
  const { messages } = await cast.teacher.client.call('messages.get', { chatId, seqs: [lasting.seq] })
  assert.equal(messages[0]!.text, 'надолго')
  const kept = await world.database.query<{ found: string }>(
    `select 'message' as found from messenger.message where text like '%${word}%'
     union all select 'event' from messenger.chat_event where payload::text like '%${word}%'
     union all select 'log' from platform.log_event where payload::text like '%${word}%'
     union all select 'result' from platform.command_result where output::text like '%${word}%'
     union all select 'reaction' from messenger.reaction where seq = ${message.seq} and chat_id = '${chatId}'`,
  )
  assert.deepEqual(kept, [])
})

test('[MSG-08/once] a round erases what is over once, however many run, and in steps when there is much', async () => {
  const sent = await Promise.all(Array.from({ length: 130 }, (_, i) => send(cast.teacher, `коротко ${i}`, MINUTE_MS)))
  const last = async () => (await cast.teacher.client.call('chats.get', { chatId })).lastSeq
  world.clock.advance(MINUTE_MS)
  const before = await last()
  await Promise.all([1, 2, 3].map(() => world.app.messenger.expiry.run()))
  assert.equal(await last(), before + sent.length)
  await world.app.messenger.expiry.run()
  assert.equal(await last(), before + sent.length)
})

test('[MSG-08/repeat] a repeat of the sending is the same message, before its end and after', async () => {
  const input = { chatId, key: newId(), text: 'Раз', lifetimeMs: MINUTE_MS }
  const { message } = await cast.teacher.client.call('messages.send', input)
  assert.deepEqual((await cast.teacher.client.call('messages.send', input)).message, message)
  world.clock.advance(MINUTE_MS)
  const hidden = (await cast.teacher.client.call('messages.send', input)).message
  assert.deepEqual([hidden.seq, hidden.text, hidden.erased], [message.seq, '', 'expired'])
})

test('[MSG-08/unread-soon] what is over leaves the counts of unread messages by the next round, and only once', async () => {
  const reader = cast.secondTeacher.client
  const stateOf = () => reader.call('chats.get', { chatId })
  await reader.call('reads.mark', { chatId, seq: (await stateOf()).lastSeq })
  const over = await send(cast.teacher, 'вот-вот', MINUTE_MS)
  await send(cast.teacher, 'через час', HOUR_MS)
  const before = (await stateOf()).mine
  assert.equal(before.unread, 2)
  const socket = await world.socket(reader)
  await socket.hello()
  world.clock.advance(MINUTE_MS)
  const end = performance.now() + EXPIRY_ROUND_MS + 2_000
  while ((await stateOf()).mine.unread > 1 && performance.now() < end) await setTimeout(200)
  const { mine } = await stateOf()
  assert.equal(mine.unread, 1)
  // A client that holds the count from before takes it off by the erasure; whoever counts after it, does not.
  const { s } = await socket.event('message.changed', ({ message }) => message.seq === over.seq)
  assert.ok(s! > before.countedSeq && s! <= mine.countedSeq)
})

test('[MSG-08/veto] an organisation lets no message vanish where pupils read, also in their dialogues, and everywhere else it may', async () => {
  const { teacher, secondTeacher, pupil, secondPupil, director, school } = cast
  const { communityId } = school
  const permit = async (vanishWithPupils: boolean) => {
    const rules = await director.client.call('dialogueRules.get', { communityId })
    await director.client.call('dialogueRules.set', { ...rules, vanishWithPupils })
  }
  const withPupils = await startChat(cast, [pupil, secondTeacher])
  const staffOnly = await startChat(cast, [secondTeacher])
  const { chat: pupils } = await pupil.client.call('chats.openDirect', {
    id: newId(),
    profileId: secondPupil.profileId,
  })
  const own = await pupil.client.call('favourites.open', { id: newId() })
  const text = { text: 'ненадолго', lifetimeMs: MINUTE_MS }
  const named = { ...text, text: '@все', mentions: [{ profileId: null, from: 0, length: 4 }] }
  const sent = { chatId: withPupils, key: newId(), ...text }
  await teacher.client.call('messages.send', sent)
  await permit(false)
  const refused = (by = teacher, chatId = withPupils, words: object = text) =>
    by.client.refused('messages.send', { chatId, key: newId(), ...words } as typeof sent, 'message.vanishWithPupils')
  await refused()
  await refused(teacher, withPupils, named)
  await refused(pupil, pupils.id)
  await teacher.client.call('messages.send', sent)
  for (const [by, chatId] of [
    [teacher, staffOnly],
    [pupil, own.chat.id],
  ] as const) {
    await by.client.call('messages.send', { chatId, key: newId(), ...text })
    assert.deepEqual(await by.client.call('chats.vanishing', { chatId }), { refusal: null })
  }
  assert.deepEqual(await teacher.client.call('chats.vanishing', { chatId: withPupils }), {
    refusal: 'message.vanishWithPupils',
  })
  await permit(true)
  await pupil.client.call('messages.send', { chatId: pupils.id, key: newId(), ...text })
})
