import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Message } from '#contract/messenger/chats.ts'
import { Canary, rareWord } from '#testkit/canary.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { startChat } from '#testkit/messages.ts'
import { type OtherHosts, page, startOtherHosts } from '#testkit/other-hosts.ts'
import type { Person } from '#testkit/people.ts'
import { attach, mayLoad } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'

const MINUTE_MS = 60_000
const canary = new Canary()
let world: World
let cast: Cast
let hosts: OtherHosts
const titled = rareWord()
before(async () => {
  hosts = await startOtherHosts({ '/': page(`<title>${titled}</title>`) })
  world = await createWorld({
    witness: (client, bytes) => canary.witness(client, bytes),
    environment: { PARTA_LINK_PREVIEWS: 'on' },
    egress: hosts.allowance,
  })
  cast = await createCast(world)
})
after(async () => {
  await world[Symbol.asyncDispose]()
  await hosts[Symbol.asyncDispose]()
})

interface Planted {
  message: Message
  /** What was sent, for a repeat. */
  sending: { chatId: string; key: string; text: string; attachments: string[]; lifetimeMs?: 60_000 }
  /** Everything that ever stood in it. */
  words: string[]
}

/** A message with a file that was edited and reacted to; it is either quoted by an answer or the last one of its chat. */
async function plant(chatId: string, isAnswered: boolean): Promise<Planted> {
  const { teacher, pupil, secondPupil } = cast
  const words = [rareWord(), rareWord(), rareWord(), rareWord()]
  const holders = [teacher, pupil, secondPupil, cast.secondTeacher].map(({ client }) => client)
  for (const word of words) canary.plant(`«${word}»`, word, holders)
  const { id } = await attach(pupil.client, chatId, Buffer.from(`Внутри: ${words[2]}`), { name: words[3]! })
  const sending: Planted['sending'] = {
    chatId,
    key: newId(),
    text: words[0]!,
    attachments: [id],
    lifetimeMs: MINUTE_MS,
  }
  const { message } = await pupil.client.call('messages.send', sending)
  const place = { chatId, seq: message.seq }
  const answer = { chatId, key: newId(), text: 'Ответ', replyToSeq: message.seq }
  if (isAnswered) await secondPupil.client.call('messages.send', answer)
  await pupil.client.call('messages.edit', { ...place, version: 1, text: words[1]! })
  await teacher.client.call('reactions.set', { ...place, reaction: '😢' })
  for (const { client } of [teacher, secondPupil]) await mayLoad(client, id)
  return { message, sending, words }
}

/** Everything of a chat that a person can ask for, from every position. */
async function askAll(person: Person, { message: { chatId, seq }, sending }: Planted, lastSeq: number): Promise<void> {
  const { client } = person
  const ask = (op: string, input: object) => client.post(op, JSON.stringify(input), { 'idempotency-key': newId() })
  const places = Array.from({ length: lastSeq + 1 }, (_, i) => i)
  await Promise.all([
    ask('chats.list', {}),
    ask('chats.get', { chatId }),
    mayLoad(client, sending.attachments[0]!),
    ask('reactions.list', { chatId, seq }),
    ask('messages.get', { chatId, seqs: places }),
    ask('messages.send', { chatId, key: newId(), text: 'Цитата', replyToSeq: seq }),
    ask('messages.edit', { chatId, seq, version: 2, text: 'Правка' }),
    ask('messages.forward', { chatId, fromChatId: chatId, messages: [{ key: newId(), seq }] }),
    ...places.flatMap((place) => [
      ask('messages.page', { chatId, around: place, limit: 2 }),
      ask('messages.page', { chatId, after: place, limit: 3 }),
      ask('messages.page', { chatId, before: place, limit: 3 }),
    ]),
  ])
  const socket = await world.socket(client)
  for (const place of places) {
    for (const open of [[], [chatId]]) await socket.hello({ chats: { [chatId]: place }, open })
  }
  await socket[Symbol.asyncDispose]()
}

test('[MSG-08/canary] from its end on no byte of a message reaches anybody, however it ended and whatever he asks', async () => {
  const { teacher, pupil, secondPupil, secondTeacher, stranger, director, school } = cast
  const ends: ((planted: Planted) => Promise<unknown>)[] = [
    ({ message: { chatId, seq } }) => pupil.client.call('messages.erase', { chatId, seqs: [seq] }),
    ({ message: { chatId, seq } }) => teacher.client.call('messages.erase', { chatId, seqs: [seq] }),
    async () => world.clock.advance(MINUTE_MS),
    async () => world.clock.advance(MINUTE_MS),
    async () => {
      world.clock.advance(MINUTE_MS)
      await world.app.messenger.expiry.run()
    },
  ]
  const listening = await Promise.all([teacher, secondPupil].map(({ client }) => world.socket(client)))
  for (const [index, end] of ends.entries()) {
    const { chat } = await teacher.client.call('chats.create', {
      id: newId(),
      communityId: school.communityId,
      title: 'Класс',
      memberIds: [pupil, secondPupil, secondTeacher].map(({ profileId }) => profileId),
    })
    for (const socket of listening) await socket.hello({ open: [chat.id] })
    const planted = await plant(chat.id, index % 2 === 0)
    await teacher.client.call('chats.removeMember', { chatId: chat.id, profileId: secondTeacher.profileId })
    await teacher.client.call('chats.addMembers', { chatId: chat.id, profileIds: [director.profileId] })
    for (const socket of listening) await socket.settle()
    await end(planted)
    for (const socket of listening) await socket.settle()
    for (const word of planted.words) canary.plant(`«${word}», which is over,`, word, [])
    const { lastSeq } = await teacher.client.call('chats.get', { chatId: chat.id })
    for (const person of [teacher, pupil, secondPupil, secondTeacher, director, stranger]) {
      await askAll(person, planted, lastSeq)
    }
    await pupil.client.post('messages.send', JSON.stringify(planted.sending))
    for (const socket of listening) await socket.settle()
  }
  assert.deepEqual(canary.leaks, [])
  assert.deepEqual(canary.unseen, [], 'what nobody ever saw proves nothing')
})

test('[MSG-13/canary] no byte of the card of a link reaches anybody once its message is erased', async () => {
  const { teacher, secondTeacher, director, stranger } = cast
  const chatId = await startChat(cast, [secondTeacher])
  canary.plant(`«${titled}»`, titled, [teacher.client, secondTeacher.client])
  const listening = await world.socket(secondTeacher.client)
  await listening.hello({ open: [chatId] })
  const { id } = await attach(teacher.client, chatId, Buffer.from('Рядом'))
  const sending = { chatId, key: newId(), text: hosts.at('/'), attachments: [id] }
  const { message } = await teacher.client.call('messages.send', sending)
  await listening.event('message.changed', ({ what }) => what === 'previewed')
  await teacher.client.call('messages.erase', { chatId, seqs: [message.seq] })
  await listening.settle()
  canary.plant(`«${titled}», which is over,`, titled, [])
  const { lastSeq } = await teacher.client.call('chats.get', { chatId })
  const planted = { message, sending, words: [titled] }
  for (const person of [teacher, secondTeacher, director, stranger]) await askAll(person, planted, lastSeq)
  assert.deepEqual([canary.leaks, canary.unseen], [[], []])
})
