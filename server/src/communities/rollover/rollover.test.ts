import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ROLLOVER_UNDO_MS } from '#contract/communities/rollover.limits.ts'
import type { RolloverPlan } from '#contract/communities/rollover.ts'
import { type Cast, createCast, join, type Organisation } from '#testkit/cast.ts'
import { type Client, newId } from '#testkit/client.ts'
import { send, startChat } from '#testkit/messages.ts'
import { carryOut, choose, leaveAll, makeDue, plan, takeBack } from '#testkit/rollovers.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
let school: Organisation
let director: Client
before(async () => {
  world = await createWorld()
  // The end of August: units carry the year that ends, and are taken into the one that comes.
  world.clock.advanceTo(Date.parse('2031-08-25T09:00:00Z'))
  cast = await createCast(world)
  school = cast.school
  director = cast.director.client
})
after(() => world[Symbol.asyncDispose]())

const YEAR = 2031
const create = async (name: string, grade?: number) => {
  const input = { id: newId(), communityId: school.communityId, name, ...(grade === undefined ? {} : { grade }) }
  return (await director.call('units.create', input)).id
}
const unitsNow = async () => {
  const { units } = await director.call('units.list', { communityId: school.communityId, archived: true })
  return new Map(units.map(({ unit }) => [unit.id, unit]))
}
const named = ({ lines }: RolloverPlan, name: string) =>
  lines.find((line) => line.name === name) ?? assert.fail(`No line is called ${name}`)

test('[STR-12/plan] every unit is proposed, what is not understood is asked, and nothing is changed by looking', async () => {
  await create('Продлёнка')
  await create('11«В»', 11)
  const before = await unitsNow()
  const planned = await plan(director, school.communityId)
  assert.deepEqual(
    planned.lines.map(({ name, choice, newName, reason }) => [name, choice, newName, reason]),
    [
      ['5«Б»', 'promote', '6«Б»', null],
      ['9«А»', null, '10«А»', 'mayEnd'],
      ['11«В»', 'graduate', '', null],
      ['Продлёнка', null, '', 'nameUnclear'],
    ],
  )
  const { pupils, parents, leads, schoolYear } = named(planned, '5«Б»')
  assert.deepEqual([pupils, parents, leads, schoolYear], [2, 1, 1, YEAR - 1])
  const { difference, year, state } = planned.rollover
  assert.deepEqual(
    [year, state, difference.promoted, difference.graduated, difference.undecided],
    [YEAR, 'ready', 1, 1, 2],
  )
  assert.equal(difference.pupilsPromoted, 2)
  assert.deepEqual(await unitsNow(), before)
  const again = await plan(director, school.communityId)
  assert.equal(again.rollover.id, planned.rollover.id)
  const { details } = await director.refused(
    'rollover.apply',
    { rolloverId: planned.rollover.id, version: again.rollover.version },
    'rollover.undecided',
  )
  assert.deepEqual(details, { count: 2 })
  await director.call('rollover.cancel', { rolloverId: planned.rollover.id })
})

test('[STR-12/rights] whoever does not manage units sees and does nothing of it, and for strangers there is none', async () => {
  const { communityId } = school
  const planned = await plan(director, communityId)
  const rolloverId = planned.rollover.id
  for (const { client } of [cast.teacher, cast.pupil, cast.parent]) {
    await client.refused('rollover.open', { communityId }, 'community.notAllowed')
    await client.refused('rollover.plan', { id: newId(), communityId }, 'community.notAllowed')
    await client.refused('rollover.apply', { rolloverId, version: 1 }, 'community.notAllowed')
    await client.refused('rollover.undo', { rolloverId }, 'community.notAllowed')
  }
  await cast.stranger.client.refused('rollover.get', { rolloverId }, 'rollover.unknown')
  await director.call('rollover.cancel', { rolloverId })
  await director.refused('rollover.get', { rolloverId }, 'rollover.unknown')
})

test('[STR-12/names] a new name that a unit has which stays, or that two would have, is refused with the other unit', async () => {
  const planned = await plan(director, school.communityId)
  const chosen = await choose(director, planned, {
    '5«Б»': { choice: 'promote', newName: ' Продлёнка ' },
    '9«А»': { choice: 'promote', newName: 'продлёнка' },
    Продлёнка: 'leave',
  })
  assert.deepEqual([named(chosen, '5«Б»').conflict, named(chosen, '5«Б»').conflictWith], ['taken', 'Продлёнка'])
  assert.deepEqual([chosen.rollover.difference.conflicts, named(chosen, '5«Б»').newName], [2, 'Продлёнка'])
  const { rollover } = chosen
  const input = { rolloverId: rollover.id, version: rollover.version }
  const { details } = await director.refused('rollover.apply', input, 'rollover.conflicting')
  assert.deepEqual(details, { count: 2 })
  const choices = [{ unitId: named(chosen, '9«А»').unitId, choice: 'promote' as const, newName: '\u200b' }]
  await director.refused('rollover.choose', { ...input, choices }, 'unit.nameInvalid')
  await director.refused(
    'rollover.choose',
    { ...input, choices: [{ unitId: newId(), choice: 'leave' }] },
    'unit.unknown',
  )
  await director.call('rollover.cancel', { rolloverId: rollover.id })
})

test('[STR-12/apply] classes get their names and the year, their chats the new title with people and history', async () => {
  const chatId = await startChat(cast, [cast.pupil, cast.secondPupil, cast.parent], '5«Б» — класс', cast.classId)
  const foreign = await startChat(cast, [cast.secondTeacher, cast.otherPupil], '5«Б» — учителя')
  const said = await send(cast.teacher, chatId, 'До осени')
  const socket = await world.socket(cast.pupil.client)
  await socket.hello()
  const planned = await plan(director, school.communityId)
  assert.deepEqual(named(planned, '5«Б»').chats, [{ before: '5«Б» — класс', after: '6«Б» — класс' }])
  const chosen = await choose(director, planned, { '9«А»': 'promote', Продлёнка: 'leave', '11«В»': 'archive' })
  const done = await carryOut(director, chosen)
  assert.equal(done.rollover.state, 'applied')
  assert.deepEqual(new Set(done.lines.map(({ outcome }) => outcome)), new Set(['done']))
  const units = await unitsNow()
  const { name, grade, schoolYear } = units.get(cast.classId)!
  assert.deepEqual([name, grade, schoolYear], ['6«Б»', 6, YEAR])
  assert.deepEqual([units.get(cast.otherClassId)!.name, units.get(cast.otherClassId)!.grade], ['10«А»', 10])
  assert.equal([...units.values()].find((unit) => unit.name === 'Продлёнка')!.schoolYear, YEAR)
  assert.equal([...units.values()].find((unit) => unit.name === '11«В»')!.archived, true)
  const { chat } = await cast.pupil.client.call('chats.get', { chatId })
  assert.deepEqual([chat.title, chat.membersCount], ['6«Б» — класс', 4])
  const { messages } = await cast.pupil.client.call('messages.get', { chatId, seqs: [said.seq] })
  assert.equal(messages[0]!.text, 'До осени')
  const event = await socket.event('chat.changed')
  assert.deepEqual([event.p.chat.title, event.p.actorId], ['6«Б» — класс', null])
  assert.equal((await cast.teacher.client.call('chats.get', { chatId: foreign })).chat.title, '5«Б» — учителя')
  const { members } = await director.call('members.list', { communityId: school.communityId, unitId: cast.classId })
  assert.ok(members.some(({ profileId }) => profileId === cast.pupil.profileId))
  await director.refused('rollover.plan', { id: newId(), communityId: school.communityId }, 'rollover.nothing')
  // A unit that is made now is one of the next year.
  const madeId = await create('1«А»', 1)
  assert.equal((await unitsNow()).get(madeId)!.schoolYear, YEAR)
})

test('[STR-12/undo] within the week all is as before, except what somebody has changed since then', async () => {
  const { rollovers } = await director.call('rollover.open', { communityId: school.communityId })
  const { id: rolloverId } = rollovers[0]!
  await director.call('units.rename', { unitId: cast.otherClassId, name: '10«Лингвисты»' })
  const written = await send(cast.pupil, (await chatsCalled(cast.pupil.client, '6«Б» — класс'))[0]!, 'Мы шестые')
  const undone = await takeBack(director, await director.call('rollover.get', { rolloverId }))
  assert.deepEqual([undone.rollover.state, undone.rollover.kept, undone.rollover.undoUntil], ['undone', 1, null])
  const units = await unitsNow()
  const { name, grade, schoolYear } = units.get(cast.classId)!
  assert.deepEqual([name, grade, schoolYear], ['5«Б»', 5, YEAR - 1])
  assert.equal(units.get(cast.otherClassId)!.name, '10«Лингвисты»')
  assert.equal([...units.values()].find((unit) => unit.name === '11«В»')!.archived, false)
  const { chat } = await cast.pupil.client.call('chats.get', { chatId: written.chatId })
  assert.equal(chat.title, '5«Б» — класс')
  const { messages } = await cast.pupil.client.call('messages.get', { chatId: written.chatId, seqs: [written.seq] })
  assert.equal(messages[0]!.text, 'Мы шестые')
  assert.equal((await takeBackAgain(rolloverId)).rollover.state, 'undone')
})

const takeBackAgain = (rolloverId: string) => director.call('rollover.undo', { rolloverId })

async function chatsCalled(client: Client, title: string): Promise<string[]> {
  const { chats } = await client.call('chats.list', {})
  return chats.filter(({ chat }) => chat.title === title).map(({ chat }) => chat.id)
}

test('[STR-12/graduates] graduates read what they have read and nobody writes there; the way back opens it again', async () => {
  await makeDue(world, school.communityId)
  const chatId = (await chatsCalled(cast.teacher.client, '5«Б» — класс'))[0]!
  const said = await send(cast.teacher, chatId, 'Прощайте')
  const socket = await world.socket(cast.pupil.client)
  await socket.hello()
  const planned = await plan(director, school.communityId)
  const left = await leaveAll(director, planned)
  const chosen = await choose(director, left, { '5«Б»': 'graduate' })
  assert.equal(chosen.rollover.difference.chatsClosed, 1)
  assert.equal(chosen.rollover.difference.pupilsGraduated, 2)
  const done = await carryOut(director, chosen)
  assert.equal((await unitsNow()).get(cast.classId)!.archived, true)
  const mine = await socket.event('chat.mine')
  assert.equal(mine.p.mine.writeRefusal, 'chat.archived')
  for (const { client } of [cast.pupil, cast.teacher]) {
    assert.equal((await client.call('chats.get', { chatId })).mine.writeRefusal, 'chat.archived')
    const { messages } = await client.call('messages.get', { chatId, seqs: [said.seq] })
    assert.equal(messages[0]!.text, 'Прощайте')
    await client.refused('messages.send', { chatId, key: newId(), text: 'Ещё' }, 'chat.archived')
    await client.refused('reactions.set', { chatId, seq: said.seq, reaction: '👍' }, 'chat.archived')
  }
  await cast.teacher.client.refused(
    'messages.edit',
    { chatId, seq: said.seq, version: said.version, text: 'До свидания' },
    'chat.archived',
  )
  const forwarded = { chatId, fromChatId: chatId, messages: [{ key: newId(), seq: said.seq }] }
  await cast.teacher.client.refused('messages.forward', forwarded, 'chat.archived')
  // Whoever leaves opens nothing for the others.
  await cast.secondPupil.client.call('chats.leave', { chatId })
  await cast.pupil.client.refused('messages.send', { chatId, key: newId(), text: 'И ещё' }, 'chat.archived')
  const { roles } = (await cast.teacher.client.call('communities.mine', {})).memberships[0]!
  assert.ok(roles.some(({ role, unitId }) => role === 'lead' && unitId === cast.classId))
  await takeBack(director, done)
  await send(cast.pupil, chatId, 'Мы снова здесь')
})

test('[STR-12/restored] a class that is brought back by hand writes in its chats again', async () => {
  const chatId = (await chatsCalled(cast.teacher.client, '5«Б» — класс'))[0]!
  const left = await leaveAll(director, await plan(director, school.communityId))
  await carryOut(director, await choose(director, left, { '5«Б»': 'graduate' }))
  await cast.pupil.client.refused('messages.send', { chatId, key: newId(), text: 'Нет' }, 'chat.archived')
  await director.call('units.archive', { unitId: cast.classId, archived: false })
  await send(cast.pupil, chatId, 'Да')
})

test('[STR-12/week] a rollover can be taken back until seven days after it began, and not a moment longer', async () => {
  await makeDue(world, school.communityId)
  const first = await carryOut(director, await leaveAll(director, await plan(director, school.communityId)))
  const until = Date.parse(first.rollover.undoUntil!)
  assert.equal(until, Date.parse(first.rollover.at) + ROLLOVER_UNDO_MS)
  world.clock.advanceTo(until - 10_000)
  const { id: rolloverId } = first.rollover
  assert.notEqual((await director.call('rollover.get', { rolloverId })).rollover.undoUntil, null)
  assert.equal((await takeBack(director, first)).rollover.state, 'undone')
  await makeDue(world, school.communityId)
  const second = await carryOut(director, await leaveAll(director, await plan(director, school.communityId)))
  world.clock.advanceTo(Date.parse(second.rollover.undoUntil!))
  await director.refused('rollover.undo', { rolloverId: second.rollover.id }, 'rollover.undoOver')
  assert.equal((await director.call('rollover.get', { rolloverId: second.rollover.id })).rollover.undoUntil, null)
})

test('[STR-12/kindergarten] age groups of a kindergarten go on, and its parents stay with them', async () => {
  const { communityId, administrator } = cast.kindergarten
  const { client } = administrator
  const input = { id: newId(), communityId, name: 'Средняя группа' }
  const { id: unitId } = await client.call('units.create', input)
  await join(cast.kindergarten, cast.newcomer, { unitId, role: 'staff', position: 'Воспитатель' })
  await makeDue(world, communityId)
  const done = await carryOut(client, await plan(client, communityId))
  assert.equal(done.rollover.difference.promoted, 1)
  const { units } = await client.call('units.list', { communityId })
  const found = units.find(({ unit }) => unit.id === unitId)!
  assert.deepEqual([found.unit.name, found.staff], ['Старшая группа', 1])
})
