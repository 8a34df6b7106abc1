import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { COMMUNITY_TYPES, type CommunityType, ROLES_OF_TYPE, TYPE_ABBREVIATIONS } from '#contract/communities/types.ts'
import { foundWithUnit, join, type Organisation, type OrganisationWithUnit, signInGrownUp } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { type Person, signInOperator } from '#testkit/people.ts'
import { createWorld } from '#testkit/world.ts'
import { ru } from '#web/communities/terms/terms.ru.ts'

const world = await createWorld()
after(() => world[Symbol.asyncDispose]())
const operator = await signInOperator(world)

const places = new Map<CommunityType, Promise<OrganisationWithUnit>>()

/** An organisation of a type with one unit, made once. */
function placeOf(type: CommunityType): Promise<OrganisationWithUnit> {
  const name = `Организация ${TYPE_ABBREVIATIONS[type]}`
  const place = places.get(type) ?? foundWithUnit(world, operator, { type, name, unit: 'Первая' })
  places.set(type, place)
  return place
}

const grownUp = (surname: string) => signInGrownUp(world, surname)

async function channelsOf({ client }: Person, { communityId }: Organisation) {
  const { chats } = await client.call('chats.list', {})
  return chats.flatMap(({ chat }) => (chat.communityId === communityId && chat.kind === 'channel' ? [chat] : []))
}

test('[ORG-16] there are the seven types of the documents, and each has its own names of roles, units and channels', async () => {
  assert.deepEqual(COMMUNITY_TYPES.map((type) => TYPE_ABBREVIATIONS[type]).sort(), [
    'ВПО',
    'ДОО',
    'ДПО',
    'ОДО',
    'ОО',
    'ОУО',
    'СПО',
  ])
  const named: Record<string, [string, string, string]> = {}
  for (const type of COMMUNITY_TYPES) {
    const { organisation } = await placeOf(type)
    const { memberships } = await organisation.administrator.client.call('communities.mine', {})
    assert.equal(memberships[0]!.type, type)
    const channels = await channelsOf(organisation.administrator, organisation)
    const roles = ROLES_OF_TYPE[type].map((role) => ru.roles[type][role]).join(', ')
    named[TYPE_ABBREVIATIONS[type]] = [
      roles,
      ru.units[type].title,
      channels
        .map(({ title }) => title)
        .sort()
        .join(', '),
    ]
  }
  const group = 'Администратор, Куратор группы, Преподаватель, Обучающийся'
  assert.deepEqual(named, {
    ОО: ['Администратор, Классный руководитель, Учитель, Ученик', 'Классы', 'Общешкольный, Сотрудники'],
    ДОО: ['Администратор, Старший воспитатель, Сотрудник, Родитель', 'Группы', 'Общий, Сотрудники'],
    СПО: [group, 'Группы', 'Общий, Сотрудники'],
    ВПО: [group, 'Группы', 'Общешкольный, Сотрудники'],
    ДПО: [group, 'Группы', 'Общешкольный, Сотрудники'],
    ОДО: [group, 'Группы', 'Общешкольный, Сотрудники'],
    ОУО: [
      'Администратор, Руководитель подразделения, Сотрудник, Внешний участник',
      'Подразделения',
      'Общий, Сотрудники',
    ],
  })
})

test('[CHN-05] in every type «Сотрудники» is for the teacher role, its equivalents and administrators, and for nobody else', async () => {
  for (const type of COMMUNITY_TYPES) {
    const { organisation, unitId } = await placeOf(type)
    const { administrator, communityId } = organisation
    const { channels } = await administrator.client.call('channels.list', { communityId })
    const chatId = channels.find(({ chat }) => chat.channelClass === 'staff')!.chat.id
    const text = `Только сотрудникам: ${TYPE_ABBREVIATIONS[type]}`
    const people = new Map<string, Person>()
    for (const role of ROLES_OF_TYPE[type]) {
      if (role === 'administrator') continue
      const person = await grownUp('Ростов')
      await join(organisation, person, { unitId, role, position: 'Методист' })
      people.set(role, person)
    }
    const pupil = people.get('pupil')
    if (pupil !== undefined) {
      const parent = await grownUp('Ростов')
      await join(organisation, parent, { unitId, role: 'parent', childProfileId: pupil.profileId })
      people.set('parent', parent)
    }
    const sockets = new Map<string, Awaited<ReturnType<typeof world.socket>>>()
    for (const [role, { client }] of people) {
      const socket = await world.socket(client)
      await socket.hello()
      sockets.set(role, socket)
    }
    const { seq } = await administrator.client.call('channels.post', { chatId, text })
    await sockets.get('staff')!.event('message.posted', ({ message }) => message.text === text)
    for (const [role, person] of people) {
      const socket = sockets.get(role)!
      const receives = role === 'lead' || role === 'staff'
      const titles = (await channelsOf(person, organisation)).map(({ title }) => title)
      assert.equal(titles.includes('Сотрудники'), receives, `${type} ${role}`)
      if (receives) {
        const { entries } = await person.client.call('messages.page', { chatId })
        assert.equal(entries.at(-1)!.s, seq)
      } else {
        await person.client.refused('messages.page', { chatId }, 'chat.unknown')
        const snapshot = JSON.stringify(await socket.hello())
        const told = snapshot + JSON.stringify(socket.frames)
        assert.ok(!told.includes(text) && !told.includes(chatId), `${type} ${role} is told`)
      }
      await socket[Symbol.asyncDispose]()
    }
  }
})

test('[STR-13] in a kindergarten children have no accounts, and staff and parents write to each other in its groups', async () => {
  const { organisation, unitId } = await placeOf('kindergarten')
  const { client } = organisation.administrator
  await client.refused('links.create', { id: newId(), unitId, role: 'pupil' }, 'link.roleImpossible')
  const many = { communityId: organisation.communityId, unitIds: [unitId], roles: ['pupil' as const] }
  await client.refused('links.createMany', many, 'link.roleImpossible')
  const teacher = await grownUp('Зорина')
  await join(organisation, teacher, { unitId, role: 'lead', position: 'Воспитатель' })
  const child = { unitId, surname: 'Малышев', name: 'Ваня', patronymic: '', birthDate: '2021-01-01' }
  for (const by of [client, teacher.client]) {
    await by.refused('cards.addPupil', { id: newId(), ...child }, 'link.roleImpossible')
    const letter = { unitId, emails: ['malyshev@example.test'] }
    await by.refused('emailInvitations.send', letter, 'invitation.gradeRefused')
  }
  const parent = await grownUp('Малышев')
  await join(organisation, parent, { unitId, role: 'parent' })
  const { chat } = await teacher.client.call('chats.create', {
    id: newId(),
    communityId: organisation.communityId,
    title: 'Солнышко',
    memberIds: [parent.profileId],
  })
  await teacher.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Завтра утренник' })
  await parent.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Придём' })
  const { entries } = await parent.client.call('messages.page', { chatId: chat.id })
  const texts = entries.flatMap((entry) => (entry.e === 'message.posted' ? [entry.p.message.text] : []))
  assert.deepEqual(texts, ['Завтра утренник', 'Придём'])
})
