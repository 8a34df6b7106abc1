import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { CommunityType, Role } from '#contract/communities/types.ts'
import {
  foundOrganisation,
  foundWithUnit,
  join,
  type Organisation,
  type OrganisationWithUnit,
  signInGrownUp,
} from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { newPhone, type Person, signIn, signInOperator } from '#testkit/people.ts'
import { createWorld } from '#testkit/world.ts'
import { ru } from '#web/communities/terms/terms.ru.ts'

const world = await createWorld()
after(() => world[Symbol.asyncDispose]())
const operator = await signInOperator(world)

/** The roles of a type as the documents name them, in their order. */
interface RoleSet {
  type: CommunityType
  unit: string
  names: readonly string[]
}

const GROUP_ROLES = ['Администратор', 'Куратор группы', 'Преподаватель', 'Обучающийся']
const ROLE_SETS: Readonly<Record<string, readonly RoleSet[]>> = {
  '[STR-02] people join a school in the four roles of the documents and in no other': [
    { type: 'school', unit: '7«В»', names: ['Администратор', 'Классный руководитель', 'Учитель', 'Ученик'] },
  ],
  '[STR-03] people join a college, a university, further training and extra classes in the four roles of the documents and in no other':
    [
      { type: 'college', unit: 'ИС-21', names: GROUP_ROLES },
      { type: 'university', unit: 'Ф-101', names: GROUP_ROLES },
      { type: 'training', unit: 'Поток 3', names: GROUP_ROLES },
      { type: 'extra', unit: 'Робототехника', names: GROUP_ROLES },
    ],
  '[STR-04] people join a kindergarten in the four roles of the documents and in no other': [
    {
      type: 'kindergarten',
      unit: 'Солнышко',
      names: ['Администратор', 'Старший воспитатель', 'Сотрудник', 'Родитель'],
    },
  ],
  '[STR-05] people join an authority in the four roles of the documents and in no other': [
    {
      type: 'authority',
      unit: 'Отдел кадров',
      names: ['Администратор', 'Руководитель подразделения', 'Сотрудник', 'Внешний участник'],
    },
  ],
}
const EVERY_ROLE: readonly Role[] = ['administrator', 'lead', 'staff', 'pupil', 'parent', 'external']

let organisations = 0

function found(type: CommunityType, unit: string): Promise<OrganisationWithUnit> {
  organisations += 1
  return foundWithUnit(world, operator, { type, name: `Организация ${organisations}`, unit })
}

const grownUp = (surname: string) => signInGrownUp(world, surname)

/** The names of the roles of somebody in an organisation, as he reads them himself. */
async function rolesOf(person: Person, organisation: Organisation): Promise<string[]> {
  const { memberships } = await person.client.call('communities.mine', {})
  const roles = memberships.find(({ communityId }) => communityId === organisation.communityId)?.roles ?? []
  return roles.map(({ role }) => ru.roles[organisation.type][role]).sort()
}

for (const [title, sets] of Object.entries(ROLE_SETS)) {
  test(title, async () => {
    for (const { type, unit, names } of sets) {
      const { organisation, unitId } = await found(type, unit)
      const roleOf = (name: string) => EVERY_ROLE.find((role) => ru.roles[type][role] === name) ?? assert.fail(name)
      assert.deepEqual(await rolesOf(organisation.administrator, organisation), ['Администратор'])
      for (const name of names.filter((each) => each !== 'Администратор')) {
        const person = await grownUp('Ростов')
        await join(organisation, person, { unitId, role: roleOf(name), position: 'Методист' })
        assert.deepEqual(await rolesOf(person, organisation), [name], type)
      }
      const strange = EVERY_ROLE.filter((role) => role !== 'parent' && !names.includes(ru.roles[type][role]))
      for (const role of [...strange, 'administrator' as const]) {
        await organisation.administrator.client.refused(
          'links.create',
          { id: newId(), unitId, role },
          'link.roleImpossible',
        )
      }
    }
  })
}

test('[STR-06/roles] a parent is attached to a child: in a school there is no link of a parent without one', async () => {
  const { organisation, unitId } = await found('school', '3«А»')
  await organisation.administrator.client.refused(
    'links.create',
    { id: newId(), unitId, role: 'parent' },
    'link.roleImpossible',
  )
  const child = await signIn(world, newPhone(), { surname: 'Ростов', name: 'Юра', birthDate: '2011-05-20' })
  await join(organisation, child, { unitId, role: 'pupil' })
  const parent = await grownUp('Ростов')
  await join(organisation, parent, { unitId, role: 'parent', childProfileId: child.profileId })
  assert.deepEqual(await rolesOf(parent, organisation), ['Родитель'])
})

test('[STR-10] rights are the union of all roles in one organisation, and of none in another', async () => {
  const { organisation: school, unitId: first } = await found('school', '5«А»')
  const { organisation: other, unitId: elsewhere } = await found('school', '6«А»')
  const { client } = school.administrator
  const { id: second } = await client.call('units.create', {
    id: newId(),
    communityId: school.communityId,
    name: '5«Б»',
  })
  const person = await grownUp('Многов')
  await join(school, person, { unitId: first, role: 'lead', position: 'Учитель истории' })
  await join(school, person, { unitId: second, role: 'staff', position: 'Учитель истории' })
  const child = await signIn(world, newPhone(), { surname: 'Многов', name: 'Юра', birthDate: '2011-05-20' })
  await join(other, child, { unitId: elsewhere, role: 'pupil' })
  await join(other, person, { unitId: elsewhere, role: 'parent', childProfileId: child.profileId })
  assert.deepEqual(await rolesOf(person, school), ['Классный руководитель', 'Учитель'])
  assert.deepEqual(await rolesOf(person, other), ['Родитель'])
  const { memberships } = await person.client.call('communities.mine', {})
  const grantsIn = ({ communityId }: Organisation) =>
    memberships.find((membership) => membership.communityId === communityId)!.grants
  assert.ok(grantsIn(school).includes('members.view'))
  assert.ok(!grantsIn(other).includes('members.view'), 'what a teacher may is no right of the parent elsewhere')
  await person.client.refused('links.list', { communityId: other.communityId }, 'community.notAllowed')
  await client.call('members.appoint', { communityId: school.communityId, profileId: person.profileId })
  const after = await person.client.call('communities.mine', {})
  const both = after.memberships.find(({ communityId }) => communityId === school.communityId)!
  assert.deepEqual(both.roles.map(({ role }) => role).sort(), ['administrator', 'lead', 'staff'])
  assert.ok(both.grants.includes('links.manage'))
  await person.client.call('links.list', { communityId: school.communityId })
  await person.client.refused('links.list', { communityId: other.communityId }, 'community.notAllowed')
})

test('[STR-11] a new organisation has «Коллектив» ready-made, into which all the staff are invited at once', async () => {
  for (const type of ['school', 'kindergarten', 'college', 'authority'] as const) {
    organisations += 1
    const organisation = await foundOrganisation(world, operator, {
      type,
      name: `Организация ${organisations}`,
      administrator: { surname: 'Громова', name: 'Ида' },
    })
    const { client } = organisation.administrator
    const { units } = await client.call('units.list', { communityId: organisation.communityId })
    assert.deepEqual(
      units.map(({ unit }) => [unit.name, unit.system]),
      [['Коллектив', true]],
    )
    const link = await client.call('links.create', { id: newId(), unitId: organisation.staffUnitId, role: 'staff' })
    for (const surname of ['Первов', 'Второв']) {
      const person = await grownUp(surname)
      const id = newId()
      await person.client.call('applications.submit', { id, token: link.token, position: 'Методист' })
      await client.call('applications.decide', {
        communityId: organisation.communityId,
        ids: [id],
        decision: 'approve',
      })
      assert.deepEqual(await rolesOf(person, organisation), [ru.roles[type].staff])
    }
  }
})
