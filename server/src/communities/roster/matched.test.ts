import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DECISION_UNDO_MS } from '#contract/communities/communities.limits.ts'
import { MATCHED_CHUNK } from '#contract/communities/roster.limits.ts'
import { apply, type Cast, createCast, foundOrganisation, type Organisation } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { applySheet, importSheet } from '#testkit/rosters.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

interface Place {
  school: Organisation
  unitId: string
}

async function place(): Promise<Place> {
  const administrator = { surname: 'Новая', name: 'Анна', patronymic: 'Львовна' }
  const school = await foundOrganisation(world, cast.operator, { type: 'school', name: 'Школа', administrator })
  const { communityId } = school
  const unit = { id: newId(), communityId, name: '5«Б»', grade: 5 }
  return { school, unitId: (await school.administrator.client.call('units.create', unit)).id }
}

async function roster({ school }: Place, ...lines: string[]): Promise<void> {
  const bytes = Buffer.from(`${['ФИО;Класс;Дата рождения;Телефон', ...lines].join('\n')}\n`)
  const { client } = school.administrator
  const done = await applySheet(client, await importSheet(client, school.communityId, bytes), true)
  assert.equal(done.state, 'applied')
}

async function applicant(
  { school, unitId }: Place,
  surname: string,
  name: string,
  birthDate = '2010-02-01',
): Promise<Person> {
  const person = await signIn(world, newPhone(), { surname, name, birthDate })
  await apply(school, person, { unitId, role: 'pupil' })
  return person
}

const queueOf = async ({ school }: Place, match?: 'exact' | 'near' | 'several' | 'none') => {
  const { communityId, administrator } = school
  const input = { communityId, states: ['pending' as const], ...(match === undefined ? {} : { match }) }
  return (await administrator.client.call('applications.queue', input)).applications
}
const summaryOf = ({ school }: Place) =>
  school.administrator.client.call('matched.summary', { communityId: school.communityId })
const isMember = async (person: Person) => (await person.client.call('communities.mine', {})).memberships.length > 0

test('[INV-06/matched] the queue says of everybody how he stands to the roster, and is filtered by it', async () => {
  const at = await place()
  await applicant(at, 'Ёлкина', 'Анна')
  assert.deepEqual(
    (await queueOf(at)).map(({ match }) => match),
    [null],
  )
  await roster(
    at,
    'Ёлкина Анна Ильинична;5Б;01.02.2010;',
    'Бобров Пётр;5Б;03.02.2010;',
    'Ли Ян;5Б;;',
    'Ли Ян;5Б;05.05.2010;',
  )
  await applicant(at, 'Бобров', 'Пётр', '2010-03-02')
  await applicant(at, 'Ли', 'Ян', '2010-06-06')
  await applicant(at, 'Незнакомов', 'Ким')
  const { exact, near, none, roster: isThere } = await summaryOf(at)
  assert.deepEqual([isThere, exact, near, none], [true, 1, 1, 1])
  const [first] = await queueOf(at, 'near')
  assert.equal(first!.surname, 'Бобров')
  assert.deepEqual(first!.match?.differences, [{ what: 'dayAndMonth', told: '2010-03-02', known: '2010-02-03' }])
  assert.equal(first!.match?.record?.birthDate, '2010-02-03')
  assert.deepEqual(
    (await queueOf(at, 'none')).map(({ surname }) => surname),
    ['Незнакомов'],
  )
  assert.deepEqual(
    (await queueOf(at, 'several')).map(({ match }) => match?.record),
    [null],
  )
})

test('[INV-06/matched] all who match are approved at once and nobody else; one page says who, and it is taken back', async () => {
  const at = await place()
  const { client } = at.school.administrator
  const lines = Array.from(
    { length: MATCHED_CHUNK * 4 + 3 },
    (_, n) =>
      `Рядова${'абвгдежзик'[n % 10]}${'абвгдежзик'[Math.floor(n / 10) % 10]}${n > 99 ? 'я' : ''} Анна;5Б;01.02.2010;`,
  )
  await roster(at, ...lines)
  const people: Person[] = []
  for (const line of lines) people.push(await applicant(at, line.split(' ')[0]!, 'Анна'))
  const other = await applicant(at, 'Чужая', 'Вера')
  const input = { id: newId(), communityId: at.school.communityId }
  const first = await client.call('matched.approve', input)
  assert.deepEqual([first.approval.approved, first.left], [MATCHED_CHUNK * 4, 3])
  const last = await client.call('matched.approve', input)
  assert.deepEqual([last.approval.approved, last.left, last.approval.undone], [people.length, 0, 0])
  for (const person of people) assert.ok(await isMember(person))
  assert.ok(!(await isMember(other)))
  const page = await client.call('matched.log', { id: input.id })
  assert.equal(page.lines.length, people.length)
  assert.deepEqual(page.lines[0]!, {
    name: page.lines[0]!.name,
    unitName: '5«Б»',
    grounds: ['birthDate'],
    stands: true,
  })
  // What they write stays, though they leave.
  const { chat } = await people[0]!.client.call('chats.create', {
    id: newId(),
    communityId: at.school.communityId,
    title: 'Класс',
    memberIds: [people[1]!.profileId, at.school.administrator.profileId],
  })
  await people[0]!.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Я уже пишу' })
  let left = 1
  while (left > 0) left = (await client.call('matched.undo', { id: input.id })).left
  const { approvals } = await summaryOf(at)
  assert.deepEqual(
    [approvals[0]!.approved, approvals[0]!.undone, approvals[0]!.undoUntil],
    [people.length, people.length, null],
  )
  for (const person of people) assert.ok(!(await isMember(person)))
  assert.equal((await queueOf(at)).length, 50)
  const { entries } = await client.call('messages.page', { chatId: chat.id })
  assert.ok(JSON.stringify(entries).includes('Я уже пишу'))
})

test('[INV-06/matched] an approval is taken back within ten minutes and not later, by those who decide', async () => {
  const at = await place()
  const { client } = at.school.administrator
  await roster(at, 'Ёлкина Анна;5Б;01.02.2010;')
  const person = await applicant(at, 'Ёлкина', 'Анна')
  const id = newId()
  await client.call('matched.approve', { id, communityId: at.school.communityId })
  await cast.director.client.refused('matched.undo', { id }, 'matched.unknown')
  await cast.director.client.refused('matched.log', { id }, 'matched.unknown')
  await person.client.refused('matched.log', { id }, 'community.notAllowed')
  world.clock.advance(DECISION_UNDO_MS)
  await client.refused('matched.undo', { id }, 'application.undoExpired')
  assert.ok(await isMember(person))
  await client.refused('matched.approve', { id, communityId: cast.school.communityId }, 'community.unknown')
})

test('[INV-06/matched] of two who give themselves out for one neither is approved, nor a second one after the first', async () => {
  const at = await place()
  const { client } = at.school.administrator
  await roster(at, 'Ёлкина Анна;5Б;01.02.2010;')
  await applicant(at, 'Ёлкина', 'Анна')
  await applicant(at, 'Ёлкина', 'Анна')
  const approve = async () =>
    (await client.call('matched.approve', { id: newId(), communityId: at.school.communityId })).approval.approved
  assert.equal(await approve(), 0)
  const waiting = await queueOf(at)
  assert.deepEqual(
    waiting.map(({ match }) => match?.differences[0]?.what),
    ['appliedTwice', 'appliedTwice'],
  )
  await client.call('applications.decide', {
    communityId: at.school.communityId,
    ids: [waiting[0]!.id],
    decision: 'approve',
  })
  assert.deepEqual(
    (await queueOf(at)).map(({ match }) => match?.differences[0]?.what),
    ['isMember'],
  )
  assert.equal(await approve(), 0)
  assert.deepEqual((await summaryOf(at)).approvals, [])
})

test('[INV-06/kept] the comparison that is kept counts no longer once a name, a list, the members or the queue have changed', async () => {
  const at = await place()
  const { client } = at.school.administrator
  const { communityId } = at.school
  await roster(at, 'Жукова Мира;5 Б;01.02.2010;', 'Жуков Макар;5 Б;01.02.2010;')
  const person = await applicant(at, 'Жукава', 'Мира')
  const stands = async () => {
    const found = (await queueOf(at)).find(({ profileId }) => profileId === person.profileId)
    return found?.match === null ? null : found?.match?.kind
  }
  assert.deepEqual([await stands(), await stands()], ['near', 'near'])
  await person.client.call('profiles.rename', { surname: 'Жукова', name: 'Мира', patronymic: '' })
  assert.deepEqual([await stands(), await stands()], ['exact', 'exact'])
  const second = await applicant(at, 'Жукова', 'Мира')
  assert.equal(await stands(), 'near', 'two have applied for one')
  const [own] = (await second.client.call('applications.own', {})).applications
  await second.client.call('applications.withdraw', { id: own!.id })
  assert.equal(await stands(), 'exact')
  const { records } = await client.call('roster.records', { communityId, search: 'жукова' })
  await client.call('roster.remove', { communityId, ids: [records[0]!.id] })
  assert.notEqual(await stands(), 'exact', 'the list does not know her any more')
  await roster(at, 'Жукова Мира;5 Б;01.02.2010;')
  assert.equal(await stands(), 'exact')
  await apply(at.school, second, { unitId: at.unitId, role: 'pupil' })
  const [again] = (await second.client.call('applications.own', {})).applications
  await client.call('applications.decide', { communityId, ids: [again!.id], decision: 'approve' })
  assert.equal(await stands(), 'near', 'she is a member already')
})
