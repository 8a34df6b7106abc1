import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { forward, forwardInput, send, startChat } from '#testkit/messages.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
let everyone: string
let staff: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  const { channels } = await cast.director.client.call('channels.list', { communityId: cast.school.communityId })
  everyone = channels.find(({ chat }) => chat.channelClass === 'everyone')!.chat.id
  staff = channels.find(({ chat }) => chat.channelClass === 'staff')!.chat.id
})
after(() => world[Symbol.asyncDispose]())

async function post(chatId: string, text: string) {
  const { seq } = await cast.director.client.call('channels.post', { chatId, text })
  return { chatId, seq }
}

/** Everything of a chat that somebody is told who asks in every way. */
async function toldTo({ client }: Person, chatId: string): Promise<string> {
  await using socket = await world.socket(client)
  const snapshot = await socket.hello({ open: [chatId] })
  const known = await socket.hello({ chats: { [chatId]: 1 } })
  const seqs = Array.from({ length: 40 }, (_, i) => i + 1)
  const messages = await client.call('messages.get', { chatId, seqs })
  const page = await client.call('messages.page', { chatId, limit: 100 })
  const around = await client.call('messages.page', { chatId, around: 5 })
  return JSON.stringify([snapshot, known, messages, page, around, await client.call('chats.list', {}), socket.frames])
}

test('[CHN-08/own-channels] a post of «Общешкольный» goes to staff, pupils and parents with its origin; one of «Сотрудники» stays among staff', async () => {
  const { teacher, pupil, parent, secondTeacher, secondPupil, school } = cast
  const { communityId } = school
  const open = await post(everyone, 'Линейка в девять')
  const mixed = await startChat(cast, [pupil, parent, secondTeacher])
  const colleagues = await startChat(cast, [secondTeacher], 'Коллеги')
  const family = (await parent.client.call('chats.openDirect', { id: newId(), profileId: pupil.profileId })).chat.id
  const origin = { kind: 'channel', communityId, community: school.name, channel: 'Общешкольный', staffOnly: false }
  for (const [person, chatId] of [
    [teacher, mixed],
    [pupil, mixed],
    [parent, family],
    [pupil, family],
    [secondTeacher, colleagues],
  ] as const) {
    const [seq] = await forward(person, chatId, [open])
    const { messages } = await person.client.call('messages.get', { chatId, seqs: [seq!] })
    assert.deepEqual([messages[0]!.text, messages[0]!.origin], ['Линейка в девять', origin])
  }
  for (const reader of [pupil, parent]) {
    const told = await toldTo(reader, mixed)
    assert.ok(!told.includes(cast.director.profileId), 'who wrote it in the name of the organisation is told')
  }
  const secret = await post(staff, 'Педсовет о премиях')
  const direct = await teacher.client.call('chats.openDirect', { id: newId(), profileId: parent.profileId })
  for (const chatId of [mixed, direct.chat.id]) {
    await teacher.client.refused('messages.forward', forwardInput(chatId, [secret]), 'message.staffOnly')
  }
  const [seq] = await forward(teacher, colleagues, [secret])
  const copy = { chatId: colleagues, seq: seq! }
  const { messages } = await secondTeacher.client.call('messages.get', { chatId: colleagues, seqs: [seq!] })
  assert.deepEqual(messages[0]!.origin, { ...origin, channel: 'Сотрудники', staffOnly: true })
  // Neither by a detour over a copy.
  await secondTeacher.client.refused('messages.forward', forwardInput(mixed, [copy]), 'message.staffOnly')
  for (const person of [pupil, parent, secondPupil, cast.stranger]) {
    await person.client.refused('messages.forward', forwardInput(mixed, [secret]), 'chat.unknown')
    await using socket = await world.socket(person.client)
    assert.ok(!JSON.stringify([await socket.hello({ open: [mixed] }), socket.frames]).includes('премиях'))
  }
})

test('[CHN-08/staff] staff is that of this very organisation, and an administrator belongs to it', async () => {
  const { teacher, director, secondTeacher } = cast
  const secret = await post(staff, 'Расписание замен')
  const colleagues = await startChat(cast, [director, secondTeacher], 'Администрация')
  await forward(teacher, colleagues, [secret])
  const mother = await signIn(world, newPhone(), { surname: 'Двойкина', name: 'Рита', patronymic: 'Павловна' })
  await join(cast.school, mother, { unitId: cast.classId, role: 'parent', childProfileId: cast.secondPupil.profileId })
  await join(cast.kindergarten, mother, {
    unitId: cast.kindergarten.staffUnitId,
    role: 'staff',
    position: 'Воспитатель',
  })
  const shared = await startChat(cast, [mother], 'Мама и воспитатель')
  await teacher.client.refused('messages.forward', forwardInput(shared, [secret]), 'message.staffOnly')
  // Who works here too is staff here, whatever else he is.
  await join(cast.school, mother, { unitId: cast.school.staffUnitId, role: 'staff', position: 'Психолог' })
  await forward(teacher, shared, [secret])
})

test('[CHN-08/later] whoever comes into a chat later and is no staff never sees what stood there before him', async () => {
  const { teacher, secondTeacher, pupil } = cast
  const word = `тайна${newId().slice(-12)}`
  const secret = await post(staff, `Это ${word}`)
  const chatId = await startChat(cast, [secondTeacher], 'Потом придут')
  const [seq] = await forward(teacher, chatId, [secret])
  await send(secondTeacher, chatId, 'Видела', { replyToSeq: seq! })
  await teacher.client.call('chats.addMembers', { chatId, profileIds: [pupil.profileId] })
  await send(secondTeacher, chatId, 'Это при всех', { replyToSeq: seq! })
  const told = await toldTo(pupil, chatId)
  assert.ok(told.includes('Это при всех'))
  assert.ok(!told.includes(word), 'a pupil was told what the staff keeps to itself')
  await pupil.client.refused('messages.forward', forwardInput(chatId, [{ chatId, seq: seq! }]), 'message.unknown')
  await teacher.client.refused('messages.forward', forwardInput(chatId, [secret]), 'message.staffOnly')
  assert.ok((await toldTo(secondTeacher, chatId)).includes(word))
})

test('[CHN-08/race] a pupil who is let in at the same moment never reads it, whichever comes first', async () => {
  const { teacher, pupil, secondTeacher } = cast
  const outcomes: string[] = []
  for (let round = 0; round < 16; round += 1) {
    const word = `слово${newId().slice(-12)}`
    const secret = await post(staff, word)
    const chatId = await startChat(cast, [secondTeacher], `Чат ${round}`)
    const asked = [
      () => teacher.client.call('chats.addMembers', { chatId, profileIds: [pupil.profileId] }),
      () => teacher.client.post('messages.forward', JSON.stringify(forwardInput(chatId, [secret]))),
    ]
    const answers = await Promise.all((round % 2 === 0 ? asked : asked.reverse()).map((ask) => ask()))
    outcomes.push(...answers.flatMap((answer) => ('status' in answer ? String(answer.status) : [])))
    assert.ok(!(await toldTo(pupil, chatId)).includes(word), `round ${round}: ${outcomes.at(-1)}`)
    await teacher.client.refused('messages.forward', forwardInput(chatId, [secret]), 'message.staffOnly')
  }
  assert.ok(
    outcomes.every((status) => status === '200' || status === '403'),
    outcomes.join(),
  )
})
