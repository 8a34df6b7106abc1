import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, createCast } from '#testkit/cast.ts'
import { isRefused } from '#testkit/client.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
let communityId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  communityId = cast.school.communityId
})
after(() => world[Symbol.asyncDispose]())

const ABOUT = {
  name: 'Школа № 1234',
  shortName: 'СОШ 1234',
  region: 'Калужская область',
  municipality: 'Калуга',
  address: 'ул. Ленина, 14',
  inn: '7707083893',
  kpp: '773601001',
  head: 'Климова Наталья Олеговна, директор',
  phone: '+7 (4842) 55-14-14, доб. 2',
  email: 'School@Example.test',
  site: 'school.example.test/',
  description: 'Школа у реки.\r\nДве смены.',
}

const get = (by = cast.director) => by.client.call('organisation.get', { communityId })
const set = async (change: Partial<typeof ABOUT>, by = cast.director) => {
  const { version } = await get()
  return by.client.call('organisation.set', { communityId, version, ...ABOUT, ...change })
}

test('[ORG-05/filled] what stood in the request is there, and the rest is counted as missing until it is filled', async () => {
  const before = await get()
  assert.deepEqual([before.name, before.inn, before.kpp], ['Школа № 1234', ABOUT.inn, ABOUT.kpp])
  assert.deepEqual(before.missing, [
    'region',
    'municipality',
    'address',
    'head',
    'phone',
    'email',
    'site',
    'description',
    'logo',
  ])
  assert.equal(before.percent, 30)
  const after = await set({})
  assert.deepEqual([after.percent, after.missing], [92, ['logo']])
  assert.deepEqual([after.email, after.site], ['school@example.test', 'https://school.example.test'])
  assert.equal(after.description, 'Школа у реки.\nДве смены.')
  assert.deepEqual(await get(cast.pupil), after)
})

test('members hear the new names at once, under which they know the organisation', async () => {
  await using socket = await world.socket(cast.parent.client)
  await socket.hello()
  await set({ shortName: 'Школа у реки' })
  const heard = await socket.event('organisation.changed')
  assert.deepEqual(heard.p, { communityId, name: ABOUT.name, shortName: 'Школа у реки', logoId: null })
  const { memberships } = await cast.parent.client.call('communities.mine', {})
  assert.equal(memberships[0]!.shortName, 'Школа у реки')
})

test('what is wrong is refused at its field, and nothing of it is kept', async () => {
  const before = await get()
  const cases: readonly [Partial<typeof ABOUT>, string][] = [
    [{ inn: '7707083894' }, 'organisation.innInvalid'],
    [{ kpp: '12' }, 'organisation.kppInvalid'],
    [{ phone: 'звоните' }, 'organisation.phoneInvalid'],
    [{ email: 'не почта' }, 'organisation.emailInvalid'],
    [{ site: 'javascript:alert(1)' }, 'organisation.siteInvalid'],
    [{ site: 'https://user:word@example.test' }, 'organisation.siteInvalid'],
    [{ name: '   ' }, 'organisation.textInvalid'],
    [{ head: 'Климова\u202e' }, 'organisation.textInvalid'],
  ]
  for (const [change, code] of cases) await assert.rejects(set(change), isRefused(code), JSON.stringify(change))
  assert.deepEqual(await get(), before)
})

test('only administrators change it, nobody overwrites another unseen, and to strangers it does not exist', async () => {
  for (const member of [cast.teacher, cast.pupil, cast.parent]) {
    await assert.rejects(set({}, member), isRefused('community.notAllowed'))
  }
  await assert.rejects(set({}, cast.stranger), isRefused('community.unknown'))
  await assert.rejects(get(cast.stranger), isRefused('community.unknown'))
  const { version } = await get()
  await set({})
  const late = cast.director.client.call('organisation.set', { communityId, version, ...ABOUT })
  await assert.rejects(late, isRefused('organisation.versionConflict'))
})
