import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CHAT_RESTORE_MS } from '#contract/messenger/messenger.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { forward, send, startChat } from '#testkit/messages.ts'
import { type Person, signIn } from '#testkit/people.ts'
import { pictureOf } from '#testkit/pictures.ts'
import { ask, vote } from '#testkit/polls.ts'
import { tablesWith } from '#testkit/tables-with.ts'
import { attach, upload } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const listed = async ({ client }: Person, chatId: string) =>
  (await client.call('chats.list', {})).chats.some(({ chat }) => chat.id === chatId)
const hide = async ({ client }: Person, chatId: string, hidden: boolean) =>
  (await client.call('chats.hide', { chatId, hidden })).mine.hiddenSeq

test('[CHT-09/hide] a chat is hidden for one reader alone, on all his devices, and shown again by a message or by himself', async () => {
  const chatId = await startChat(cast)
  const { seq } = await send(cast.teacher, chatId, 'Раз')
  await using socket = await world.socket(cast.pupil.client)
  await socket.hello()
  const up = await hide(cast.pupil, chatId, true)
  assert.ok(up >= seq)
  const { mine } = (await socket.event('chat.mine', (payload) => payload.mine.hiddenSeq > 0)).p
  assert.equal(mine.hiddenSeq, up)
  assert.equal((await cast.pupil.client.call('chats.get', { chatId })).mine.hiddenSeq, up)
  assert.equal((await cast.teacher.client.call('chats.get', { chatId })).mine.hiddenSeq, 0)
  assert.ok((await send(cast.teacher, chatId, 'Два')).seq > up, 'a message after that stands above it')
  assert.equal(await hide(cast.pupil, chatId, false), 0)
  const channels = await cast.director.client.call('channels.list', { communityId: cast.school.communityId })
  const channelId = channels.channels.find(({ chat }) => chat.channelClass === 'everyone')!.chat.id
  assert.ok((await hide(cast.pupil, channelId, true)) > 0, 'whoever has no row in it hides a channel too')
  await using back = await world.socket(cast.pupil.client)
  const snapshot = await back.hello()
  const told = snapshot.moved.find(({ state }) => state.chat.id === channelId)!
  assert.ok(told.state.mine.hiddenSeq > 0, 'a device that comes back hears of it')
  await cast.stranger.client.refused('chats.hide', { chatId, hidden: true }, 'chat.unknown')
})

test('[CHT-02/notices] notices of one chat are off for one reader on all his devices, also of a channel', async () => {
  const chatId = await startChat(cast)
  const { channels } = await cast.director.client.call('channels.list', { communityId: cast.school.communityId })
  const channelId = channels.find(({ chat }) => chat.channelClass === 'everyone')!.chat.id
  await using socket = await world.socket(cast.pupil.client)
  await socket.hello()
  for (const id of [chatId, channelId]) {
    await cast.pupil.client.call('chats.mute', { chatId: id, muted: true })
    await socket.event('chat.mine', ({ mine }) => mine.chatId === id && mine.muted)
    await using back = await world.socket(cast.pupil.client)
    const told = (await back.hello()).moved.find(({ state }) => state.chat.id === id)!
    assert.equal(told.state.mine.muted, true)
    assert.equal((await cast.teacher.client.call('chats.get', { chatId: id })).mine.muted, false)
  }
  const { mine } = await cast.pupil.client.call('chats.mute', { chatId, muted: false })
  assert.equal(mine.muted, false)
  await cast.stranger.client.refused('chats.mute', { chatId, muted: true }, 'chat.unknown')
})

test('[CHT-09/delete] only the owner deletes a group for everybody, and no chat of a unit; it is gone at once and comes back as it was', async () => {
  const chatId = await startChat(cast)
  const { teacher, pupil, secondPupil, director } = cast
  const before = await send(pupil, chatId, 'До удаления')
  await teacher.client.call('chats.setRole', { chatId, profileId: pupil.profileId, role: 'administrator' })
  const refused = await pupil.client.refused('chats.delete', { chatId }, 'chat.notAllowed')
  assert.deepEqual(refused.details, { rule: 'deleteChat', changedBy: 'owner' })
  await director.client.refused('chats.delete', { chatId }, 'chat.unknown')
  const ofUnit = await startChat(cast, [pupil, secondPupil], 'Класс', cast.classId)
  await teacher.client.refused('chats.delete', { chatId: ofUnit }, 'chat.ofUnit')
  await using socket = await world.socket(secondPupil.client)
  await socket.hello({ open: [chatId] })
  const deleted = await teacher.client.call('chats.delete', { chatId })
  assert.equal(Date.parse(deleted.endsAt) - Date.parse(deleted.deletedAt), CHAT_RESTORE_MS)
  assert.equal((await socket.event('chat.changed', ({ what }) => what === 'deleted')).p.actorId, teacher.profileId)
  for (const { client } of [teacher, pupil, secondPupil]) {
    await client.refused('chats.get', { chatId }, 'chat.unknown')
    await client.refused('messages.page', { chatId }, 'chat.unknown')
    await client.refused('messages.send', { chatId, key: newId(), text: 'Ещё тут' }, 'chat.unknown')
    await client.refused('chats.delete', { chatId }, 'chat.unknown')
  }
  assert.equal(await listed(pupil, chatId), false)
  const shared = await teacher.client.call('chats.shared', { profileId: pupil.profileId })
  assert.ok(!shared.chatIds.includes(chatId))
  assert.deepEqual((await teacher.client.call('chats.deleted', {})).chats, [deleted])
  assert.deepEqual((await pupil.client.call('chats.deleted', {})).chats, [])
  await pupil.client.refused('chats.restore', { chatId }, 'chat.unknown')
  await teacher.client.call('chats.restore', { chatId })
  // Whoever listens is told to come anew, and has it again.
  await socket.until('resync', (frame) => frame.t === 'resync')
  const { entries } = await pupil.client.call('messages.page', { chatId })
  assert.ok(entries.some(({ s }) => s === before.seq))
  assert.equal((await pupil.client.call('chats.get', { chatId })).mine.role, 'administrator')
  await send(secondPupil, chatId, 'Снова тут')
  assert.deepEqual((await teacher.client.call('chats.deleted', {})).chats, [])
})

test('[CHT-09/supervised] a group in which an adult and a pupil were alone before somebody who had to see it is deleted by nobody', async () => {
  const { teacher, pupil, secondTeacher, director, school } = cast
  const { communityId } = school
  const rules = await director.client.call('dialogueRules.get', { communityId })
  const secondAdultIds = [secondTeacher.profileId]
  const named = { ...rules, under14: 'secondAdult', from14: 'secondAdult', secondAdultIds } as const
  await director.client.call('dialogueRules.set', named)
  await world.app.messenger.supervision.run()
  const chatId = await startChat(cast, [pupil], 'Вдвоём')
  await send(teacher, chatId, 'Наедине')
  await teacher.client.refused('chats.delete', { chatId }, 'chat.wasSupervised')
  await teacher.client.call('chats.addMembers', { chatId, profileIds: [cast.secondPupil.profileId] })
  assert.equal((await teacher.client.call('chats.get', { chatId })).chat.supervision, null)
  await teacher.client.refused('chats.delete', { chatId }, 'chat.wasSupervised')
})

test('[CHT-09/leaves-meanwhile] whoever leaves the organisation while a chat is deleted does not come back with it', async () => {
  const { teacher, director, school } = cast
  const chatId = await startChat(cast, [cast.pupil, cast.parent])
  await teacher.client.call('chats.delete', { chatId })
  await director.client.call('members.remove', {
    communityId: school.communityId,
    profileId: cast.parent.profileId,
  })
  await teacher.client.call('chats.restore', { chatId })
  await cast.parent.client.refused('chats.get', { chatId }, 'chat.unknown')
  assert.equal((await teacher.client.call('chats.get', { chatId })).chat.membersCount, 2)
})

test('[CHT-09/erase] after seven days nobody brings it back, and nothing of it is left but what stands elsewhere', async () => {
  const chatId = await startChat(cast)
  const elsewhere = await startChat(cast, [cast.pupil, cast.secondTeacher], 'Другой')
  const { teacher, pupil } = cast
  const [gone, kept] = ['qx-gone-7', 'qx-kept-7']
  await teacher.client.call('chats.describe', { chatId, description: gone })
  const fileId = await upload(teacher.client, await pictureOf(80, 80))
  await teacher.client.call('chats.setPicture', { chatId, fileId })
  const said = await send(pupil, chatId, gone)
  const { id } = await attach(pupil.client, chatId, Buffer.from(kept), { name: `${kept}.txt` })
  const held = await send(pupil, chatId, '', { attachments: [id] })
  await pupil.client.call('marks.set', { chatId, seqs: [said.seq], mark: 'important', set: true })
  await teacher.client.call('reactions.set', { chatId, seq: said.seq, reaction: '👍' })
  for (const anonymous of [false, true]) await vote(teacher, await ask(teacher, chatId, { anonymous }), 0)
  await forward(pupil, elsewhere, [held])
  await teacher.client.call('chats.delete', { chatId })
  const { deletedChats } = world.app.messenger
  world.clock.advance(CHAT_RESTORE_MS - 1_000)
  await deletedChats.finishDue()
  assert.notDeepEqual(await tablesWith(world.database, chatId), [])
  world.clock.advance(2_000)
  const again = await signIn(world, teacher.phone, teacher.about)
  await again.client.refused('chats.restore', { chatId }, 'chat.unknown')
  assert.deepEqual((await again.client.call('chats.deleted', {})).chats, [])
  await deletedChats.finishDue()
  assert.deepEqual(await tablesWith(world.database, gone), [])
  const left = await tablesWith(world.database, chatId)
  assert.deepEqual(
    left.filter((table) => table.startsWith('messenger.') && table !== 'messenger.media'),
    [],
  )
  const { lastMessage } = await again.client.call('chats.get', { chatId: elsewhere })
  assert.deepEqual(
    lastMessage!.attachments.map(({ name }) => name),
    [`${kept}.txt`],
  )
})
