import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PICTURE_SIZES } from '#contract/files/pictures.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import type { Person } from '#testkit/people.ts'
import { describePicture, phonePhoto, pictureOf } from '#testkit/pictures.ts'
import { upload } from '#testkit/uploads.ts'
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

const load = (person: Person, logoId: string, size = 96) => person.client.raw(`/photos/${logoId}/${size}`)
const statusOf = async (person: Person, logoId: string) => (await load(person, logoId)).status
const get = (person: Person) => person.client.call('organisation.get', { communityId })
const give = async (bytes: Buffer, by = cast.director) =>
  by.client.call('organisation.setLogo', { communityId, fileId: await upload(by.client, bytes) })

test('[ORG-05/logo] members see the logo, hear of it at once and lose it with their membership', async () => {
  const { pupil, secondPupil, stranger, director } = cast
  await using socket = await world.socket(pupil.client)
  await socket.hello()
  const { logoId, missing } = await give(await phonePhoto(300, 200))
  assert.ok(logoId !== null && !missing.includes('logo'))
  const heard = await socket.event('organisation.changed')
  assert.equal((heard.p as { logoId: string }).logoId, logoId)
  const { memberships } = await pupil.client.call('communities.mine', {})
  assert.equal(memberships[0]!.logoId, logoId)
  for (const size of PICTURE_SIZES) {
    const { status, bytes } = await load(pupil, logoId, size)
    assert.equal(status, 200)
    const { width, exif } = await describePicture(bytes)
    assert.deepEqual([width, exif], [size, undefined])
  }
  assert.equal(await statusOf(stranger, logoId), 404)
  assert.equal(await statusOf(secondPupil, logoId), 200)
  await director.client.call('members.remove', { communityId, profileId: secondPupil.profileId })
  assert.equal(await statusOf(secondPupil, logoId), 404)
})

test('[ORG-05/logo] another logo takes its place, a repeat changes nothing, and without one it is gone', async () => {
  const { director, pupil } = cast
  const first = (await give(await pictureOf(80, 80))).logoId!
  const fileId = await upload(director.client, await pictureOf(90, 90))
  const second = await director.client.call('organisation.setLogo', { communityId, fileId })
  assert.deepEqual([await statusOf(pupil, first), await statusOf(pupil, second.logoId!)], [404, 200])
  assert.deepEqual(await director.client.call('organisation.setLogo', { communityId, fileId }), second)
  const none = await director.client.call('organisation.removeLogo', { communityId })
  assert.equal(none.logoId, null)
  assert.equal(await statusOf(pupil, second.logoId!), 404)
  assert.deepEqual(await director.client.call('organisation.removeLogo', { communityId }), none)
  const kept = await world.database.query(
    "select from files.file where community_id = $1 and kind = 'photo' and state <> 'erased'",
    [communityId],
  )
  assert.equal(kept.length, 0)
})

test('two logos at once leave one, and none of the other one', async () => {
  const all = await Promise.all([give(await pictureOf(70, 70)), give(await pictureOf(75, 75))])
  const { logoId } = await get(cast.pupil)
  assert.ok(all.some((each) => each.logoId === logoId))
  const ids = await world.database.query<{ logo_id: string }>(
    'select distinct logo_id from communities.logo where community_id = $1',
    [communityId],
  )
  assert.deepEqual(ids, [{ logo_id: logoId }])
})

test('only administrators choose it, of their own uploads; what is no picture is refused, and strangers learn nothing', async () => {
  const { director, teacher, pupil, stranger } = cast
  const bytes = await pictureOf(80, 80)
  for (const person of [teacher, pupil]) {
    const fileId = await upload(person.client, bytes)
    await person.client.refused('organisation.setLogo', { communityId, fileId }, 'community.notAllowed')
    await person.client.refused('organisation.removeLogo', { communityId }, 'community.notAllowed')
    await director.client.refused('organisation.setLogo', { communityId, fileId }, 'file.unknown')
  }
  const fileId = await upload(stranger.client, bytes)
  await stranger.client.refused('organisation.setLogo', { communityId, fileId }, 'community.unknown')
  await stranger.client.refused('organisation.removeLogo', { communityId }, 'community.unknown')
  const broken = await upload(director.client, bytes.subarray(0, bytes.length / 2))
  await director.client.refused('organisation.setLogo', { communityId, fileId: broken }, 'picture.unreadable')
})

test('[ORG-05] an administrator fills in everything that an organisation is asked for, and the share says so', async () => {
  const words = {
    name: 'Школа № 1234',
    shortName: 'СОШ 1234',
    region: 'Калужская область',
    municipality: 'Калуга',
    address: 'ул. Ленина, 14',
    inn: '7707083893',
    kpp: '773601001',
    head: 'Климова Наталья Олеговна, директор',
    phone: '+7 (4842) 55-14-14',
    email: 'school@example.test',
    site: 'https://school.example.test',
    description: 'Школа у реки.',
  }
  const { director, parent } = cast
  await director.client.call('organisation.removeLogo', { communityId })
  const { version } = await get(director)
  const named = await director.client.call('organisation.set', { communityId, version, ...words })
  assert.deepEqual([named.percent, named.missing, named.type], [92, ['logo'], 'school'])
  const whole = await give(await pictureOf(80, 80))
  assert.deepEqual([whole.percent, whole.missing], [100, []])
  const read = await get(parent)
  assert.deepEqual(read, whole)
  for (const [field, text] of Object.entries(words)) assert.equal(read[field as keyof typeof words], text)
  const bare = await director.client.call('organisation.set', {
    communityId,
    version: read.version,
    ...words,
    region: '',
    site: '',
  })
  assert.deepEqual([bare.percent, bare.missing], [84, ['region', 'site']])
})
