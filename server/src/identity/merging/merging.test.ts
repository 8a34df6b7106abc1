import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { forward } from '#testkit/messages.ts'
import { codeFor, leaveAlone, newPhone, type Person, signIn, signInOperator } from '#testkit/people.ts'
import { pictureOf } from '#testkit/pictures.ts'
import { assertEventsReproduceState } from '#testkit/replay.ts'
import { setFirstPassword, setUpCodeApp } from '#testkit/second-factor.ts'
import { fileTicket } from '#testkit/tickets.ts'
import { wearPhoto } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const ABOUT = { surname: 'Двойных', name: 'Инна', patronymic: 'Юрьевна', birthDate: '1980-02-03' }
const PASSWORD = 'Осенний-лес-шумит'
const SOON_MS = CODE_RESEND_MS + 1_000

const someone = (about: Partial<typeof ABOUT> = {}) => signIn(world, newPhone(), { ...ABOUT, ...about })

/** Comes to where the other account is shown to be the own, with the code alone. */
async function show({ client }: Person, other: Person, more: { password?: string; factorCode?: string } = {}) {
  world.clock.advance(SOON_MS)
  const { secret } = await client.call('merge.begin', { phone: other.phone })
  const input = { secret, code: codeFor(world, other.phone), ...more }
  return { input, ...(await client.call('merge.prove', input)) }
}

async function merge(kept: Person, other: Person) {
  const shown = await show(kept, other)
  await kept.client.call('merge.confirm', {})
  return shown.preview!
}

const said = async ({ client }: Person, chatId: string) => {
  const { entries } = await client.call('messages.page', { chatId, limit: 100 })
  return entries.flatMap((entry) => (entry.e === 'message.posted' ? [entry.p.message] : []))
}

const dialogue = async ({ client }: Person, other: Person) => {
  const { chat } = await client.call('chats.openDirect', { id: newId(), profileId: other.profileId })
  return chat.id
}

const say = ({ client }: Person, chatId: string, text: string) =>
  client.call('messages.send', { chatId, key: newId(), text })

const rolesOf = async ({ client }: Person) => {
  const { memberships } = await client.call('communities.mine', {})
  return memberships.flatMap(({ shortName, roles }) => roles.map(({ role, unitId }) => [shortName, role, unitId]))
}

test('[IDN-23] roles, organisations and children come over, nothing stands twice, and the other account is closed', async () => {
  const { school, kindergarten, classId, pupil, secondPupil } = cast
  const [kept, other] = [await someone(), await someone({ surname: 'Двойных-Старая' })]
  await join(school, kept, { unitId: classId, role: 'parent', childProfileId: pupil.profileId })
  await join(school, other, { unitId: classId, role: 'parent', childProfileId: pupil.profileId })
  await join(school, other, { unitId: classId, role: 'parent', childProfileId: secondPupil.profileId })
  await join(school, other, { unitId: school.staffUnitId, role: 'staff', position: 'Библиотекарь' })
  await join(kindergarten, other, { unitId: kindergarten.staffUnitId, role: 'staff', position: 'Логопед' })
  const preview = await merge(kept, other)
  assert.deepEqual(preview.organisations, [
    { name: kindergarten.name, both: false },
    { name: school.name, both: true },
  ])
  assert.deepEqual(preview.children.sort(), ['Лисина Ева', 'Петров Артём'])
  assert.deepEqual((await rolesOf(kept)).map(([name, role]) => [name, role]).sort(), [
    [kindergarten.name, 'staff'],
    [school.name, 'parent'],
    [school.name, 'staff'],
  ])
  const { members } = await school.administrator.client.call('members.list', {
    communityId: school.communityId,
    search: 'двойных',
  })
  assert.deepEqual(
    members.map(({ profileId, children }) => [profileId, children.toSorted()]),
    [[kept.profileId, ['Лисина Ева', 'Петров Артём']]],
  )
  await other.client.refused('sessions.current', {}, 'session.ended')
  world.clock.advance(SOON_MS)
  const client = world.client()
  const { flow } = await client.call('signin.start', { phone: other.phone })
  await client.call('signin.requestCode', { flow, reason: 'first' })
  const { next } = await client.call('signin.verifyCode', { flow, code: codeFor(world, other.phone) })
  assert.equal(next, 'about', 'its number is nobody’s')
  const [row] = await world.database.query<{ former_phone: string; state: string }>(
    `select m.former_phone, m.state from identity.account_merge m
     join identity.profile p on p.account_id = m.account_id where p.id = $1`,
    [kept.profileId],
  )
  assert.deepEqual(row, { former_phone: other.phone, state: 'done' })
})

test('[IDN-23/editor] whoever publishes on the page of an organisation goes on doing so, and knows it at once', async () => {
  const { school, director } = cast
  const { communityId } = school
  const [kept, other] = [await someone(), await someone()]
  await join(school, other, { unitId: school.staffUnitId, role: 'staff', position: 'Библиотекарь' })
  await director.client.call('pageEditors.set', { communityId, profileId: other.profileId, editor: true })
  const words = { communityId, kind: 'report', title: 'Новые книги', text: 'Пришли учебники.' } as const
  const { seq } = await other.client.call('publications.publish', words)
  await using socket = await world.socket(kept.client)
  await socket.hello()
  await merge(kept, other)
  await socket.event('membership.changed', ({ membership }) => membership.grants.includes('page.post'))
  assert.deepEqual((await director.client.call('pageEditors.list', { communityId })).profileIds, [kept.profileId])
  const { publications } = await kept.client.call('publications.list', { communityId })
  assert.equal(publications.find(({ message }) => message.seq === seq)?.authorId, kept.profileId)
  await kept.client.call('publications.publish', words)
})

test('[IDN-23/chats] groups and dialogues go on with the one who stays: the greater role, the farther reading, what was written is his own', async () => {
  const { school, teacher, secondTeacher } = cast
  const [kept, other] = [await someone(), await someone()]
  for (const person of [kept, other]) {
    await join(school, person, { unitId: school.staffUnitId, role: 'staff', position: 'Учитель' })
  }
  const group = async (owner: Person, members: Person[]) => {
    const memberIds = members.map(({ profileId }) => profileId)
    const { communityId } = school
    const { chat } = await owner.client.call('chats.create', { id: newId(), communityId, title: 'Совет', memberIds })
    return chat.id
  }
  const own = await group(other, [teacher])
  const both = await group(other, [kept, teacher])
  const alone = await dialogue(other, teacher)
  const twice = await dialogue(other, secondTeacher)
  const present = await dialogue(kept, secondTeacher)
  const between = await dialogue(other, kept)
  const { message: first } = await say(other, own, 'Первое')
  const side = await group(teacher, [secondTeacher])
  await forward(teacher, side, [first])
  const { message } = await say(teacher, own, 'Второе')
  await other.client.call('reads.mark', { chatId: own, seq: message.seq })
  await say(teacher, own, 'Третье')
  for (const chatId of [both, alone, twice, between]) await say(other, chatId, 'От прежней')
  const preview = await merge(kept, other)
  assert.deepEqual([preview.chats, preview.twice, preview.between], [4, 1, true])
  const stateOf = (chatId: string) => kept.client.call('chats.get', { chatId })
  const { mine, chat } = await stateOf(own)
  assert.deepEqual([mine.role, mine.readSeq, mine.unread, chat.membersCount], ['owner', message.seq, 1, 2])
  const { tasks } = await kept.client.call('tasks.list', { communityId: school.communityId })
  assert.ok(tasks.find(({ task }) => task === 'chats')!.done, 'a chat that the other has made counts as made')
  assert.deepEqual(
    (await said(kept, own)).map(({ text, senderId }) => [text, senderId === kept.profileId]),
    [
      ['Первое', true],
      ['Второе', false],
      ['Третье', false],
    ],
  )
  const [copy] = await said(secondTeacher, side)
  assert.deepEqual(copy?.origin, { kind: 'person', profileId: kept.profileId }, 'also where others have forwarded it')
  assert.deepEqual([(await stateOf(both)).mine.role, (await stateOf(both)).chat.membersCount], ['owner', 2])
  assert.deepEqual((await stateOf(alone)).chat.directIds.toSorted(), [kept.profileId, teacher.profileId].toSorted())
  await say(kept, alone, 'От нынешней')
  assert.deepEqual(
    (await said(teacher, alone)).map(({ senderId }) => senderId),
    [kept.profileId, kept.profileId],
  )
  assert.equal(await dialogue(teacher, kept), alone, 'the dialogue is found again')
  const earlier = await stateOf(twice)
  assert.deepEqual([earlier.chat.kind, earlier.chat.title], ['group', 'Переписка до объединения аккаунтов'])
  assert.equal((await said(kept, twice)).length, 1)
  assert.equal(await dialogue(kept, secondTeacher), present)
  assert.equal((await stateOf(between)).mine.writeRefusal, 'message.writeForbidden')
  assert.equal((await said(kept, between)).length, 1)
})

test('[IDN-23/favourites] notes of both stay: the favourites go on, and where there are two the other becomes a group of one', async () => {
  const note = async (person: Person, text: string) => {
    const { chat } = await person.client.call('favourites.open', { id: newId() })
    await say(person, chat.id, text)
    return chat.id
  }
  const [kept, other, single] = [await someone(), await someone(), await someone()]
  const chatId = await note(single, 'Купить мел')
  await merge(kept, single)
  assert.equal((await kept.client.call('favourites.open', { id: newId() })).chat.id, chatId)
  assert.deepEqual(
    (await said(kept, chatId)).map(({ text }) => text),
    ['Купить мел'],
  )
  const second = await note(other, 'Купить тетради')
  await merge(kept, other)
  assert.equal((await kept.client.call('favourites.open', { id: newId() })).chat.id, chatId)
  const { chat } = await kept.client.call('chats.get', { chatId: second })
  assert.deepEqual([chat.kind, chat.title], ['group', 'Избранное до объединения аккаунтов'])
  const [message] = await said(kept, second)
  assert.deepEqual([message?.text, message?.senderId], ['Купить тетради', kept.profileId])
})

test('[IDN-23/proof] nothing is united before the code, the password and the app of the other account, nor from another session or half an hour later', async () => {
  const [kept, other] = [await someone(), await someone()]
  await setFirstPassword(world, other, PASSWORD)
  const app = await setUpCodeApp(world, other.client, PASSWORD)
  await kept.client.refused('merge.begin', { phone: kept.phone }, 'phone.same')
  await kept.client.refused('merge.confirm', {}, 'merge.unknown')
  const bare = await show(kept, other)
  assert.deepEqual([bare.needsPassword, bare.needsFactor, bare.preview], [true, true, null])
  const { input } = bare
  const factorCode = app.recoveryCodes[0]!
  await kept.client.refused('merge.prove', { ...input, password: 'Не тот пароль', factorCode }, 'signin.passwordWrong')
  await kept.client.refused('merge.prove', { ...input, password: PASSWORD, factorCode: '000000' }, 'factor.codeWrong')
  await kept.client.refused('merge.confirm', {}, 'merge.unknown')
  const whole = { ...input, password: PASSWORD, factorCode }
  assert.ok((await kept.client.call('merge.prove', whole)).preview)
  assert.ok((await kept.client.call('merge.prove', whole)).preview, 'a repeat after a lost answer')
  world.clock.advance(SOON_MS)
  const second = await signIn(world, kept.phone, ABOUT)
  await second.client.refused('merge.confirm', {}, 'merge.unknown')
  world.clock.advance(30 * 60_000)
  await kept.client.refused('merge.confirm', {}, 'merge.unknown')
  await other.client.call('sessions.current', {})
})

test('[IDN-23/other] an account of somebody else is not united: of another name or birth date, of one’s own child, of an operator, or left for long', async () => {
  const kept = await someone()
  for (const about of [{ birthDate: '1980-02-04' }, { name: 'Анна' }]) {
    const other = await someone(about)
    await assert.rejects(show(kept, other), /merge\.otherPerson/)
  }
  const { school, classId } = cast
  const young = await someone({ birthDate: '2010-02-03' })
  const odd = await someone({ birthDate: '2010-02-03' })
  await join(school, young, { unitId: classId, role: 'pupil' })
  await world.database.query(
    `insert into identity.guardian (child_person_id, guardian_person_id, created_at)
     select c.person_id, g.person_id, now() from identity.profile c, identity.profile g where c.id = $1 and g.id = $2`,
    [young.profileId, odd.profileId],
  )
  await assert.rejects(show(odd, young), /merge\.otherPerson/)
  const operator = await someone()
  world.clock.advance(SOON_MS)
  await signInOperator(world, operator.phone)
  await assert.rejects(show(kept, operator), /merge\.operator/)
  const left = await someone()
  await leaveAlone(world, left)
  for (const more of [{}, { factorCode: '123456' }, { password: PASSWORD, factorCode: '123456' }])
    await assert.rejects(
      show(kept, left, more),
      /merge\.unknown/,
      'a code of an app that is connected nowhere shows nothing',
    )
  await assert.rejects(show(kept, { ...left, phone: newPhone() }), /merge\.unknown/)
})

test('[IDN-23/pupil] the parents of a pupil with two accounts are his parents still, once each', async () => {
  const { school, classId, otherClassId } = cast
  const about = { surname: 'Двойкин', name: 'Лев', birthDate: '2010-09-09' }
  const [kept, other] = [await someone(about), await someone(about)]
  await join(school, kept, { unitId: classId, role: 'pupil' })
  await join(school, other, { unitId: classId, role: 'pupil' })
  await join(school, other, { unitId: otherClassId, role: 'pupil' })
  const mother = await someone({ name: 'Мать' })
  await join(school, mother, { unitId: classId, role: 'parent', childProfileId: kept.profileId })
  await join(school, mother, { unitId: classId, role: 'parent', childProfileId: other.profileId })
  await join(school, mother, { unitId: otherClassId, role: 'parent', childProfileId: other.profileId })
  await merge(kept, other)
  const roles = await rolesOf(mother)
  assert.deepEqual(
    roles.map(([, role, unitId]) => [role, unitId]).sort(),
    [
      ['parent', classId],
      ['parent', otherClassId],
    ].sort(),
  )
  const { families } = await mother.client.call('families.own', {})
  assert.deepEqual([...new Set(families.map(({ childProfileId }) => childProfileId))], [kept.profileId])
})

test('[IDN-23/photo] the photo of the account that is closed goes with it, and the own one stays', async () => {
  const [kept, other] = [await someone(), await someone()]
  const picture = await pictureOf(80, 80)
  const [own, former] = [await wearPhoto(kept.client, picture), await wearPhoto(other.client, picture)]
  await merge(kept, other)
  assert.equal((await kept.client.raw(`/photos/${own}/96`)).status, 200)
  assert.deepEqual(await world.database.query('select from identity.photo where id = $1', [former]), [])
})

test('[IDN-23/race] two who unite each other at one moment are one account; a repeat after that changes nothing', async () => {
  const [one, other] = [await someone(), await someone()]
  await show(one, other)
  await show(other, one)
  const told = await Promise.all(
    [one, other].map(async ({ client }) => (await client.post('merge.confirm', '{}')).status),
  )
  assert.equal(told.filter((status) => status === 200).length, 1, told.join())
  const kept = told[0] === 200 ? one : other
  await kept.client.call('merge.confirm', {})
  const open = await world.database.query(`select 1 from identity.account where phone = any($1)`, [
    [one.phone, other.phone],
  ])
  assert.equal(open.length, 1)
})

test('[IDN-23/ticket] a ticket about the account that is closed ends with it', async () => {
  const { school, classId, secondPupil, director } = cast
  const [kept, other] = [await someone(), await someone()]
  await join(school, other, { unitId: classId, role: 'parent', childProfileId: secondPupil.profileId })
  const filed = await fileTicket(world, school.communityId)
  const { tickets } = await director.client.call('tickets.queue', { communityId: school.communityId })
  const { id, version } = tickets.find(({ number }) => number === filed.ticket.number)!
  const input = { id, version, profileId: other.profileId, reason: 'Пришла с паспортом' }
  assert.equal((await director.client.call('tickets.confirm', input)).state, 'waiting')
  await merge(kept, other)
  assert.equal((await filed.client.call('tickets.status', { secret: filed.secret })).state, 'stopped')
})

test('[IDN-23/sending] who writes and reads while accounts are united loses nothing: the log has no hole and no message twice', async () => {
  const { school, teacher } = cast
  const [kept, other] = [await someone(), await someone()]
  for (const person of [kept, other]) {
    await join(school, person, { unitId: school.staffUnitId, role: 'staff', position: 'Учитель' })
  }
  const { chat } = await other.client.call('chats.create', {
    id: newId(),
    communityId: school.communityId,
    title: 'Педсовет',
    memberIds: [teacher.profileId],
  })
  await show(kept, other)
  const sends = Array.from({ length: 60 }, (_, i) => say(teacher, chat.id, `${i}`))
  const [, ...sent] = await Promise.all([kept.client.call('merge.confirm', {}), ...sends])
  const late = await other.client.post(
    'messages.send',
    JSON.stringify({ chatId: chat.id, key: newId(), text: 'поздно' }),
  )
  assert.equal(late.status, 401)
  const { entries } = await teacher.client.call('messages.page', { chatId: chat.id, limit: 100 })
  assert.deepEqual(
    entries.map(({ s }) => s),
    entries.map((_, i) => i + 1),
  )
  const seqs = new Set((await said(kept, chat.id)).map(({ seq }) => seq))
  assert.ok(sent.every(({ message }) => seqs.has(message.seq)) && seqs.size === 60)
})

test('[IDN-23/replay] whoever stays connected sees what whoever comes anew sees, whose chats they are or with whom', async () => {
  const { school, teacher, secondTeacher } = cast
  for (const viewerIs of ['kept', 'teacher', 'secondTeacher'] as const) {
    const [kept, other] = [await someone(), await someone()]
    for (const person of [kept, other]) {
      await join(school, person, { unitId: school.staffUnitId, role: 'staff', position: 'Учитель' })
    }
    const memberIds = [kept.profileId, teacher.profileId]
    const made = { communityId: school.communityId, title: 'Методсовет' }
    const { chat: both } = await other.client.call('chats.create', { id: newId(), ...made, memberIds })
    const { chat: own } = await other.client.call('chats.create', {
      id: newId(),
      ...made,
      memberIds: [teacher.profileId, secondTeacher.profileId],
    })
    const twice = await dialogue(other, secondTeacher)
    await dialogue(kept, secondTeacher)
    for (const chatId of [both.id, own.id, await dialogue(other, teacher)]) {
      await say(other, chatId, 'Здравствуйте')
      await say(teacher, chatId, 'Добрый день')
    }
    await say(other, twice, 'Здравствуйте')
    await say(secondTeacher, twice, 'Добрый день')
    const shown = await show(kept, other)
    assert.ok(shown.preview)
    const viewer = viewerIs === 'kept' ? kept : cast[viewerIs]
    await assertEventsReproduceState(world, viewer, () => kept.client.call('merge.confirm', {}))
  }
})
