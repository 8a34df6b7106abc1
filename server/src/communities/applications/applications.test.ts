import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DECISION_UNDO_MS, LINK_RESTORE_MS } from '#contract/communities/communities.limits.ts'
import { apply, type Cast, createCast, join } from '#testkit/cast.ts'
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

const adult = (surname = 'Зимин') => signIn(world, newPhone(), { surname, name: 'Олег', patronymic: 'Юрьевич' })
const child = (birthDate = '2011-05-20') => signIn(world, newPhone(), { surname: 'Белов', name: 'Тим', birthDate })

function decide(ids: string[], decision: 'approve' | 'reject', reason?: string) {
  const { communityId } = cast.school
  return cast.director.client.call('applications.decide', {
    communityId,
    ids,
    decision,
    ...(reason === undefined ? {} : { reason }),
  })
}

const membershipsOf = async (person: Person) => (await person.client.call('communities.mine', {})).memberships
const statesOf = async (person: Person) =>
  (await person.client.call('applications.own', {})).applications.map(({ state }) => state)

test('[INV-01] an administrator makes a link for a unit and a role, and whoever opens it reads just that', async () => {
  const { director, classId } = cast
  const link = await director.client.call('links.create', { id: newId(), unitId: classId, role: 'staff' })
  assert.deepEqual(await world.client().call('links.open', { token: link.token }), {
    communityName: 'Школа № 1234',
    communityType: 'school',
    unitName: '5«Б»',
    role: 'staff',
    childName: null,
    ownChild: false,
    yours: null,
  })
  for (const role of ['administrator', 'external'] as const) {
    await director.client.refused('links.create', { id: newId(), unitId: classId, role }, 'link.roleImpossible')
  }
  await cast.teacher.client.refused(
    'links.create',
    { id: newId(), unitId: classId, role: 'pupil' },
    'community.notAllowed',
  )
  await cast.stranger.client.refused('links.create', { id: newId(), unitId: classId, role: 'pupil' }, 'unit.unknown')
})

test('[INV-02] an accepted link makes no member: until the approval every read is «не найдено»', async () => {
  const person = await adult()
  const before = await cast.director.client.call('members.list', { communityId: cast.school.communityId })
  await apply(cast.school, person, { unitId: cast.classId, role: 'staff', position: 'Логопед' })
  const after_ = await cast.director.client.call('members.list', { communityId: cast.school.communityId })
  assert.deepEqual(after_, before)
  const { communityId } = cast.school
  const { client } = person
  await client.refused('communities.home', { communityId }, 'community.unknown')
  await client.refused('members.list', { communityId }, 'community.unknown')
  await client.refused('units.list', { communityId }, 'community.unknown')
  await client.refused('contacts.list', { communityId }, 'community.unknown')
  await client.refused('applications.queue', { communityId }, 'community.unknown')
  await client.refused('links.list', { communityId }, 'community.unknown')
  assert.deepEqual((await client.call('chats.list', {})).chats, [])
  assert.deepEqual(await membershipsOf(person), [])
  assert.deepEqual(await statesOf(person), ['pending'])
})

test('[INV-02/again] whoever opens the link again is told that he waits, or that he is there, and nobody else is', async () => {
  const { director, classId, school } = cast
  const link = await director.client.call('links.create', { id: newId(), unitId: classId, role: 'staff', usesMax: 1 })
  const person = await adult()
  const open = async ({ client }: Pick<Person, 'client'>) =>
    (await client.call('links.open', { token: link.token })).yours
  assert.equal(await open(person), null)
  const id = newId()
  await person.client.call('applications.submit', { id, token: link.token, position: 'Логопед' })
  assert.deepEqual(await open(person), { state: 'waiting', applicationId: id })
  await (await adult()).client.refused('links.open', { token: link.token }, 'link.usedUp')
  await world.client().refused('links.open', { token: link.token }, 'link.usedUp')
  await decide([id], 'approve')
  assert.deepEqual(await open(person), { state: 'member' })
  await director.client.call('links.revoke', { linkId: link.id })
  assert.deepEqual(await open(person), { state: 'member' })
  // Another role of the same person in the same class is another invitation.
  const asParent = { id: newId(), unitId: classId, role: 'parent' as const, childProfileId: cast.pupil.profileId }
  const { token } = await director.client.call('links.create', asParent)
  assert.equal((await person.client.call('links.open', { token })).yours, null)
  assert.deepEqual((await cast.parent.client.call('links.open', { token })).yours, { state: 'member' })
  const ofAnother = { ...asParent, id: newId(), childProfileId: cast.secondPupil.profileId }
  const other = await director.client.call('links.create', ofAnother)
  assert.equal((await cast.parent.client.call('links.open', { token: other.token })).yours, null)
  await director.client.call('members.remove', { communityId: school.communityId, profileId: person.profileId })
  await person.client.refused('links.open', { token: link.token }, 'link.revoked')
})

test('[INV-03/restored] a revocation is taken back within ten minutes, and not where another link has taken the place', async () => {
  const { director, teacher, classId, pupil, school } = cast
  const link = await director.client.call('links.create', { id: newId(), unitId: classId, role: 'pupil' })
  const revoke = (linkId: string) => director.client.call('links.revoke', { linkId })
  const restore = (linkId: string) => director.client.call('links.revoke', { linkId, restore: true })
  assert.equal((await restore(link.id)).state, 'active', 'what is not revoked stays as it is')
  assert.equal((await revoke(link.id)).state, 'revoked')
  await world.client().refused('links.open', { token: link.token }, 'link.revoked')
  await teacher.client.refused('links.revoke', { linkId: link.id, restore: true }, 'community.notAllowed')
  world.clock.advance(LINK_RESTORE_MS - 1_000)
  assert.equal((await restore(link.id)).state, 'active')
  assert.equal((await world.client().call('links.open', { token: link.token })).unitName, '5«Б»')
  const { entries } = await director.client.call('audit.list', {
    communityId: school.communityId,
    act: 'link.restored',
  })
  assert.equal(entries.length, 1)
  await revoke(link.id)
  world.clock.advance(LINK_RESTORE_MS)
  await director.client.refused('links.revoke', { linkId: link.id, restore: true }, 'link.restoreOver')
  // A child has one link for its parents.
  const make = () =>
    director.client.call('links.create', {
      id: newId(),
      unitId: classId,
      role: 'parent',
      childProfileId: pupil.profileId,
    })
  const first = await make()
  await revoke(first.id)
  const second = await make()
  await director.client.refused('links.revoke', { linkId: first.id, restore: true }, 'link.restoreOver')
  await revoke(second.id)
})

test('[INV-03/life] revoked, expired, used-up links and links of archived units explain themselves', async () => {
  const { director } = cast
  const { communityId } = cast.school
  const unit = await director.client.call('units.create', { id: newId(), communityId, name: 'Кружок' })
  const make = (more: object = {}) =>
    director.client.call('links.create', { id: newId(), unitId: unit.id, role: 'pupil', ...more })
  const revoked = await make()
  await director.client.call('links.revoke', { linkId: revoked.id })
  const person = await child()
  await person.client.refused('applications.submit', { id: newId(), token: revoked.token }, 'link.revoked')
  await world.client().refused('links.open', { token: revoked.token }, 'link.revoked')
  const once = await make({ usesMax: 1 })
  await person.client.call('applications.submit', { id: newId(), token: once.token })
  await (await child()).client.refused('applications.submit', { id: newId(), token: once.token }, 'link.usedUp')
  const short = await make({ expiresAt: new Date(world.clock.now() + 60_000).toISOString() })
  world.clock.advance(61_000)
  await (await child()).client.refused('applications.submit', { id: newId(), token: short.token }, 'link.expired')
  const closed = await make()
  await director.client.call('units.archive', { unitId: unit.id, archived: true })
  await world.client().refused('links.open', { token: closed.token }, 'link.revoked')
  await world.client().refused('links.open', { token: 'A'.repeat(22) }, 'link.unknown')
  const { links } = await director.client.call('links.list', { communityId })
  const stateOf = (id: string) => links.find((link) => link.id === id)?.state
  assert.deepEqual([stateOf(revoked.id), stateOf(once.id), stateOf(short.id)], ['revoked', 'revoked', 'revoked'])
})

test('[INV-03/expiry] a link cannot be made for the past or for years', async () => {
  for (const days of [-1, 400]) {
    const expiresAt = new Date(world.clock.now() + days * 86_400_000).toISOString()
    const input = { id: newId(), unitId: cast.classId, role: 'pupil' as const, expiresAt }
    await cast.director.client.refused('links.create', input, 'link.expiryInvalid')
  }
})

test('[INV-05] staff apply with a position, which the queue shows and the membership keeps', async () => {
  const person = await adult('Ветров')
  const link = await cast.director.client.call('links.create', { id: newId(), unitId: cast.classId, role: 'staff' })
  await person.client.refused('applications.submit', { id: newId(), token: link.token }, 'application.positionMissing')
  const id = newId()
  await person.client.call('applications.submit', { id, token: link.token, position: '  Учитель   химии ' })
  const { communityId } = cast.school
  const queue = await cast.director.client.call('applications.queue', { communityId, search: 'ветров' })
  assert.equal(queue.applications[0]?.position, 'Учитель химии')
  await decide([id], 'approve')
  const { members } = await cast.director.client.call('members.list', { communityId, search: 'Ветров' })
  assert.equal(members[0]?.position, 'Учитель химии')
})

test('[INV-06] many are decided at once; what cannot be is named, and a rejection needs a reason', async () => {
  const people = await Promise.all([child(), child(), child()])
  const ids = []
  for (const person of people) ids.push(await apply(cast.school, person, { unitId: cast.classId, role: 'pupil' }))
  await cast.director.client.refused(
    'applications.decide',
    { communityId: cast.school.communityId, ids, decision: 'reject', reason: ' ' },
    'application.reasonMissing',
  )
  const ghost = newId()
  const done = await decide([...ids, ghost], 'approve')
  assert.equal(done.decided.length, 3)
  assert.deepEqual(done.skipped, [{ id: ghost, code: 'application.unknown' }])
  for (const person of people) assert.equal((await membershipsOf(person)).length, 1)
  const again = await decide(ids, 'reject', 'Поздно')
  assert.deepEqual(
    again.skipped.map(({ code }) => code),
    ['application.decided', 'application.decided', 'application.decided'],
  )
})

test('[INV-06/undo] a decision is taken back within ten minutes and not after', async () => {
  const [kept, back] = [await adult('Поздний'), await adult('Ранний')]
  const place = { unitId: cast.classId, role: 'staff', position: 'Учитель' } as const
  const first = await apply(cast.school, back, place)
  await decide([first], 'approve')
  assert.equal((await membershipsOf(back)).length, 1)
  const { communityId } = cast.school
  const undone = await cast.director.client.call('applications.undo', { communityId, ids: [first] })
  assert.equal(undone.undone[0]?.state, 'pending')
  assert.deepEqual(await membershipsOf(back), [])
  assert.deepEqual(await statesOf(back), ['pending'])
  await decide([first], 'reject', 'Не наш учитель')
  assert.deepEqual(await statesOf(back), ['rejected'])
  const second = await apply(cast.school, kept, place)
  await decide([second], 'approve')
  world.clock.advance(DECISION_UNDO_MS + 1_000)
  await cast.director.client.refused('applications.undo', { communityId, ids: [second] }, 'application.undoExpired')
})

test('[INV-06/filter] the queue filters by unit, role, path, date and name, sorts both ways and pages by key', async () => {
  const { communityId } = cast.school
  const client = cast.director.client
  const unit = await client.call('units.create', { id: newId(), communityId, name: '7«Ж»', grade: 7 })
  const from = new Date(world.clock.now()).toISOString()
  const surnames = ['Яшин', 'Ёлкин', 'Абрамов', 'Ежов', 'Зуев']
  for (const surname of surnames) {
    const person = await signIn(world, newPhone(), { surname, name: 'Ян', birthDate: '2011-01-01' })
    await apply(cast.school, person, { unitId: unit.id, role: 'pupil' })
    world.clock.advance(1_000)
  }
  const all = async (sort: 'name' | 'submitted', descending: boolean) => {
    const found: string[] = []
    let cursor: string | undefined
    do {
      const page = await client.call('applications.queue', {
        communityId,
        unitId: unit.id,
        role: 'pupil',
        path: 'link',
        from,
        states: ['pending'],
        sort,
        descending,
        limit: 2,
        ...(cursor === undefined ? {} : { cursor }),
      })
      assert.equal(page.total, 5)
      found.push(...page.applications.map(({ surname }) => surname))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    return found
  }
  assert.deepEqual(await all('submitted', false), surnames)
  assert.deepEqual(await all('submitted', true), [...surnames].reverse())
  assert.deepEqual(await all('name', false), ['Абрамов', 'Ежов', 'Ёлкин', 'Зуев', 'Яшин'])
  const nobody = await client.call('applications.queue', { communityId, unitId: unit.id, to: from })
  assert.equal(nobody.total, 0)
})

test('[INV-07] the five states; a withdrawal, an expiry, and a second application that refreshes the first', async () => {
  const person = await adult('Дважды')
  const place = { unitId: cast.classId, role: 'staff', position: 'Завхоз' } as const
  const first = await apply(cast.school, person, place)
  world.clock.advance(5_000)
  const link = await cast.director.client.call('links.create', { id: newId(), unitId: cast.classId, role: 'staff' })
  const second = await person.client.call('applications.submit', { id: newId(), token: link.token, position: 'Повар' })
  assert.equal(second.id, first)
  assert.equal(second.position, 'Повар')
  assert.equal((await person.client.call('applications.own', {})).applications.length, 1)
  await person.client.call('applications.withdraw', { id: first })
  assert.deepEqual(await statesOf(person), ['withdrawn'])
  const third = await apply(cast.school, person, place)
  await decide([third], 'reject', 'Нет места')
  await person.client.refused('applications.withdraw', { id: third }, 'application.decided')
  const own = await person.client.call('applications.own', {})
  assert.equal(own.applications[0]?.reason, 'Нет места')
  assert.deepEqual(await statesOf(person), ['rejected', 'withdrawn'])
})

test('[VER-03/lists] the mark comes with the first staff role and goes with the last', async () => {
  const person = await adult('Меткин')
  await join(cast.school, person, { unitId: cast.classId, role: 'staff', position: 'Учитель' })
  await join(cast.kindergarten, person, {
    unitId: cast.kindergarten.staffUnitId,
    role: 'staff',
    position: 'Воспитатель',
  })
  const card = async () => (await person.client.call('profiles.cards', { ids: [person.profileId] })).cards[0]
  assert.equal((await card())?.staff, true)
  const remove = (organisation: Cast['school']) =>
    organisation.administrator.client.call('members.remove', {
      communityId: organisation.communityId,
      profileId: person.profileId,
    })
  await remove(cast.school)
  assert.equal((await card())?.staff, true)
  await remove(cast.kindergarten)
  assert.equal((await card())?.staff, false)
})

test('[VER-06/own] nobody decides on his own application, not even an administrator', async () => {
  const id = await apply(cast.school, cast.director, { unitId: cast.classId, role: 'staff', position: 'Учитель' })
  await cast.director.client.refused(
    'applications.decide',
    { communityId: cast.school.communityId, ids: [id], decision: 'approve' },
    'application.own',
  )
})

test('[IDN-17/adults] staff and parents apply from 18 on', async () => {
  const { director, classId, pupil } = cast
  const staff = await director.client.call('links.create', { id: newId(), unitId: classId, role: 'staff' })
  const parent = await director.client.call('links.create', {
    id: newId(),
    unitId: classId,
    role: 'parent',
    childProfileId: pupil.profileId,
  })
  const young = await child()
  const input = { id: newId(), token: staff.token, position: 'Учитель' }
  await young.client.refused('applications.submit', input, 'application.notAdult')
  await young.client.refused('applications.submit', { id: newId(), token: parent.token }, 'application.notAdult')
})

test('[INV-11/child] a parent’s link belongs to one pupil of the unit and shows only so much of him', async () => {
  const { director, classId, pupil, otherPupil } = cast
  const create = (childProfileId?: string) => ({
    id: newId(),
    unitId: classId,
    role: 'parent' as const,
    ...(childProfileId === undefined ? {} : { childProfileId }),
  })
  await director.client.refused('links.create', create(), 'link.roleImpossible')
  await director.client.refused('links.create', create(otherPupil.profileId), 'member.unknown')
  const link = await director.client.call('links.create', create(pupil.profileId))
  const opened = await world.client().call('links.open', { token: link.token })
  assert.equal(opened.childName, 'Артём П.')
})

test('[ORG-09/last] the last administrator cannot be removed, and two cannot remove each other at once', async () => {
  const { director } = cast
  const { communityId } = cast.school
  const self = { communityId, profileId: director.profileId }
  await director.client.refused('members.remove', self, 'member.lastAdministrator')
})
