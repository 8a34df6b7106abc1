import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { createSchoolStage, makeClass, type SchoolStage } from '#testkit/school.ts'
import { whoIs } from '#testkit/school-linked.ts'
import { type ConnectedSchool, connectSchool, linkAtDesk } from '#testkit/school-linking.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
let stage: SchoolStage
let school: ConnectedSchool
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  stage = await createSchoolStage(world)
  const { communityId } = cast.school
  const administrator = cast.director.client
  school = await connectSchool(world, stage, { operator: cast.operator, administrator, communityId })
})
after(() => world[Symbol.asyncDispose]())

const settle = async () => {
  await world.app.schoolRounds.run()
  await world.app.connector.rounds.run()
}

test('[MSG-23/school] the school learns the days and the reason of a linked pupil, neither the words nor the paper, and keeps nothing', async () => {
  const { head } = stage
  const { pupil, parent, classId } = cast
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Moscow' }).format(world.clock.now())
  const told = { unitId: classId, childProfileId: pupil.profileId, from: day, to: day } as const
  const id = newId()
  const mine = () => parent.client.call('absences.own', {})
  await parent.client.call('absences.tell', { id, ...told, reason: 'illness', note: 'Болит горло' })
  const unit = await makeClass(head, '5«Б»')
  const enrolled = await head.call('pupils.enrol', { enrolmentId: newId(), who: whoIs(pupil), classId: unit.id })
  await settle()
  assert.deepEqual((await head.call('absentees.list', { day })).rows, [], 'who is not linked is nobody to the school')
  assert.equal((await mine()).children[0]!.system, null)
  await linkAtDesk(await stage.deskOf(enrolled.id, ['account.link']), pupil)
  await settle()
  assert.equal((await mine()).children[0]!.system, 'Электронная школа')
  const { rows, total } = await head.call('absentees.list', { day })
  const { surname, name, patronymic } = pupil.about
  assert.deepEqual(
    rows.map(({ toldAt: _at, ...row }) => row),
    [
      {
        ...{ id, personId: enrolled.id, surname, name, patronymic, class: '5«Б»', from: day, to: day },
        ...{ reason: 'illness', paper: false, accepted: false },
      },
    ],
  )
  assert.equal(total, 1)
  assert.ok(!JSON.stringify(rows).includes('горло'))
  assert.equal((await head.call('absentees.list', { day, search: 'никого' })).total, 0)
  assert.equal((await head.call('absentees.list', { day: '2020-01-09' })).total, 0)
  await cast.teacher.client.call('absences.accept', {
    communityId: school.communityId,
    absences: [{ id, version: 1 }],
  })
  assert.equal((await head.call('absentees.list', { day })).rows[0]!.accepted, true)
  const clerk = await stage.deskWith(['pupils.view', 'chats.view'])
  assert.deepEqual((await clerk.refused('absentees.list', { day }, 'school.notAllowed')).details, {
    right: 'absences.view',
  })
  await parent.client.call('absences.withdraw', { id, unitId: classId, childProfileId: pupil.profileId })
  assert.deepEqual((await head.call('absentees.list', { day })).rows, [])
})
