import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { FAMILY_ADULTS_MAX } from '#contract/communities/communities.limits.ts'
import { type Cast, createCast, foundOrganisation, join, type Organisation } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { makeYoung, recordConsent } from '#testkit/young.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const adult = (surname = 'Белова') => signIn(world, newPhone(), { surname, name: 'Ольга', patronymic: 'Юрьевна' })

async function newPupil(): Promise<Person> {
  const pupil = await signIn(world, newPhone(), { surname: 'Белов', name: 'Тим', birthDate: '2011-05-20' })
  await join(cast.school, pupil, { unitId: cast.classId, role: 'pupil' })
  return pupil
}

const placeOf = (pupil: Person) => ({ unitId: cast.classId, childProfileId: pupil.profileId })

/** The family link as somebody gets it. */
async function linkOf(by: Person, pupil: Person, renew = false) {
  const family = await by.client.call('families.link', { id: newId(), ...placeOf(pupil), renew })
  assert.ok(family.link !== null)
  return family.link
}

async function applyBy(person: Person, token: string): Promise<string> {
  const id = newId()
  await person.client.call('applications.submit', { id, token })
  return id
}

const approve = (ids: string[], organisation: Organisation = cast.school) =>
  organisation.administrator.client.call('applications.decide', {
    communityId: organisation.communityId,
    ids,
    decision: 'approve',
  })

const setLimit = (pupil: Person, adultsMax: number) =>
  cast.director.client.call('families.allow', { ...placeOf(pupil), adultsMax })

test('[INV-11] a pupil shows a link; by it a parent applies, and an approval makes a guardian and a parent of the class', async () => {
  const [pupil, mother] = [await newPupil(), await adult()]
  const link = await linkOf(pupil, pupil)
  assert.deepEqual([link.role, link.unitId, link.childName], ['parent', cast.classId, 'Белов Тим'])
  await approve([await applyBy(mother, link.token)])
  const family = await pupil.client.call('families.get', placeOf(pupil))
  assert.deepEqual(
    family.adults.map(({ profileId, surname }) => [profileId, surname]),
    [[mother.profileId, 'Белова']],
  )
  assert.deepEqual([family.adultsCount, family.adultsMax, family.canAllowMore], [1, FAMILY_ADULTS_MAX, false])
  const [membership] = (await mother.client.call('communities.mine', {})).memberships
  assert.deepEqual(membership?.roles, [{ role: 'parent', unitId: cast.classId }])
  // A parent and the own child may be alone.
  await mother.client.call('chats.openDirect', { id: newId(), profileId: pupil.profileId })
})

test('[INV-11/who] the pupil, the leader of the class and those who make links get the same link; nobody else sees a family', async () => {
  const pupil = await newPupil()
  const links = [await linkOf(pupil, pupil), await linkOf(cast.teacher, pupil), await linkOf(cast.director, pupil)]
  assert.equal(new Set(links.map(({ token }) => token)).size, 1)
  for (const person of [cast.secondTeacher, cast.secondPupil, cast.parent, cast.stranger, cast.newcomer]) {
    await person.client.refused('families.get', placeOf(pupil), 'member.unknown')
    const input = { id: newId(), ...placeOf(pupil), renew: false }
    await person.client.refused('families.link', input, 'member.unknown')
  }
  const elsewhere = { unitId: cast.otherClassId, childProfileId: pupil.profileId }
  await cast.director.client.refused('families.get', elsewhere, 'member.unknown')
})

test('[INV-11/renew] a link that is replaced leads nowhere, and two at once make one', async () => {
  const pupil = await newPupil()
  const [one, other] = await Promise.all([linkOf(pupil, pupil), linkOf(cast.teacher, pupil)])
  assert.equal(one.token, other.token)
  const next = await linkOf(cast.teacher, pupil, true)
  assert.notEqual(next.token, one.token)
  const mother = await adult()
  await mother.client.refused('applications.submit', { id: newId(), token: one.token }, 'link.revoked')
  await applyBy(mother, next.token)
})

test('[INV-11/young] under 14 the link is made by the leader of the class, not by the child', async () => {
  const pupil = await newPupil()
  await makeYoung(world, pupil, '2016-01-01')
  await recordConsent(cast, pupil)
  const input = { id: newId(), ...placeOf(pupil), renew: false }
  await pupil.client.refused('families.link', input, 'family.linkByAdult')
  await linkOf(cast.teacher, pupil)
})

test('[INV-11/limit] a fifth adult is refused when he applies and when he is approved; an administrator may allow him', async () => {
  const pupil = await newPupil()
  const { token } = await linkOf(pupil, pupil)
  const people = await Promise.all(Array.from({ length: FAMILY_ADULTS_MAX + 1 }, () => adult()))
  const ids = []
  for (const person of people) ids.push(await applyBy(person, token))
  const { decided, skipped } = await approve(ids)
  assert.equal(decided.length, FAMILY_ADULTS_MAX)
  assert.deepEqual(
    skipped.map(({ code }) => code),
    ['family.full'],
  )
  const late = await adult()
  await late.client.refused('applications.submit', { id: newId(), token }, 'family.full')
  await cast.teacher.client.refused('families.allow', { ...placeOf(pupil), adultsMax: 5 }, 'community.notAllowed')
  assert.equal((await setLimit(pupil, FAMILY_ADULTS_MAX + 1)).adultsMax, FAMILY_ADULTS_MAX + 1)
  const waiting = skipped.map(({ id }) => id)
  assert.equal((await approve(waiting)).decided.length, 1)
  await setLimit(pupil, FAMILY_ADULTS_MAX)
  const now = await cast.director.client.call('families.get', placeOf(pupil))
  assert.deepEqual([now.adultsCount, now.adultsMax], [FAMILY_ADULTS_MAX + 1, FAMILY_ADULTS_MAX])
})

test('[INV-11/limit-race] two organisations that approve a fourth and a fifth adult at once let one of them in', async () => {
  const pupil = await newPupil()
  const club = await foundOrganisation(world, cast.operator, {
    type: 'extra',
    name: 'Кружок',
    administrator: { surname: 'Кружкова', name: 'Инна' },
  })
  const { communityId } = club
  const group = await club.administrator.client.call('units.create', { id: newId(), communityId, name: 'Хор' })
  await join(club, pupil, { unitId: group.id, role: 'pupil' })
  const { token } = await linkOf(pupil, pupil)
  const three = await Promise.all([adult(), adult(), adult()])
  await approve(await Promise.all(three.map((person) => applyBy(person, token))))
  const there = await pupil.client.call('families.link', {
    id: newId(),
    unitId: group.id,
    childProfileId: pupil.profileId,
    renew: false,
  })
  const here = await applyBy(await adult(), token)
  const other = await applyBy(await adult(), there.link!.token)
  const answers = await Promise.all([approve([here]), approve([other], club)])
  assert.deepEqual(answers.map(({ decided }) => decided.length).sort(), [0, 1])
  assert.equal((await pupil.client.call('families.get', placeOf(pupil))).adultsCount, FAMILY_ADULTS_MAX)
  // Who is one of the four already joins the other organisation too.
  const again = await applyBy(three[0]!, there.link!.token)
  assert.equal((await approve([again], club)).decided.length, 1)
})

test('[IDN-20/link] inside the session of the child its own link says that it is for a parent on another phone', async () => {
  const pupil = await newPupil()
  const { token } = await linkOf(pupil, pupil)
  assert.equal((await pupil.client.call('links.open', { token })).ownChild, true)
  await pupil.client.refused('applications.submit', { id: newId(), token }, 'family.ownChild')
  assert.equal((await cast.parent.client.call('links.open', { token })).ownChild, false)
  assert.equal((await world.client().call('links.open', { token })).ownChild, false)
})

test('[IDN-20] a parent of three with one phone: two schools and a kindergarten, children as labels, sessions apart', async () => {
  const mother = await adult('Многодетная')
  const [first, second] = [await newPupil(), await newPupil()]
  const lyceum = await foundOrganisation(world, cast.operator, {
    type: 'school',
    name: 'Лицей',
    administrator: { surname: 'Лицеева', name: 'Инна' },
  })
  const unit = await lyceum.administrator.client.call('units.create', {
    id: newId(),
    communityId: lyceum.communityId,
    name: '7«А»',
    grade: 7,
  })
  await join(lyceum, second, { unitId: unit.id, role: 'pupil' })
  const group = await cast.stranger.client.call('units.create', {
    id: newId(),
    communityId: cast.kindergarten.communityId,
    name: 'Солнышко',
  })
  await approve([await applyBy(mother, (await linkOf(first, first)).token)])
  const there = { id: newId(), unitId: unit.id, childProfileId: second.profileId, renew: false }
  const { link } = await lyceum.administrator.client.call('families.link', there)
  await approve([await applyBy(mother, link!.token)], lyceum)
  await join(cast.kindergarten, mother, { unitId: group.id, role: 'parent' })
  const { memberships } = await mother.client.call('communities.mine', {})
  assert.deepEqual(
    memberships.map(({ name }) => name),
    ['Детский сад «Ромашка»', 'Лицей', 'Школа № 1234'],
  )
  const { families } = await mother.client.call('families.own', {})
  assert.deepEqual(families.map(({ communityName, childName }) => [communityName, childName]).sort(), [
    ['Лицей', 'Белов Тим'],
    ['Школа № 1234', 'Белов Тим'],
  ])
  // In a kindergarten children have no accounts, and the group stands for the child.
  const { labels } = await mother.client.call('families.labels', {})
  const placeOfLabel = (communityId: string) => memberships.find((each) => each.communityId === communityId)!.name
  assert.deepEqual(labels.map(({ communityId, id, label }) => [placeOfLabel(communityId), id, label]).sort(), [
    ['Детский сад «Ромашка»', group.id, 'Солнышко'],
    ['Лицей', second.profileId, 'Тим'],
    ['Школа № 1234', first.profileId, 'Тим'],
  ])
  assert.deepEqual((await first.client.call('families.labels', {})).labels, [])
  // Parents see no link, and what is the child's stays with the child.
  assert.ok(families.every(({ link: shown, canReport, canAllowMore }) => shown === null && canReport && !canAllowMore))
  const { profiles } = await mother.client.call('sessions.current', {})
  assert.deepEqual(
    profiles.map(({ id }) => id),
    [mother.profileId],
  )
  await mother.client.refused('sessions.switchProfile', { profileId: first.profileId }, 'signin.profileUnknown')
})
