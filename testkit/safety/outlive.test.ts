import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { newId, ProblemError, readProblem } from '#testkit/client.ts'
import { codeFor, newPhone, newSecret, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

async function newChat(by: Person, members: Person[]): Promise<string> {
  const { chat } = await by.client.call('chats.create', {
    id: newId(),
    communityId: cast.school.communityId,
    title: 'Чат',
    memberIds: members.map(({ profileId }) => profileId),
  })
  return chat.id
}

test('[GEN-01/send-race] whoever is removed in the middle of a burst has written nothing beyond his removal', async () => {
  const { teacher, secondTeacher, director } = cast
  for (let round = 0; round < 3; round += 1) {
    const chatId = await newChat(teacher, [secondTeacher, director])
    const socket = await world.socket(secondTeacher.client)
    await socket.hello()
    const sends = Array.from({ length: 40 }, (_, i) =>
      socket.call('messages.send', { chatId, key: newId(), text: `м${i}` }),
    )
    const removed = teacher.client.call('chats.removeMember', { chatId, profileId: secondTeacher.profileId })
    const results = await Promise.allSettled(sends)
    await removed
    const acknowledged = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.message.seq] : []))
    const { entries } = await teacher.client.call('messages.page', { chatId, limit: 100 })
    assert.deepEqual(
      entries.map(({ s }) => s),
      entries.map((_, i) => i + 1),
    )
    const left = entries.find(({ e }) => e === 'members.left')!.s
    const his = entries.flatMap((entry) =>
      entry.e === 'message.posted' && entry.p.message.senderId === secondTeacher.profileId ? [entry.s] : [],
    )
    assert.deepEqual(his, acknowledged)
    assert.ok(his.every((seq) => seq < left))
    await socket[Symbol.asyncDispose]()
  }
})

test('[GEN-01/after] a removed member types, reads, answers, marks and adds nothing, and hears nothing', async () => {
  const { teacher, secondTeacher, director } = cast
  const chatId = await newChat(teacher, [secondTeacher, director])
  const { message } = await teacher.client.call('messages.send', { chatId, key: newId(), text: 'Начало' })
  const socket = await world.socket(secondTeacher.client)
  await socket.hello()
  await teacher.client.call('chats.removeMember', { chatId, profileId: secondTeacher.profileId })
  await socket.event('chat.dropped', (payload) => payload.chatId === chatId)
  const from = socket.frames.length
  const { client } = secondTeacher
  await client.refused('typing.start', { chatId }, 'chat.unknown')
  await client.refused('reads.mark', { chatId, seq: message.seq }, 'chat.unknown')
  const answer = { chatId, key: newId(), text: 'Ответ', replyToSeq: message.seq }
  await client.refused('messages.send', answer, 'chat.unknown')
  await client.refused('messages.get', { chatId, seqs: [message.seq] }, 'chat.unknown')
  await client.refused('chats.rename', { chatId, title: 'Моё' }, 'chat.unknown')
  await client.refused('chats.leave', { chatId }, 'chat.unknown')
  await director.client.call('typing.start', { chatId })
  await director.client.call('reads.mark', { chatId, seq: message.seq })
  await director.client.call('chats.leave', { chatId })
  await teacher.client.call('messages.send', { chatId, key: newId(), text: 'Конец' })
  const { gone, moved } = await socket.hello({ chats: { [chatId]: message.seq }, open: [chatId] })
  assert.deepEqual(gone, [chatId])
  assert.ok(!JSON.stringify(moved).includes(chatId))
  const heard = socket.frames.slice(from).filter((frame) => frame.t === 'event')
  assert.deepEqual(heard, [])
})

test('[GEN-01/many-hands] everybody removes, leaves and writes at once: each gets his answer, and the chats stand whole', async () => {
  const { communityId, staffUnitId } = cast.school
  const people: Person[] = []
  for (const surname of ['Первый', 'Второй', 'Третий']) {
    const person = await signIn(world, newPhone(), { surname, name: 'Пётр' })
    await join(cast.school, person, { unitId: staffUnitId, role: 'staff', position: 'Учитель' })
    people.push(person)
  }
  const chatIds = [await newChat(cast.teacher, people), await newChat(people[0]!, [...people.slice(1), cast.teacher])]
  const { client: teacher } = cast.teacher
  const deeds = people.flatMap(({ client, profileId }) => [
    cast.director.client.call('members.remove', { communityId, profileId }),
    ...chatIds.flatMap((chatId) => [
      teacher.call('chats.removeMember', { chatId, profileId }),
      client.call('chats.leave', { chatId }),
      client.call('messages.send', { chatId, key: newId(), text: 'Ещё здесь' }),
    ]),
  ])
  const declared = ['chat.unknown', 'chat.memberUnknown', 'chat.notAllowed']
  for (const result of await Promise.allSettled(deeds)) {
    if (result.status === 'fulfilled') continue
    assert.ok(result.reason instanceof ProblemError && declared.includes(result.reason.problem.code), result.reason)
  }
  for (const chatId of chatIds) {
    const { entries } = await teacher.call('messages.page', { chatId, limit: 100 })
    assert.deepEqual(
      entries.map(({ s }) => s),
      entries.map((_, i) => i + 1),
    )
    const { chat, mine } = await teacher.call('chats.get', { chatId })
    assert.deepEqual([chat.membersCount, mine.role], [1, 'owner'])
  }
})

test('[GEN-01/etag] an answer that was kept is good only for whom it was made, and only while he is signed in', async () => {
  const { communityId } = cast.school
  const path = `/api/units.list?input=${encodeURIComponent(JSON.stringify({ communityId }))}`
  const person = await signIn(world, newPhone(), { surname: 'Кэшев', name: 'Пётр' })
  await join(cast.school, person, { unitId: cast.classId, role: 'staff', position: 'Учитель' })
  const { client } = person
  const first = await client.raw(path)
  assert.equal(first.status, 200)
  assert.deepEqual([first.headers.vary, first.headers['cache-control']], ['Cookie', 'private, no-cache'])
  const headers = { 'if-none-match': String(first.headers.etag) }
  const again = await client.raw(path, { headers })
  assert.deepEqual([again.status, again.text], [304, ''])
  const head = await client.raw(path, { method: 'HEAD' })
  assert.deepEqual([head.status, head.headers.etag, head.text], [200, first.headers.etag, ''])
  const pupils = await cast.pupil.client.raw(path, { headers })
  assert.equal(pupils.status, 200)
  assert.ok(!pupils.text.includes('9«А»'))
  const foreign = await cast.stranger.client.raw(path, { headers })
  assert.equal(readProblem('units.list', foreign).code, 'community.unknown')
  const cookie = client.cookieHeader
  await client.call('sessions.signOut', {})
  const out = await client.raw(path, { headers: { ...headers, cookie } })
  assert.equal(readProblem('units.list', out).code, 'session.ended')
  const command = await cast.director.client.raw(path.replace('units.list', 'units.create'))
  assert.equal(command.status, 404)
})

test('one key is one deed of one session and one operation, and a refusal does not use it up', async () => {
  const { communityId } = cast.school
  const key = newId()
  const unit = { id: newId(), communityId, name: 'Ключевой' }
  const { director, teacher } = cast
  await teacher.client.refused('units.create', unit, 'community.notAllowed', { key })
  const made = await director.client.call('units.create', unit, { key })
  await director.client.refused('units.rename', { unitId: made.id, name: 'Иной' }, 'key.reused', { key })
  await director.client.refused('units.create', { ...unit, name: 'Другой' }, 'key.reused', { key })
  assert.deepEqual(await director.client.call('units.create', unit, { key }), made)
  world.clock.advance(61_000)
  const second = await signIn(world, director.phone, director.about)
  await second.client.call('units.rename', { unitId: made.id, name: 'Иной' }, { key })
  const chat = { id: newId(), communityId, title: 'Чат', memberIds: [director.profileId] }
  await teacher.client.refused('chats.create', { ...chat, title: ' ' }, 'chat.titleInvalid', { key })
  await teacher.client.call('chats.create', chat, { key })
})

test('[IDN-19/two] one phone that stands in two requests administers both, however many windows sign in at once', async () => {
  const phone = newPhone()
  for (const name of ['Лицей', 'Колледж']) {
    const id = newId()
    await world.client().call('requests.file', {
      id,
      secret: newSecret(),
      type: 'school',
      name,
      administratorSurname: 'Двоедел',
      administratorName: 'Нина',
      administratorPatronymic: '',
      administratorPhone: phone,
    })
    await cast.operator.call('requests.move', { id, version: 1, to: 'approved', reason: 'Да', waive: true })
  }
  const begin = async () => {
    const client = world.client()
    const { flow } = await client.call('signin.start', { phone })
    await client.call('signin.requestCode', { flow, reason: 'first' })
    const code = codeFor(world, phone)
    world.clock.advance(61_000)
    return { client, flow, code }
  }
  const windows = [await begin(), await begin()]
  const about = { surname: 'Двоедел', name: 'Нина', patronymic: '', birthDate: '1980-01-01' }
  for (const { client, flow, code } of windows) {
    await client.call('signin.verifyCode', { flow, code })
    await client.call('signin.about', { flow, ...about })
  }
  await Promise.all(windows.map(({ client, flow }) => client.call('signin.createProfile', { flow })))
  for (const { client } of windows) {
    const { memberships } = await client.call('communities.mine', {})
    assert.deepEqual(memberships.map(({ name }) => name).sort(), ['Колледж', 'Лицей'])
    assert.ok(memberships.every(({ roles }) => roles.length === 1 && roles[0]!.role === 'administrator'))
  }
})

test('[GEN-01/operator] an operator who teaches sees of other schools nothing, and on his host nothing of his own', async () => {
  const phone = newPhone()
  await world.app.platform.transaction((tx) => world.app.identity.ensureOperator(tx, phone))
  const person = await signIn(world, phone, { surname: 'Операторов', name: 'Павел' })
  await join(cast.kindergarten, person, {
    unitId: cast.kindergarten.staffUnitId,
    role: 'staff',
    position: 'Воспитатель',
  })
  const { communityId } = cast.school
  await person.client.refused('communities.home', { communityId }, 'community.unknown')
  await person.client.refused('requests.list', {}, 'operation.wrongSurface')
  await cast.operator.refused('communities.mine', {}, 'operation.wrongSurface')
  await cast.operator.refused('chats.list', {}, 'operation.wrongSurface')
})

test('[MSG-21/999] unread stops at 999, falls by reading, and own messages never count', async () => {
  const chatId = await newChat(cast.teacher, [cast.secondTeacher, cast.director])
  const socket = await world.socket(cast.teacher.client)
  for (let n = 0; n < 1_010; n += 60) {
    const count = Math.min(60, 1_010 - n)
    await Promise.all(
      Array.from({ length: count }, () => socket.call('messages.send', { chatId, key: newId(), text: 'раз' })),
    )
  }
  const mineOf = async (person: Person) => (await person.client.call('chats.get', { chatId })).mine
  assert.equal((await mineOf(cast.secondTeacher)).unread, 999)
  assert.equal((await mineOf(cast.teacher)).unread, 0)
  const { lastSeq } = await cast.secondTeacher.client.call('chats.get', { chatId })
  const devices = [await world.socket(cast.secondTeacher.client), await world.socket(cast.secondTeacher.client)]
  const marks = [lastSeq - 10, lastSeq - 500, lastSeq - 4, lastSeq + 1_000_000_000]
  await Promise.all(marks.slice(0, 3).map((seq, i) => devices[i % 2]!.call('reads.mark', { chatId, seq })))
  assert.equal((await mineOf(cast.secondTeacher)).unread, 4)
  await devices[0]!.call('reads.mark', { chatId, seq: marks[3]! })
  assert.deepEqual(
    [(await mineOf(cast.secondTeacher)).unread, (await mineOf(cast.secondTeacher)).readSeq],
    [0, lastSeq],
  )
  await socket.call('messages.send', { chatId, key: newId(), text: 'после' })
  assert.equal((await mineOf(cast.secondTeacher)).unread, 1, 'a mark beyond the end hides nothing that comes')
})
