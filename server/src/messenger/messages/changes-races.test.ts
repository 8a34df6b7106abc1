import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Message } from '#contract/messenger/chats.ts'
import { CATCH_UP_CHANGED_MAX } from '#contract/messenger/messenger.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { ProblemError } from '#testkit/client.ts'
import { edit, erase, react, send, startChat, stateOf } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const newChat = () => startChat(cast, [cast.pupil, cast.secondPupil, cast.secondTeacher, cast.parent])

/** Sends many at once; ascending by number. */
async function sendMany(person: Person, chatId: string, count: number): Promise<Message[]> {
  const sent = await Promise.all(Array.from({ length: count }, (_, i) => send(person, chatId, `строка ${i}`)))
  return sent.sort((one, other) => one.seq - other.seq)
}

async function read(person: Person, chatId: string, messages: Message[]): Promise<Message[]> {
  return (await person.client.call('messages.get', { chatId, seqs: messages.map(({ seq }) => seq) })).messages
}

/** Waits for all; whatever was refused was refused with one of these codes. Returns how many were carried out. */
async function settle(deeds: Promise<unknown>[], ...codes: string[]): Promise<number> {
  const results = await Promise.allSettled(deeds)
  for (const result of results) {
    if (result.status === 'fulfilled') continue
    assert.ok(result.reason instanceof ProblemError, String(result.reason))
    assert.ok(codes.includes(result.reason.problem.code), result.reason.message)
  }
  return results.filter(({ status }) => status === 'fulfilled').length
}

test('[A-30/race] edits, reactions and erasures of the same messages at once end erased, told without a hole', async () => {
  const chatId = await newChat()
  const socket = await world.socket(cast.parent.client)
  await socket.hello()
  const sent = await sendMany(cast.pupil, chatId, 16)
  const half = [sent.slice(0, 10), sent.slice(6).reverse()] as const
  const deeds = sent.flatMap((message) => [
    edit(cast.pupil, message, 'иначе'),
    react(cast.secondPupil, message, '👍'),
    react(cast.parent, message, '🎉'),
  ])
  deeds.splice(12, 0, erase(cast.teacher, ...half[0]), erase(cast.pupil, ...half[1]))
  await settle(deeds, 'message.erased')
  for (const message of await read(cast.teacher, chatId, sent)) {
    assert.ok(message.erased !== null)
    assert.deepEqual([message.text, message.editedAt, message.reactions], ['', null, []])
  }
  for (const { seq } of sent) {
    assert.deepEqual((await cast.teacher.client.call('reactions.list', { chatId, seq })).people, [])
  }
  const { lastSeq } = await stateOf(cast.teacher, chatId)
  await socket.until('the last number', (frame) => frame.t === 'event' && frame.id === chatId && frame.s === lastSeq)
  const numbers = socket
    .events()
    .flatMap(({ a, id, s }) => (a === 'chat' && id === chatId && s !== undefined ? [s] : []))
  assert.deepEqual(
    numbers,
    Array.from({ length: lastSeq + 1 - sent[0]!.seq }, (_, i) => sent[0]!.seq + i),
  )
})

test('[MSG-09/two-devices] of two edits of the same version one is carried out, and its text stands', async () => {
  const chatId = await newChat()
  for (const message of await sendMany(cast.pupil, chatId, 8)) {
    const phone = edit(cast.pupil, message, 'с телефона')
    const laptop = edit(cast.pupil, message, 'с ноутбука')
    assert.equal(await settle([phone, laptop], 'message.versionConflict'), 1)
    const winner = (await Promise.allSettled([phone]))[0]!.status === 'fulfilled' ? 'с телефона' : 'с ноутбука'
    const [stands] = await read(cast.teacher, chatId, [message])
    assert.deepEqual([stands!.text, stands!.version], [winner, 2])
  }
})

test('[MSG-12/race] everybody changes his reaction many times at once: the counts are those of the list', async () => {
  const chatId = await newChat()
  const message = await send(cast.teacher, chatId, 'Голосуем')
  const people = [cast.teacher, cast.pupil, cast.secondPupil, cast.secondTeacher, cast.parent]
  const signs = ['👍', '🎉', null, '😮', '👍'] as const
  await Promise.all(people.flatMap((person, i) => signs.map((_, k) => react(person, message, signs[(i + k) % 5]!))))
  const [stands] = await read(cast.pupil, chatId, [message])
  const list = await cast.pupil.client.call('reactions.list', { chatId, seq: message.seq })
  assert.equal(new Set(list.people.map(({ profileId }) => profileId)).size, list.people.length)
  const counts = Map.groupBy(list.people, ({ reaction }) => reaction)
  assert.deepEqual(
    Object.fromEntries(stands!.reactions.map(({ reaction, count }) => [reaction, count])),
    Object.fromEntries([...counts].map(([reaction, givers]) => [reaction, givers.length])),
  )
})

test('[GEN-01/change-race] whoever is removed in the middle changes nothing beyond his removal', async () => {
  const { secondTeacher, teacher } = cast
  const chatId = await newChat()
  const sent = await sendMany(secondTeacher, chatId, 12)
  const deeds = sent.flatMap((message, i) => [
    edit(secondTeacher, message, 'напоследок'),
    react(secondTeacher, message, '👏'),
    ...(i % 4 === 0 ? [erase(secondTeacher, message)] : []),
  ])
  const { profileId } = secondTeacher
  deeds.splice(
    9,
    0,
    teacher.client.call('chats.removeMember', { chatId, profileId }).then(() => ({})),
  )
  await settle(deeds, 'chat.unknown', 'message.erased', 'message.unknown')
  const after_ = await world.database.query(
    `select c.seq from messenger.chat_event c, messenger.chat_event l
     where c.chat_id = $1 and l.chat_id = $1 and l.kind = 'members.left' and c.seq > l.seq
       and c.payload ->> 'actorId' = $2`,
    [chatId, profileId],
  )
  assert.deepEqual(after_, [])
})

test('[A-30/unread-race] read positions and erasures at once leave the count that is true', async () => {
  const chatId = await newChat()
  const sent = await sendMany(cast.pupil, chatId, 20)
  const marks = sent.slice(0, 10).map(({ seq }) => cast.teacher.client.call('reads.mark', { chatId, seq }))
  const gone = sent.filter((_, i) => i % 3 === 0)
  const adding = { chatId, profileIds: [cast.director.profileId] }
  await Promise.all([
    ...marks,
    ...gone.map((message) => erase(cast.pupil, message)),
    cast.teacher.client.call('chats.addMembers', adding),
  ])
  const unread = async (person: Person) => (await stateOf(person, chatId)).mine.unread
  const left = sent.slice(10).filter((message) => !gone.includes(message)).length
  assert.deepEqual(await Promise.all([cast.teacher, cast.pupil, cast.director].map(unread)), [left, 0, 0])
  const socket = await world.socket(cast.teacher.client)
  const { moved } = await socket.hello()
  assert.equal(moved.find(({ state }) => state.chat.id === chatId)!.state.mine.unread, left)
})

/** A chat with changes between and behind its messages, and somebody who came in their middle. */
async function worn(): Promise<string> {
  const chatId = await newChat()
  const first = await sendMany(cast.pupil, chatId, 3)
  for (const message of first) await edit(cast.pupil, message, 'иначе')
  for (const sign of ['👍', '🎉', null, '👏'] as const) await react(cast.teacher, first[1]!, sign)
  await cast.teacher.client.call('chats.addMembers', { chatId, profileIds: [cast.director.profileId] })
  const second = await sendMany(cast.secondPupil, chatId, 3)
  for (const message of [first[0]!, second[0]!]) await erase(cast.teacher, message)
  for (const message of [first[2]!, second[1]!, second[2]!]) await react(cast.parent, message, '😮')
  const third = await send(cast.pupil, chatId, 'последнее')
  await edit(cast.pupil, third, 'самое последнее')
  await react(cast.parent, first[1]!, '👍')
  return chatId
}

test('[MSG-09/pages] whichever number a page begins at, with whichever limit, both ways give every entry once', async () => {
  const chatId = await worn()
  for (const person of [cast.teacher, cast.director]) {
    const page = (input: { before?: number; after?: number; around?: number; limit: number }) =>
      person.client.call('messages.page', { chatId, ...input })
    const whole = (await page({ limit: 100 })).entries.map(({ s }) => s)
    const { lastSeq, mine } = await stateOf(person, chatId)
    assert.ok(whole.every((seq) => seq > mine.startSeq))
    for (const limit of [1, 2, 3]) {
      const back: number[] = []
      for (let before = lastSeq + 1, more = true; more; before = back[0] ?? 0) {
        const { entries, hasBefore } = await page({ before, limit })
        back.unshift(...entries.map(({ s }) => s))
        more = hasBefore && entries.length > 0
      }
      assert.deepEqual(back, whole)
      const forth: number[] = []
      for (let from = 0, more = true; more; from = forth.at(-1) ?? 0) {
        const { entries, hasAfter } = await page({ after: from, limit })
        forth.push(...entries.map(({ s }) => s))
        more = hasAfter && entries.length > 0
      }
      assert.deepEqual(forth, whole)
    }
    for (let place = 0; place <= lastSeq + 2; place += 1) {
      const around = (await page({ around: place, limit: 4 })).entries.map(({ s }) => s)
      const begin = whole.indexOf(around[0]!)
      assert.deepEqual(around, begin === -1 ? [] : whole.slice(begin, begin + around.length))
      if (whole.includes(place)) assert.ok(around.includes(place))
      const before = (await page({ before: place, limit: 100 })).entries.map(({ s }) => s)
      const rest = (await page({ after: place - 1 < 0 ? 0 : place - 1, limit: 100 })).entries.map(({ s }) => s)
      assert.deepEqual([...before, ...rest], whole)
    }
  }
})

test('[A-30/catch-up] from whichever number a device comes back, it is told what was changed of what it held, and no more', async () => {
  const chatId = await worn()
  for (const person of [cast.teacher, cast.director]) {
    const socket = await world.socket(person.client)
    const { lastSeq, mine } = await stateOf(person, chatId)
    for (let held = mine.startSeq; held <= lastSeq; held += 1) {
      const expected = await world.database.query<{ target_seq: string }>(
        `select distinct target_seq::integer from messenger.chat_event
         where chat_id = $1 and seq > $2 and target_seq > $3 and target_seq <= $2 order by 1`,
        [chatId, held, mine.startSeq],
      )
      for (const open of [[], [chatId]]) {
        const { moved } = await socket.hello({ chats: { [chatId]: held }, open })
        const item = moved.find(({ state }) => state.chat.id === chatId)
        assert.equal(item === undefined, held === lastSeq && open.length === 0)
        assert.deepEqual(
          item?.changed.map(({ seq }) => seq) ?? [],
          expected.map(({ target_seq }) => target_seq),
        )
        assert.ok(item?.entries.every(({ s }) => s > held) ?? true)
        for (const own of item?.own ?? []) assert.ok(own.seq > mine.startSeq)
      }
    }
    await socket[Symbol.asyncDispose]()
  }
})

test('[A-30/catch-up] a hundred changed messages are told one by one, of one more the device begins anew', async () => {
  const chatId = await newChat()
  const sent = await sendMany(cast.pupil, chatId, CATCH_UP_CHANGED_MAX + 1)
  const held = sent.at(-1)!.seq
  const socket = await world.socket(cast.secondPupil.client)
  const catchUp = async () => {
    const { moved } = await socket.hello({ chats: { [chatId]: held } })
    const { changed, reset } = moved.find(({ state }) => state.chat.id === chatId)!
    return [changed.length, reset]
  }
  await erase(cast.teacher, ...sent.slice(1))
  assert.deepEqual(await catchUp(), [CATCH_UP_CHANGED_MAX, false])
  await react(cast.teacher, sent[0]!, '👍')
  assert.deepEqual(await catchUp(), [0, true])
})

test('[MSG-12/newcomer] whoever may not see a message hears of reactions to it only that a number has passed', async () => {
  const chatId = await newChat()
  const message = await send(cast.pupil, chatId, 'До него')
  await react(cast.parent, message, '👍')
  await cast.teacher.client.call('chats.addMembers', { chatId, profileIds: [cast.director.profileId] })
  const socket = await world.socket(cast.director.client)
  await socket.hello()
  await react(cast.teacher, message, '🎉')
  await react(cast.parent, message, null)
  const { lastSeq } = await stateOf(cast.teacher, chatId)
  await socket.event('chat.passed', (_, { s }) => s === lastSeq)
  assert.deepEqual(socket.events('reactions.changed'), [])
  assert.deepEqual(
    socket.events('chat.passed').map(({ s, p }) => [s, p]),
    [lastSeq - 1, lastSeq].map((s) => [s, { chatId }]),
  )
})
