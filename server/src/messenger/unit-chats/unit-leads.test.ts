import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { COMMUNITY_TYPES, ROLES_OF_TYPE, type Role } from '#contract/communities/types.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { send, startChat, stateOf } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { ru } from '#web/communities/terms/terms.ru.ts'

let world: World
let cast: Cast
let staffPlace: { role: Role; unitId: string }
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  staffPlace = { role: 'staff', unitId: cast.school.staffUnitId }
})
after(() => world[Symbol.asyncDispose]())

const lead = (unitId = cast.classId): { role: Role; unitId: string } => ({ role: 'lead', unitId })
const change = (person: Person, from: { role: Role; unitId: string }, to: { role: Role; unitId: string }) =>
  cast.director.client.call('members.changeRole', {
    communityId: cast.school.communityId,
    profileId: person.profileId,
    from,
    to,
  })
const rolesIn = async (chatId: string) => {
  const { members } = await cast.pupil.client.call('chats.members', { chatId })
  return new Map(members.map(({ profileId, role }) => [profileId, role]))
}
const classChat = () => startChat(cast, [cast.pupil, cast.secondPupil], '5«Б» — класс', cast.classId)

test('[STR-08] assigning a lead adds the rights of a lead in the chats of the unit, taking it away removes them', async () => {
  const { secondTeacher, pupil, secondPupil } = cast
  const chatId = await classChat()
  const other = await startChat(cast, [pupil, secondPupil, secondTeacher], '5«Б» — кружок')
  const socket = await world.socket(pupil.client)
  await socket.hello()
  await secondTeacher.client.refused('chats.get', { chatId }, 'chat.unknown')
  await change(secondTeacher, staffPlace, lead())
  const joined = await socket.event('members.joined')
  assert.deepEqual([joined.p.profileIds, joined.p.actorId], [[secondTeacher.profileId], null])
  assert.equal((await rolesIn(chatId)).get(secondTeacher.profileId), 'administrator')
  assert.equal((await rolesIn(chatId)).get(cast.teacher.profileId), 'owner')
  assert.equal((await rolesIn(other)).get(secondTeacher.profileId), 'member')
  await secondTeacher.client.call('chats.removeMember', { chatId, profileId: secondPupil.profileId })
  await change(secondTeacher, lead(), staffPlace)
  assert.equal((await stateOf(secondTeacher, chatId)).mine.role, 'member')
  const refused = await secondTeacher.client.refused('chats.rename', { chatId, title: 'Мой' }, 'chat.notAllowed')
  assert.equal(refused.details?.changedBy, 'owner')
  const told = await socket.event('chat.changed')
  assert.deepEqual([told.p.what, told.p.actorId, told.p.chat.unitId], ['leadsChanged', null, cast.classId])
  // Who stands in the chat already gets the rights without coming in anew.
  await change(secondTeacher, staffPlace, lead())
  assert.equal((await stateOf(secondTeacher, chatId)).mine.role, 'administrator')
  const asked = await cast.director.client.call('members.list', {
    communityId: cast.school.communityId,
    unitId: cast.classId,
    role: 'lead',
  })
  assert.equal(asked.total, 2)
  await change(secondTeacher, lead(), staffPlace)
  for (const type of COMMUNITY_TYPES) {
    assert.equal(ROLES_OF_TYPE[type].filter((role) => ru.roles[type][role] === ru.roles[type].lead).length, 1)
  }
})

test('[STR-08/begun] whoever leads a unit is in a new chat of it and leads it, also when somebody else makes it', async () => {
  const { director, teacher, pupil, secondPupil, school, classId } = cast
  const id = newId()
  const input = { id, communityId: school.communityId, unitId: classId, title: 'Объявления 5«Б»' }
  const made = await director.client.call('chats.create', {
    ...input,
    memberIds: [pupil.profileId, secondPupil.profileId],
  })
  assert.deepEqual([made.chat.membersCount, made.chat.unitId], [4, classId])
  assert.equal((await rolesIn(id)).get(teacher.profileId), 'administrator')
  assert.equal((await rolesIn(id)).get(director.profileId), 'owner')
})

test('[STR-08/owner] who led the unit and owns the chat passes it on, keeps it while nobody leads, and gives it to the next', async () => {
  const { teacher, secondTeacher, classId } = cast
  const chatId = await classChat()
  await change(secondTeacher, staffPlace, lead())
  await change(teacher, lead(), staffPlace)
  assert.equal((await rolesIn(chatId)).get(teacher.profileId), 'member')
  assert.equal((await rolesIn(chatId)).get(secondTeacher.profileId), 'owner')
  await change(secondTeacher, lead(), staffPlace)
  assert.equal((await rolesIn(chatId)).get(secondTeacher.profileId), 'owner')
  await change(teacher, staffPlace, lead(classId))
  assert.equal((await rolesIn(chatId)).get(teacher.profileId), 'owner')
  assert.equal((await rolesIn(chatId)).get(secondTeacher.profileId), 'member')
  assert.equal([...(await rolesIn(chatId)).values()].filter((role) => role === 'owner').length, 1)
  await send(teacher, chatId, 'Снова с вами')
})

test('[STR-08/rights] only the staff of a unit and those who manage units make its chats', async () => {
  const { teacher, secondTeacher, pupil, secondPupil, director, school, classId, kindergarten } = cast
  const input = () => ({
    id: newId(),
    communityId: school.communityId,
    title: 'Чат',
    memberIds: [secondPupil.profileId],
  })
  await pupil.client.refused('chats.create', { ...input(), unitId: classId }, 'community.notAllowed')
  const foreign = await secondTeacher.client.refused(
    'chats.create',
    { ...input(), unitId: classId },
    'community.notAllowed',
  )
  assert.equal(foreign.details?.right, 'units.manage')
  await teacher.client.refused('chats.create', { ...input(), unitId: school.staffUnitId }, 'community.notAllowed')
  for (const unitId of [newId(), kindergarten.staffUnitId]) {
    await director.client.refused('chats.create', { ...input(), unitId }, 'unit.unknown')
  }
  await pupil.client.refused('chats.create', { ...input(), unitId: cast.otherClassId }, 'unit.unknown')
  await director.client.refused('chats.create', { ...input(), communityId: null, unitId: classId }, 'chat.jointPupil')
  const unit = await director.client.call('units.create', {
    id: newId(),
    communityId: school.communityId,
    name: 'Архив',
  })
  await director.client.call('units.archive', { unitId: unit.id, archived: true })
  await director.client.refused('chats.create', { ...input(), unitId: unit.id }, 'unit.archived')
})

test('[STR-08/race] whoever becomes the lead while a chat of the unit is made leads it all the same', async () => {
  const { director, secondTeacher, school, classId, pupil, secondPupil } = cast
  for (let round = 0; round < 8; round += 1) {
    const id = newId()
    await Promise.all([
      change(secondTeacher, staffPlace, lead()),
      director.client.call('chats.create', {
        id,
        communityId: school.communityId,
        unitId: classId,
        title: `Чат ${round}`,
        memberIds: [pupil.profileId, secondPupil.profileId],
      }),
    ])
    assert.equal((await rolesIn(id)).get(secondTeacher.profileId), 'administrator', `round ${round}`)
    await change(secondTeacher, lead(), staffPlace)
    assert.equal((await rolesIn(id)).get(secondTeacher.profileId), 'member', `round ${round}`)
  }
})

test('[STR-08/gone] who leads a unit and leaves the organisation is out of its chats', async () => {
  const { director, secondTeacher, school } = cast
  const chatId = await classChat()
  await change(secondTeacher, staffPlace, lead())
  await director.client.call('members.remove', { communityId: school.communityId, profileId: secondTeacher.profileId })
  assert.equal((await rolesIn(chatId)).has(secondTeacher.profileId), false)
})
