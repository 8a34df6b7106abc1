import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { RENAME_SHOWN_DAYS } from '#contract/identity/profiles.limits.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
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

const NOTHING = { birthday: 'nobody', phone: '', email: '' } as const
const WORK_PHONE = '+7 495 123-45-67'
const card = (viewer: Person, person: Person) => viewer.client.call('contacts.get', { profileId: person.profileId })
const shown = async (viewer: Person, person: Person) => {
  const { birthday, phone, email } = await card(viewer, person)
  return { birthday, phone, email }
}
const HIDDEN = { birthday: null, phone: '', email: '' }

test('[ACC-01/details] nothing is shown until somebody chooses it, and a pupil may show less than an adult', async () => {
  const { teacher, pupil, director } = cast
  const adult = { ...NOTHING, widest: 'contacts', setBy: null, pupil: false } as const
  assert.deepEqual(await teacher.client.call('details.get', {}), adult)
  const child = { ...NOTHING, widest: 'unit', setBy: null, pupil: true } as const
  assert.deepEqual(await pupil.client.call('details.get', {}), child)
  for (const viewer of [director, cast.secondPupil, cast.parent]) assert.deepEqual(await shown(viewer, pupil), HIDDEN)
  await pupil.client.refused('details.set', { ...NOTHING, birthday: 'contacts' }, 'details.tooWide')
  const ways = [{ phone: newPhone() }, { email: 'uchenik@example.org' }]
  for (const way of ways) await pupil.client.refused('details.set', { ...NOTHING, ...way }, 'details.pupil')
  assert.deepEqual(await pupil.client.call('details.get', {}), child)
})

test('[ACC-01/birthday] a birthday is seen by whom it is shown to, and its year only by who manages members', async () => {
  const { pupil, secondPupil, otherPupil, teacher, secondTeacher, director, parent } = cast
  const { birthDate } = pupil.about
  const [, month, day] = birthDate.split('-').map(Number)
  await pupil.client.call('details.set', { ...NOTHING, birthday: 'unit' })
  const dayOnly = { ...HIDDEN, birthday: { day, month, year: null } }
  for (const mate of [secondPupil, teacher, parent]) assert.deepEqual(await shown(mate, pupil), dayOnly)
  for (const other of [secondTeacher, director]) assert.deepEqual(await shown(other, pupil), HIDDEN)
  await otherPupil.client.refused('contacts.get', { profileId: pupil.profileId }, 'contact.unknown')
  await teacher.client.call('details.set', { ...NOTHING, birthday: 'contacts' })
  assert.equal((await shown(secondTeacher, teacher)).birthday?.year, null)
  const [teachersYear] = teacher.about.birthDate.split('-').map(Number)
  assert.equal((await shown(director, teacher)).birthday?.year, teachersYear, 'the director manages members')
  await teacher.client.call('details.set', NOTHING)
  assert.deepEqual(await shown(director, teacher), HIDDEN)
  await pupil.client.call('details.set', NOTHING)
})

test('[ACC-01/limit] the limit of an organisation holds for a birthday at once, and says who has set it', async () => {
  const { pupil, secondPupil, director, school } = cast
  await pupil.client.call('details.set', { ...NOTHING, birthday: 'unit' })
  const { communityId } = school
  const limit = await director.client.call('privacyLimit.get', { communityId })
  const tight = await director.client.call('privacyLimit.set', { ...limit, widest: 'nobody' })
  assert.deepEqual(await shown(secondPupil, pupil), HIDDEN)
  const { birthday, widest, setBy } = await pupil.client.call('details.get', {})
  assert.deepEqual([birthday, widest, setBy], ['nobody', 'nobody', school.name])
  await pupil.client.refused('details.set', { ...NOTHING, birthday: 'unit' }, 'details.tooWide')
  await director.client.call('privacyLimit.set', { ...tight, widest: 'contacts' })
  assert.notEqual((await shown(secondPupil, pupil)).birthday, null, 'what was chosen comes back')
  await pupil.client.call('details.set', NOTHING)
})

test('[ACC-01/contacts] a number and an address are for staff and the own units, and for nobody who is blocked or a stranger', async () => {
  const { teacher, secondTeacher, parent, pupil, director, otherPupil, stranger, kindergarten } = cast
  for (const phone of ['12', 'не номер']) {
    await teacher.client.refused('details.set', { ...NOTHING, phone }, 'details.phoneInvalid')
  }
  await teacher.client.refused('details.set', { ...NOTHING, email: 'школа' }, 'details.emailInvalid')
  const told = await teacher.client.call('details.set', {
    ...NOTHING,
    phone: WORK_PHONE,
    email: 'Sokolova@Example.org',
  })
  assert.deepEqual([told.phone, told.email], ['+74951234567', 'sokolova@example.org'])
  const ways = { ...HIDDEN, phone: '+74951234567', email: 'sokolova@example.org' }
  for (const near of [secondTeacher, director, pupil, parent]) assert.deepEqual(await shown(near, teacher), ways)
  // Everybody of the school sees its staff, and not everybody is near to each of them.
  assert.deepEqual(await shown(otherPupil, teacher), HIDDEN)
  await stranger.client.refused('contacts.get', { profileId: teacher.profileId }, 'contact.unknown')
  await join(kindergarten, teacher, { unitId: kindergarten.staffUnitId, role: 'staff', position: 'Логопед' })
  assert.deepEqual(await shown(stranger, teacher), ways)
  await teacher.client.call('blocks.block', { profileId: parent.profileId })
  assert.deepEqual(await shown(parent, teacher), HIDDEN)
  await teacher.client.call('blocks.unblock', { profileId: parent.profileId })
})

test('[ACC-01/contacts] whoever becomes a pupil shows no number any more', async () => {
  const { school, classId, teacher, secondTeacher } = cast
  const person = await signIn(world, newPhone(), { surname: 'Студентов', name: 'Олег' })
  await join(school, person, { unitId: school.staffUnitId, role: 'staff', position: 'Лаборант' })
  await person.client.call('details.set', { ...NOTHING, phone: WORK_PHONE })
  assert.equal((await shown(secondTeacher, person)).phone, '+74951234567')
  await join(school, person, { unitId: classId, role: 'pupil' })
  for (const viewer of [teacher, secondTeacher]) assert.equal((await shown(viewer, person)).phone, '')
  assert.equal((await person.client.call('details.get', {})).phone, '')
})

test('[ACC-01] every change of what is shown is kept, and who manages members is told when the last one was', async () => {
  const { secondTeacher, director, teacher } = cast
  await secondTeacher.client.call('details.set', { ...NOTHING, email: 'pervyj@example.org' })
  await secondTeacher.client.call('details.set', { ...NOTHING, email: 'vtoroj@example.org' })
  await secondTeacher.client.call('details.set', { ...NOTHING, email: 'vtoroj@example.org' })
  const kept = await world.database.query<{ email: string }>(
    'select email from communities.details_change where profile_id = $1 order by at, email',
    [secondTeacher.profileId],
  )
  assert.deepEqual(
    kept.map(({ email }) => email),
    ['', 'pervyj@example.org'],
    'the same again is no change',
  )
  assert.notEqual((await card(director, secondTeacher)).detailsChangedAt, null)
  assert.equal((await card(teacher, secondTeacher)).detailsChangedAt, null)
  world.clock.advance((RENAME_SHOWN_DAYS + 1) * 86_400_000)
  const later = await signIn(world, director.phone, director.about)
  assert.equal((await card(later, secondTeacher)).detailsChangedAt, null)
  assert.equal((await card(later, secondTeacher)).email, 'vtoroj@example.org')
  await later.client.refused('contacts.get', { profileId: newId() }, 'contact.unknown')
})
