import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Reaction } from '#contract/messenger/chats.ts'
import { REACTIONS } from '#contract/messenger/messenger.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
let chatId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  const { channels } = await cast.director.client.call('channels.list', { communityId: cast.school.communityId })
  chatId = channels.find(({ chat }) => chat.channelClass === 'everyone')!.chat.id
})
after(() => world[Symbol.asyncDispose]())

const post = async (text: string) => (await cast.director.client.call('channels.post', { chatId, text })).seq
const react = ({ client }: Person, seq: number, reaction: Reaction | null) =>
  client.call('reactions.set', { chatId, seq, reaction })
const choose = (...reactions: Reaction[]) =>
  cast.director.client.call('channels.chooseReactions', { chatId, reactions })

/** The counts that somebody reads of a post, and his own reaction. */
async function shown({ client }: Person, seq: number) {
  const { entries, own } = await client.call('messages.page', { chatId, limit: 100 })
  const entry = entries.find(({ s }) => s === seq)
  const counts = entry?.e === 'message.posted' ? entry.p.message.reactions : []
  return [
    counts.map(({ reaction, count }) => `${reaction}${count}`).join(' '),
    own.find((each) => each.seq === seq)?.reaction ?? null,
  ]
}

test('[CHN-07/server] a channel stands in the list of chats, is read-only, and its readers react as its organisation has chosen', async () => {
  const { pupil, parent, teacher, director } = cast
  for (const [person, count] of [
    [pupil, 1],
    [parent, 1],
    [teacher, 2],
  ] as const) {
    const { chats } = await person.client.call('chats.list', {})
    const channels = chats.filter(({ chat }) => chat.kind === 'channel')
    assert.deepEqual(
      channels.map(({ mine }) => mine.writeRefusal),
      Array.from({ length: count }, () => 'message.channelReadOnly'),
    )
    const input = { chatId, key: newId(), text: 'Можно?' }
    await person.client.refused('messages.send', input, 'message.channelReadOnly')
  }
  const seq = await post('Завтра концерт')
  await react(pupil, seq, '🎉')
  await react(parent, seq, '👏')
  assert.deepEqual(await shown(teacher, seq), ['🎉1 👏1', null])
  assert.deepEqual(await shown(pupil, seq), ['🎉1 👏1', '🎉'])
  await choose('👏', '👍')
  const { chat } = await pupil.client.call('chats.get', { chatId })
  assert.deepEqual(chat.reactions, ['👍', '👏'])
  const refused = await teacher.client.refused(
    'reactions.set',
    { chatId, seq, reaction: '🎉' },
    'message.reactionClosed',
  )
  assert.equal(refused.details?.changedBy, 'administrator')
  await react(teacher, seq, '👍')
  // What was given stays until it is taken back.
  assert.deepEqual(await shown(pupil, seq), ['🎉1 👏1 👍1', '🎉'])
  await choose()
  for (const reaction of REACTIONS) {
    await director.client.refused('reactions.set', { chatId, seq, reaction }, 'message.reactionClosed')
  }
  await react(pupil, seq, null)
  assert.deepEqual(await shown(pupil, seq), ['👏1 👍1', null])
  await choose(...REACTIONS)
  assert.equal((await pupil.client.call('chats.get', { chatId })).chat.reactions, null)
  await react(pupil, seq, '😮')
})

test('[CHN-07/chosen] only those who write in a channel choose, readers hear of it, and it stands in the log of acts', async () => {
  const { pupil, teacher, stranger } = cast
  await using socket = await world.socket(pupil.client)
  await socket.hello({ open: [chatId] })
  const input = { chatId, reactions: ['👍'] as Reaction[] }
  await teacher.client.refused('channels.chooseReactions', input, 'community.notAllowed')
  await pupil.client.refused('channels.chooseReactions', input, 'community.notAllowed')
  await stranger.client.refused('channels.chooseReactions', input, 'chat.unknown')
  const acts = () =>
    world.database
      .query(`select from platform.audit_entry where act = 'channel.reactionsChosen'`)
      .then((all) => all.length)
  const before = await acts()
  const { lastSeq } = await pupil.client.call('chats.get', { chatId })
  await choose('👍', '❤️')
  await choose('❤️', '👍')
  const { p } = await socket.event('chat.changed', ({ chat }) => chat.id === chatId)
  assert.deepEqual([p.what, p.actorId, p.chat.reactions], ['reactionsChosen', null, ['👍', '❤️']])
  assert.equal(
    (await pupil.client.call('chats.get', { chatId })).lastSeq,
    lastSeq + 1,
    'the same choice takes no number',
  )
  assert.equal(await acts(), before + 1)
  await choose(...REACTIONS)
})

test('[CHN-07/nobody] readers of a channel learn how many have reacted and never who; the own devices know their own', async () => {
  const { pupil, parent, director } = cast
  const seq = await post('Кто пойдёт?')
  await using reader = await world.socket(parent.client)
  await using phone = await world.socket(pupil.client)
  const first = await reader.hello({ open: [chatId] })
  await phone.hello({ open: [chatId] })
  await react(pupil, seq, '👍')
  const { p: own } = await phone.event('reactions.own', (each) => each.seq === seq)
  const { p: counted, s } = await reader.event('reactions.changed', (each) => each.seq === seq)
  assert.deepEqual([own.reaction, own.asOf], ['👍', s])
  assert.deepEqual([counted.actorId, counted.reaction, counted.reactions], [null, null, [{ reaction: '👍', count: 1 }]])
  const told = [
    first,
    reader.frames,
    await reader.hello({ open: [chatId] }),
    await reader.hello({ chats: { [chatId]: seq } }),
    await parent.client.call('messages.page', { chatId }),
    await director.client.call('messages.page', { chatId }),
    await director.client.call('channels.posts', { chatId }),
  ]
  assert.ok(!JSON.stringify(told).includes(`"${pupil.profileId}"`), 'it is told who has reacted')
  for (const { client } of [pupil, parent, director]) {
    await client.refused('reactions.list', { chatId, seq }, 'message.reactorsHidden')
  }
})
