import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as openid from 'openid-client'
import { type Cast, createCast } from '#testkit/cast.ts'
import { agree, browse, createOutsideSystem, type OutsideSystem } from '#testkit/oidc-client.ts'
import { newId, type Person } from '#testkit/people.ts'
import { createSchoolStage, type SchoolStage } from '#testkit/school.ts'
import { type ConnectedSchool, connectSchool, linkAtDesk } from '#testkit/school-linking.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
let stage: SchoolStage
let school: ConnectedSchool
let diary: OutsideSystem
let game: OutsideSystem
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  stage = await createSchoolStage(world)
  const { communityId } = cast.school
  const { operator } = cast
  school = await connectSchool(world, stage, { operator, administrator: cast.director.client, communityId })
  diary = await createOutsideSystem(world, { name: 'Дневник', operator })
  game = await createOutsideSystem(world, { name: 'Таблица умножения', scopes: ['profile'], operator })
})
after(async () => {
  await diary[Symbol.asyncDispose]()
  await game[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

async function enter({ client }: Person, system: OutsideSystem) {
  const asked = await system.ask('openid profile')
  return system.take(asked, await agree(client, asked))
}

const linkedTo = async ({ client }: Person) =>
  (await client.call('oidc.linked', {})).systems.map(({ clientId }) => clientId)

/** Somebody whom the electronic school knows as an employee, linked at a desk there. */
async function linkAtSchool(who: Person): Promise<void> {
  const { surname, name, patronymic } = who.about
  const told = { id: newId(), surname, name, patronymic, birthDate: null }
  const position = { id: newId(), title: 'Учитель', kind: 'teaching' } as const
  const { id: personId } = await stage.head.call('employees.hire', { who: told, position })
  await world.app.schoolRounds.run()
  await world.app.connector.rounds.run()
  await linkAtDesk(await stage.deskOf(personId, ['chats.view', 'account.link', 'account.unlink']), who)
}

const linksOfSchool = async () =>
  (await (await school.system()).call('connector.links.list', { communityId: school.communityId })).links.length

test('[IDN-01/clients] site and messenger are one session of one client, which no list of outside systems knows', async () => {
  const { client } = cast.secondTeacher
  const { communityId } = cast.school
  assert.deepEqual(
    [...client.cookies.keys()].filter((name) => !name.endsWith('-device')),
    ['__Host-parta'],
  )
  // The site and the messenger answer one and the same cookie, under one host, and it is one device in the list.
  await client.call('communities.home', { communityId })
  await client.call('chats.list', {})
  for (const page of ['/', `/o/${communityId}`, '/im', '/me']) {
    const { status } = await client.raw(page, { headers: { accept: 'text/html' } })
    assert.equal(status, 200, page)
  }
  assert.equal((await client.call('sessions.list', {})).sessions.length, 1)
  assert.deepEqual(await linkedTo(cast.secondTeacher), [])
  const { clients } = await cast.operator.call('oidcClients.list', {})
  const own = new URL(client.origin).host
  const registered = clients.flatMap(({ redirectUris }) => redirectUris.map((uri) => new URL(uri).host))
  assert.equal(registered.length, 3)
  assert.ok(!registered.includes(own), 'what is ours sends nobody through the door of outside systems')
  // It ends on both at once.
  await client.call('sessions.signOut', {})
  await client.refused('communities.home', { communityId }, 'session.required')
  await client.refused('chats.list', {}, 'session.required')
})

test('[IDN-01/clients] the electronic school, an outside service and a mini-app are clients each of its own', async () => {
  const { teacher, operator } = cast
  await linkAtSchool(teacher)
  const [atDiary, atGame] = [await enter(teacher, diary), await enter(teacher, game)]
  assert.deepEqual(new Set(await linkedTo(teacher)), new Set([school.id, diary.id, game.id]))
  // Each knows the person by a name of its own, from a token for it alone.
  const claims = [atDiary.claims()!, atGame.claims()!]
  assert.deepEqual(
    claims.map(({ aud }) => aud),
    [diary.id, game.id],
  )
  assert.notEqual(claims[0]!.sub, claims[1]!.sub)
  assert.equal(new Set([school.secret, diary.secret, game.secret]).size, 3)
  // What one holds is nothing in the hands of another: a code, a token, an address to come back to.
  const asked = await diary.ask('openid profile')
  const answer = await agree(teacher.client, asked)
  await assert.rejects(game.take(asked, answer), { error: 'invalid_grant' })
  await assert.rejects(openid.refreshTokenGrant(game.config, atDiary.refresh_token!), { error: 'invalid_grant' })
  const lured = new URL((await diary.ask('openid profile')).url)
  lured.searchParams.set('client_id', game.id)
  assert.equal((await browse(teacher.client, lured)).status, 400)
  // A token of a client is no session of the site, and no key of the school.
  const bearer = { authorization: `Bearer ${atDiary.access_token}` }
  const stranger = world.client()
  for (const id of ['chats.list', 'connector.links.list'] as const) {
    const input = id === 'chats.list' ? {} : { communityId: school.communityId }
    assert.equal((await stranger.post(id, JSON.stringify(input), bearer)).status, 401, id)
  }
  // Each is left alone, and removed alone.
  await teacher.client.call('oidc.unlink', { clientId: diary.id })
  await assert.rejects(openid.refreshTokenGrant(diary.config, atDiary.refresh_token!))
  assert.deepEqual(new Set(await linkedTo(teacher)), new Set([school.id, game.id]))
  await operator.call('oidcClients.remove', { id: game.id })
  await assert.rejects(openid.refreshTokenGrant(game.config, atGame.refresh_token!))
  assert.deepEqual(await linkedTo(teacher), [school.id])
  assert.equal(await linksOfSchool(), 1)
  await teacher.client.call('chats.list', {})
})
