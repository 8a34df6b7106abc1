import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FactRow } from '#contract/connector/fact-rows.ts'
import { createCast } from '#testkit/cast.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { createSchoolSystem, linkPerson } from '#testkit/school-systems.ts'
import { createWorld } from '#testkit/world.ts'

let revision = 0
const row = (type: string, id: string, data: object): FactRow => {
  revision += 1
  return { type, id, revision, data: { ...data } }
}
const names = ({ about }: Person) => {
  const { surname, name, patronymic, birthDate } = about
  return { surname, name, patronymic, birthDate }
}

test('[ESC-05/nursery][A-51/nursery] a group of a kindergarten has a chat with its parents, though no child has an account; unlinked, one is out, and back when linked anew', async () => {
  await using world = await createWorld()
  const { operator, kindergarten } = await createCast(world)
  const { communityId, administrator } = kindergarten
  await using system = await createSchoolSystem(world, { operator, administrator: administrator.client, communityId })
  const someone = (surname: string, birthDate: string) => signIn(world, newPhone(), { surname, name: 'Имя', birthDate })
  const [nurse, mother, father] = [
    await someone('Нянина', '1985-03-14'),
    await someone('Мамина', '1990-03-14'),
    await someone('Папин', '1989-03-14'),
  ]
  const child = { surname: 'Мамина', name: 'Соня', patronymic: '', birthDate: '2022-04-01' }
  const facts = [
    row('person', 'nurse', { ...names(nurse), kinds: ['employee'] }),
    row('position', 'nurse-1', { personId: 'nurse', kind: 'teaching', title: 'Воспитатель', dismissed: false }),
    row('unit', 'sun', {
      ...{ kind: 'class', name: 'Солнышко', grade: null, parentId: null, wholeClass: false, teacherIds: ['nurse'] },
    }),
    row('person', 'sonya', { ...child, kinds: ['pupil'] }),
    row('enrolment', 'sonya-sun', { personId: 'sonya', unitId: 'sun' }),
    ...(['mother', 'father'] as const).flatMap((id) => [
      row('person', id, { ...names(id === 'mother' ? mother : father), kinds: ['parent'] }),
      row('family', `${id}-sonya`, { parentId: id, childId: 'sonya', restricted: false }),
    ]),
  ]
  const { refused, rows } = await system.client.call('connector.facts.put', { communityId, facts })
  assert.equal(refused, 0, JSON.stringify(rows))
  const settle = () => world.app.connector.rounds.run()
  const link = async (who: Person, personId: string) => {
    await linkPerson(system, who, { communityId, personId })
    await settle()
  }
  await link(nurse, 'nurse')
  await link(mother, 'mother')
  await link(father, 'father')
  const { chats } = await system.client.call('connector.chats.list', { communityId })
  const { chatId } = chats.find(({ id }) => id === 'parents:sun') ?? assert.fail('the group has no chat of its parents')
  const inside = async () => {
    const { members, cards } = await nurse.client.call('chats.members', { chatId: chatId! })
    const surnames = new Map(cards.map(({ id, surname }) => [id, surname]))
    return members.map(({ profileId, role }) => `${surnames.get(profileId)} ${role}`).sort()
  }
  assert.deepEqual(await inside(), ['Мамина member', 'Нянина administrator', 'Папин member'])
  const mine = (await mother.client.call('communities.mine', {})).memberships
  assert.deepEqual(
    mine.find((each) => each.communityId === communityId)?.roles.map(({ role }) => role),
    ['parent'],
  )
  await system.client.call('connector.links.undo', { communityId, personId: 'father' })
  await settle()
  assert.deepEqual(await inside(), ['Мамина member', 'Нянина administrator'])
  await link(father, 'father')
  assert.equal((await inside()).length, 3)
})
