import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CHAT_DESCRIPTION_MAX } from '#contract/messenger/messenger.limits.ts'
import { createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { startChat } from '#testkit/messages.ts'
import { createWorld } from '#testkit/world.ts'

const TEXT = 'Домашние задания\nи вопросы: https://example.org'

test('[CHT-02/description] whoever may change a group describes it; its people read that, and a line tells who did it', async () => {
  await using world = await createWorld()
  const cast = await createCast(world)
  const chatId = await startChat(cast)
  const { teacher, pupil, director } = cast
  const read = () => pupil.client.call('chats.about', { chatId })
  const describe = (description: string, by = teacher) => by.client.call('chats.describe', { chatId, description })
  assert.deepEqual(await read(), { description: '' })
  await using socket = await world.socket(pupil.client)
  await socket.hello({ open: [chatId] })
  for (const _ of [1, 2]) await describe(`  ${TEXT.replace('\n', '\r\n')}\u202e `)
  assert.deepEqual(await read(), { description: TEXT })
  const heard = await socket.event('chat.changed', ({ what }) => what === 'described')
  assert.equal(heard.p.actorId, teacher.profileId)
  assert.ok(!JSON.stringify(heard).includes('example.org'), 'the log holds no text of people')
  const { entries } = await pupil.client.call('messages.page', { chatId })
  assert.equal(entries.filter((entry) => entry.e === 'chat.changed' && entry.p.what === 'described').length, 1)
  await pupil.client.refused('chats.describe', { chatId, description: 'Моё' }, 'chat.notAllowed')
  await teacher.client.call('chats.setPermission', { chatId, permission: 'changeInfo', scope: 'everyone' })
  await describe('😀'.repeat(CHAT_DESCRIPTION_MAX), pupil)
  const long = { chatId, description: 'ы'.repeat(CHAT_DESCRIPTION_MAX + 1) }
  await pupil.client.refused('chats.describe', long, 'chat.descriptionTooLong')
  await describe('\u200b', pupil)
  assert.deepEqual(await read(), { description: '' })
  for (const ask of [director, cast.stranger]) {
    await ask.client.refused('chats.about', { chatId }, 'chat.unknown')
    await ask.client.refused('chats.describe', { chatId, description: 'Чужое' }, 'chat.unknown')
  }
  await director.client.refused('chats.about', { chatId: newId() }, 'chat.unknown')
})
