import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Message } from '#contract/messenger/chats.ts'
import { shownAt } from '#contract/messenger/expiry.ts'
import { LIFETIMES_MS } from '#contract/messenger/messenger.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId, ProblemError } from '#testkit/client.ts'
import { read, send, startChat, stateOf } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

const [MINUTE_MS, HOUR_MS, DAY_MS, WEEK_MS] = LIFETIMES_MS
let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const newChat = () => startChat(cast, [cast.pupil, cast.secondPupil, cast.secondTeacher])

test('[MSG-08/edge] the last millisecond shows a message whole, the next one its place only', () => {
  const message: Message = {
    id: newId(),
    chatId: newId(),
    seq: 5,
    ordinal: 2,
    version: 3,
    senderId: newId(),
    text: '@т',
    mentions: [{ profileId: newId(), from: 0, length: 2 }],
    attachments: [
      { id: newId(), kind: 'document', name: 'план.txt', bytes: 9, picture: null, durationMs: null, waveform: null },
    ],
    replyToSeq: 4,
    origin: { kind: 'person', profileId: newId() },
    poll: null,
    announcement: null,
    sticker: null,
    at: '2026-03-17T08:00:00.000Z',
    editedAt: '2026-03-17T08:00:30.000Z',
    expiresAt: '2026-03-17T08:01:00.000Z',
    erased: null,
    reactions: [{ reaction: '👍', count: 1 }],
    reactionsSeq: 7,
  }
  const end = Date.parse(message.expiresAt!)
  assert.deepEqual(shownAt(message, end - 1), message)
  const place = {
    ...message,
    text: '',
    mentions: [],
    attachments: [],
    replyToSeq: null,
    origin: null,
    editedAt: null,
    erased: 'expired',
    reactions: [],
  }
  assert.deepEqual(shownAt(message, end), place)
  const erased: Message = { ...message, text: '', erased: 'leader' }
  assert.deepEqual(shownAt(erased, end), erased)
})

test('[MSG-08/same] a message whose time is over looks the same before its row is emptied and after, everywhere', async () => {
  const chatId = await newChat()
  const first = await send(cast.teacher, chatId, 'вопрос')
  const message = await send(cast.pupil, chatId, 'ответ', { lifetimeMs: MINUTE_MS, replyToSeq: first.seq })
  await cast.pupil.client.call('messages.edit', { chatId, seq: message.seq, version: 1, text: 'ответ!' })
  await cast.teacher.client.call('reactions.set', { chatId, seq: message.seq, reaction: '👍' })
  world.clock.advance(MINUTE_MS)
  const look = async () => {
    const page = await cast.teacher.client.call('messages.page', { chatId })
    const entry = page.entries.find(({ s }) => s === message.seq)!
    assert.ok(entry.e === 'message.posted')
    const list = await cast.teacher.client.call('chats.list', {})
    const socket = await world.socket(cast.teacher.client)
    const { moved } = await socket.hello({ chats: { [chatId]: message.seq }, open: [chatId] })
    await socket[Symbol.asyncDispose]()
    const item = moved.find(({ state }) => state.chat.id === chatId)!
    const people = await cast.teacher.client.call('reactions.list', { chatId, seq: message.seq })
    const messages = [
      await read(cast.teacher, message),
      entry.p.message,
      (await stateOf(cast.teacher, chatId)).lastMessage!,
      list.chats.find(({ chat }) => chat.id === chatId)!.lastMessage!,
      item.state.lastMessage!,
      item.changed[0]!,
    ]
    return [...messages.map(({ version, ...rest }) => rest), people.people, page.own, item.own]
  }
  const before = await look()
  await world.app.messenger.expiry.run()
  assert.deepEqual(before, await look())
})

test('[MSG-08/reactions] who has reacted is not listed any more once the time of the message is over', async () => {
  const chatId = await newChat()
  const message = await send(cast.teacher, chatId, 'недолго', { lifetimeMs: MINUTE_MS })
  const place = { chatId, seq: message.seq }
  await cast.pupil.client.call('reactions.set', { ...place, reaction: '👍' })
  world.clock.advance(MINUTE_MS)
  const { people, cards } = await cast.teacher.client.call('reactions.list', place)
  assert.deepEqual([people, cards], [[], []])
  await cast.pupil.client.refused('reactions.set', { ...place, reaction: null }, 'message.erased')
})

test('[MSG-08/edit] an edit prolongs nothing, and a week of life gives no second day to edit', async () => {
  const chatId = await newChat()
  const hour = await send(cast.pupil, chatId, 'час', { lifetimeMs: HOUR_MS })
  const day = await send(cast.pupil, chatId, 'сутки', { lifetimeMs: DAY_MS })
  const week = await send(cast.pupil, chatId, 'неделя', { lifetimeMs: WEEK_MS })
  const edit = ({ seq }: Message, version = 1) => ({ chatId, seq, version, text: 'иначе' })
  world.clock.advance(HOUR_MS - 20_000)
  await cast.pupil.client.call('messages.edit', edit(hour))
  assert.equal((await read(cast.teacher, hour)).expiresAt, hour.expiresAt)
  world.clock.advance(20_000)
  assert.equal((await read(cast.teacher, hour)).erased, 'expired')
  world.clock.advance(DAY_MS - HOUR_MS)
  // At the same moment its day of changes and its life are over.
  await cast.pupil.client.refused('messages.edit', edit(day), 'message.erased')
  await cast.pupil.client.call('messages.erase', { chatId, seqs: [day.seq] })
  await cast.pupil.client.refused('messages.edit', edit(week), 'message.dayOver')
  await cast.pupil.client.refused('messages.erase', { chatId, seqs: [week.seq] }, 'message.dayOver')
  await cast.teacher.client.call('messages.erase', { chatId, seqs: [week.seq, day.seq, hour.seq] })
  await world.app.messenger.expiry.run()
  const left = await Promise.all([hour, day, week].map((each) => read(cast.pupil, each)))
  assert.deepEqual(
    left.map(({ erased }) => erased),
    ['expired', 'expired', 'leader'],
  )
})

test('[MSG-08/unread] what is over waits for nobody, and what was read takes nothing from the count', async () => {
  const chatId = await newChat()
  await send(cast.pupil, chatId, 'прочитано', { lifetimeMs: MINUTE_MS })
  const { lastSeq } = await stateOf(cast.teacher, chatId)
  await cast.teacher.client.call('reads.mark', { chatId, seq: lastSeq })
  await send(cast.pupil, chatId, 'не прочитано', { lifetimeMs: MINUTE_MS })
  await send(cast.pupil, chatId, 'останется')
  await send(cast.teacher, chatId, 'своё', { lifetimeMs: MINUTE_MS })
  const unread = async (person: Person) => (await stateOf(person, chatId)).mine.unread
  assert.deepEqual(await Promise.all([unread(cast.teacher), unread(cast.pupil)]), [2, 1])
  world.clock.advance(MINUTE_MS)
  await world.app.messenger.expiry.run()
  assert.deepEqual(await Promise.all([unread(cast.teacher), unread(cast.pupil)]), [1, 0])
  const { chats } = await cast.teacher.client.call('chats.list', {})
  const state = chats.find(({ chat }) => chat.id === chatId)!
  assert.deepEqual([state.mine.unread, state.lastMessage!.text, state.lastMessage!.erased], [1, '', 'expired'])
})

test('[MSG-08/race] at the end of its time edit, erasure, reaction and rounds meet: one erasure, no text, no hole', async () => {
  const chatId = await newChat()
  const sent = await Promise.all(
    Array.from({ length: 12 }, (_, i) => send(cast.pupil, chatId, `Ъуыгонкаъ ${i}`, { lifetimeMs: MINUTE_MS })),
  )
  world.clock.advance(MINUTE_MS - 300)
  const deeds = sent.flatMap(({ seq }, i) => [
    cast.pupil.client.call('messages.edit', { chatId, seq, version: 1, text: `Ъуыгонкаъ снова ${i}` }),
    cast.teacher.client.call('reactions.set', { chatId, seq, reaction: '👍' }),
    cast.secondPupil.client.call('reactions.set', { chatId, seq, reaction: '🎉' }),
    ...(i % 3 === 0 ? [cast.teacher.client.call('messages.erase', { chatId, seqs: [seq] })] : []),
  ])
  const turn = new Promise<void>((resolve) => {
    setTimeout(() => {
      world.clock.advance(400)
      resolve()
    }, 20)
  })
  const rounds = turn.then(() => Promise.all([1, 2].map(() => world.app.messenger.expiry.run())))
  for (const result of await Promise.allSettled(deeds)) {
    if (result.status === 'fulfilled') continue
    assert.ok(result.reason instanceof ProblemError, String(result.reason))
    assert.ok(['message.erased', 'message.versionConflict'].includes(result.reason.problem.code))
  }
  await rounds
  await world.app.messenger.expiry.run()
  const erasures = await world.database.query<{ target: string; times: string }>(
    `select target_seq::text as target, count(*)::text as times from messenger.chat_event
     where chat_id = $1 and kind = 'message.changed' and payload ->> 'what' = 'erased' group by 1`,
    [chatId],
  )
  assert.deepEqual(new Set(erasures.map(({ times }) => times)), new Set(['1']))
  assert.equal(erasures.length, sent.length)
  const { messages } = await cast.teacher.client.call('messages.get', { chatId, seqs: sent.map(({ seq }) => seq) })
  for (const message of messages) assert.deepEqual([message.text, message.reactions], ['', []])
  const left = await world.database.query(
    `select 1 from messenger.message where text like '%Ъуыгонкаъ%'
     union all select 1 from messenger.reaction where chat_id = '${chatId}'`,
  )
  assert.deepEqual(left, [])
})
