import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apply, type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const STAFF = { role: 'staff', position: 'Учитель' } as const

const decide = (by: Person, ids: string[]) =>
  by.client.call('applications.decide', { communityId: cast.school.communityId, ids, decision: 'approve' })

const adult = (surname: string) => signIn(world, newPhone(), { surname, name: 'Олег', patronymic: 'Юрьевич' })

/** A second profile of the same account, as the data allow it. */
async function secondProfileOf({ profileId }: Person): Promise<string> {
  const id = newId()
  await world.database.query(
    `insert into identity.profile (id, account_id, person_id, kind, surname, name, patronymic, created_at)
     select $2, account_id, person_id, 'personal', surname, name, patronymic, created_at
     from identity.profile where id = $1`,
    [profileId, id],
  )
  return id
}

test('[VER-06] nobody completes his own verification, under no profile of his, and staff is let in by administrators only', async () => {
  const { director, teacher, school, classId } = cast
  const { communityId } = school
  const own = await apply(school, director, { unitId: classId, ...STAFF })
  const hidden = await apply(school, await adult('Двойнов'), { unitId: classId, ...STAFF })
  await world.database.query('update communities.application set profile_id = $2 where id = $1', [
    hidden,
    await secondProfileOf(director),
  ])
  for (const id of [own, hidden]) {
    const input = { communityId, ids: [id], decision: 'approve' as const }
    await director.client.refused('applications.decide', input, 'application.own')
  }
  const other = await apply(school, await adult('Честных'), { unitId: classId, ...STAFF })
  const together = await decide(director, [own, hidden, other])
  assert.deepEqual(
    together.decided.map(({ id }) => id),
    [other],
  )
  assert.deepEqual(
    together.skipped.map(({ id, code }) => [id, code]).sort(),
    [
      [own, 'application.own'],
      [hidden, 'application.own'],
    ].sort(),
  )
  // An organisation that lets leads decide lets them decide on pupils and parents.
  await director.client.call('delegation.set', { communityId, leads: true })
  const child = await signIn(world, newPhone(), { surname: 'Белов', name: 'Тим', birthDate: '2011-05-20' })
  const pupil = await apply(school, child, { unitId: classId, role: 'pupil' })
  const grown = await adult('Быстров')
  const staff = await apply(school, grown, { unitId: classId, ...STAFF })
  const led = await decide(teacher, [pupil, staff])
  assert.deepEqual(
    led.decided.map(({ id }) => id),
    [pupil],
  )
  assert.deepEqual(led.skipped, [{ id: staff, code: 'application.notDelegated' }])
  await decide(director, [staff])
  await teacher.client.refused('applications.undo', { communityId, ids: [staff] }, 'application.notDelegated')
  const card = (await grown.client.call('profiles.cards', { ids: [grown.profileId] })).cards[0]
  assert.equal(card?.staff, true)
})

test('[VER-06/other] another administrator decides on the application of an administrator', async () => {
  const { director, school, classId } = cast
  const second = await adult('Второва')
  await decide(director, [await apply(school, second, { unitId: classId, ...STAFF })])
  await world.database.query(
    `insert into communities.member_role (id, community_id, profile_id, role, granted_at, basis)
     values ($1, $2, $3, 'administrator', now(), 'request')`,
    [newId(), school.communityId, second.profileId],
  )
  const id = await apply(school, director, { unitId: cast.otherClassId, ...STAFF })
  assert.equal((await decide(second, [id])).decided.length, 1)
})

test('[VER-06/changed] a first role of staff is given in a change by administrators only, and by nobody to himself', async () => {
  const { director, teacher, school, classId } = cast
  const { communityId, staffUnitId } = school
  const change = (person: { profileId: string }) => ({
    communityId,
    profileId: person.profileId,
    from: { role: 'pupil', unitId: classId } as const,
    to: { role: 'staff', unitId: staffUnitId } as const,
  })
  await world.database.query(
    `update communities.community_role set grants = array_append(grants, 'members.manage')
     where community_id = $1 and role = 'lead'`,
    [communityId],
  )
  const grown = await adult('Взрослов')
  const other = await adult('Двуликов')
  await decide(director, [
    await apply(school, grown, { unitId: classId, role: 'pupil' }),
    await apply(school, other, { unitId: classId, role: 'pupil' }),
  ])
  await teacher.client.refused('members.changeRole', change(grown), 'community.notAllowed')
  await world.database.query(
    `update identity.profile set person_id = (select person_id from identity.profile where id = $2) where id = $1`,
    [other.profileId, director.profileId],
  )
  await director.client.refused('members.changeRole', change(other), 'member.own')
  await director.client.call('members.changeRole', change(grown))
  const card = (await grown.client.call('profiles.cards', { ids: [grown.profileId] })).cards[0]
  assert.equal(card?.staff, true)
})

test('[VER-06/own-undo] nobody takes a decision on himself back', async () => {
  const { director, school } = cast
  const { communityId } = school
  const person = await adult('Отказов')
  const id = await apply(school, person, { unitId: school.staffUnitId, ...STAFF })
  await director.client.call('applications.decide', { communityId, ids: [id], decision: 'reject', reason: 'Нет места' })
  await world.database.query('update communities.application set profile_id = $2 where id = $1', [
    id,
    director.profileId,
  ])
  await director.client.refused('applications.undo', { communityId, ids: [id] }, 'application.own')
})
