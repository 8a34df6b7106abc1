import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { MESSAGE_TEXT_MAX } from '#contract/messenger/messenger.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { attach, mayLoad } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
let communityId: string
let chatId: string
let commonId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  communityId = cast.school.communityId
  chatId = (await cast.director.client.call('publications.list', { communityId })).chatId
  const { channels } = await cast.director.client.call('channels.list', { communityId })
  commonId = channels.find(({ chat }) => chat.channelClass === 'everyone')!.chat.id
})
after(() => world[Symbol.asyncDispose]())

const publish = async (more: object = {}) => {
  const words = { kind: 'report', title: 'Поход', text: 'Мы были в лесу.' } as const
  return (await cast.director.client.call('publications.publish', { communityId, ...words, ...more })).seq
}

const postsOf = async () => {
  const { entries } = await cast.parent.client.call('messages.page', { chatId: commonId })
  return entries.flatMap((entry) => (entry.e === 'message.posted' ? [entry.p.message] : []))
}

const isMirrored = async (seq: number) => {
  const { publications } = await cast.parent.client.call('publications.list', { communityId })
  return publications.find(({ message }) => message.seq === seq)?.mirrored
}

test('[ORG-15/mirror] what is mirrored stands in «Общешкольный» with its origin and its files, once', async () => {
  const { id } = await attach(cast.director.client, chatId, Buffer.from('Карта похода'))
  const seq = await publish({ attachments: [id] })
  const before = await postsOf()
  assert.equal(await isMirrored(seq), false)
  await cast.director.client.call('publications.mirror', { communityId, seq })
  await cast.director.client.call('publications.mirror', { communityId, seq })
  const posts = await postsOf()
  assert.equal(posts.length, before.length + 1)
  const mirror = posts.at(-1)!
  assert.equal(mirror.text, 'Поход\n\nМы были в лесу.')
  assert.deepEqual(mirror.origin, {
    kind: 'channel',
    communityId,
    community: cast.school.name,
    channel: 'Страница организации',
    staffOnly: false,
  })
  assert.equal(mirror.attachments[0]!.id, id)
  assert.equal(await isMirrored(seq), true)
  // Each lives for itself: the files go with the last of the two.
  await cast.director.client.call('publications.erase', { communityId, seq })
  assert.equal(await mayLoad(cast.parent.client, id), true)
  await cast.director.client.call('channels.erase', { chatId: commonId, seqs: [mirror.seq] })
  assert.equal(await mayLoad(cast.parent.client, id), false)
})

test('[ORG-15/mirror-at-once] publishing mirrors in the same moment, and a mirror that was erased can be put up again', async () => {
  const seq = await publish({ mirror: true })
  assert.equal(await isMirrored(seq), true)
  const mirror = (await postsOf()).at(-1)!
  await cast.director.client.call('channels.erase', { chatId: commonId, seqs: [mirror.seq] })
  assert.equal(await isMirrored(seq), false)
  await cast.director.client.call('publications.mirror', { communityId, seq })
  assert.equal(await isMirrored(seq), true)
})

test('[ORG-15/mirror-right] whoever does not write in «Общешкольный» mirrors nothing, and then nothing is published either', async () => {
  const { client, profileId } = cast.teacher
  await cast.director.client.call('pageEditors.set', { communityId, profileId, editor: true })
  const seq = await publish()
  await client.refused('publications.mirror', { communityId, seq }, 'community.notAllowed')
  const words = { communityId, kind: 'report', title: 'Только вместе', text: 'Или никак' } as const
  await client.refused('publications.publish', { ...words, mirror: true }, 'community.notAllowed')
  const { publications } = await client.call('publications.list', { communityId })
  assert.ok(publications.every(({ message }) => !message.text.startsWith(words.title)))
  await client.call('publications.publish', words)
})

test('[ORG-15/mirror-poll] a poll stays on the page, where its votes are', async () => {
  const question = { question: 'Когда собрание?', options: ['В среду', 'В четверг'], anonymous: true, multiple: false }
  const { message } = await cast.director.client.call('polls.create', { chatId, key: newId(), ...question })
  const input = { communityId, seq: message.seq }
  await cast.director.client.refused('publications.mirror', input, 'poll.notForwarded')
})

test('[ORG-15/mirror-long] of an article a channel holds the beginning, up to the end of a word', async () => {
  const text = 'слово '.repeat(2_000).trim()
  await publish({ kind: 'article', text, mirror: true })
  const mirrored = (await postsOf()).at(-1)!.text
  assert.ok([...mirrored].length <= MESSAGE_TEXT_MAX)
  assert.match(mirrored, /^Поход\n\nслово .*слово …$/s)
})
