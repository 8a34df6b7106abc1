import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { DialogueRules } from '#contract/communities/dialogue-rules.ts'
import { type Cast, createCast, foundOrganisation, join } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { recordConsent } from '#testkit/young.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const rounds = () => world.app.messenger.supervision.run()

/** Sets the rules of an organisation and has what follows from them done. */
async function setRules(rules: Partial<DialogueRules>, organisation = cast.school): Promise<void> {
  const { communityId, administrator } = organisation
  const now = await administrator.client.call('dialogueRules.get', { communityId })
  await administrator.client.call('dialogueRules.set', { ...now, ...rules })
  await rounds()
}

const adult = async (surname: string, organisation = cast.school) => {
  const person = await signIn(world, newPhone(), { surname, name: 'Пётр', patronymic: 'Ильич' })
  await join(organisation, person, { unitId: organisation.staffUnitId, role: 'staff', position: 'Учитель' })
  return person
}
const pupil = async (surname: string, birthDate = '2011-05-20') => {
  const person = await signIn(world, newPhone(), { surname, name: 'Лев', birthDate: '2011-05-20' })
  await join(cast.school, person, { unitId: cast.classId, role: 'pupil' })
  await setBirthDate(person, birthDate)
  if (birthDate !== '2011-05-20') await recordConsent(cast, person)
  return person
}
const parentOf = async (child: Person) => {
  const person = await signIn(world, newPhone(), { surname: child.about.surname, name: 'Анна', patronymic: 'Львовна' })
  await join(cast.school, person, { unitId: cast.classId, role: 'parent', childProfileId: child.profileId })
  return person
}
const setBirthDate = (person: Person, birthDate: string) =>
  world.database.query(
    'update identity.person set birth_date = $2 where id = (select person_id from identity.profile where id = $1)',
    [person.profileId, birthDate],
  )
const open = (from: Person, to: Person) =>
  from.client.call('chats.openDirect', { id: newId(), profileId: to.profileId })
const group = async (by: Person, others: Person[]) => {
  const memberIds = others.map(({ profileId }) => profileId)
  const { communityId } = cast.school
  return by.client.call('chats.create', { id: newId(), communityId, title: 'Чат', memberIds })
}
const say = async (person: Person, chatId: string, text = 'Слово') =>
  (await person.client.call('messages.send', { chatId, key: newId(), text })).message.seq
const stateOf = (person: Person, chatId: string) => person.client.call('chats.get', { chatId })
const textsOf = async (person: Person, chatId: string) => {
  const { entries } = await person.client.call('messages.page', { chatId })
  return entries.flatMap((entry) => (entry.e === 'message.posted' ? [entry.p.message.text] : []))
}
const remove = (person: Person, organisation = cast.school) =>
  organisation.administrator.client.call('members.remove', {
    communityId: organisation.communityId,
    profileId: person.profileId,
  })

/** Everybody in the chat is told who sees it, and those see it. */
async function assertSeenBy(
  inside: readonly Person[],
  chatId: string,
  mode: 'secondAdult' | 'guardians',
  observers: readonly Person[],
): Promise<void> {
  const observerIds = observers.map(({ profileId }) => profileId).sort()
  for (const person of [...inside, ...observers]) {
    const { chat, mine } = await stateOf(person, chatId)
    assert.deepEqual(chat.supervision, { mode, observerIds })
    assert.equal(chat.membersCount, inside.length)
    assert.equal(mine.writeRefusal, inside.includes(person) ? null : 'chat.observing')
    assert.equal(mine.role === 'observer', !inside.includes(person))
  }
}

/** Nobody may write, and nobody looks on. */
async function assertReadOnly(inside: readonly Person[], chatId: string, code: string): Promise<void> {
  for (const person of inside) {
    const { chat, mine } = await stateOf(person, chatId)
    assert.deepEqual([chat.supervision, mine.writeRefusal], [null, code])
    await person.client.refused('messages.send', { chatId, key: newId(), text: 'Нет' }, code as 'chat.observing')
  }
}

/** A dialogue of an adult and a pupil in each of the ways in which there can be one. */
const ways: Readonly<Record<string, (teacher: Person, kid: Person) => Promise<string>>> = {
  'the adult opens it': async (teacher, kid) => (await open(teacher, kid)).chat.id,
  'the pupil opens it': async (teacher, kid) => (await open(kid, teacher)).chat.id,
  'a group of two': async (teacher, kid) => (await group(teacher, [kid])).chat.id,
  'a third is removed': async (teacher, kid) => {
    const { id } = (await group(teacher, [kid, cast.secondPupil])).chat
    await teacher.client.call('chats.removeMember', { chatId: id, profileId: cast.secondPupil.profileId })
    return id
  },
  'a second adult leaves': async (teacher, kid) => {
    const { id } = (await group(teacher, [kid, cast.secondTeacher])).chat
    await cast.secondTeacher.client.call('chats.leave', { chatId: id })
    return id
  },
  'a third loses his place in the school': async (teacher, kid) => {
    const third = await adult('Прощаев')
    const { id } = (await group(teacher, [kid, third])).chat
    await remove(third)
    return id
  },
}

for (const [way, begin] of Object.entries(ways)) {
  test(`[P-07/second-adult] when ${way}, the named adult sees it from then on`, async () => {
    await setRules({ from14: 'secondAdult', secondAdultIds: [cast.director.profileId] })
    const [teacher, kid] = [await adult('Учителев'), await pupil('Ученик')]
    const chatId = await begin(teacher, kid)
    await assertSeenBy([teacher, kid], chatId, 'secondAdult', [cast.director])
    await say(teacher, chatId)
    assert.deepEqual(await textsOf(cast.director, chatId), ['Слово'])
  })

  test(`[P-07/guardians] when ${way}, all guardians with a profile see it`, async () => {
    await setRules({ from14: 'guardians' })
    const [teacher, kid] = [await adult('Учителев'), await pupil('Семейный')]
    const parents = [await parentOf(kid), await parentOf(kid)]
    const chatId = await begin(teacher, kid)
    await assertSeenBy([teacher, kid], chatId, 'guardians', parents)
    await say(kid, chatId)
    for (const parent of parents) assert.deepEqual(await textsOf(parent, chatId), ['Слово'])
  })
}

for (const [from14, code] of [
  ['forbidden', 'chat.adultPupilDirect'],
  ['guardians', 'chat.guardianMissing'],
  ['secondAdult', 'chat.secondAdultMissing'],
] as const) {
  test(`[P-07/refused] ${code}: it is not begun, and a group that becomes one is read-only`, async () => {
    await setRules({ from14, secondAdultIds: [] })
    const [teacher, kid] = [await adult('Учителев'), await pupil('Одинцов')]
    const about = { id: newId(), profileId: kid.profileId }
    const problem = await teacher.client.refused('chats.openDirect', about, code)
    assert.deepEqual([problem.details?.setBy, problem.details?.changedBy], ['organisation', 'administrator'])
    const { communityId } = cast.school
    const two = { id: newId(), communityId, title: 'Вдвоём', memberIds: [teacher.profileId] }
    await kid.client.refused('chats.create', two, code)
    const { id } = (await group(teacher, [kid, cast.secondPupil])).chat
    await say(kid, id)
    await cast.secondPupil.client.call('chats.leave', { chatId: id })
    await assertReadOnly([teacher, kid], id, code)
  })
}

test('[P-07/default] of 14–17 a second adult sees it, under 14 the guardians', async () => {
  const [teacher, kid] = [await adult('Учителев'), await pupil('Младший', '2015-02-03')]
  const parent = await parentOf(kid)
  await setRules({ under14: 'guardians', from14: 'secondAdult', secondAdultIds: [cast.director.profileId] })
  await assertSeenBy([teacher, kid], (await open(teacher, kid)).chat.id, 'guardians', [parent])
})

test('[P-07/order] the first named adult who fits sees it: never the adult himself, nobody who has left', async () => {
  const [first, second] = [await adult('Первых'), await adult('Вторых')]
  const kid = await pupil('Порядков')
  await setRules({ from14: 'secondAdult', secondAdultIds: [first.profileId, second.profileId] })
  const own = (await open(first, kid)).chat.id
  await assertSeenBy([first, kid], own, 'secondAdult', [second])
  const other = (await open(cast.teacher, kid)).chat.id
  await assertSeenBy([cast.teacher, kid], other, 'secondAdult', [first])
  await say(kid, other, 'Первый видит')
  await remove(first)
  await rounds()
  await assertSeenBy([cast.teacher, kid], other, 'secondAdult', [second])
  await first.client.refused('chats.get', { chatId: other }, 'chat.unknown')
  assert.deepEqual(await textsOf(second, other), [], 'nothing from before he was there')
  await remove(second)
  await rounds()
  await assertReadOnly([cast.teacher, kid], other, 'chat.secondAdultMissing')
})

test('[P-07/policy] a changed rule changes who sees a dialogue within a round, and its log says so', async () => {
  await setRules({ from14: 'secondAdult', secondAdultIds: [cast.director.profileId] })
  const [teacher, kid] = [await adult('Учителев'), await pupil('Сменин')]
  const parent = await parentOf(kid)
  const chatId = (await open(teacher, kid)).chat.id
  await say(teacher, chatId, 'Видит директор')
  await setRules({ from14: 'guardians' })
  await assertSeenBy([teacher, kid], chatId, 'guardians', [parent])
  await cast.director.client.refused('chats.get', { chatId }, 'chat.unknown')
  await say(teacher, chatId, 'Видит мама')
  assert.deepEqual(await textsOf(parent, chatId), ['Видит мама'])
  await setRules({ from14: 'forbidden' })
  await assertReadOnly([teacher, kid], chatId, 'chat.adultPupilDirect')
  await parent.client.refused('messages.page', { chatId }, 'chat.unknown')
  const { entries } = await kid.client.call('messages.page', { chatId })
  const lines = entries.flatMap((entry) => (entry.e === 'supervision.changed' ? [entry.p.chat.supervision] : []))
  assert.deepEqual(lines, [
    { mode: 'secondAdult', observerIds: [cast.director.profileId] },
    { mode: 'guardians', observerIds: [parent.profileId] },
    null,
  ])
})

test('[P-07/guardian-comes] who becomes a guardian sees what follows, and who is none any more sees nothing', async () => {
  await setRules({ from14: 'guardians' })
  const [teacher, kid] = [await adult('Учителев'), await pupil('Растущий')]
  const first = await parentOf(kid)
  const chatId = (await open(teacher, kid)).chat.id
  await say(teacher, chatId, 'До второго')
  const second = await parentOf(kid)
  await rounds()
  await assertSeenBy([teacher, kid], chatId, 'guardians', [first, second])
  await say(teacher, chatId, 'При обоих')
  assert.deepEqual(await textsOf(second, chatId), ['При обоих'])
  await remove(first)
  await rounds()
  await assertSeenBy([teacher, kid], chatId, 'guardians', [second])
  await first.client.refused('messages.page', { chatId }, 'chat.unknown')
})

test('[P-07/strictest] of several shared organisations the strictest rule holds', async () => {
  const club = await foundOrganisation(world, cast.operator, {
    type: 'extra',
    name: 'Дом творчества',
    administrator: { surname: 'Дубова', name: 'Вера', patronymic: 'Львовна' },
  })
  const unit = { id: newId(), communityId: club.communityId, name: 'Хор' }
  const { id: unitId } = await club.administrator.client.call('units.create', unit)
  const [teacher, kid] = [await adult('Учителев'), await pupil('Певчий')]
  const parent = await parentOf(kid)
  await join(club, teacher, { unitId: club.staffUnitId, role: 'staff', position: 'Хормейстер' })
  await join(club, kid, { unitId, role: 'pupil' })
  const director = club.administrator
  await setRules({ from14: 'secondAdult', secondAdultIds: [cast.director.profileId] })
  await setRules({ from14: 'secondAdult', secondAdultIds: [director.profileId] }, club)
  const chatId = (await open(teacher, kid)).chat.id
  await assertSeenBy([teacher, kid], chatId, 'secondAdult', [cast.director, director])
  await setRules({ from14: 'guardians' }, club)
  await assertSeenBy([teacher, kid], chatId, 'guardians', [parent])
  await setRules({ from14: 'forbidden' })
  await assertReadOnly([teacher, kid], chatId, 'chat.adultPupilDirect')
  // The last organisation of the two that forbade it ends: what the other one says holds again.
  await remove(teacher)
  await assertSeenBy([teacher, kid], chatId, 'guardians', [parent])
})

for (const [zone, hours] of [
  ['Europe/Moscow', 3],
  ['Asia/Kamchatka', 12],
] as const) {
  test(`[CNT-08/birthday] at midnight of ${zone} a pupil of 14 comes under the other rule`, async () => {
    const { communityId } = cast.school
    await world.database.query('update communities.community set time_zone = $2 where id = $1', [communityId, zone])
    await setRules({ under14: 'guardians', from14: 'secondAdult', secondAdultIds: [cast.director.profileId] })
    const teacher = await adult('Учителев')
    const local = new Date(world.clock.now() + hours * 3_600_000)
    const tomorrow = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + 1))
    const birthDate = `${tomorrow.getUTCFullYear() - 14}${tomorrow.toISOString().slice(4, 10)}`
    const kid = await pupil('Именинник', birthDate)
    const parent = await parentOf(kid)
    const chatId = (await open(teacher, kid)).chat.id
    await assertSeenBy([teacher, kid], chatId, 'guardians', [parent])
    const midnight = tomorrow.getTime() - hours * 3_600_000
    world.clock.advance(midnight - world.clock.now() - 60_000)
    await rounds()
    await assertSeenBy([teacher, kid], chatId, 'guardians', [parent])
    world.clock.advance(60_000)
    await rounds()
    await assertSeenBy([teacher, kid], chatId, 'secondAdult', [cast.director])
    await parent.client.refused('chats.get', { chatId }, 'chat.unknown')
  })
}
