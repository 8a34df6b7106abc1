import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CARD_SYMBOLS, CARD_TRIES_MAX } from '#contract/communities/cards.limits.ts'
import { LESSON_IDLE_MS } from '#contract/identity/signin.limits.ts'
import { isOpenInLesson, type Operation } from '#contract/kit/operation.ts'
import { operations } from '#contract/operations.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { addPhonelessPupil, entered, enteredWrong, makeTablet, printCard } from '#testkit/class-cards.ts'
import { type Client, newId } from '#testkit/client.ts'
import { browse, createOutsideSystem } from '#testkit/oidc-client.ts'
import { newPhone, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

const MINUTE_MS = 60_000
let world: World
let cast: Cast
let tablet: Client
let profileId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  tablet = await makeTablet(world, cast)
  profileId = await addPhonelessPupil(cast, { surname: 'Мохов', name: 'Лёва' })
})
after(() => world[Symbol.asyncDispose]())

const place = () => ({ unitId: cast.classId, profileId })
const classState = () => cast.teacher.client.call('cards.class', { unitId: cast.classId })
const stateOf = async (id: string) => (await classState()).pupils.find((pupil) => pupil.profileId === id)!

/** A tablet of its own with the pupil signed in on it. */
async function inLesson(id = profileId) {
  const device = await makeTablet(world, cast, 'Планшет 2')
  const card = await printCard(cast, id)
  const { endsAt } = await device.call('cards.enter', entered(card))
  return { device, card, endsAt }
}

test('[P-06/enter] [IDN-14] a pupil without a phone signs in on a tablet of the class by the card and its pictures', async () => {
  const card = await printCard(cast, profileId)
  assert.match(card.secret, /^[\w-]{22}$/)
  assert.ok(CARD_SYMBOLS.length >= 24 && card.symbols.length === 6)
  assert.deepEqual(await tablet.call('cards.open', { secret: card.secret }), { name: 'Лёва', unitName: '5«Б»' })
  await tablet.call('cards.enter', entered(card))
  const current = await tablet.call('sessions.current', {})
  assert.deepEqual([current.activeProfileId, current.phoneMasked, current.operator], [profileId, '', false])
  assert.equal((await tablet.call('communities.mine', {})).memberships[0]?.communityId, cast.school.communityId)
  assert.equal((await stateOf(profileId)).signedIn, true)
  await tablet.call('sessions.signOut', {})
  assert.equal((await stateOf(profileId)).signedIn, false)
})

test('[P-06/photo] a photographed card is refused elsewhere as an invented one is, and cannot be locked from there', async () => {
  const card = await printCard(cast, profileId)
  const invented = { secret: 'A'.repeat(22), symbols: card.symbols }
  const strange = [world.client(), cast.secondPupil.client, cast.teacher.client]
  for (const client of strange) {
    const answers = []
    for (const input of [entered(card), enteredWrong(card), invented]) {
      answers.push(await client.refused('cards.enter', input, 'card.elsewhere'))
      answers.push(await client.refused('cards.open', { secret: input.secret }, 'card.elsewhere'))
    }
    assert.equal(new Set(answers.map(({ requestId: _id, ...told }) => JSON.stringify(told))).size, 1)
  }
  for (let i = 0; i < CARD_TRIES_MAX; i += 1) {
    await strange[0]!.refused('cards.enter', enteredWrong(card), 'card.elsewhere')
  }
  await tablet.call('cards.enter', entered(card))
  // A cookie that nobody has given out makes no device of the class.
  const forger = world.client()
  forger.cookies.set('__Host-parta-class', 'B'.repeat(43))
  await forger.refused('cards.enter', entered(card), 'card.elsewhere')
})

test('[P-06/other-class] a card opens nothing on a tablet of another class', async () => {
  const { client } = await signIn(world, cast.director.phone, cast.director.about)
  await client.call('cards.addDevice', { unitId: cast.otherClassId, name: 'Планшет 9«А»' })
  const card = await printCard(cast, profileId)
  await client.refused('cards.open', { secret: card.secret }, 'card.unknown')
  await client.refused('cards.enter', entered(card), 'card.unknown')
})

test('[P-06/secrets] the database keeps hashes only, and a card that was printed again is worth nothing', async () => {
  const first = await printCard(cast, profileId)
  const cards = await world.database.query<{ text: string }>(
    'select c::text as text from communities.class_card c where profile_id = $1 and ended_at is null',
    [profileId],
  )
  const answers = await world.database.query<{ text: string }>(
    'select output::text as text from platform.command_result',
  )
  assert.equal(cards.length, 1)
  for (const { text } of [...cards, ...answers]) assert.ok(!text.includes(first.secret))
  const clear = Buffer.from(first.symbols.join(' ')).toString('hex')
  assert.ok(!cards[0]!.text.includes(clear) && !cards[0]!.text.includes(first.symbols.join(' ')))
  const second = await printCard(cast, profileId)
  await tablet.refused('cards.enter', entered(first), 'card.unknown')
  await tablet.refused('cards.enter', { secret: second.secret, symbols: first.symbols }, 'card.symbolsWrong')
  await tablet.call('cards.enter', entered(second))
})

test('[P-06/lock] five wrong rows lock the card, also side by side, until the leader of the class unlocks it', async () => {
  const card = await printCard(cast, profileId)
  const { details } = await tablet.refused('cards.enter', enteredWrong(card), 'card.symbolsWrong')
  assert.equal(details?.triesLeft, CARD_TRIES_MAX - 1)
  // The right row begins the count anew.
  await tablet.call('cards.enter', entered(card))
  const codes = await Promise.all(
    Array.from({ length: CARD_TRIES_MAX + 3 }, async () => {
      const answer = await tablet.post('cards.enter', JSON.stringify(enteredWrong(card)), {
        'idempotency-key': newId(),
      })
      return JSON.parse(answer.text).code as string
    }),
  )
  assert.equal(codes.filter((code) => code === 'card.symbolsWrong').length, CARD_TRIES_MAX - 1)
  await tablet.refused('cards.enter', entered(card), 'card.locked')
  await tablet.refused('cards.open', { secret: card.secret }, 'card.locked')
  assert.equal((await stateOf(profileId)).card?.locked, true)
  await cast.secondTeacher.client.refused('cards.unlock', place(), 'community.notAllowed')
  await cast.teacher.client.call('cards.unlock', place())
  await tablet.call('cards.enter', entered(card))
})

test('[P-06/revoke] revoking a card signs out at once whoever is signed in by it, at an open socket too', async () => {
  const { device, card } = await inLesson()
  const socket = await world.socket(device)
  await socket.hello()
  await cast.teacher.client.call('cards.revoke', place())
  assert.equal(await socket.closed(), 4001)
  await device.refused('communities.mine', {}, 'session.ended')
  await device.refused('cards.enter', entered(card), 'card.unknown')
  await cast.teacher.client.refused('cards.revoke', place(), 'card.unknown')
})

test('[P-06/device] a tablet that is taken away signs out whoever is on it and knows no card any more', async () => {
  const { device, card } = await inLesson()
  const socket = await world.socket(device)
  await socket.hello()
  const here = (await classState()).devices.at(-1)!
  await cast.teacher.client.call('cards.removeDevice', { unitId: cast.classId, deviceId: here.id })
  assert.equal(await socket.closed(), 4001)
  await device.refused('cards.enter', entered(card), 'card.elsewhere')
  await tablet.call('cards.enter', entered(card))
})

test('[P-06/transfer] a pupil who leaves the class is signed out in a minute, with an open socket, and the card ends', async () => {
  const moved = await addPhonelessPupil(cast, { surname: 'Переводов', name: 'Юра' })
  const { device, card } = await inLesson(moved)
  const socket = await world.socket(device)
  await socket.hello()
  const { communityId } = cast.school
  const started = performance.now()
  await cast.director.client.call('members.remove', { communityId, profileId: moved, unitId: cast.classId })
  assert.equal(await socket.closed(), 4001)
  assert.ok(performance.now() - started < MINUTE_MS)
  await device.refused('sessions.current', {}, 'session.ended')
  await device.refused('cards.enter', entered(card), 'card.unknown')
})

test('[P-06/archive] an archived class has neither cards nor devices, also when it comes back', async () => {
  const director = cast.director.client
  const { communityId } = cast.school
  const unit = await director.call('units.create', { id: newId(), communityId, name: '1«В»', grade: 1 })
  const id = newId()
  const about = { surname: 'Малышев', name: 'Ваня', patronymic: '', birthDate: '2010-01-01' }
  await director.call('cards.addPupil', { id, unitId: unit.id, ...about })
  const { decided } = await director.call('applications.decide', { communityId, ids: [id], decision: 'approve' })
  const pupilId = decided[0]!.profileId
  const { client: device } = await signIn(world, cast.director.phone, cast.director.about)
  await device.call('cards.addDevice', { unitId: unit.id, name: 'Ноутбук' })
  const { cards } = await director.call('cards.print', { unitId: unit.id, profileIds: [pupilId] })
  await device.call('cards.enter', entered(cards[0]!))
  const socket = await world.socket(device)
  await socket.hello()
  await director.call('units.archive', { unitId: unit.id, archived: true })
  assert.equal(await socket.closed(), 4001)
  const input = { unitId: unit.id, profileIds: [pupilId] }
  await director.refused('cards.print', input, 'unit.archived')
  await director.call('units.archive', { unitId: unit.id, archived: false })
  await device.refused('cards.enter', entered(cards[0]!), 'card.elsewhere')
})

test('[P-06/lesson] the session ends with the lesson, and after ten minutes in which nobody does anything', async () => {
  const { device, endsAt } = await inLesson()
  assert.ok(Math.abs(Date.parse(endsAt) - world.clock.now() - 60 * MINUTE_MS) < MINUTE_MS)
  for (let minutes = 0; minutes < 54; minutes += 9) {
    world.clock.advance(9 * MINUTE_MS)
    await device.call('communities.mine', {})
  }
  world.clock.advance(6.5 * MINUTE_MS)
  await device.refused('communities.mine', {}, 'session.ended')
  const idle = await inLesson()
  world.clock.advance(LESSON_IDLE_MS + 1_000)
  await idle.device.refused('communities.mine', {}, 'session.ended')
})

test('[P-06/socket] what is done over a socket keeps the session, and only until the lesson is over', async () => {
  const { device } = await inLesson()
  const socket = await world.socket(device)
  await socket.hello()
  const { sessionId } = await device.call('sessions.current', {})
  const live = () => world.app.identity.liveProfiles([sessionId])
  for (let minutes = 0; minutes < 54; minutes += 9) {
    world.clock.advance(9 * MINUTE_MS)
    await socket.call('communities.mine', {})
    await socket.settle()
  }
  assert.equal((await live()).get(sessionId), profileId)
  world.clock.advance(6.5 * MINUTE_MS)
  assert.equal((await live()).size, 0)
})

test('[P-06/settings] whoever is signed in by a card changes nothing of the account', async () => {
  const { device } = await inLesson()
  const names = { surname: 'Другой', name: 'Человек', patronymic: '' }
  await device.refused('profiles.rename', names, 'session.lesson')
  await device.refused('sessions.list', {}, 'session.lesson')
  await device.refused('sessions.endOthers', {}, 'session.lesson')
  await device.refused('sessions.switchProfile', { profileId }, 'session.lesson')
  await device.refused('password.requestCode', {}, 'session.lesson')
  await device.refused('passkeys.begin', { password: 'x' }, 'session.lesson')
  await device.refused('factors.setUpTotp', { password: 'x' }, 'session.lesson')
  const narrow = {
    write: 'contacts',
    calls: 'contacts',
    groups: 'contacts',
    photo: 'contacts',
    readMarks: true,
  } as const
  await device.refused('privacy.set', narrow, 'session.lesson')
  const link = { id: newId(), unitId: cast.classId, childProfileId: profileId, renew: false }
  await device.refused('families.link', link, 'session.lesson')
  const socket = await world.socket(device)
  await socket.hello()
  await assert.rejects(socket.call('sessions.endOthers', {}), /session\.lesson/)
  const open = Object.values<Operation>(operations).filter((each) => each.gate === 'account' && isOpenInLesson(each))
  assert.deepEqual(
    open.map(({ id }) => id),
    // What the operator tells everybody is read on a tablet too.
    ['sessions.current', 'sessions.signOut', 'banner.get'],
  )
  const writing = await device.call('chats.list', {})
  assert.ok(writing.chats.length > 0)
})

test('[P-06/outside] no outside system is entered from a tablet of the class', async () => {
  const { device } = await inLesson()
  await using diary = await createOutsideSystem(world, { operator: cast.operator })
  const arrival = await browse(device, (await diary.ask('openid')).url)
  assert.match(arrival.text, /только на урок/)
  const confirm = { id: arrival.interaction ?? assert.fail(arrival.url.pathname) }
  await device.refused('oidc.confirm', confirm, 'session.lesson')
  const own = await browse(cast.pupil.client, (await diary.ask('openid')).url)
  assert.notEqual(own.url.pathname, '/id')
})

test('[P-06/two] two pupils one after the other on one tablet see nothing of each other', async () => {
  const second = await addPhonelessPupil(cast, { surname: 'Вторая', name: 'Зоя' })
  const { device } = await inLesson()
  const first = device.cookies.get('__Host-parta')!
  const socket = await world.socket(device)
  await socket.hello()
  const chat = await device.call('chats.create', {
    id: newId(),
    communityId: cast.school.communityId,
    title: 'Секрет Лёвы',
    memberIds: [cast.secondPupil.profileId],
  })
  const card = await printCard(cast, second)
  await device.call('cards.enter', entered(card))
  assert.equal(await socket.closed(), 4001)
  assert.notEqual(device.cookies.get('__Host-parta'), first)
  assert.equal(await world.app.identity.viewerOf(first, 'main'), null)
  const current = await device.call('sessions.current', {})
  assert.deepEqual(
    current.profiles.map(({ id }) => id),
    [second],
  )
  await device.refused('chats.get', { chatId: chat.chat.id }, 'chat.unknown')
  assert.ok(!(await device.post('chats.list', '{}')).text.includes('Секрет Лёвы'))
  // The session of the first is over also for whoever has kept its cookie.
  const kept = world.client()
  kept.cookies.set('__Host-parta', first)
  await kept.refused('chats.list', {}, 'session.ended')
})

test('[P-06/leader] the tablet is no place of the leader any more: signed out and trusted no longer', async () => {
  const { client } = await signIn(world, cast.teacher.phone, cast.teacher.about)
  const before = client.cookies.get('__Host-parta')!
  const device = client.cookies.get('__Host-parta-device')!
  assert.ok(device)
  await client.call('cards.addDevice', { unitId: cast.classId, name: 'Планшет 3' })
  assert.equal(await world.app.identity.viewerOf(before, 'main'), null)
  const trusted = await world.database.query('select 1 from identity.device where token_hash = sha256($1::bytea)', [
    device,
  ])
  assert.equal(trusted.length, 0)
  const { devices } = await classState()
  assert.ok(devices.some(({ name, here }) => name === 'Планшет 3' && !here))
})

test('[P-06/who] only the leader of the class and those who manage members keep its cards; a card is for pupils without a phone', async () => {
  const unitId = cast.classId
  for (const person of [cast.secondTeacher, cast.pupil, cast.parent]) {
    await person.client.refused('cards.class', { unitId }, 'community.notAllowed')
    await person.client.refused('cards.print', { unitId, profileIds: [profileId] }, 'community.notAllowed')
    await person.client.refused('cards.addDevice', { unitId, name: 'Мой' }, 'community.notAllowed')
  }
  for (const person of [cast.otherPupil, cast.stranger, cast.newcomer]) {
    await person.client.refused('cards.class', { unitId }, 'unit.unknown')
    await person.client.refused('cards.addDevice', { unitId, name: 'Мой' }, 'unit.unknown')
  }
  const teacher = cast.teacher.client
  await teacher.refused('cards.print', { unitId, profileIds: [cast.pupil.profileId] }, 'card.ownPhone')
  await teacher.refused('cards.print', { unitId, profileIds: [cast.otherPupil.profileId] }, 'member.unknown')
  await teacher.refused('cards.print', { unitId: cast.otherClassId, profileIds: [profileId] }, 'community.notAllowed')
  const staff = { unitId: cast.school.staffUnitId }
  await cast.director.client.refused('cards.class', staff, 'unit.system')
  assert.equal((await stateOf(cast.pupil.profileId)).ownPhone, true)
})

test('[P-06/grown] a card opens nothing once its holder has a phone or a role of the staff', async () => {
  const grown = await addPhonelessPupil(cast, { surname: 'Взрослов', name: 'Гриша' })
  const card = await printCard(cast, grown)
  const phone = newPhone()
  await world.database.query(
    `update identity.account a set phone = $2 from identity.profile p where p.account_id = a.id and p.id = $1`,
    [grown, phone],
  )
  await tablet.refused('cards.enter', entered(card), 'card.unknown')
  await world.database.query('update identity.account set phone = null where phone = $1', [phone])
  await tablet.call('cards.enter', entered(card))
  await world.database.query('update identity.profile set staff = true where id = $1', [grown])
  await tablet.refused('cards.enter', entered(card), 'card.unknown')
})

test('[IDN-14/pupil] whoever leads the class applies for a pupil without a phone; only who decides lets it in', async () => {
  const input = {
    id: newId(),
    unitId: cast.classId,
    surname: 'Тихонов',
    name: 'Миша',
    patronymic: '',
    birthDate: '2012-02-03',
  }
  const teacher = cast.teacher.client
  await teacher.call('cards.addPupil', input)
  await teacher.call('cards.addPupil', input)
  assert.ok((await classState()).pupils.every(({ surname }) => surname !== 'Тихонов'))
  const { applications } = await cast.director.client.call('applications.queue', {
    communityId: cast.school.communityId,
    search: 'Тихонов',
  })
  assert.deepEqual(
    applications.map(({ id, role, path, state }) => [id, role, path, state]),
    [[input.id, 'pupil', 'site', 'pending']],
  )
  const waiting = { unitId: cast.classId, profileIds: [applications[0]!.profileId] }
  await teacher.refused('cards.print', waiting, 'member.unknown')
  await teacher.refused('cards.addPupil', { ...input, id: newId(), name: '✓' }, 'profile.nameInvalid')
  await teacher.refused('cards.addPupil', { ...input, id: newId(), birthDate: '2012-02-31' }, 'signin.birthDateInvalid')
  await cast.pupil.client.refused('cards.addPupil', { ...input, id: newId() }, 'community.notAllowed')
})

test('[P-06/year-end] a tablet forgets the class when the school year is over', async () => {
  const device = await makeTablet(world, cast, 'Планшет до лета')
  const card = await printCard(cast, profileId)
  const { expiresAt } = (await classState()).devices.at(-1)!
  assert.match(expiresAt, /-06-30T21:00:00\.000Z$/)
  await world.database.query(`update communities.class_device set expires_at = $1 where name = 'Планшет до лета'`, [
    new Date(world.clock.now() - 1),
  ])
  await device.refused('cards.enter', entered(card), 'card.elsewhere')
})
