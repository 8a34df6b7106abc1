import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { createWorld } from '#testkit/world.ts'

test('[MSG-01/deliver] a teacher writes to his class and a pupil reads it at once', async () => {
  await using world = await createWorld()
  const cast = await createCast(world)
  const { teacher, pupil, school } = cast
  const chat = await teacher.client.call('chats.create', {
    id: newId(),
    communityId: school.communityId,
    title: '5«Б» — математика',
    memberIds: [pupil.profileId, cast.secondPupil.profileId],
  })
  const socket = await world.socket(pupil.client)
  const snapshot = await socket.hello()
  assert.ok(snapshot.moved.some(({ state }) => state.chat.id === chat.chat.id))
  const key = newId()
  await teacher.client.call('messages.send', { chatId: chat.chat.id, key, text: 'Завтра контрольная' })
  const posted = await socket.event('message.posted')
  assert.equal(posted.p.message.text, 'Завтра контрольная')
  assert.equal(posted.p.message.id, key)
})
