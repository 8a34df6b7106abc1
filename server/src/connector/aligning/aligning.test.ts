import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { FactRow } from '#contract/connector/fact-rows.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { createSchoolSystem, linkPerson, type SchoolSystem } from '#testkit/school-systems.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
let system: SchoolSystem
let communityId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  communityId = cast.school.communityId
  const administrator = cast.director.client
  system = await createSchoolSystem(world, { operator: cast.operator, administrator, communityId })
})
after(async () => {
  await system[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

let revision = 0
const row = (type: string, id: string, data: object | null): FactRow => {
  revision += 1
  return data === null ? { type, id, revision, removed: true } : { type, id, revision, data: { ...data } }
}
const person = (id: string, { about }: Person, ...kinds: string[]) => {
  const { surname, name, patronymic, birthDate } = about
  return row('person', id, { surname, name, patronymic, birthDate, kinds })
}
const position = (personId: string, told: object = {}) =>
  row('position', `${personId}-1`, { personId, kind: 'teaching', title: 'Учитель', dismissed: false, ...told })
const unit = (id: string, name: string, ...teacherIds: string[]) =>
  row('unit', id, { kind: 'class', name, grade: 5, parentId: null, wholeClass: false, teacherIds })
const learns = (personId: string, unitId: string, holds = true) =>
  row('enrolment', `${personId}-${unitId}`, holds ? { personId, unitId } : null)
const family = (parentId: string, childId: string, restricted = false) =>
  row('family', `${parentId}-${childId}`, { parentId, childId, restricted })

const settle = () => world.app.connector.rounds.run()
async function tell(...facts: FactRow[]): Promise<void> {
  const { refused, rows } = await system.client.call('connector.facts.put', { communityId, facts })
  assert.equal(refused, 0, JSON.stringify(rows))
  await settle()
}
async function link(who: Person, personId: string): Promise<void> {
  await linkPerson(system, who, { communityId, personId })
  await settle()
}
async function chatId(id: string): Promise<string> {
  const { chats } = await system.client.call('connector.chats.list', { communityId })
  return chats.find((chat) => chat.id === id)?.chatId ?? assert.fail(`there is no chat ${id}`)
}
/** Who is in a chat as what, by surname. */
async function people(id: string, by: Person = cast.teacher): Promise<Record<string, string>> {
  const { members, cards } = await by.client.call('chats.members', { chatId: await chatId(id) })
  const names = new Map(cards.map((card) => [card.id, card.surname]))
  return Object.fromEntries(members.map(({ profileId, role }) => [names.get(profileId), role]))
}
const rolesOf = async (who: Person) => {
  const { memberships } = await who.client.call('communities.mine', {})
  const mine = memberships.find((each) => each.communityId === communityId)
  return (mine?.roles ?? []).map(({ role }) => role).sort()
}
const someone = (surname: string, birthDate = '1985-03-14') =>
  signIn(world, newPhone(), { surname, name: 'Имя', birthDate })
const BORN = '2011-05-20'

test('[ESC-04/made][ESC-05/made][ESC-07/made][ESL-07/joined] whoever is linked gets his roles and comes into his chats, and nobody before', async () => {
  const { teacher, director } = cast
  const [anna, mother] = [await someone('Аннина', BORN), await someone('Мамина')]
  await tell(
    unit('5b', '5«Б»', 't'),
    person('t', teacher, 'employee'),
    position('t'),
    person('anna', anna, 'pupil'),
    learns('anna', '5b'),
    person('mother', mother, 'parent'),
    family('mother', 'anna'),
    person('head', director, 'employee'),
    position('head', { kind: 'administration' }),
    row('settings', 'settings', { chatsAdministratorId: 'head' }),
  )
  assert.deepEqual(await rolesOf(anna), [])
  await link(teacher, 't')
  assert.deepEqual(await people('class:5b'), { Соколова: 'administrator' })
  await link(director, 'head')
  await link(anna, 'anna')
  await link(mother, 'mother')
  assert.deepEqual([await rolesOf(anna), await rolesOf(mother)], [['pupil'], ['parent']])
  assert.deepEqual(await people('class:5b'), { Соколова: 'administrator', Климова: 'administrator', Аннина: 'member' })
  assert.deepEqual(await people('parents:5b'), {
    Соколова: 'administrator',
    Климова: 'administrator',
    Мамина: 'member',
  })
  assert.deepEqual(await people('teachers'), { Соколова: 'member', Климова: 'administrator' })
  const units = await director.client.call('units.list', { communityId })
  assert.equal(
    units.units.filter(({ unit: each }) => each.name === '5«Б»').length,
    1,
    'the class of the school is taken over',
  )
})

test('[ESC-06/api] a default chat is not deleted, neither here nor by the source; it may be called otherwise', async () => {
  const { director, teacher } = cast
  for (const id of ['teachers', 'class:5b', 'parents:5b']) {
    await director.client.refused('chats.delete', { chatId: await chatId(id) }, 'chat.ofUnit')
  }
  const { rows } = await system.client.call('connector.facts.put', {
    communityId,
    facts: [row('chat', 'class:5b', null)],
  })
  assert.equal(rows[0]!.refusal, 'defaultStays')
  const { chat } = await teacher.client.call('chats.rename', { chatId: await chatId('class:5b'), title: 'Наш класс' })
  assert.equal(chat.title, 'Наш класс')
  await tell(unit('5b', '5«Б»', 't'))
  assert.equal(
    (await teacher.client.call('chats.get', { chatId: chat.id })).chat.title,
    'Наш класс',
    'a name by hand stays',
  )
})

test('[ESS-01/moved][ESS-02/moved] a transfer takes a pupil and his parents to the other class, an expulsion takes them out', async () => {
  const { teacher } = cast
  const [boris, father] = [await someone('Борисов', BORN), await someone('Отцов')]
  await tell(
    unit('6a', '6«А»', 't'),
    person('boris', boris, 'pupil'),
    learns('boris', '5b'),
    person('father', father, 'parent'),
    family('father', 'boris'),
  )
  await link(boris, 'boris')
  await link(father, 'father')
  assert.ok('Борисов' in (await people('class:5b')) && 'Отцов' in (await people('parents:5b')))
  await tell(learns('boris', '5b', false), learns('boris', '6a'))
  assert.ok(!('Борисов' in (await people('class:5b'))) && !('Отцов' in (await people('parents:5b'))))
  assert.ok('Борисов' in (await people('class:6a')) && 'Отцов' in (await people('parents:6a')))
  assert.deepEqual(await rolesOf(father), ['parent'])
  const id = await chatId('class:6a')
  await tell(learns('boris', '6a', false))
  assert.deepEqual([await rolesOf(boris), await rolesOf(father)], [[], []])
  await boris.client.refused('chats.get', { chatId: id }, 'chat.unknown')
  assert.ok(!('Борисов' in (await people('class:6a', teacher))))
})

test('[ESS-03/moved] whoever is dismissed is out of every chat and role that facts gave, and back when he is hired again', async () => {
  const clerk = await someone('Завучева')
  await tell(person('clerk', clerk, 'employee'), position('clerk', { kind: 'administration' }))
  await link(clerk, 'clerk')
  assert.deepEqual(await rolesOf(clerk), ['staff'])
  assert.ok('Завучева' in (await people('teachers')))
  await tell(position('clerk', { dismissed: true }))
  assert.deepEqual(await rolesOf(clerk), [])
  assert.ok(!('Завучева' in (await people('teachers'))))
  await tell(position('clerk', { kind: 'teaching' }))
  assert.ok('Завучева' in (await people('teachers')))
})

test('[ESS-03/administrator][A-33/administrator] with his last position somebody ceases to be an administrator, and may be made one anew; the last one stays', async () => {
  const { director, operator } = cast
  const [head, deputy] = [await someone('Директорова'), await someone('Заместителева')]
  await tell(
    person('boss', head, 'employee'),
    position('boss', { kind: 'administration' }),
    row('position', 'boss-2', { personId: 'boss', kind: 'teaching', title: 'Учитель', dismissed: false }),
    person('deputy', deputy, 'employee'),
    position('deputy', { kind: 'administration' }),
  )
  await link(head, 'boss')
  await link(deputy, 'deputy')
  const appoint = ({ profileId }: Person) => director.client.call('members.appoint', { communityId, profileId })
  const isAdministrator = async (who: Person) => (await rolesOf(who)).includes('administrator')
  await appoint(head)
  await appoint(deputy)
  await tell(position('boss', { dismissed: true }))
  assert.ok(await isAdministrator(head), 'he has another position')
  await tell(row('position', 'boss-2', { personId: 'boss', kind: 'teaching', title: 'Учитель', dismissed: true }))
  assert.deepEqual(await rolesOf(head), [])
  await tell(position('boss', { kind: 'administration' }))
  assert.deepEqual(await rolesOf(head), ['staff'], 'nobody has appointed him anew')
  await appoint(head)
  await tell(position('boss', { kind: 'administration', title: 'Завуч' }))
  assert.ok(await isAdministrator(head), 'the position that he has lost earlier takes nothing twice')
  await tell(position('boss', { dismissed: true }), position('deputy', { dismissed: true }))
  assert.ok(!(await isAdministrator(deputy)) && (await isAdministrator(director)))
  await tell(position('head', { dismissed: true }))
  assert.deepEqual(await rolesOf(director), ['administrator'], 'nobody else is one')
  const { entries } = await operator.call('auditDesk.list', { act: 'administrator.kept' })
  assert.equal(entries.length, 1)
  const told = await world.database.query<{ personId: string }>(`select data->'data'->>'personId' as "personId"
    from pgboss.job where name = 'connector.notice' and data->>'event' = 'administrator.kept'`)
  assert.deepEqual(told, [{ personId: 'head' }], 'the school is told whom it has dismissed in vain')
  await tell(position('head'))
})

test('[ESS-06] whom somebody has added stays, whom somebody has removed stays out, whatever facts come again', async () => {
  const { teacher, secondTeacher, director } = cast
  const vera = await someone('Верина', BORN)
  await tell(person('vera', vera, 'pupil'), learns('vera', '5b'))
  await link(vera, 'vera')
  const id = await chatId('class:5b')
  await teacher.client.call('chats.addMembers', { chatId: id, profileIds: [secondTeacher.profileId] })
  await teacher.client.call('chats.removeMember', { chatId: id, profileId: vera.profileId })
  await tell(unit('5b', '5«Б»', 't', 'head'), learns('vera', '5b'))
  const after = await people('class:5b')
  assert.ok('Ершов' in after && !('Верина' in after), JSON.stringify(after))
  await teacher.client.call('chats.addMembers', { chatId: id, profileIds: [vera.profileId] })
  await tell(learns('vera', '5b', false))
  assert.ok(!('Верина' in (await people('class:5b'))), 'whoever was there by facts and comes back is there by facts')
  await tell(unit('5b', '5«Б»', 't'))
  assert.ok('Ершов' in (await people('class:5b', director)))
})

test('[ESL-07/messenger] an unlinked person is out of the chats that facts made and of his roles; linked again he is back', async () => {
  const gleb = await someone('Глебов', BORN)
  await tell(person('gleb', gleb, 'pupil'), learns('gleb', '5b'))
  await link(gleb, 'gleb')
  assert.ok('Глебов' in (await people('class:5b')))
  await system.client.call('connector.links.undo', { communityId, personId: 'gleb' })
  await settle()
  assert.ok(!('Глебов' in (await people('class:5b'))))
  assert.deepEqual(await rolesOf(gleb), [])
  await link(gleb, 'gleb')
  assert.ok('Глебов' in (await people('class:5b')))
  await gleb.client.call('oidc.unlink', { clientId: system.outside.id })
  await settle()
  assert.deepEqual(await rolesOf(gleb), [], 'he has let the system know him no more')
  const { links } = await system.client.call('connector.links.list', { communityId })
  assert.ok(!links.some(({ personId }) => personId === 'gleb'))
})

test('[ESL-08] one person is one profile, and a second attempt says what holds it', async () => {
  const [one, other] = [await someone('Двойной', BORN), await someone('Двойной', BORN)]
  await tell(person('dva', one, 'pupil'), person('dva2', one, 'pupil'))
  await link(one, 'dva')
  await link(one, 'dva')
  const held = await linkPerson(system, other, { communityId, personId: 'dva', refused: 'connector.personLinked' })
  assert.match(String(held?.details?.account), /^\+7 ••• •••-\d\d-\d\d$/)
  await linkPerson(system, one, { communityId, personId: 'dva2', refused: 'connector.profileLinked' })
  await linkPerson(system, other, { communityId, personId: 'nobody', refused: 'connector.personUnknown' })
})

test('[ESL-08/fits] a difference in name, birth date or role stops the link and says in what', async () => {
  const grown = await someone('Взрослов')
  const young = await someone('Юнов', BORN)
  const told = (id: string, surname: string, birthDate: string | null, ...kinds: string[]) =>
    row('person', id, { surname, name: 'Имя', patronymic: '', birthDate, kinds })
  await tell(
    told('n', 'Другой', null, 'parent'),
    told('b', 'Взрослов', '1985-03-15', 'parent'),
    told('y', 'Юнов', BORN, 'parent'),
    told('r', cast.pupil.about.surname, null, 'employee', 'pupil'),
    told('s', cast.secondTeacher.about.surname, null, 'pupil'),
  )
  const stopped = (who: Person, personId: string, refused: Parameters<typeof linkPerson>[2]['refused']) =>
    linkPerson(system, who, { communityId, personId, refused })
  assert.equal((await stopped(grown, 'n', 'connector.nameDiffers'))?.details?.what, 'surname')
  await stopped(grown, 'b', 'connector.birthDateDiffers')
  assert.equal((await stopped(young, 'y', 'connector.notAdult'))?.details?.from, 18)
  await stopped(cast.secondTeacher, 's', 'connector.nameDiffers')
})

test('[ESL-08/reused] an id that the source gives to another human takes the link from whoever had it; another surname alone does not', async () => {
  const kept = await someone('Девичья', BORN)
  const told = (surname: string, name: string) =>
    row('person', 'r', { surname, name, patronymic: '', birthDate: BORN, kinds: ['pupil'] })
  await tell(unit('5b', '5«Б»', 't'), told('Девичья', 'Имя'), learns('r', '5b'))
  await link(kept, 'r')
  const isLinked = async () => {
    const { links } = await system.client.call('connector.links.list', { communityId })
    return links.some(({ personId }) => personId === 'r')
  }
  await tell(told('Замужняя', 'Имя'))
  assert.ok(await isLinked())
  assert.equal((await people('class:5b')).Девичья, 'member')
  await tell(row('person', 'r', null), learns('r', '5b', false))
  await tell(told('Другая', 'Ольга'), learns('r', '5b'))
  assert.ok(!(await isLinked()))
  assert.equal((await people('class:5b')).Девичья, undefined)
})

test('[ESC-03] there is one teachers’ chat, and one of each class, though the same facts come at once from several hands', async () => {
  const { director } = cast
  const calls = Array.from({ length: 6 }, () =>
    system.client.call('connector.facts.put', { communityId, facts: [unit('7v', '7«В»', 't')] }),
  )
  await Promise.all([...calls, settle(), settle(), settle()])
  await settle()
  const { chats } = await system.client.call('connector.chats.list', { communityId })
  const kinds = chats.filter(({ kind, id }) => kind === 'teachers' || id.endsWith(':7v')).map(({ kind }) => kind)
  assert.deepEqual(kinds.sort(), ['class', 'parents', 'teachers'])
  const { units } = await director.client.call('units.list', { communityId })
  assert.equal(units.filter(({ unit: each }) => each.name === '7«В»').length, 1)
})

test('[ESC-13/effect] a class that is gone closes its chats; a chat of the register is deleted with its fact', async () => {
  const { teacher } = cast
  await tell(
    row('chat', 'trip', {
      kind: 'other',
      title: 'Поход',
      unitId: null,
      members: [{ personId: 't', tab: 'employees' }],
      excluded: [],
    }),
  )
  const [trip, closing] = [await chatId('trip'), await chatId('class:7v')]
  assert.equal((await teacher.client.call('chats.get', { chatId: trip })).mine.role, 'member')
  await tell(row('chat', 'trip', null), row('unit', '7v', null))
  await teacher.client.refused('chats.get', { chatId: trip }, 'chat.unknown')
  const { chats } = await system.client.call('connector.chats.list', { communityId })
  assert.deepEqual(
    chats.filter(({ chatId: id }) => id === closing).map(({ closed }) => closed),
    [true],
  )
  await tell(unit('7v', '7«В»', 't'))
  const again = await system.client.call('connector.chats.list', { communityId })
  assert.ok(
    again.chats.some(({ chatId: id, closed }) => id === closing && !closed),
    'it is the same chat again',
  )
})

test('[ORG-19/facts] in a suspended organisation facts let people go and bring nobody; resumed, it catches up', async () => {
  const { operator } = cast
  const [zoya, egor] = [await someone('Зоина', BORN), await someone('Егоров', BORN)]
  await tell(person('zoya', zoya, 'pupil'), learns('zoya', '5b'), person('egor', egor, 'pupil'), learns('egor', '5b'))
  await link(zoya, 'zoya')
  await operator.call('organisations.suspend', { communityId, reason: 'Договор закончился' })
  await link(egor, 'egor')
  await tell(learns('zoya', '5b', false), unit('8z', '8«З»'))
  const rested = await people('class:5b')
  assert.ok(!('Зоина' in rested) && !('Егоров' in rested), JSON.stringify(rested))
  assert.deepEqual([await rolesOf(zoya), await rolesOf(egor)], [[], []])
  await operator.call('organisations.resume', { communityId })
  world.clock.advance(61_000)
  await settle()
  assert.ok('Егоров' in (await people('class:5b')))
  assert.ok(await chatId('class:8z'))
})

test('[ESS-05/again] facts that are told again change nothing, and what was lost meanwhile is put right all the same', async () => {
  const { teacher } = cast
  const lida = await someone('Лидина', BORN)
  const again = () => tell(unit('5b', '5«Б»', 't'), person('lida', lida, 'pupil'), learns('lida', '5b'))
  await again()
  await link(lida, 'lida')
  const id = await chatId('class:5b')
  const { db } = world.app.platform
  const settled = async () => {
    const { rows } = await sql<{ settled_digest: string | null }>`select settled_digest from connector.organisation
      where community_id = ${communityId}::uuid`.execute(db)
    return rows[0]!.settled_digest
  }
  const lastSeq = async () => (await teacher.client.call('chats.get', { chatId: id })).lastSeq
  await again()
  const [digest, seq] = [await settled(), await lastSeq()]
  assert.notEqual(digest, null)
  await again()
  assert.deepEqual([await settled(), await lastSeq()], [digest, seq])
  await sql`update messenger.chat_member set left_seq = 1 where chat_id = ${id}::uuid
    and profile_id = ${lida.profileId}::uuid`.execute(db)
  await again()
  assert.equal((await people('class:5b')).Лидина, 'member')
  await again()
  await sql`delete from communities.member_role where profile_id = ${lida.profileId}::uuid`.execute(db)
  await again()
  const { rows } = await sql<{ removed_by_hand: boolean }>`select removed_by_hand from connector.place
    where profile_id = ${lida.profileId}::uuid`.execute(db)
  assert.deepEqual(rows, [{ removed_by_hand: true }])
  await again()
  await sql`update connector.chat set title = 'Не так', closed = true where chat_id = ${id}::uuid`.execute(db)
  await again()
  const { chats } = await system.client.call('connector.chats.list', { communityId })
  assert.equal(chats.find((chat) => chat.id === 'class:5b')!.closed, false)
})
