import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { RENAME_SHOWN_DAYS, RENAMES_PER_MONTH } from '#contract/identity/profiles.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

const ABOUT = { surname: 'Соколова', name: 'Марина', patronymic: 'Игоревна', birthDate: '1985-03-14' }
const { birthDate: _birthDate, ...ABOUT_NAMES } = ABOUT
let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const memberOf = async (viewer: Person, who: Person) => {
  const { members } = await viewer.client.call('members.list', { communityId: cast.school.communityId })
  return members.find(({ profileId }) => profileId === who.profileId)
}

test('[ACC-01/names] a person changes the own names; they stand in one form, and the same again are no change', async () => {
  const person = await signIn(world, newPhone(), ABOUT)
  const before = await person.client.call('profiles.own', {})
  assert.deepEqual(
    [before.surname, before.birthDate, before.birthDateLocked, before.version],
    ['Соколова', '1985-03-14', false, 1],
  )
  const after = await person.client.call('profiles.rename', { ...ABOUT_NAMES, surname: '  Соколова-Ким ' })
  assert.deepEqual([after.surname, after.version], ['Соколова-Ким', 2])
  const again = await person.client.call('profiles.rename', { ...ABOUT_NAMES, surname: 'Соколова-Ким' })
  assert.equal(again.version, 2)
  const { profiles } = await person.client.call('sessions.current', {})
  assert.equal(profiles[0]!.surname, 'Соколова-Ким')
})

test('[ACC-02/own] the patronymic may be taken away; names with marks, digits or two alphabets are refused', async () => {
  const person = await signIn(world, newPhone(), ABOUT)
  const after = await person.client.call('profiles.rename', { ...ABOUT_NAMES, patronymic: '' })
  assert.equal(after.patronymic, '')
  for (const [field, value] of [
    ['name', 'Марина ✅'],
    ['name', 'Maрина'],
    ['surname', '   '],
    ['surname', 'Соколова1'],
    ['patronymic', '\u202eИгоревна'],
  ] as const) {
    const input = { ...ABOUT_NAMES, [field]: value }
    const problem = await person.client.refused('profiles.rename', input, 'profile.nameInvalid')
    assert.equal(problem.details?.field, field)
  }
})

test('[ACC-01/personal] what a personal profile is called is nothing to organisations; the person follows the learning one', async () => {
  const person = await signIn(world, newPhone(), ABOUT)
  const surnameOf = async () => {
    const sql = `select r.surname from identity.person r join identity.profile p on p.person_id = r.id where p.id = $1`
    return (await world.database.query<{ surname: string }>(sql, [person.profileId]))[0]!.surname
  }
  await person.client.call('profiles.rename', { ...ABOUT_NAMES, surname: 'Ким' })
  assert.equal(await surnameOf(), 'Ким')
  await world.database.query(`update identity.profile set kind = 'personal' where id = $1`, [person.profileId])
  await person.client.call('profiles.rename', { ...ABOUT_NAMES, surname: 'Ветер' })
  assert.equal(await surnameOf(), 'Ким')
})

test('[ACC-01/often] names are changed three times a month, and refused ones do not count', async () => {
  await using strict = await createWorld({ limitFactor: 1 })
  const person = await signIn(strict, newPhone(), ABOUT)
  await person.client.refused('profiles.rename', { ...ABOUT_NAMES, name: '123' }, 'profile.nameInvalid')
  for (let i = 0; i < RENAMES_PER_MONTH; i += 1) {
    await person.client.call('profiles.rename', { ...ABOUT_NAMES, name: ['Мария', 'Марина', 'Марианна'][i]! })
  }
  await person.client.refused('profiles.rename', { ...ABOUT_NAMES, name: 'Анна' }, 'profile.renamedOften')
})

test('[ACC-01/log] those who manage members see what a name was, for ninety days; others see the new one alone', async () => {
  const { director, pupil, secondPupil } = cast
  await pupil.client.call('profiles.rename', { surname: 'Яковлев', name: 'Артём', patronymic: '' })
  const seen = await memberOf(director, pupil)
  assert.deepEqual([seen?.surname, seen?.renamed?.surname], ['Яковлев', pupil.about.surname])
  const { members } = await director.client.call('members.list', { communityId: cast.school.communityId })
  const surnames = members.map(({ surname }) => surname)
  assert.deepEqual(surnames, surnames.toSorted(new Intl.Collator('ru').compare), 'he has moved in the list')
  const found = await director.client.call('members.list', { communityId: cast.school.communityId, search: 'яковлев' })
  assert.equal(found.total, 1)
  const classmate = await memberOf(secondPupil, pupil)
  assert.deepEqual([classmate?.surname, classmate?.renamed], ['Яковлев', null])
  world.clock.advance((RENAME_SHOWN_DAYS + 1) * 86_400_000)
  const again = await signIn(world, director.phone, director.about)
  assert.equal((await memberOf({ ...director, client: again.client }, pupil))?.renamed, null)
})

test('[ACC-01/card] the new name comes at once to those who see the person, and to nobody else', async () => {
  const [teacher, pupil, mate, stranger] = await Promise.all(
    [cast.teacher, cast.pupil, cast.secondPupil, await signIn(world, newPhone(), ABOUT)].map(async (person) => {
      world.clock.advance(61_000)
      return signIn(world, person.phone, person.about)
    }),
  )
  const sockets = await Promise.all(
    [teacher!, mate!, stranger!].map(async ({ client }) => {
      const socket = await world.socket(client)
      await socket.hello()
      return socket
    }),
  )
  await pupil!.client.call('profiles.rename', { surname: 'Абрамов', name: 'Артём', patronymic: '' })
  for (const socket of sockets.slice(0, 2)) {
    const frame = await socket.until('card', (each) => each.t === 'event' && each.e === 'profile.changed')
    assert.match(JSON.stringify(frame), /Абрамов/)
  }
  await stranger!.client.call('sessions.current', {})
  assert.doesNotMatch(JSON.stringify(sockets[2]!.frames), /Абрамов/)
})
