import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { FAMILY_CASES_PAGE } from '#contract/communities/communities.limits.ts'
import type { FamilyCase } from '#contract/communities/families.ts'
import { type Cast, createCast, foundOrganisation, join } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { makeYoung, recordConsent } from '#testkit/young.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const MINUTE_MS = 60_000
const REASON = 'Присоединён по ошибке'

const newAdult = () => signIn(world, newPhone(), { surname: 'Зимина', name: 'Нина', patronymic: 'Львовна' })

async function newFamily(adults = 2): Promise<{ pupil: Person; parents: Person[] }> {
  const pupil = await signIn(world, newPhone(), { surname: 'Зимин', name: 'Лев', birthDate: '2011-02-02' })
  await join(cast.school, pupil, { unitId: cast.classId, role: 'pupil' })
  const parents = []
  for (let count = 0; count < adults; count += 1) {
    const adult = await newAdult()
    await join(cast.school, adult, { unitId: cast.classId, role: 'parent', childProfileId: pupil.profileId })
    parents.push(adult)
  }
  return { pupil, parents }
}

const accuse = (pupil: Person, adult: Person, reason = REASON) => ({
  unitId: cast.classId,
  childProfileId: pupil.profileId,
  adultProfileId: adult.profileId,
  reason,
})

const remove = (pupil: Person, adult: Person) => cast.director.client.call('families.removeAdult', accuse(pupil, adult))
const report = (by: Person, pupil: Person, adult: Person) =>
  by.client.call('families.reportAdult', accuse(pupil, adult))

async function caseOf(adult: Person) {
  const { cases } = await cast.director.client.call('families.cases', { communityId: cast.school.communityId })
  return cases.find(({ adultProfileId }) => adultProfileId === adult.profileId)!
}

const decide = async (adult: Person, decision: 'restore' | 'remove') =>
  cast.director.client.call('families.decideCase', { id: (await caseOf(adult)).id, decision })

const membershipsOf = async (person: Person) => (await person.client.call('communities.mine', {})).memberships

/** Chats of a parent: the class, the own child, and a dialogue of the child with a teacher that guardians see. */
async function chatsOf({ pupil, parents }: Awaited<ReturnType<typeof newFamily>>) {
  const { teacher, director, school } = cast
  const { chat } = await teacher.client.call('chats.create', {
    id: newId(),
    communityId: school.communityId,
    title: 'Класс и родители',
    memberIds: [pupil, ...parents].map(({ profileId }) => profileId),
  })
  const { communityId } = school
  const rules = await director.client.call('dialogueRules.get', { communityId })
  await director.client.call('dialogueRules.set', { ...rules, from14: 'guardians' })
  const own = await parents[0]!.client.call('chats.openDirect', { id: newId(), profileId: pupil.profileId })
  const seen = await teacher.client.call('chats.openDirect', { id: newId(), profileId: pupil.profileId })
  return { group: chat.id, own: own.chat.id, seen: seen.chat.id }
}

test('[INV-12] an administrator removes a wrong parent: his open socket hears nothing of any chat from then on', async () => {
  const family = await newFamily()
  const { pupil, parents } = family
  const [wrong, right] = parents as [Person, Person]
  const chats = await chatsOf(family)
  const say = async (text: string) => {
    await cast.teacher.client.call('messages.send', { chatId: chats.group, key: newId(), text })
    await pupil.client.call('messages.send', { chatId: chats.seen, key: newId(), text })
  }
  const socket = await world.socket(wrong.client)
  const still = await world.socket(right.client)
  for (const each of [socket, still]) await each.hello()
  await say('Пока он здесь')
  await still.event('message.posted', ({ message }) => message.chatId === chats.seen)
  await socket.event('message.posted', ({ message }) => message.chatId === chats.seen)
  const { adults } = await remove(pupil, wrong)
  assert.deepEqual(
    adults.map(({ profileId }) => profileId),
    [right.profileId],
  )
  await socket.event('membership.ended')
  await socket.event('families.changed')
  world.clock.advance(MINUTE_MS)
  await world.app.messenger.supervision.run()
  await socket.settle()
  const heard = socket.events('message.posted').length
  await say('Когда его нет')
  await still.event(
    'message.posted',
    ({ message }) => message.chatId === chats.seen && message.text === 'Когда его нет',
  )
  await socket.settle()
  assert.equal(socket.events('message.posted').length, heard)
  for (const chatId of [chats.group, chats.seen]) {
    await wrong.client.refused('messages.page', { chatId }, 'chat.unknown')
  }
  const input = { chatId: chats.own, key: newId(), text: 'Ты где?' }
  const answer = await wrong.client.post('messages.send', JSON.stringify(input))
  assert.equal(answer.status, 403)
  assert.deepEqual(await membershipsOf(wrong), [])
  const { suspended, families } = await wrong.client.call('families.own', {})
  assert.deepEqual(
    [suspended.map(({ state, childName }) => [state, childName]), families],
    [[['removed', 'Лев З.']], []],
  )
})

test('[INV-12/record] it is written down who was removed from whom, by whom, when and why; only administrators read it', async () => {
  const { pupil, parents } = await newFamily()
  await remove(pupil, parents[0]!)
  const { id: _id, openedAt, decidedAt, ...record } = await caseOf(parents[0]!)
  assert.deepEqual(record, {
    state: 'removed',
    childProfileId: pupil.profileId,
    childName: 'Зимин Лев',
    adultProfileId: parents[0]!.profileId,
    adultName: 'Зимина Нина Львовна',
    unitNames: ['5«Б»'],
    reason: REASON,
    openedBy: 'Климова Наталья Олеговна',
    decidedBy: 'Климова Наталья Олеговна',
  })
  assert.equal(openedAt, decidedAt)
  const { communityId } = cast.school
  for (const person of [cast.teacher, pupil, parents[1]!]) {
    await person.client.refused('families.cases', { communityId }, 'community.notAllowed')
    await person.client.refused('families.removeAdult', accuse(pupil, parents[1]!), 'community.notAllowed')
  }
})

test('[INV-12/pages] all of it comes page by page: what waits first, then the newest', async () => {
  const { pupil, parents } = await newFamily(1)
  await remove(pupil, parents[0]!)
  const { id } = await caseOf(parents[0]!)
  // Three to each moment, so that a page may end between cases of one moment.
  const write = (state: string, count: number) =>
    world.database.query(
      `insert into communities.family_case (id, community_id, child_profile_id, child_person_id, adult_profile_id,
         adult_person_id, state, reason, opened_by, opened_at, decided_by, decided_at)
       select gen_random_uuid(), community_id, child_profile_id, child_person_id, adult_profile_id, adult_person_id, $2, 'Стопка',
         opened_by, opened_at - interval '1 minute' * (n / 3), case when $2 = 'removed' then decided_by end,
         case when $2 = 'removed' then decided_at end
       from communities.family_case, generate_series(1, $3) n where id = $1`,
      [id, state, count],
    )
  await write('removed', FAMILY_CASES_PAGE + 9)
  await write('reported', FAMILY_CASES_PAGE + 7)
  const { communityId } = cast.school
  const found: FamilyCase[] = []
  let cursor: string | undefined
  do {
    const input = { communityId, ...(cursor === undefined ? {} : { cursor }) }
    const page = await cast.director.client.call('families.cases', input)
    assert.ok(page.cases.length <= FAMILY_CASES_PAGE)
    found.push(...page.cases.filter(({ reason }) => reason === 'Стопка'))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  assert.equal(found.length, 2 * FAMILY_CASES_PAGE + 16)
  assert.equal(new Set(found.map((each) => each.id)).size, found.length)
  assert.ok(found.slice(0, FAMILY_CASES_PAGE + 7).every(({ state }) => state === 'reported'))
  for (const state of ['reported', 'removed']) {
    const times = found.filter((each) => each.state === state).map(({ openedAt }) => openedAt)
    assert.deepEqual(times, times.toSorted().reverse())
  }
  await world.database.query(`delete from communities.family_case where reason = 'Стопка'`)
})

test('[INV-12/reported] the other parent or the child reports: access rests at once, and administrators give it back or take it', async () => {
  for (const by of ['child', 'parent'] as const) {
    const { pupil, parents } = await newFamily()
    const [wrong, right] = parents as [Person, Person]
    const socket = await world.socket(wrong.client)
    await socket.hello()
    await report(by === 'child' ? pupil : right, pupil, wrong)
    await socket.event('membership.ended')
    await socket.settle()
    const told = socket.events('families.changed').length
    assert.deepEqual(await membershipsOf(wrong), [])
    assert.equal((await caseOf(wrong)).state, 'reported')
    assert.equal((await decide(wrong, 'restore')).state, 'restored')
    await socket.settle()
    assert.equal(socket.events('families.changed').length, told + 1)
    assert.deepEqual((await membershipsOf(wrong))[0]?.roles, [{ role: 'parent', unitId: cast.classId }])
    assert.equal((await pupil.client.call('families.own', {})).families[0]?.adultsCount, 2)
    assert.deepEqual((await wrong.client.call('families.own', {})).suspended, [])
    const { id } = await caseOf(wrong)
    await cast.director.client.refused('families.decideCase', { id, decision: 'remove' }, 'family.caseDecided')
  }
})

test('[INV-12/back] no link leads a reported adult back before it is decided, nor an application that waits', async () => {
  const { pupil, parents } = await newFamily(1)
  const wrong = parents[0]!
  const place = { unitId: cast.classId, childProfileId: pupil.profileId }
  const before = await pupil.client.call('families.link', { id: newId(), ...place, renew: false })
  await report(pupil, pupil, wrong)
  await wrong.client.refused('applications.submit', { id: newId(), token: before.link!.token }, 'link.revoked')
  const after = await pupil.client.call('families.link', { id: newId(), ...place, renew: false })
  await wrong.client.refused('applications.submit', { id: newId(), token: after.link!.token }, 'family.suspended')
  await decide(wrong, 'remove')
  // After a mistake of the administrators he may apply again, by a new link.
  const { state } = await wrong.client.call('applications.submit', { id: newId(), token: after.link!.token })
  assert.equal(state, 'pending')
})

test('[INV-12/who] nobody else reports, a child under 14 tells an adult, and nobody reports himself', async () => {
  const { pupil, parents } = await newFamily()
  const wrong = parents[0]!
  for (const person of [cast.parent, cast.secondPupil, cast.teacher, cast.director, cast.stranger]) {
    await person.client.refused('families.reportAdult', accuse(pupil, wrong), 'member.unknown')
  }
  await wrong.client.refused('families.reportAdult', accuse(pupil, wrong), 'member.unknown')
  await pupil.client.refused('families.reportAdult', accuse(pupil, cast.parent), 'member.unknown')
  await makeYoung(world, pupil, '2016-01-01')
  await recordConsent(cast, pupil)
  await pupil.client.refused('families.reportAdult', accuse(pupil, wrong), 'family.reportByAdult')
  assert.equal((await membershipsOf(wrong)).length, 1)
})

test('[INV-12/elsewhere] what one school has removed rests in another organisation until that one has decided', async () => {
  const { pupil, parents } = await newFamily(1)
  const wrong = parents[0]!
  const club = await foundOrganisation(world, cast.operator, {
    type: 'extra',
    name: 'Кружок',
    administrator: { surname: 'Кружкова', name: 'Инна' },
  })
  const { communityId } = club
  const group = await club.administrator.client.call('units.create', { id: newId(), communityId, name: 'Хор' })
  await join(club, pupil, { unitId: group.id, role: 'pupil' })
  await join(club, wrong, { unitId: group.id, role: 'parent', childProfileId: pupil.profileId })
  await remove(pupil, wrong)
  assert.deepEqual(await membershipsOf(wrong), [])
  const { cases } = await club.administrator.client.call('families.cases', { communityId })
  assert.deepEqual(
    cases.map(({ state }) => state),
    ['reported'],
  )
  const theirs = { id: cases[0]!.id, decision: 'restore' } as const
  await cast.director.client.refused('families.decideCase', theirs, 'family.caseUnknown')
  await club.administrator.client.call('families.decideCase', theirs)
  assert.deepEqual(
    (await membershipsOf(wrong)).map((membership) => membership.communityId),
    [communityId],
  )
})

test('[INV-12/sibling] a wrong parent who stays in the school for another child leaves the chats in which this child is', async () => {
  const { pupil, parents } = await newFamily(2)
  const [wrong, right] = parents as [Person, Person]
  const { teacher, otherClassId, school, secondPupil, otherPupil } = cast
  await join(school, wrong, { unitId: otherClassId, role: 'parent', childProfileId: otherPupil.profileId })
  const chatOf = async (title: string, people: readonly Person[]) => {
    const memberIds = people.map(({ profileId }) => profileId)
    const input = { id: newId(), communityId: school.communityId, title, memberIds }
    return (await teacher.client.call('chats.create', input)).chat.id
  }
  const shared = await chatOf('С ребёнком', [pupil, wrong, right])
  const other = await chatOf('Без ребёнка', [secondPupil, wrong, right])
  const own = (await wrong.client.call('chats.openDirect', { id: newId(), profileId: pupil.profileId })).chat.id
  const socket = await world.socket(wrong.client)
  await socket.hello()
  await report(right, pupil, wrong)
  await socket.event('chat.dropped', ({ chatId }) => chatId === shared)
  await socket.settle()
  for (const chatId of [shared, other]) {
    await teacher.client.call('messages.send', { chatId, key: newId(), text: 'После' })
  }
  await socket.event('message.posted', ({ message }) => message.chatId === other)
  assert.deepEqual(
    socket.events('message.posted').map(({ id }) => id),
    [other],
  )
  await wrong.client.refused('messages.page', { chatId: shared }, 'chat.unknown')
  const sent = await wrong.client.post('messages.send', JSON.stringify({ chatId: own, key: newId(), text: 'Ты где?' }))
  assert.equal(sent.status, 403)
  const [membership] = await membershipsOf(wrong)
  assert.deepEqual(membership?.roles, [{ role: 'parent', unitId: otherClassId }])
})
