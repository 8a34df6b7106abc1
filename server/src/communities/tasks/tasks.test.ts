import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SUPPORT_DAYS } from '#contract/communities/communities.limits.ts'
import { STAFF_TASKS } from '#contract/communities/tasks.ts'
import { apply, type Cast, createCast, join } from '#testkit/cast.ts'
import { send } from '#testkit/messages.ts'
import { newId, newPhone, type Person, signIn, signInOperator } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

const DAY_MS = 24 * 3_600_000

let world: World
let cast: Cast
let communityId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  communityId = cast.school.communityId
})
after(() => world[Symbol.asyncDispose]())

const someone = (surname: string, birthDate?: string) =>
  signIn(world, newPhone(), { surname, name: 'Олег', ...(birthDate === undefined ? {} : { birthDate }) })

const listOf = ({ client }: Person, of = communityId) => client.call('tasks.list', { communityId: of })
const doneBy = async (person: Person, of = communityId) =>
  (await listOf(person, of)).tasks.flatMap(({ task, done }) => (done ? [task] : []))

async function newTeacher(surname: string): Promise<Person> {
  const teacher = await someone(surname)
  await join(cast.school, teacher, { unitId: cast.school.staffUnitId, role: 'staff', position: 'Учитель' })
  return teacher
}

async function startChat(person: Person, others: readonly Person[], of = communityId): Promise<string> {
  const id = newId()
  await person.client.call('chats.create', {
    id,
    communityId: of,
    title: 'Физика',
    memberIds: others.map(({ profileId }) => profileId),
  })
  return id
}

const leave = (person: Person, chatId: string) => person.client.call('chats.leave', { chatId })

test('[ORG-08/order] the tasks are the nine of the deck in their order', async () => {
  const { tasks, folded } = await listOf(cast.secondTeacher)
  assert.deepEqual(
    tasks.map(({ task }) => task),
    [...STAFF_TASKS],
  )
  assert.equal(tasks.length, 9)
  assert.equal(folded, false)
})

test('[ORG-08/app] the app counts while somebody is signed in in it, on whichever of his devices', async () => {
  const teacher = await newTeacher('Установкин')
  assert.ok(!(await doneBy(teacher)).includes('app'))
  world.clock.advance(120_000)
  const phone = await signIn(world, teacher.phone, teacher.about)
  await phone.client.call('sessions.noteInstalled', {})
  await phone.client.call('sessions.noteInstalled', {})
  assert.ok((await doneBy(teacher)).includes('app'))
  assert.ok(!(await doneBy(cast.secondTeacher)).includes('app'), 'the app of somebody else')
  await phone.client.call('sessions.signOut', {})
  assert.ok(!(await doneBy(teacher)).includes('app'))
})

test('[ORG-08/profile] the learning profile counts by its kind', async () => {
  const teacher = await newTeacher('Профилев')
  const setKind = (kind: string) =>
    world.database.query('update identity.profile set kind = $2 where id = $1', [teacher.profileId, kind])
  assert.ok((await doneBy(teacher)).includes('profile'))
  await setKind('personal')
  assert.ok(!(await doneBy(teacher)).includes('profile'))
  await setKind('learning')
})

test('[ORG-08/confirmation] from the application to the confirmation: verification, link and status tick one after the other', async () => {
  const { school, director } = cast
  const teacher = await someone('Новичков')
  await teacher.client.refused('tasks.list', { communityId }, 'community.unknown')
  const own = newId()
  await teacher.client.call('verification.apply', { id: own, communityId, position: 'Учитель', path: 'site' })
  assert.deepEqual(await doneBy(teacher), ['profile', 'verification'])
  await teacher.client.call('applications.withdraw', { id: own })
  await teacher.client.refused('tasks.list', { communityId }, 'community.unknown')

  const id = await apply(school, teacher, { unitId: school.staffUnitId, role: 'staff', position: 'Учитель' })
  assert.deepEqual(await doneBy(teacher), ['profile', 'verification', 'link'])
  await director.client.call('applications.decide', { communityId, ids: [id], decision: 'approve' })
  assert.deepEqual(await doneBy(teacher), ['profile', 'verification', 'link', 'confirmation'])
  await director.client.call('applications.undo', { communityId, ids: [id] })
  assert.deepEqual(await doneBy(teacher), ['profile', 'verification', 'link'])
})

test('[GEN-01/tasks] whoever is no member any more, and whose application was refused, is told nothing of the organisation', async () => {
  const { school, director } = cast
  const [gone, refused] = [await newTeacher('Ушедший'), await someone('Отказной')]
  await director.client.call('members.remove', { communityId, profileId: gone.profileId, reason: 'Уволился' })
  const id = await apply(school, refused, { unitId: school.staffUnitId, role: 'staff', position: 'Учитель' })
  await listOf(refused)
  await director.client.call('applications.decide', { communityId, ids: [id], decision: 'reject', reason: 'Не знаем' })
  for (const { client } of [gone, refused]) {
    await client.refused('tasks.list', { communityId }, 'community.unknown')
    await client.refused('tasks.fold', { communityId, folded: true }, 'community.unknown')
  }
})

test('[ORG-08/chats] chats with colleagues, pupils of 14 and parents tick by who is in the groups that one has made', async () => {
  const { secondTeacher, pupil, parent, director } = cast
  const teacher = await newTeacher('Чатов')
  const theirs = await startChat(secondTeacher, [teacher, pupil, parent])
  assert.ok(!(await doneBy(teacher)).includes('chats'), 'chats of others')
  await leave(secondTeacher, theirs)
  assert.ok(!(await doneBy(teacher)).includes('chats'), 'a chat that one has come to lead')
  const has = async (task: string) => (await doneBy(teacher)).some((each) => each === task)

  const colleagues = await startChat(teacher, [secondTeacher, director])
  assert.deepEqual([await has('chats'), await has('pupils'), await has('parents')], [true, false, false])
  const parents = await startChat(teacher, [parent, secondTeacher])
  assert.deepEqual([await has('pupils'), await has('parents')], [false, true])
  await leave(teacher, parents)
  assert.deepEqual([await has('chats'), await has('parents')], [true, false])

  const pupils = await startChat(teacher, [pupil, secondTeacher])
  assert.equal(await has('pupils'), true)
  await leave(teacher, pupils)
  assert.equal(await has('pupils'), false)
  await leave(teacher, colleagues)
  assert.equal(await has('chats'), false)
})

test('[ORG-08/pupils] a pupil counts from the birthday on with which he is 14', async () => {
  const { school, classId, secondTeacher } = cast
  const teacher = await newTeacher('Классный')
  const young = await someone('Юный', '2012-02-03')
  await join(school, young, { unitId: classId, role: 'pupil' })
  await startChat(teacher, [young, secondTeacher])
  const setBirth = (days: number) => {
    const born = new Date(world.clock.now() + days * DAY_MS)
    born.setUTCFullYear(born.getUTCFullYear() - 14)
    return world.database.query(
      `update identity.person set birth_date = $2 where id = (select person_id from identity.profile where id = $1)`,
      [young.profileId, born.toISOString().slice(0, 10)],
    )
  }
  await setBirth(2)
  assert.ok(!(await doneBy(teacher)).includes('pupils'))
  await setBirth(-1)
  assert.ok((await doneBy(teacher)).includes('pupils'))
})

test('[ORG-08/communication] communication is kept going while one writes: in chats, to somebody of the organisation alone, and not by reading', async () => {
  const { secondTeacher, director, stranger } = cast
  const teacher = await newTeacher('Общителев')
  const writes = async () => (await doneBy(teacher)).includes('communication')
  const chatId = await startChat(secondTeacher, [teacher, director])
  await send(secondTeacher, chatId, 'Коллеги!')
  const { channels } = await director.client.call('channels.list', { communityId })
  await director.client.call('channels.post', { chatId: channels[0]!.chat.id, text: 'Объявление' })
  assert.equal(await writes(), false, 'others have written')
  const { token } = await teacher.client.call('personalContacts.makeCode', {})
  await stranger.client.call('personalContacts.answer', { token })
  await teacher.client.call('personalContacts.confirm', { profileId: stranger.profileId })
  const outside = await teacher.client.call('chats.openDirect', { id: newId(), profileId: stranger.profileId })
  await send(teacher, outside.chat.id, 'Не из нашей школы')
  assert.equal(await writes(), false, 'somebody of another organisation')
  await send(teacher, chatId, 'Да?')
  assert.equal(await writes(), true)
  world.clock.advance(SUPPORT_DAYS * DAY_MS - 60_000)
  assert.equal(await writes(), true)
  world.clock.advance(120_000)
  assert.equal(await writes(), false)
  const alone = await teacher.client.call('chats.openDirect', { id: newId(), profileId: secondTeacher.profileId })
  await send(teacher, alone.chat.id, 'Как дела?')
  assert.equal(await writes(), true)
})

test('[ORG-08/needless] tasks for which nobody is there are named so, and to an applicant they say nothing of that', async () => {
  const { kindergarten, stranger } = cast
  const educator = await someone('Воспитателев')
  const id = await apply(kindergarten, educator, {
    unitId: kindergarten.staffUnitId,
    role: 'staff',
    position: 'Воспитатель',
  })
  const needless = async () =>
    (await listOf(educator, kindergarten.communityId)).tasks.flatMap(({ task, needless }) => (needless ? [task] : []))
  assert.deepEqual(await needless(), [])
  await stranger.client.call('applications.decide', {
    communityId: kindergarten.communityId,
    ids: [id],
    decision: 'approve',
  })
  assert.deepEqual(await needless(), ['pupils', 'parents'])
  const school = await listOf(cast.teacher)
  assert.ok(school.tasks.every(({ needless }) => !needless))
})

test('[ORG-08/folded] the list is folded away on every device until it is brought back, also while the organisation rests', async () => {
  const { secondTeacher, teacher } = cast
  world.clock.advance(120_000)
  const other = await signIn(world, secondTeacher.phone, secondTeacher.about)
  const fold = (folded: boolean) => secondTeacher.client.call('tasks.fold', { communityId, folded })
  await fold(true)
  await fold(true)
  assert.equal((await listOf(other)).folded, true)
  assert.equal((await listOf(teacher)).folded, false, 'everybody folds his own')
  const operator = await signInOperator(world)
  await operator.call('organisations.suspend', { communityId, reason: 'Проверка' })
  await fold(false)
  await operator.call('organisations.resume', { communityId })
  assert.equal((await listOf(other)).folded, false)
})

test('[ORG-08/whose] pupils, parents and whoever only administrates have no such list, and to strangers there is no organisation', async () => {
  for (const person of [cast.pupil, cast.parent, cast.director]) {
    const { details } = await person.client.refused('tasks.list', { communityId }, 'tasks.ofStaffOnly')
    assert.deepEqual(details, { changedBy: 'administrator' })
    await person.client.refused('tasks.fold', { communityId, folded: true }, 'tasks.ofStaffOnly')
  }
  await cast.stranger.client.refused('tasks.list', { communityId }, 'community.unknown')
  await cast.stranger.client.refused('tasks.fold', { communityId, folded: true }, 'community.unknown')
  await cast.teacher.client.refused('tasks.list', { communityId: newId() }, 'community.unknown')
})
