import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { isRefused, newId } from '#testkit/client.ts'
import { codeFor, newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { newYoungPupil } from '#testkit/young.ts'

type Role = InputOf<Operations['members.changeRole']>['to']

let world: World
let cast: Cast
let communityId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  communityId = cast.school.communityId
})
after(() => world[Symbol.asyncDispose]())

const appoint = (person: Person, by = cast.director) =>
  by.client.call('members.appoint', { communityId, profileId: person.profileId })
const dismiss = (person: Person, by = cast.director) =>
  by.client.call('members.dismiss', { communityId, profileId: person.profileId })
const change = (person: Person, from: Role, to: Role, by = cast.director) =>
  by.client.call('members.changeRole', { communityId, profileId: person.profileId, from, to })

const rolesOf = async (person: Person) => {
  const { memberships } = await person.client.call('communities.mine', {})
  const here = memberships.find((membership) => membership.communityId === communityId)
  return (here?.roles ?? []).map(({ role, unitId }) => `${role} ${unitId ?? ''}`.trim()).sort()
}

test('[ORG-09] [ORG-13] any administrator makes somebody of the staff one in one act or ends it, and all of them hear it', async () => {
  await using socket = await world.socket(cast.director.client)
  await socket.hello()
  await appoint(cast.secondTeacher)
  const heard = await socket.event('administrators.changed')
  const { profileId } = cast.secondTeacher
  assert.deepEqual(heard.p, { communityId, profileId, appointed: true, actorId: cast.director.profileId })
  assert.ok((await rolesOf(cast.secondTeacher)).includes('administrator'))
  // Again is no mistake, and tells nobody anything new.
  await appoint(cast.secondTeacher)
  await using second = await world.socket(cast.secondTeacher.client)
  await second.hello()
  await appoint(cast.teacher, cast.secondTeacher)
  await dismiss(cast.teacher, cast.secondTeacher)
  assert.deepEqual(await rolesOf(cast.teacher), [`lead ${cast.classId}`])
  for (const appointed of [true, false]) {
    const change = { communityId, profileId: cast.teacher.profileId, appointed, actorId: profileId }
    for (const administrator of [socket, second]) {
      const told = await administrator.event(
        'administrators.changed',
        (payload) => payload.profileId === cast.teacher.profileId && payload.appointed === appointed,
      )
      assert.deepEqual(told.p, change)
    }
  }
})

test('[ORG-09/last] the last administrator cannot be dismissed, not even by two at once', async () => {
  const results = await Promise.allSettled([
    dismiss(cast.secondTeacher, cast.director),
    dismiss(cast.director, cast.secondTeacher),
  ])
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
  const left = results[0]!.status === 'fulfilled' ? cast.director : cast.secondTeacher
  const gone = left === cast.director ? cast.secondTeacher : cast.director
  await assert.rejects(dismiss(left, left), isRefused('member.lastAdministrator'))
  await assert.rejects(dismiss(left, gone), isRefused('community.notAllowed'))
  if (left !== cast.director) {
    await appoint(cast.director, left)
    await dismiss(cast.secondTeacher)
  }
  // Whoever was nothing but an administrator stays as one of the staff.
  assert.ok((await rolesOf(gone)).some((role) => role.startsWith('staff')))
})

test('only staff is appointed, only by administrators, and to strangers nobody is there', async () => {
  await assert.rejects(appoint(cast.pupil), isRefused('member.notStaff'))
  await assert.rejects(appoint(cast.parent), isRefused('member.notStaff'))
  await assert.rejects(appoint(cast.stranger), isRefused('member.unknown'))
  await assert.rejects(appoint(cast.secondTeacher, cast.teacher), isRefused('community.notAllowed'))
  await assert.rejects(appoint(cast.secondTeacher, cast.stranger), isRefused('community.unknown'))
  await assert.rejects(dismiss(cast.teacher), isRefused('member.unknown'))
})

test('[STR-09/change] a pupil moves to another class with his parents; the former class is over for all of them', async () => {
  const { pupil, parent, classId, otherClassId } = cast
  await change(pupil, { role: 'pupil', unitId: classId }, { role: 'pupil', unitId: otherClassId })
  assert.deepEqual(await rolesOf(pupil), [`pupil ${otherClassId}`])
  assert.deepEqual(await rolesOf(parent), [`parent ${otherClassId}`])
  await change(pupil, { role: 'pupil', unitId: otherClassId }, { role: 'pupil', unitId: classId })
  assert.deepEqual(await rolesOf(parent), [`parent ${classId}`])
})

test('[STR-09] those of a unit are listed with role, mark and state, and are removed from it, moved and given other roles', async () => {
  const { director, teacher, secondTeacher, classId, otherClassId, school } = cast
  const listed = async (by: Person, unitId = classId) =>
    new Map(
      (await by.client.call('members.list', { communityId, unitId })).members.map((member) => [
        member.profileId,
        member,
      ]),
    )
  const child = await newYoungPupil(world, cast)
  const leaving = await signIn(world, newPhone(), { surname: 'Уходова', name: 'Яна', birthDate: '2011-02-03' })
  await join(school, leaving, { unitId: classId, role: 'pupil' })
  await leaving.client.call('deletion.requestCode', {})
  await leaving.client.call('deletion.ask', { by: { code: codeFor(world, leaving.phone) } })
  const shown = await listed(director)
  const lead = shown.get(teacher.profileId)!
  assert.deepEqual([lead.roles, lead.staff, lead.state], [[{ role: 'lead', unitId: classId }], true, 'active'])
  assert.deepEqual([shown.get(cast.pupil.profileId)!.staff, shown.get(cast.pupil.profileId)!.state], [false, 'active'])
  assert.deepEqual(
    [child, leaving].map(({ profileId }) => shown.get(profileId)!.state),
    ['awaitsConsent', 'leaving'],
  )
  // Who does not manage members is told of no such thing.
  assert.deepEqual(new Set([...(await listed(teacher)).values()].map(({ state }) => state)), new Set([null]))
  await join(school, secondTeacher, { unitId: otherClassId, role: 'lead', position: 'Учитель' })
  await join(school, secondTeacher, { unitId: classId, role: 'staff', position: 'Учитель' })
  const { profileId } = secondTeacher
  await director.client.call('members.remove', { communityId, profileId, unitId: otherClassId })
  assert.equal((await listed(director, otherClassId)).has(profileId), false)
  assert.equal((await listed(director)).get(profileId)!.staff, true)
  await change(secondTeacher, { role: 'staff', unitId: classId }, { role: 'staff', unitId: otherClassId })
  assert.equal((await listed(director)).has(profileId), false)
  await change(secondTeacher, { role: 'staff', unitId: otherClassId }, { role: 'lead', unitId: otherClassId })
  const moved = (await listed(director, otherClassId)).get(profileId)!
  assert.ok(moved.roles.some(({ role, unitId }) => role === 'lead' && unitId === otherClassId))
  await director.client.call('members.remove', { communityId, profileId, unitId: otherClassId })
  await teacher.client.refused(
    'members.remove',
    { communityId, profileId, unitId: otherClassId },
    'community.notAllowed',
  )
})

test('[STR-08/lead] a teacher becomes the lead of a class beside another one, and none again', async () => {
  const { secondTeacher, classId, school } = cast
  const held = (await rolesOf(secondTeacher)).find((role) => role.startsWith('staff'))!.split(' ')[1]!
  await change(secondTeacher, { role: 'staff', unitId: held }, { role: 'lead', unitId: classId })
  assert.deepEqual(await rolesOf(secondTeacher), [`lead ${classId}`])
  await change(secondTeacher, { role: 'lead', unitId: classId }, { role: 'staff', unitId: school.staffUnitId })
  assert.deepEqual(await rolesOf(secondTeacher), [`staff ${school.staffUnitId}`])
})

test('roles that cannot be are refused, and nothing of the old one is lost', async () => {
  const { pupil, teacher, parent, classId, otherClassId, school, kindergarten } = cast
  const own = { role: 'pupil', unitId: classId } as const
  const refused: readonly [Role, string][] = [
    [{ role: 'staff', unitId: classId }, 'member.notAdult'],
    [{ role: 'administrator', unitId: null }, 'member.roleImpossible'],
    [{ role: 'parent', unitId: otherClassId }, 'member.roleImpossible'],
    [{ role: 'pupil', unitId: null }, 'member.roleImpossible'],
    [{ role: 'pupil', unitId: school.staffUnitId }, 'member.roleImpossible'],
    [{ role: 'pupil', unitId: kindergarten.staffUnitId }, 'unit.unknown'],
    [{ role: 'pupil', unitId: newId() }, 'unit.unknown'],
  ]
  for (const [to, code] of refused) await assert.rejects(change(pupil, own, to), isRefused(code), JSON.stringify(to))
  assert.deepEqual(await rolesOf(pupil), [`pupil ${classId}`])
  const away = { role: 'pupil', unitId: otherClassId } as const
  await assert.rejects(change(pupil, away, own), isRefused('member.unknown'))
  await assert.rejects(change(parent, { role: 'parent', unitId: classId }, own), isRefused('member.roleImpossible'))
  await assert.rejects(change(pupil, own, away, teacher), isRefused('community.notAllowed'))
  await assert.rejects(change(pupil, own, away, cast.stranger), isRefused('community.unknown'))
  await change(pupil, own, own)
  assert.deepEqual(await rolesOf(pupil), [`pupil ${classId}`])
})

test('whoever has become an administrator and is dismissed loses at once what only administrators may', async () => {
  const person = await signIn(world, newPhone(), { surname: 'Завучева', name: 'Ольга' })
  await join(cast.school, person, { unitId: cast.school.staffUnitId, role: 'staff', position: 'Завуч' })
  await appoint(person)
  await person.client.call('applications.queue', { communityId })
  await dismiss(person)
  await assert.rejects(person.client.call('applications.queue', { communityId }), isRefused('community.notAllowed'))
})
