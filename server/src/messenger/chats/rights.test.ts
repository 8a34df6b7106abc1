import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apply, type Cast, createCast, foundOrganisation, join, type Organisation } from '#testkit/cast.ts'
import { newId, ProblemError } from '#testkit/client.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
/** Where the same children go in the afternoon. */
let club: Organisation
let clubUnitId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  club = await foundOrganisation(world, cast.operator, {
    type: 'extra',
    name: 'Дом творчества',
    administrator: { surname: 'Дубова', name: 'Вера', patronymic: 'Львовна' },
  })
  const unit = { id: newId(), communityId: club.communityId, name: 'Хор' }
  clubUnitId = (await club.administrator.client.call('units.create', unit)).id
})
after(() => world[Symbol.asyncDispose]())

const adult = (surname: string) => signIn(world, newPhone(), { surname, name: 'Пётр', patronymic: 'Ильич' })
const child = (surname: string) => signIn(world, newPhone(), { surname, name: 'Лев', birthDate: '2011-05-20' })
const staff = async (surname: string, organisation = cast.school) => {
  const person = await adult(surname)
  await join(organisation, person, { unitId: organisation.staffUnitId, role: 'staff', position: 'Учитель' })
  return person
}
const pupil = async (surname: string, unitId = cast.classId) => {
  const person = await child(surname)
  await join(cast.school, person, { unitId, role: 'pupil' })
  return person
}
const open = async (from: Person, to: Person) =>
  (await from.client.call('chats.openDirect', { id: newId(), profileId: to.profileId })).chat.id
const group = async (by: Person, others: Person[]) => {
  const memberIds = others.map(({ profileId }) => profileId)
  const { communityId } = cast.school
  return (await by.client.call('chats.create', { id: newId(), communityId, title: 'Чат', memberIds })).chat.id
}
const say = (person: Person, chatId: string) =>
  person.client.call('messages.send', { chatId, key: newId(), text: 'Слово' })
const refusalOf = async (person: Person, chatId: string) =>
  (await person.client.call('chats.get', { chatId })).mine.writeRefusal
const remove = (person: Person, unitId?: string, organisation = cast.school) =>
  organisation.administrator.client.call('members.remove', {
    communityId: organisation.communityId,
    profileId: person.profileId,
    ...(unitId === undefined ? {} : { unitId }),
  })
const decide = (id: string, verb: 'decide' | 'undo', organisation = cast.school) => {
  const { communityId, administrator } = organisation
  return verb === 'undo'
    ? administrator.client.call('applications.undo', { communityId, ids: [id] })
    : administrator.client.call('applications.decide', { communityId, ids: [id], decision: 'approve' })
}
const isCode = (result: PromiseSettledResult<unknown>, code: string) =>
  result.status === 'rejected' && result.reason instanceof ProblemError && result.reason.problem.code === code

test('[CHT-01/owner-removed] an owner who leaves the community leaves his groups to the next one', async () => {
  const owner = await staff('Хозяин')
  const chatId = await group(owner, [cast.teacher, cast.secondTeacher])
  const socket = await world.socket(cast.teacher.client)
  await socket.hello()
  await remove(owner)
  const heard = await socket.event('chat.mine', ({ mine }) => mine.chatId === chatId && mine.role === 'owner')
  assert.equal(heard.p.mine.role, 'owner')
  await cast.teacher.client.call('chats.rename', { chatId, title: 'Теперь мой' })
})

test('[CNT-08/role] whoever becomes a pupil is no more alone with an adult, whatever the chat is called, until he is none', async () => {
  const person = await staff('Студент')
  const [dialogue, pair] = [await open(cast.teacher, person), await group(cast.secondTeacher, [person])]
  await say(person, dialogue)
  const id = await apply(cast.school, person, { unitId: cast.classId, role: 'pupil' })
  await decide(id, 'decide')
  for (const [other, chatId] of [
    [cast.teacher, dialogue],
    [cast.secondTeacher, pair],
  ] as const) {
    for (const each of [person, other]) assert.equal(await refusalOf(each, chatId), 'chat.secondAdultMissing')
    await other.client.refused('messages.send', { chatId, key: newId(), text: 'Слово' }, 'chat.secondAdultMissing')
  }
  await decide(id, 'undo')
  for (const chatId of [dialogue, pair]) await say(person, chatId)
})

test('[CNT-08/guardian-undone] who is no parent any more is an adult like any other; two schools are two reasons', async () => {
  const [parent, kid] = [await staff('Ошибкин'), await pupil('Ошибкин')]
  const place = { role: 'parent', childProfileId: kid.profileId } as const
  const first = await apply(cast.school, parent, { unitId: cast.classId, ...place })
  await decide(first, 'decide')
  const dialogue = await open(parent, kid)
  await join(club, kid, { unitId: clubUnitId, role: 'pupil' })
  const second = await apply(club, parent, { unitId: clubUnitId, ...place })
  await decide(second, 'decide', club)
  await decide(second, 'undo', club)
  await say(parent, dialogue)
  await remove(parent, cast.classId)
  for (const each of [parent, kid]) assert.equal(await refusalOf(each, dialogue), 'chat.secondAdultMissing')
  await parent.client.refused('chats.openDirect', { id: newId(), profileId: kid.profileId }, 'chat.secondAdultMissing')
})

test('[CNT-01/unit-end] who leaves a class is no contact of it, and dialogues with it close; parent and child stay together', async () => {
  const [mover, mate] = [await pupil('Переездов'), await pupil('Соседов')]
  const mother = await adult('Переездова')
  await join(cast.school, mother, { unitId: cast.classId, role: 'parent', childProfileId: mover.profileId })
  const [withMate, withMother] = [await open(mover, mate), await open(mover, mother)]
  await join(cast.school, mover, { unitId: cast.otherClassId, role: 'pupil' })
  await join(cast.school, mother, { unitId: cast.otherClassId, role: 'parent', childProfileId: mover.profileId })
  await say(mate, withMate)
  await remove(mover, cast.classId)
  for (const each of [mover, mate]) await each.client.refused('chats.get', { chatId: withMate }, 'chat.unknown')
  await mate.client.refused('chats.openDirect', { id: newId(), profileId: mover.profileId }, 'chat.notContact')
  await say(mother, withMother)
  const { communityId } = cast.school
  const { contacts } = await mate.client.call('contacts.list', { communityId, search: 'Переездов' })
  assert.deepEqual(contacts, [], 'parent and child are gone from the class')
})

test('[STR-06/child-leaves] a parent is in a unit as long as the child is, and of two children the other keeps him', async () => {
  const [one, two, father] = [await pupil('Близнец'), await pupil('Близнец'), await adult('Близнецов')]
  for (const { profileId } of [one, two]) {
    await join(cast.school, father, { unitId: cast.classId, role: 'parent', childProfileId: profileId })
  }
  await remove(one)
  assert.equal((await father.client.call('communities.mine', {})).memberships.length, 1)
  await remove(two)
  assert.deepEqual((await father.client.call('communities.mine', {})).memberships, [])
})

test('[CNT-01/child-returns] a child that comes back is nobody’s contact at home until its parent’s place is granted anew', async () => {
  const [kid, sibling, mother] = [
    await pupil('Блудный'),
    await pupil('Старший', cast.otherClassId),
    await adult('Блудная'),
  ]
  const place = { unitId: cast.classId, role: 'parent', childProfileId: kid.profileId } as const
  await join(cast.school, mother, place)
  const siblingPlace = { unitId: cast.otherClassId, role: 'parent', childProfileId: sibling.profileId } as const
  await join(cast.school, mother, siblingPlace)
  const chatId = await open(mother, kid)
  // Chats that the child leaves by itself have nothing to do with it.
  const others = await group(cast.teacher, [kid, mother])
  await kid.client.call('chats.leave', { chatId: others })
  await cast.teacher.client.call('chats.addMembers', { chatId: others, profileIds: [kid.profileId] })
  assert.equal(await open(kid, mother), chatId)

  await remove(kid, cast.classId)
  await join(cast.school, kid, { unitId: cast.classId, role: 'pupil' })
  // She is in the school still, as the parent of the other one: to this child she is one of another class.
  assert.equal((await mother.client.call('communities.mine', {})).memberships.length, 1)
  for (const [one, other] of [
    [kid, mother],
    [mother, kid],
  ] as const) {
    await one.client.refused('chats.openDirect', { id: newId(), profileId: other.profileId }, 'chat.notContact')
  }
  await join(cast.school, mother, place)
  assert.equal(await open(kid, mother), chatId)
  for (const each of [kid, mother]) await say(each, chatId)
})

test('[MSG-21/reopened] what was unread when a dialogue closed is unread when it opens again, and can be read', async () => {
  const [one, two] = [await pupil('Тихий'), await pupil('Громкий')]
  const chatId = await open(one, two)
  for (let i = 0; i < 3; i += 1) await say(two, chatId)
  await remove(one)
  await join(cast.school, one, { unitId: cast.classId, role: 'pupil' })
  assert.equal(await open(two, one), chatId)
  const { mine, lastSeq } = await one.client.call('chats.get', { chatId })
  assert.equal(mine.unread, 3)
  await one.client.call('reads.mark', { chatId, seq: lastSeq })
  assert.equal((await one.client.call('chats.get', { chatId })).mine.unread, 0)
  await say(one, chatId)
})

test('[MSG-21/rejoined] leaving and coming back in one moment leaves one order, no hole and nothing of the time between', async () => {
  const [owner, guest] = [await staff('Ведущий'), await staff('Гость')]
  const chatId = await group(owner, [guest, cast.teacher])
  const others = [say(cast.teacher, chatId), say(owner, chatId)]
  const moves = [
    guest.client.call('chats.leave', { chatId }),
    owner.client.call('chats.removeMember', { chatId, profileId: guest.profileId }),
    owner.client.call('chats.addMembers', { chatId, profileIds: [guest.profileId] }),
    say(guest, chatId),
  ]
  await Promise.allSettled([...moves, ...others])
  await owner.client.call('chats.addMembers', { chatId, profileIds: [guest.profileId] })
  const { entries } = await owner.client.call('messages.page', { chatId })
  assert.deepEqual(
    entries.map(({ s }) => s),
    entries.map((_, i) => i + 1),
  )
  const state = await owner.client.call('chats.get', { chatId })
  const { members } = await owner.client.call('chats.members', { chatId })
  assert.deepEqual([state.chat.membersCount, members.length], [3, 3])
  const [own] = (await guest.client.call('messages.page', { chatId })).entries
  const { mine } = await guest.client.call('chats.get', { chatId })
  assert.equal(own?.s, mine.startSeq + 1)
})

test('[GEN-01/race] whoever is removed while a chat with him is made is in none of its rows', async () => {
  const person = await staff('Мелькнувший')
  for (let i = 0; i < 8; i += 1) {
    const id = newId()
    const memberIds = [person.profileId, cast.secondTeacher.profileId]
    const [made] = await Promise.allSettled([
      cast.teacher.client.call('chats.create', {
        id,
        communityId: cast.school.communityId,
        title: 'Гонка',
        memberIds,
      }),
      remove(person),
    ])
    assert.ok(made.status === 'fulfilled' || isCode(made, 'chat.notContact'), JSON.stringify(made))
    await person.client.refused('chats.get', { chatId: id }, 'chat.unknown')
    await join(cast.school, person, { unitId: cast.school.staffUnitId, role: 'staff', position: 'Учитель' })
  }
})

test('[CNT-08/race] whoever becomes a pupil while a dialogue with him opens is not alone with the adult', async () => {
  for (let i = 0; i < 6; i += 1) {
    const person = await staff('Гонщик')
    const id = await apply(cast.school, person, { unitId: cast.classId, role: 'pupil' })
    const [opened] = await Promise.allSettled([open(cast.teacher, person), decide(id, 'decide')])
    if (opened.status === 'rejected') assert.ok(isCode(opened, 'chat.secondAdultMissing'), JSON.stringify(opened))
    else assert.equal(await refusalOf(cast.teacher, opened.value), 'chat.secondAdultMissing')
  }
})

test('[VER-03/race] two schools that let somebody go at once leave him no mark, and one that takes him leaves it', async () => {
  const markOf = async (person: Person) =>
    (await person.client.call('profiles.cards', { ids: [person.profileId] })).cards[0]?.staff
  for (let i = 0; i < 5; i += 1) {
    const person = await staff('Совместитель')
    await join(club, person, { unitId: clubUnitId, role: 'staff', position: 'Хормейстер' })
    await Promise.all([remove(person), remove(person, undefined, club)])
    assert.equal(await markOf(person), false)
    await join(cast.school, person, { unitId: cast.classId, role: 'staff', position: 'Учитель' })
    const id = await apply(club, person, { unitId: clubUnitId, role: 'staff', position: 'Хормейстер' })
    await Promise.all([remove(person), decide(id, 'decide', club)])
    assert.equal(await markOf(person), true)
  }
})

test('[GEN-01/rights] whoever does not hold the right starts no group of the organisation, and is told which right it is', async () => {
  const { school, secondPupil, pupil: other } = cast
  const { communityId } = school
  const setGrants = (grants: string) =>
    world.database.query(
      `update communities.community_role set grants = ${grants} where community_id = $1 and role = 'pupil'`,
      [communityId],
    )
  const input = { id: newId(), communityId, title: 'Уроки', memberIds: [other.profileId] }
  await setGrants(`array_remove(grants, 'chats.create')`)
  const { details } = await secondPupil.client.refused('chats.create', input, 'community.notAllowed')
  assert.equal(details?.right, 'chats.create')
  await setGrants(`array_append(grants, 'chats.create')`)
  await secondPupil.client.call('chats.create', input)
})
