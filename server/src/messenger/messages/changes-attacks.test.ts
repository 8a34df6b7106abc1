import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Message } from '#contract/messenger/chats.ts'
import { OWN_CHANGE_MS } from '#contract/messenger/messenger.limits.ts'
import type { OperationId } from '#contract/operations.ts'
import { rareWord } from '#testkit/canary.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { type Client, newId, ProblemError } from '#testkit/client.ts'
import { edit, erase, send, startChat, stateOf } from '#testkit/messages.ts'
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

/** The code of a refusal, or «ok». */
async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'ok'
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.code
    throw error
  }
}

/** Every way to touch a message from outside, each with the code of its answer. */
async function touches(client: Client, { chatId, seq }: Message): Promise<string[]> {
  const place = { chatId, seq }
  return await Promise.all([
    outcome(client.call('messages.edit', { ...place, version: 1, text: 'чужое' })),
    outcome(client.call('messages.erase', { chatId, seqs: [seq] })),
    outcome(client.call('reactions.set', { ...place, reaction: '👍' })),
    outcome(client.call('reactions.list', place)),
    outcome(client.call('messages.get', { chatId, seqs: [seq] })),
    outcome(client.call('messages.page', { chatId, around: seq })),
  ])
}

test('[MSG-09/outside] nobody outside of the chat touches a message, whoever he is', async () => {
  const chatId = await newChat([cast.pupil, cast.secondPupil, cast.secondTeacher])
  const message = await send(cast.secondTeacher, chatId, 'внутри')
  await cast.teacher.client.call('chats.removeMember', { chatId, profileId: cast.secondTeacher.profileId })
  const expected: [Client, string][] = [
    [cast.secondTeacher.client, 'chat.unknown'],
    [cast.director.client, 'chat.unknown'],
    [cast.stranger.client, 'chat.unknown'],
    [cast.newcomer.client, 'chat.unknown'],
    [world.client('main', 'anonymous'), 'session.required'],
    [cast.operator, 'operation.wrongSurface'],
  ]
  for (const [client, code] of expected) {
    assert.deepEqual(new Set(await touches(client, message)), new Set([code]), client.name)
  }
})

test('[A-30/direct] in a dialogue nobody leads: each erases his own within a day and nothing of the other', async () => {
  const { teacher, secondTeacher } = cast
  const { chat } = await teacher.client.call('chats.openDirect', { id: newId(), profileId: secondTeacher.profileId })
  const mine = await send(teacher, chat.id, 'моё')
  const his = await send(secondTeacher, chat.id, 'его')
  await teacher.client.refused('messages.erase', { chatId: chat.id, seqs: [his.seq] }, 'message.notOwn')
  await secondTeacher.client.refused('messages.erase', { chatId: chat.id, seqs: [mine.seq] }, 'message.notOwn')
  world.clock.advance(OWN_CHANGE_MS)
  await teacher.client.refused('messages.erase', { chatId: chat.id, seqs: [mine.seq] }, 'message.dayOver')
  await secondTeacher.client.refused('messages.erase', { chatId: chat.id, seqs: [his.seq] }, 'message.dayOver')
})

test('[A-30/leader] who leads erases his own at any time as its author, and after his leaving the next one may', async () => {
  const { teacher, secondTeacher, pupil, secondPupil } = cast
  const chatId = await newChat([secondTeacher, pupil, secondPupil])
  const own = await send(teacher, chatId, 'моё')
  const his = await send(pupil, chatId, 'его')
  world.clock.advance(2 * OWN_CHANGE_MS)
  await erase(teacher, own)
  const { messages } = await pupil.client.call('messages.get', { chatId, seqs: [own.seq] })
  assert.equal(messages[0]!.erased, 'author')
  await secondTeacher.client.refused('messages.erase', { chatId, seqs: [his.seq] }, 'message.notOwn')
  await teacher.client.call('chats.leave', { chatId })
  await teacher.client.refused('messages.erase', { chatId, seqs: [his.seq] }, 'chat.unknown')
  const roles = await secondTeacher.client.call('chats.members', { chatId })
  const leader = [secondTeacher, pupil, secondPupil].find(
    ({ profileId }) => profileId === roles.members.find(({ role }) => role === 'owner')!.profileId,
  )!
  await erase(leader, his)
})

test('[MSG-09/came-back] a device with the position of an earlier membership is told nothing of that past', async () => {
  const { teacher, secondTeacher, pupil, secondPupil } = cast
  const chatId = await newChat([pupil, secondPupil, secondTeacher])
  const early = await send(pupil, chatId, 'до ухода')
  const held = (await stateOf(secondTeacher, chatId)).lastSeq
  await teacher.client.call('chats.removeMember', { chatId, profileId: secondTeacher.profileId })
  const [edited, between] = [rareWord(), rareWord()]
  await edit(pupil, early, edited)
  const hidden = await send(pupil, chatId, between)
  await pupil.client.call('reactions.set', { chatId, seq: hidden.seq, reaction: '👍' })
  await teacher.client.call('chats.addMembers', { chatId, profileIds: [secondTeacher.profileId] })
  const start = (await stateOf(secondTeacher, chatId)).mine.startSeq
  await pupil.client.call('reactions.set', { chatId, seq: early.seq, reaction: '🎉' })
  const socket = await world.socket(secondTeacher.client)
  for (const position of [0, 1, held, held + 1, hidden.seq, start, start + 1, start + 2, 10_000]) {
    for (const open of [[], [chatId]]) {
      const body = await socket.hello({ chats: { [chatId]: position }, open })
      const text = JSON.stringify(body)
      for (const word of [edited, between, 'до ухода', '🎉', '👍'])
        assert.ok(!text.includes(word), `${position} ${word}`)
      const item = body.moved.find(({ state }) => state.chat.id === chatId)
      assert.deepEqual([item?.changed ?? [], item?.own ?? []], [[], []], String(position))
      for (const { s } of item?.entries ?? []) assert.ok(s > start)
      // Nothing of the cache of that time holds, and a number from the future is none.
      if (position < start || position > start + 2) assert.equal(item?.reset, true, String(position))
    }
  }
  await socket[Symbol.asyncDispose]()
})

type Attempts = [OperationId, number, object[]]

/** Calls an operation with each input and expects the status of each answer. */
async function attempt(client: Client, [op, status, inputs]: Attempts): Promise<void> {
  for (const input of inputs) {
    const body = JSON.stringify(input)
    const answer = await client.post(op, body, { 'idempotency-key': newId() })
    assert.equal(answer.status, status, `${op} ${body.slice(0, 200)}: ${answer.text}`)
  }
}

test('[MSG-09/bad-input] numbers, versions and lists out of range are refused, never an error of the server', async () => {
  const chatId = await newChat()
  const message = await send(cast.pupil, chatId, 'цель')
  const place = { chatId, seq: message.seq }
  const unknown = [0, 1, Number.MAX_SAFE_INTEGER]
  const noNumbers = [-1, 1.5, '2', null, [2], 2 ** 53]
  const noText = ['\u200b\u2060\ufeff\u00ad', '\u202e\u200f\u061c', '\u0000', '\u2028\u2029']
  const wholeLog = Array.from({ length: 100 }, (_, i) => i + 1)
  const edits = (what: object[]) => what.map((each) => ({ ...place, version: 1, text: 'а', ...each }))
  const erasures = (lists: unknown[]) => lists.map((seqs) => ({ chatId, seqs }))
  const attempts: Attempts[] = [
    ['messages.edit', 400, edits([0, -1, 1.5, 2 ** 31, '1', null].map((version) => ({ version })))],
    ['messages.edit', 400, edits([...noNumbers.map((seq) => ({ seq })), ...noText.map((text) => ({ text }))])],
    ['messages.edit', 400, edits([{ more: 1 }, { lifetimeMs: 60_000 }, { replyToSeq: 1 }])],
    ['messages.edit', 404, edits(unknown.map((seq) => ({ seq })))],
    ['messages.edit', 409, edits([{ version: 2 }, { version: 2 ** 31 - 1 }])],
    ['messages.erase', 400, erasures([[], [-1], [1.5], [2, 2], [...wholeLog, 101], 2, null, {}])],
    ['messages.erase', 404, erasures([...unknown.map((seq) => [seq]), wholeLog, [message.seq, 0], [message.seq, 1]])],
  ]
  for (const each of attempts) await attempt(cast.pupil.client, each)
  const { messages } = await cast.pupil.client.call('messages.get', { chatId, seqs: [message.seq] })
  assert.deepEqual(messages, [message])
})

test('[MSG-12/bad-input] only the eight signs are reactions, and only cursors of the list are cursors', async () => {
  const chatId = await newChat()
  const { seq } = await send(cast.pupil, chatId, 'цель')
  const place = { chatId, seq }
  const noSigns = ['', '👍🏽', '❤', '👍👍', '👍 ', 'a', '\u0000', '__proto__', '\u200b', 1, true, {}, ['👍'], undefined]
  const encoded = ['null', '[]', '{}', '[1,2]', '["x","y"]', '"\\u0000"', '{"seq":"x"}', '[1e400]']
  const cursors = ['x', '!', 'AAAA', '\u0000', ...encoded.map((text) => Buffer.from(text).toString('base64url'))]
  const attempts: Attempts[] = [
    ['reactions.set', 400, noSigns.map((reaction) => ({ ...place, reaction }))],
    ['reactions.set', 404, [0, 1, Number.MAX_SAFE_INTEGER].map((no) => ({ chatId, seq: no, reaction: '👍' }))],
    ['reactions.list', 400, [...cursors, 'a'.repeat(400), 'a'.repeat(401)].map((cursor) => ({ ...place, cursor }))],
    ['reactions.list', 400, [0, 201, 1.5].map((limit) => ({ ...place, limit }))],
    ['reactions.list', 404, [0, 1, Number.MAX_SAFE_INTEGER].map((no) => ({ chatId, seq: no }))],
  ]
  for (const each of attempts) await attempt(cast.pupil.client, each)
  assert.deepEqual((await cast.pupil.client.call('reactions.list', place)).people, [])
})

test('[MSG-09/odd-text] an edited text with odd characters is the same wherever it is shown', async () => {
  const chatId = await newChat()
  const socket = await world.socket(cast.secondPupil.client)
  await socket.hello()
  const odd = [
    'a\u0000b',
    '\ud800',
    'x\udc00y',
    'e\u0301',
    '👨‍👩‍👧‍👦',
    '\\u0000',
    '"}{',
    "'; drop table message; --",
    '\ufffe\uffff',
  ]
  for (const text of odd) {
    const sent = await send(cast.pupil, chatId, text)
    const live = await socket.event('message.posted', ({ message }) => message.seq === sent.seq)
    const second = await send(cast.pupil, chatId, 'до')
    await edit(cast.pupil, second, text)
    const changed = await socket.event('message.changed', ({ message }) => message.seq === second.seq)
    const seqs = [sent.seq, second.seq]
    const { messages } = await cast.teacher.client.call('messages.get', { chatId, seqs })
    const { lastMessage } = await stateOf(cast.teacher, chatId)
    const shown = [sent, live.p.message, changed.p.message, ...messages, lastMessage!]
    assert.equal(new Set(shown.map((each) => each.text)).size, 1, JSON.stringify(text))
    assert.ok(!sent.text.includes('\u0000') && sent.text.isWellFormed())
  }
})

test('[A-30/silenced] whom nobody lets write changes no text and reacts to nothing, and may still erase his own', async () => {
  const { director, teacher, secondTeacher, school } = cast
  const { chat } = await teacher.client.call('chats.openDirect', { id: newId(), profileId: secondTeacher.profileId })
  const own = await send(secondTeacher, chat.id, 'моё')
  const his = await send(teacher, chat.id, 'его')
  const place = { chatId: chat.id, seq: his.seq }
  const { client } = secondTeacher
  await client.call('reactions.set', { ...place, reaction: '👍' })
  // Nothing is shared any more: the dialogue of two adults stays for reading.
  const { communityId } = school
  await director.client.call('members.remove', { communityId, profileId: secondTeacher.profileId })
  const edited = { chatId: chat.id, seq: own.seq, version: 1, text: 'иначе' }
  await client.refused('messages.edit', edited, 'message.writeForbidden')
  await client.refused('reactions.set', { ...place, reaction: '🎉' }, 'message.writeForbidden')
  await client.refused('messages.erase', { chatId: chat.id, seqs: [his.seq] }, 'message.notOwn')
  await client.call('reactions.set', { ...place, reaction: null })
  await erase(secondTeacher, own)
  const { messages } = await teacher.client.call('messages.get', { chatId: chat.id, seqs: [own.seq, his.seq] })
  assert.deepEqual(
    messages.map(({ erased, reactions }) => [erased, reactions]),
    [
      ['author', []],
      [null, []],
    ],
  )
})

test('[MSG-08/came-back] what was over while a dialogue was closed for both comes back with it as a place only', async () => {
  const { director, secondPupil, pupil, school, classId } = cast
  const open = () => secondPupil.client.call('chats.openDirect', { id: newId(), profileId: pupil.profileId })
  const chatId = (await open()).chat.id
  const [shortWord, lastWord] = [rareWord(), rareWord()]
  const input = { chatId, key: newId(), text: shortWord, lifetimeMs: 60_000 } as const
  const { message: short } = await secondPupil.client.call('messages.send', input)
  const last = await send(secondPupil, chatId, lastWord)
  const socket = await world.socket(pupil.client)
  await director.client.call('members.remove', { communityId: school.communityId, profileId: pupil.profileId })
  for (const { client } of [pupil, secondPupil]) {
    assert.deepEqual(new Set(await touches(client, short)), new Set(['chat.unknown']), client.name)
  }
  world.clock.advance(60_000)
  await world.app.messenger.expiry.run()
  await join(school, pupil, { unitId: classId, role: 'pupil' })
  await open()
  const heard = await socket.hello({ chats: { [chatId]: last.seq }, open: [chatId] })
  const page = JSON.stringify(await pupil.client.call('messages.page', { chatId }))
  assert.ok(page.includes(lastWord))
  assert.ok(!`${JSON.stringify(heard)}${page}`.includes(shortWord))
  await erase(secondPupil, last)
  const words = `${shortWord}|${lastWord}`
  const kept = await world.database.query(
    `select 'message' as found from messenger.message where text ~ '${words}'
     union all select 'log' from platform.log_event where payload::text ~ '${words}'
     union all select 'result' from platform.command_result where output::text ~ '${words}'
     union all select 'event' from messenger.chat_event where payload::text ~ '${words}'`,
  )
  assert.deepEqual(kept, [])
})
