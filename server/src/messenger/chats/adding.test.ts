import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { startChat } from '#testkit/messages.ts'
import { newPhone, type Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { newYoungPupil, recordConsent } from '#testkit/young.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const add = (by: Person, chatId: string, people: readonly { profileId: string }[]) =>
  by.client.call('chats.addMembers', { chatId, profileIds: people.map(({ profileId }) => profileId) })

test('[CHT-04] people come into a chat from contacts, as a whole unit, by a link and by an SMS with it, all by the same rules for children', async () => {
  const { teacher, secondTeacher, pupil, secondPupil, otherPupil, parent, school, classId } = cast
  const chatId = await startChat(cast, [pupil, secondTeacher])
  await add(teacher, chatId, [parent])
  const unit = await teacher.client.call('contacts.list', { communityId: school.communityId, unitId: classId })
  const ofUnit = unit.contacts.filter(({ profileId }) => profileId !== teacher.profileId)
  assert.equal((await add(teacher, chatId, ofUnit)).chat.membersCount, 5)
  const wanted = { chatId, days: 7, usesMax: null, approval: false } as const
  await teacher.client.call('chats.removeMember', { chatId, profileId: secondPupil.profileId })
  await add(teacher, chatId, [secondPupil])
  const { token } = (await teacher.client.call('chatLinks.make', wanted)).link
  const phone = newPhone()
  await teacher.client.call('chatLinks.send', { id: newId(), chatId, phone })
  const sent = /\/chat\/([\w-]{22})$/.exec(world.lastSms(phone)!)![1]!
  assert.equal(sent, token)
  await otherPupil.client.call('chatLinks.join', { token: sent })
  // A pupil adds nobody of another class, whichever way he takes.
  const own = await startChat(cast, [pupil, secondTeacher], 'Кружок')
  for (const permission of ['addMembers', 'invite'] as const) {
    await teacher.client.call('chats.setPermission', { chatId: own, permission, scope: 'everyone' })
  }
  const foreign = { chatId: own, profileIds: [otherPupil.profileId] }
  await pupil.client.refused('chats.addMembers', foreign, 'chat.notContact')
  const { link } = await pupil.client.call('chatLinks.make', { ...wanted, chatId: own })
  await otherPupil.client.refused('chatLinks.join', { token: link.token }, 'chatLink.notContact')
})

test('[CHT-04/under-14] a child for whom nobody has consented comes into no chat, whoever adds and whichever way; with the consent it does', async () => {
  const chatId = await startChat(cast, [cast.pupil, cast.secondTeacher], 'Младшие')
  const child = await newYoungPupil(world, cast)
  const wanted = { chatId, days: 7, usesMax: null, approval: false } as const
  const { token } = (await cast.teacher.client.call('chatLinks.make', wanted)).link
  const input = { chatId, profileIds: [child.profileId] }
  await cast.teacher.client.refused('chats.addMembers', input, 'chat.notContact')
  await child.client.refused('chatLinks.join', { token }, 'consent.required')
  await recordConsent(cast, child)
  await child.client.call('chatLinks.join', { token })
  const { chat } = await cast.teacher.client.call('chats.get', { chatId })
  assert.equal(chat.membersCount, 4)
})
