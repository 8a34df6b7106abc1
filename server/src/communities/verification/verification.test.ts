import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { VERIFICATIONS_PER_DAY, VERIFICATIONS_WAITING_MAX } from '#contract/communities/verification.limits.ts'
import type { OWN_PATHS } from '#contract/communities/verification.ts'
import { apply, type Cast, createCast, foundOrganisation, join, type Organisation } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { newPhone, type Person, signIn, signInOperator } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { dayBegins, dayIn } from '../../identity/index.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const [MOSCOW, KAMCHATKA] = ['Europe/Moscow', 'Asia/Kamchatka']
const DAY_MS = 24 * 3_600_000
const MINUTE_MS = 60_000

const adult = (surname: string) => signIn(world, newPhone(), { surname, name: 'Олег', patronymic: 'Юрьевич' })
const standingOf = async ({ client }: Person) => (await client.call('verification.standing', {})).refusal
const asking = (organisation: Organisation, path: (typeof OWN_PATHS)[number] = 'site', position = 'Учитель химии') => ({
  id: newId(),
  communityId: organisation.communityId,
  position,
  path,
})
const ask = (person: Person, ...rest: Parameters<typeof asking>) =>
  person.client.call('verification.apply', asking(...rest))
const decide = (organisation: Organisation, id: string) => {
  const { administrator, communityId } = organisation
  return administrator.client.call('applications.decide', { communityId, ids: [id], decision: 'approve' })
}
const queueOf = async ({ administrator, communityId }: Organisation, path?: 'link' | 'messenger' | 'site') => {
  const input = { communityId, ...(path === undefined ? {} : { path }) }
  return (await administrator.client.call('applications.queue', input)).applications
}
const advanceTo = (time: number) => world.clock.advance(time - world.clock.now())

/** A day in the future that is a day of birth eighteen years before, and not so near that it has begun anywhere. */
function comingBirthday(): string {
  if (dayIn(MOSCOW, world.clock.now() + 2 * DAY_MS).endsWith('-02-29')) world.clock.advance(DAY_MS)
  return dayIn(MOSCOW, world.clock.now() + 2 * DAY_MS)
}

test('[VER-01] whoever has no role of staff may ask from the midnight of his 18th birthday in the zone of the organisation', async () => {
  const { school, kindergarten, classId } = cast
  await world.database.query('update communities.community set time_zone = $2 where id = $1', [
    kindergarten.communityId,
    KAMCHATKA,
  ])
  const birthday = comingBirthday()
  const birthDate = `${Number(birthday.slice(0, 4)) - 18}${birthday.slice(4)}`
  const about = { surname: 'Восемнадцатов', name: 'Юрий', birthDate }
  const nobody = await signIn(world, newPhone(), about)
  const pupil = await signIn(world, newPhone(), about)
  await join(school, pupil, { unitId: classId, role: 'pupil' })
  const refused = (person: Person, organisation: Organisation) =>
    person.client.refused('verification.apply', asking(organisation), 'application.notAdult')

  advanceTo(dayBegins(KAMCHATKA, birthday) - MINUTE_MS)
  assert.deepEqual([await standingOf(nobody), await standingOf(pupil)], ['notAdult', 'notAdult'])
  await refused(nobody, kindergarten)

  advanceTo(dayBegins(KAMCHATKA, birthday))
  // The one who belongs to nothing may choose an organisation of the east; the pupil lives where the school is.
  assert.deepEqual([await standingOf(nobody), await standingOf(pupil)], [null, 'notAdult'])
  await ask(nobody, kindergarten)
  await refused(nobody, school)
  await refused(pupil, school)

  advanceTo(dayBegins(MOSCOW, birthday) - MINUTE_MS)
  assert.equal(await standingOf(pupil), 'notAdult')
  await refused(pupil, school)

  advanceTo(dayBegins(MOSCOW, birthday))
  assert.equal(await standingOf(pupil), null)
  await ask(pupil, school)

  for (const verified of [cast.director, cast.teacher, cast.secondTeacher, cast.stranger]) {
    assert.equal(await standingOf(verified), 'verified')
    await verified.client.refused('verification.apply', asking(kindergarten), 'application.verified')
  }
  assert.deepEqual(await cast.parent.client.call('verification.standing', {}), { eligible: true, refusal: null })
})

test('[VER-02] the button leads to an application with a position; an administrator decides, and the mark is there', async () => {
  const { school, director } = cast
  const { communityId } = school
  const person = await adult('Просителев')
  const found = await person.client.call('verification.organisations', { search: 'школа 1234' })
  assert.equal(found.organisations[0]?.id, communityId)
  await person.client.refused('verification.apply', asking(school, 'site', ' ✅ '), 'application.positionMissing')
  await person.client.refused('verification.apply', { ...asking(school), communityId: newId() }, 'community.unknown')
  const asked = asking(school)
  const sent = await person.client.call('verification.apply', asked)
  assert.deepEqual(
    [sent.state, sent.role, sent.unitName, sent.position],
    ['pending', 'staff', 'Коллектив', 'Учитель химии'],
  )
  assert.deepEqual(await person.client.call('verification.apply', asked), sent)
  await cast.newcomer.client.refused('verification.apply', asked, 'key.reused')
  await person.client.refused('members.list', { communityId }, 'community.unknown')
  const card = async () => (await person.client.call('profiles.cards', { ids: [person.profileId] })).cards[0]!
  assert.equal((await card()).staff, false)
  await decide(school, sent.id)
  assert.deepEqual([(await card()).staff, (await card()).patronymic], [true, 'Юрьевич'])
  assert.equal(await standingOf(person), 'verified')
  const { members } = await director.client.call('members.list', { communityId, search: 'Просителев' })
  assert.equal(members[0]?.position, 'Учитель химии')
  await director.client.call('members.remove', { communityId, profileId: person.profileId })
  assert.equal(await standingOf(person), null)
})

test('[INV-04] applications from the messenger, from the site and by a link stand in one queue, each with its path', async () => {
  const { school, classId, director } = cast
  const [byChat, bySite, byLink] = [await adult('Чатов'), await adult('Сайтов'), await adult('Ссылкин')]
  const heard = await world.socket(director.client)
  await heard.hello()
  const ids = {
    messenger: (await ask(byChat, school, 'messenger')).id,
    site: (await ask(bySite, school, 'site')).id,
    link: await apply(school, byLink, { unitId: classId, role: 'staff', position: 'Завуч' }),
  }
  await heard.event('queue.changed', ({ communityId }) => communityId === school.communityId)
  const whole = new Map((await queueOf(school)).map(({ id, path }) => [id, path]))
  for (const path of ['messenger', 'site', 'link'] as const) {
    assert.equal(whole.get(ids[path]), path)
    const only = await queueOf(school, path)
    assert.ok(only.every((each) => each.path === path) && only.some(({ id }) => id === ids[path]), path)
  }
  // A second application for the same place refreshes the first, and its path with it.
  const again = await ask(byChat, school, 'site', 'Учитель физики')
  assert.equal(again.id, ids.messenger)
  assert.deepEqual(
    (await queueOf(school)).filter(({ id }) => id === again.id).map(({ path, position }) => [path, position]),
    [['site', 'Учитель физики']],
  )
})

test('[VER-02/limits] nobody floods organisations: so many wait at once', async () => {
  // The session of the operator of the cast has ended while days passed by.
  const operator = await signInOperator(world)
  const founding = ['Лицей № 1', 'Лицей № 2'].map((name) =>
    foundOrganisation(world, operator, {
      type: 'school',
      name,
      administrator: { surname: 'Лицеев', name: 'Марк' },
    }),
  )
  const [third, fourth] = await Promise.all(founding)
  const person = await adult('Повсюдов')
  const first = await ask(person, cast.school)
  for (const organisation of [cast.kindergarten, third!]) await ask(person, organisation)
  await person.client.refused('verification.apply', asking(fourth!), 'application.manyWaiting')
  await ask(person, third!)
  await person.client.call('applications.withdraw', { id: first.id })
  await ask(person, fourth!)
  assert.equal(VERIFICATIONS_WAITING_MAX, 3)
})

test('[VER-02/often] so many applications are sent in a day, those that refresh an earlier one included', async () => {
  await using strict = await createWorld({ limitFactor: 1 })
  const school = await foundOrganisation(strict, await signInOperator(strict), {
    type: 'school',
    name: 'Лицей № 3',
    administrator: { surname: 'Лицеев', name: 'Марк' },
  })
  const person = await signIn(strict, newPhone(), { surname: 'Повторов', name: 'Олег' })
  for (let sent = 0; sent < VERIFICATIONS_PER_DAY; sent += 1) await ask(person, school)
  await person.client.refused('verification.apply', asking(school), 'rate.limited')
})

test('[VER-02/search] organisations are found by words of their names or a whole ИНН, and nothing else is told', async () => {
  const { newcomer } = cast
  const search = async (text: string) =>
    (await newcomer.client.call('verification.organisations', { search: text })).organisations
  const [kindergarten] = await search('ромашка')
  assert.deepEqual(kindergarten, {
    id: cast.kindergarten.communityId,
    name: 'Детский сад «Ромашка»',
    type: 'kindergarten',
  })
  const names = async (text: string) => (await search(text)).map(({ name }) => name)
  assert.ok((await names('7707083893')).includes('Школа № 1234'))
  for (const nothing of ['Шк', '  ', '770708389', '7707083894', '%%%', 'кола', 'Климова']) {
    assert.deepEqual(await search(nothing), [], nothing)
  }
})
