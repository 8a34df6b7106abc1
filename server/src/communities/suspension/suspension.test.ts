import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import type { EventPayload } from '#contract/events.ts'
import { isOpenWhileSuspended } from '#contract/kit/operation.ts'
import { operations } from '#contract/operations.ts'
import { apply, type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { send, startChat } from '#testkit/messages.ts'
import type { TestSocket } from '#testkit/test-socket.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { namingOf } from './suspension-duty.ts'

const REASON = 'Договор с учредителем закончился'

let world: World
let cast: Cast
let communityId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  communityId = cast.school.communityId
})
after(() => world[Symbol.asyncDispose]())
afterEach(async () => {
  const { organisations } = await cast.operator.call('organisations.list', { suspended: true })
  for (const each of organisations) await cast.operator.call('organisations.resume', { communityId: each.communityId })
})

const suspend = () => cast.operator.call('organisations.suspend', { communityId, reason: REASON })
const told = (socket: TestSocket) =>
  socket.events('community.suspension').map(({ p }) => p as EventPayload<'community.suspension'>)
const resume = () => cast.operator.call('organisations.resume', { communityId })

test('[ORG-19/suspension] nothing is changed in a suspended organisation, and every refusal says why and who resumes it', async () => {
  const { director, teacher, pupil, secondTeacher, school, classId, otherPupil } = cast
  const chatId = await startChat(cast, [pupil, secondTeacher])
  const said = await send(teacher, chatId, 'До завтра')
  const link = await director.client.call('links.create', { id: newId(), unitId: classId, role: 'pupil' })
  const { chat: dialogue } = await teacher.client.call('chats.openDirect', {
    id: newId(),
    profileId: secondTeacher.profileId,
  })
  const pending = await apply(school, cast.newcomer, { unitId: school.staffUnitId, role: 'staff', position: 'Завуч' })
  const { channels } = await director.client.call('channels.list', { communityId })
  await suspend()
  const refusals = [
    await teacher.client.refused('messages.send', { chatId, key: newId(), text: 'А?' }, 'community.suspended'),
    await pupil.client.refused('reactions.set', { chatId, seq: said.seq, reaction: '👍' }, 'community.suspended'),
    await teacher.client.refused('messages.erase', { chatId, seqs: [said.seq] }, 'community.suspended'),
    await teacher.client.refused(
      'messages.send',
      { chatId: dialogue.id, key: newId(), text: 'Наедине' },
      'community.suspended',
    ),
    await teacher.client.refused(
      'chats.openDirect',
      { id: newId(), profileId: director.profileId },
      'community.suspended',
    ),
    await teacher.client.refused(
      'chats.create',
      { id: newId(), communityId, title: 'Новый', memberIds: [otherPupil.profileId] },
      'community.suspended',
    ),
    await director.client.refused(
      'channels.post',
      { chatId: channels[0]!.chat.id, text: 'Всем' },
      'community.suspended',
    ),
    await director.client.refused('units.rename', { unitId: classId, name: '5«В»' }, 'community.suspended'),
    await director.client.refused(
      'links.create',
      { id: newId(), unitId: classId, role: 'pupil' },
      'community.suspended',
    ),
    await director.client.refused('links.revoke', { linkId: link.id }, 'community.suspended'),
    await director.client.refused(
      'applications.decide',
      { communityId, ids: [pending], decision: 'approve' },
      'community.suspended',
    ),
    await director.client.refused('members.remove', { communityId, profileId: pupil.profileId }, 'community.suspended'),
  ]
  for (const { status, details } of refusals) {
    assert.deepEqual([status, details], [403, { reason: REASON, changedBy: 'operator' }])
  }
  assert.equal((await teacher.client.call('messages.page', { chatId })).entries.at(-1)?.s, said.seq)
  await resume()
  await send(teacher, chatId, 'Снова вместе')
  await director.client.call('applications.decide', { communityId, ids: [pending], decision: 'reject', reason: 'Нет' })
})

test('[ORG-19/suspension] members read on and read why; they may leave a chat and mark what they have read', async () => {
  const { pupil, secondTeacher, teacher, director } = cast
  const chatId = await startChat(cast, [pupil, secondTeacher])
  const said = await send(teacher, chatId, 'Прочитайте')
  const socket = await world.socket(pupil.client)
  await socket.hello()
  await suspend()
  await socket.settle()
  assert.deepEqual(
    told(socket).map(({ suspended }) => suspended?.reason),
    [REASON],
  )
  for (const person of [pupil, director]) {
    const { memberships } = await person.client.call('communities.mine', {})
    assert.equal(memberships[0]?.suspended?.reason, REASON)
  }
  assert.equal((await director.client.call('communities.home', { communityId })).membership.suspended?.reason, REASON)
  await pupil.client.call('reads.mark', { chatId, seq: said.seq })
  await secondTeacher.client.call('chats.leave', { chatId })
  await resume()
  await socket.settle()
  assert.deepEqual(
    told(socket).map(({ suspended }) => suspended === null),
    [false, true],
  )
  assert.equal((await pupil.client.call('communities.mine', {})).memberships[0]?.suspended, null)
})

test('[ORG-19/suspension] outsiders learn that it rests and not why, strangers nothing, other organisations work on', async () => {
  const { director, newcomer, stranger, kindergarten, school, classId } = cast
  const link = await director.client.call('links.create', { id: newId(), unitId: school.staffUnitId, role: 'staff' })
  await suspend()
  const applies = await newcomer.client.refused(
    'applications.submit',
    { id: newId(), token: link.token, position: 'Завуч' },
    'community.suspended',
  )
  assert.deepEqual(applies.details, { changedBy: 'operator' })
  await stranger.client.refused('units.rename', { unitId: classId, name: '5«В»' }, 'unit.unknown')
  await stranger.client.call('units.create', {
    id: newId(),
    communityId: kindergarten.communityId,
    name: 'Солнышко',
  })
})

test('[ORG-19/suspension] an operator gives a reason, once, and finds whom he has suspended', async () => {
  const { operator } = cast
  await operator.refused('organisations.suspend', { communityId, reason: '  ' }, 'suspension.reasonMissing')
  await operator.refused('organisations.suspend', { communityId: newId(), reason: REASON }, 'community.unknown')
  const { suspended } = await suspend()
  assert.equal(suspended?.reason, REASON)
  await operator.refused('organisations.suspend', { communityId, reason: REASON }, 'suspension.isThere')
  const found = await operator.call('organisations.list', { search: '1234', suspended: true })
  assert.deepEqual([found.organisations.map((each) => each.communityId), found.suspendedCount], [[communityId], 1])
  assert.equal((await resume()).suspended, null)
  await operator.refused('organisations.resume', { communityId }, 'suspension.over')
  const all = await operator.call('organisations.list', {})
  assert.ok(all.organisations.length >= 2 && all.suspendedCount === 0)
})

test('[ORG-19/suspension] every command names its organisation, but for those that are about none', () => {
  const unnamed = Object.values(operations)
    .filter((operation) => !isOpenWhileSuspended(operation) && namingOf(operation) === null)
    .map(({ id }) => id)
  assert.deepEqual(unnamed.sort(), [
    'ageNotices.dismiss',
    'blocks.block',
    'blocks.unblock',
    'consents.give',
    'consents.withdraw',
    'details.set',
    'favourites.open',
    'files.begin',
    'files.discard',
    'folders.set',
    'merge.begin',
    'merge.confirm',
    'merge.prove',
    'personalContacts.answer',
    'personalContacts.confirm',
    'personalContacts.makeCode',
    'personalContacts.open',
    'personalContacts.remove',
    'phonebook.compare',
    'phonebook.forget',
    'photos.remove',
    'photos.set',
    'privacy.set',
    'profiles.rename',
    'quiet.set',
  ])
})
