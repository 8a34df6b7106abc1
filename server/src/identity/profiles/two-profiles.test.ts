import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const WORD = 'контрольная'

test('[GEN-04] contacts, chats, unread counts, search and news of the learning profile never appear in the personal one', async () => {
  const { teacher, secondTeacher, school, classId } = cast
  const { communityId } = school
  const personal = newId()
  await world.database.query(
    `insert into identity.profile (id, account_id, person_id, kind, surname, name, patronymic, created_at)
     select $2, account_id, person_id, 'personal', surname, name, patronymic, created_at
     from identity.profile where id = $1`,
    [teacher.profileId, personal],
  )
  const { chat } = await secondTeacher.client.call('chats.openDirect', { id: newId(), profileId: teacher.profileId })
  const say = () =>
    secondTeacher.client.call('messages.send', { chatId: chat.id, key: newId(), text: `Завтра ${WORD}` })
  await say()
  const { client } = teacher
  assert.ok((await client.call('chats.list', {})).chats.some((each) => each.chat.id === chat.id))
  await client.call('sessions.switchProfile', { profileId: personal })
  assert.equal((await client.call('sessions.current', {})).activeProfileId, personal)
  await using socket = await world.socket(client)
  const before = JSON.stringify(await socket.hello())
  assert.ok(!before.includes(chat.id) && !before.includes(WORD))
  assert.deepEqual((await client.call('chats.list', {})).chats, [])
  assert.deepEqual((await client.call('communities.mine', {})).memberships, [])
  await client.refused('contacts.list', { communityId, limit: 50 }, 'community.unknown')
  await client.refused('chats.get', { chatId: chat.id }, 'chat.unknown')
  await client.refused('units.list', { communityId }, 'community.unknown')
  await client.refused('chats.openDirect', { id: newId(), profileId: secondTeacher.profileId }, 'chat.notContact')
  await client.refused('families.get', { unitId: classId, childProfileId: cast.pupil.profileId }, 'member.unknown')
  const heard = socket.frames.length
  await say()
  // A beat of the own stream has come since: what was said would have come before it.
  await socket.call('chats.list', {})
  assert.ok(!JSON.stringify(socket.frames.slice(heard)).includes(WORD))
  await client.call('sessions.switchProfile', { profileId: teacher.profileId })
  const back = (await client.call('chats.list', {})).chats.find((each) => each.chat.id === chat.id)
  assert.equal(back?.mine.unread, 2)
})
