import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { LINK_ATTEMPT_MS } from '#contract/school/school.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import type { Person } from '#testkit/people.ts'
import { createSchoolStage, type Desk, makeClass, SCHOOL_PASSWORD, type SchoolStage } from '#testkit/school.ts'
import { newcomer } from '#testkit/school-linked.ts'
import { type ConnectedSchool, comeBack, connectSchool, linkAtDesk, signNotice } from '#testkit/school-linking.ts'
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

const OWN = ['chats.view', 'account.link', 'account.unlink'] as const

/** Has told what the registers say, and done in the messenger what follows. */
async function settle(): Promise<void> {
  await world.app.schoolRounds.run()
  await world.app.connector.rounds.run()
}

/** Enters a person of the messenger as an employee; the messenger knows of him. */
async function employ(who: Person): Promise<{ personId: string; desk: Desk }> {
  const { surname, name, patronymic } = who.about
  const told = { id: newId(), surname, name, patronymic, birthDate: null }
  const position = { id: newId(), title: 'Учитель', kind: 'teaching' } as const
  const { id: personId } = await stage.head.call('employees.hire', { who: told, position })
  await settle()
  return { personId, desk: await stage.deskOf(personId, OWN) }
}

const linked = async () =>
  (await (await school.system()).call('connector.links.list', { communityId: school.communityId })).links.map(
    ({ personId }) => personId,
  )

test('[ESL-01][ESL-04/api] an account is linked once: its chats are there then, and a later sign-in does not ask again', async () => {
  const { personId, desk } = await employ(cast.teacher)
  await makeClass(stage.head, '8«В»', 8, personId)
  await desk.refused('register.list', {}, 'school.notLinked')
  assert.deepEqual(await desk.call('linking.open', {}), { connected: true, link: null })
  const { link } = await linkAtDesk(desk, cast.teacher)
  assert.equal(link?.profileName, 'Соколова Марина Игоревна')
  assert.ok((await linked()).includes(personId))
  const { rows } = await desk.call('register.list', {})
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    ['teachers', 'class', 'parents'],
  )
  await desk.refused('linking.begin', {}, 'school.linked')
  const { login } = await desk.call('desk.open', {})
  await desk.call('desk.signOut', {})
  await desk.call('desk.signIn', { login, password: SCHOOL_PASSWORD })
  assert.deepEqual((await desk.call('linking.open', {})).link, link)
  assert.equal((await desk.call('register.list', {})).rows.length, 3)
})

test('[ESL-03/bound] a sign-in is finished by the session that has begun it, once, and within half an hour', async () => {
  const { desk } = await employ(cast.secondTeacher)
  const other = await employ(cast.newcomer)
  const answer = await comeBack(desk, cast.secondTeacher)
  await other.desk.refused('linking.finish', answer, 'school.linkStale')
  await desk.refused('linking.finish', { ...answer, state: 'x'.repeat(43) }, 'school.linkStale')
  const newer = await comeBack(desk, cast.secondTeacher)
  await desk.refused('linking.finish', answer, 'school.linkStale')
  await desk.refused('linking.finish', { ...newer, code: 'forged' }, 'school.linkStale')
  await desk.refused('linking.finish', newer, 'school.linkStale')
  // Nor is a code of somebody else's sign-in taken under the own word.
  const begun = await comeBack(desk, cast.secondTeacher)
  const stolen = await comeBack(other.desk, cast.newcomer)
  await desk.refused('linking.finish', { state: begun.state, code: stolen.code }, 'school.linkStale')
  const late = await comeBack(desk, cast.secondTeacher)
  world.clock.advance(LINK_ATTEMPT_MS + 1_000)
  await desk.refused('linking.finish', late, 'school.linkStale')
  assert.equal((await desk.call('linking.open', {})).link, null)
})

test('[ESL-08/school] who is somebody else, or held by another account, is told why and by whom', async () => {
  const first = await employ(cast.director)
  const differs = await comeBack(first.desk, cast.parent)
  const problem = await first.desk.refused('linking.finish', differs, 'connector.nameDiffers')
  assert.deepEqual(problem.details, { what: 'surname' })
  await linkAtDesk(first.desk, cast.director)
  const twin = await employ(cast.director)
  const again = await comeBack(twin.desk, cast.director)
  await twin.desk.refused('linking.finish', again, 'connector.profileLinked')
  // The school has lost its note; the messenger still holds the record for the director, and says so to another one.
  await world.database.query('delete from school.link where person_id = $1', [first.personId])
  const held = await first.desk.refused(
    'linking.finish',
    await comeBack(first.desk, cast.stranger),
    'connector.personLinked',
  )
  assert.match(String(held.details?.account), /^\+7 ••• •••-\d\d-\d\d$/)
  assert.equal((await linkAtDesk(first.desk, cast.director)).link?.profileName, 'Климова Наталья Олеговна')
})

test('[ESL-06/api][ESL-07] whoever unlinks himself is linked nowhere, stays in the register, and may link again', async () => {
  const { personId, desk } = await employ(cast.secondTeacher)
  await linkAtDesk(desk, cast.secondTeacher)
  const isInChat = async () => {
    await settle()
    const { chats } = await (await school.system()).call('connector.chats.list', { communityId: school.communityId })
    const { chatId } = chats.find(({ id }) => id === 'teachers')!
    const found = await cast.secondTeacher.client.call('chats.members', { chatId: chatId! }).catch(() => null)
    return found !== null
  }
  const inRegister = async () => {
    const { people } = await stage.head.call('register.open', { id: 'teachers' })
    return people.find((person) => person.personId === personId)?.linked
  }
  assert.deepEqual([await inRegister(), await isInChat()], [true, true])
  assert.deepEqual(await desk.call('linking.undo', {}), { connected: true, link: null })
  assert.deepEqual([await inRegister(), await isInChat(), (await linked()).includes(personId)], [false, false, false])
  await desk.refused('register.list', {}, 'school.notLinked')
  assert.equal((await desk.call('linking.undo', {})).link, null)
  assert.notEqual((await linkAtDesk(desk, cast.secondTeacher)).link, null)
  assert.deepEqual([await inRegister(), await isInChat(), (await linked()).includes(personId)], [true, true, true])
  await desk.call('linking.undo', {})
})

async function notify(body: string, signature: string): Promise<number> {
  const headers = { 'content-type': 'application/json', 'parta-signature': signature }
  const answer = await world.client('school').raw('/school/notices', { method: 'POST', headers, body })
  return answer.status
}

test('[ESL-07/notice] a link that its owner ends in the messenger ends in the school too', async () => {
  const { personId, desk } = await employ(cast.newcomer)
  await linkAtDesk(desk, cast.newcomer)
  await cast.newcomer.client.call('oidc.unlink', { clientId: school.id })
  for (let waited = 0; (await desk.call('linking.open', {})).link !== null; waited += 50) {
    assert.ok(waited < 30_000, 'the notice has not come')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  // A notice that was recorded and comes again ends no link that was made since.
  const ended = new Date(world.clock.now()).toISOString()
  world.clock.advance(1_000)
  await linkAtDesk(desk, cast.newcomer)
  const about = { id: newId(), event: 'link.undone', communityId: school.communityId, data: { personId, why: 'owner' } }
  const seconds = Math.floor(world.clock.now() / 1_000)
  const old = JSON.stringify({ ...about, at: ended })
  assert.equal(await notify(old, signNotice(school.secret, old, seconds)), 204)
  assert.notEqual((await desk.call('linking.open', {})).link, null)
  const body = JSON.stringify({ ...about, at: new Date(world.clock.now() + 1_000).toISOString() })
  for (const [signature, sent] of [
    [signNotice('another secret', body, seconds), body],
    [signNotice(school.secret, body, seconds - 301), body],
    [signNotice(school.secret, old, seconds), body],
    ['', body],
    [signNotice(school.secret, '{', seconds), '{'],
  ] as const) {
    assert.equal(await notify(sent, signature), 403)
  }
  assert.notEqual((await desk.call('linking.open', {})).link, null)
  assert.equal(await notify(body, signNotice(school.secret, body, seconds)), 204)
  assert.equal((await desk.call('linking.open', {})).link, null)
})

test('[ESL-07/compared] a notice that was lost, and an answer that was, are made good within a day', async () => {
  const [gone, lost] = [await newcomer(world, 'Пропавшая'), await newcomer(world, 'Найденова')]
  const [{ personId, desk }, other] = [await employ(gone), await employ(lost)]
  const { link } = await linkAtDesk(desk, gone)
  await linkAtDesk(other.desk, lost)
  const { query } = world.database
  // One link has ended there without a word, another one was made there and never heard of here.
  await query('update connector.link set undone_at = now() where person_id = $1', [personId])
  await query('delete from school.link where person_id = $1', [other.personId])
  await settle()
  assert.deepEqual((await desk.call('linking.open', {})).link, link, 'links are compared once a day')
  await query("update school.connection set whole_at = whole_at - interval '20 hours'")
  await settle()
  assert.equal((await desk.call('linking.open', {})).link, null)
  assert.equal((await other.desk.call('linking.open', {})).link?.profileName, 'Найденова Имя')
  assert.equal((await stage.head.call('connection.open', {})).trouble, null)
})

test('[ESL-01/unconnected] where no messenger is connected, nobody begins, and everybody hears who can change that', async () => {
  const { head } = await createSchoolStage(world, 'Без мессенджера')
  assert.deepEqual(await head.call('linking.open', {}), { connected: false, link: null })
  await head.refused('linking.begin', {}, 'school.notConnected')
  assert.deepEqual(await head.call('linking.undo', {}), { connected: false, link: null })
})

test('[ESL-01/elsewhere] links end with the connection to the organisation of the messenger for which they were made', async () => {
  const { desk } = await employ(cast.parent)
  const { link } = await linkAtDesk(desk, cast.parent)
  assert.notEqual(link, null)
  const moveTo = async (communityId: string) => {
    const { version, clientId, apiUrl } = await stage.head.call('connection.open', {})
    await stage.head.call('connection.set', { version, clientId: clientId!, apiUrl, communityId })
  }
  await moveTo(school.communityId)
  assert.deepEqual((await desk.call('linking.open', {})).link, link)
  await moveTo(newId())
  assert.equal((await desk.call('linking.open', {})).link, null)
  await moveTo(school.communityId)
  assert.equal((await desk.call('linking.open', {})).link, null)
  // That one still knows him, and says so.
  await settle()
  assert.notEqual((await desk.call('linking.open', {})).link, null)
})

test('[ESL-07/disconnected] whoever disconnects the messenger ends links here and forgets the secret; connected anew it is as before', async () => {
  const { head } = stage
  const { personId, desk } = await employ(await newcomer(world, 'Отключаева'))
  const clear = async (version: number) => head.call('connection.clear', { version })
  const { version, clientId, communityId } = await head.call('connection.open', {})
  await head.refused('connection.clear', { version: version - 1 }, 'school.changedMeanwhile')
  await stage
    .deskWith(['settings.edit'])
    .then((clerk) => clerk.refused('connection.clear', { version }, 'school.notAllowed'))
  const ended = await clear(version)
  assert.deepEqual([ended.version, ended.clientId, ended.hasSecret, ended.toldAt], [0, null, false, null])
  assert.deepEqual(await desk.call('linking.open', {}), { connected: false, link: null })
  await desk.refused('linking.begin', {}, 'school.notConnected')
  await settle()
  assert.ok(!(await linked()).includes(personId))
  const again = { apiUrl: null, clientId: clientId!, communityId: communityId! }
  await head.refused('connection.set', { version: 0, ...again }, 'school.secretMissing')
  await head.call('connection.set', { version: 0, ...again, secret: school.secret })
  await settle()
  assert.deepEqual(
    [(await head.call('connection.open', {})).untold, (await desk.call('linking.open', {})).connected],
    [0, true],
  )
})
