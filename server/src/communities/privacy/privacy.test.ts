import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Privacy } from '#contract/communities/privacy.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const OPEN = {
  write: 'organisations',
  calls: 'organisations',
  groups: 'organisations',
  photo: 'organisations',
  readMarks: true,
} as const
const PUPIL = { write: 'contacts', calls: 'contacts', groups: 'contacts', photo: 'contacts', readMarks: true } as const
const choose = (person: Person, chosen: Partial<Privacy>, rest: Omit<Privacy, 'widest' | 'setBy'> = OPEN) =>
  person.client.call('privacy.set', { ...rest, ...chosen })
const direct = (other: Person) => ({ id: newId(), profileId: other.profileId })
const group = (members: Person[]) => ({
  id: newId(),
  communityId: cast.school.communityId,
  title: 'Чат',
  memberIds: members.map(({ profileId }) => profileId),
})

test('[ACC-07/defaults] a pupil is reached by his contacts and class, and cannot be opened wider', async () => {
  const { pupil, teacher } = cast
  assert.deepEqual(await pupil.client.call('privacy.get', {}), { ...PUPIL, widest: 'contacts', setBy: null })
  assert.deepEqual(await teacher.client.call('privacy.get', {}), { ...OPEN, widest: 'organisations', setBy: null })
  for (const wide of [{ write: 'organisations' }, { groups: 'organisations' }, { photo: 'organisations' }] as const) {
    await pupil.client.refused('privacy.set', { ...PUPIL, ...wide }, 'privacy.tooWide')
  }
  const chosen = { write: 'nobody', calls: 'nobody', groups: 'nobody', photo: 'nobody', readMarks: false } as const
  assert.deepEqual(await choose(pupil, chosen), { ...chosen, widest: 'contacts', setBy: null })
  assert.deepEqual(await pupil.client.call('privacy.get', {}), { ...chosen, widest: 'contacts', setBy: null })
  await choose(pupil, PUPIL)
})

test('[ACC-07/write] nobody begins a dialogue with whoever wants none; one that has begun goes on', async () => {
  const { teacher, secondTeacher, director } = cast
  const { chat } = await secondTeacher.client.call('chats.openDirect', direct(teacher))
  await choose(teacher, { write: 'nobody' })
  await director.client.refused('chats.openDirect', direct(teacher), 'message.writeForbidden')
  const again = await secondTeacher.client.call('chats.openDirect', direct(teacher))
  assert.equal(again.chat.id, chat.id)
  await secondTeacher.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Как договорились' })
  // The choice binds those who come, not the one who has chosen.
  const own = await teacher.client.call('chats.openDirect', direct(director))
  await director.client.call('messages.send', { chatId: own.chat.id, key: newId(), text: 'Слушаю' })
  await choose(teacher, OPEN)
})

test('[ACC-07/contacts] «contacts» lets in staff and the people of the own units, and no others of the organisation', async () => {
  const { parent, director, secondTeacher } = cast
  await choose(secondTeacher, { write: 'contacts' })
  // The teacher may see every parent and leads none of their classes.
  await parent.client.refused('chats.openDirect', direct(secondTeacher), 'message.writeForbidden')
  await director.client.call('chats.openDirect', direct(secondTeacher))
  await choose(secondTeacher, OPEN)
  await parent.client.call('chats.openDirect', direct(secondTeacher))
})

test('[ACC-07/family] parent and child reach each other whatever they have chosen', async () => {
  const { parent, pupil } = cast
  await choose(pupil, { write: 'nobody' }, PUPIL)
  await parent.client.call('chats.openDirect', direct(pupil))
  await choose(pupil, PUPIL)
})

test('[ACC-07/groups] nobody adds whoever does not want it, except staff of the own class to its chats', async () => {
  const { pupil, secondPupil, teacher, secondTeacher, parent } = cast
  await choose(pupil, { groups: 'nobody' }, PUPIL)
  await secondPupil.client.refused('chats.create', group([pupil, teacher]), 'chat.notContact')
  await secondTeacher.client.refused('chats.create', group([pupil, secondPupil]), 'chat.notContact')
  const { chat } = await secondPupil.client.call('chats.create', group([teacher, parent]))
  const more = { chatId: chat.id, profileIds: [pupil.profileId] }
  await secondPupil.client.refused('chats.addMembers', more, 'chat.notContact')
  await teacher.client.call('chats.create', group([pupil, secondPupil]))
  await choose(pupil, PUPIL)
  await secondPupil.client.call('chats.addMembers', more)
})

test('[ACC-07/read-marks] who hides what he has read is no mark for others, also of what he has read before', async () => {
  const { teacher, secondTeacher } = cast
  const { chat } = await teacher.client.call('chats.openDirect', direct(secondTeacher))
  const say = async () => {
    const sent = { chatId: chat.id, key: newId(), text: 'Вы читаете?' }
    return (await teacher.client.call('messages.send', sent)).message.seq
  }
  const topIds = async () => {
    const { readTop } = await teacher.client.call('chats.get', { chatId: chat.id })
    return readTop.map(({ profileId }) => profileId)
  }
  await secondTeacher.client.call('reads.mark', { chatId: chat.id, seq: await say() })
  assert.ok((await topIds()).includes(secondTeacher.profileId), 'shown while nothing is hidden')
  await choose(secondTeacher, { readMarks: false })
  assert.ok(!(await topIds()).includes(secondTeacher.profileId), 'what was read before is hidden')
  await using socket = await world.socket(teacher.client)
  await socket.hello()
  await secondTeacher.client.call('reads.mark', { chatId: chat.id, seq: await say() })
  await socket.settle()
  assert.ok(!JSON.stringify(socket.events('chat.read')).includes(secondTeacher.profileId), 'nothing is told')
  assert.equal((await secondTeacher.client.call('chats.get', { chatId: chat.id })).mine.unread, 0)
  assert.ok(!(await topIds()).includes(secondTeacher.profileId))
  await choose(secondTeacher, OPEN)
  await secondTeacher.client.call('reads.mark', { chatId: chat.id, seq: await say() })
  assert.ok((await topIds()).includes(secondTeacher.profileId), 'shown again from then on')
})
