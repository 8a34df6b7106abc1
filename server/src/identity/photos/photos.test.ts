import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { ErrorCode } from '#contract/errors.ts'
import { PICTURE_SIZES } from '#contract/files/pictures.limits.ts'
import { PHOTOS_PER_DAY } from '#contract/identity/photos.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { describePicture, hugePng, phonePhoto, pictureOf } from '#testkit/pictures.ts'
import { declareFile, sendPiece, upload, wearPhoto } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'

const OPEN = {
  write: 'organisations',
  calls: 'organisations',
  groups: 'organisations',
  photo: 'organisations',
  readMarks: true,
} as const
const PUPIL = { ...OPEN, write: 'contacts', calls: 'contacts', groups: 'contacts', photo: 'contacts' } as const

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const load = (person: Pick<Person, 'client'>, photoId: string, size: number = 96) =>
  person.client.raw(`/photos/${photoId}/${size}`)

/** Whether somebody gets the photo of somebody else; asking for it and loading it have to agree. */
async function sees(viewer: Person, owner: Person, photoId: string): Promise<boolean> {
  const { photos } = await viewer.client.call('photos.of', { ids: [owner.profileId] })
  const { status } = await load(viewer, photoId)
  assert.equal(status, photos.length === 1 ? 200 : 404, `${viewer.client.name} is told one thing and given another`)
  if (photos.length > 0) assert.deepEqual(photos, [{ profileId: owner.profileId, photoId }])
  return photos.length === 1
}

async function assertSeen(owner: Person, photoId: string, seen: readonly Person[], unseen: readonly Person[]) {
  for (const viewer of seen) assert.ok(await sees(viewer, owner, photoId), `${viewer.client.name} sees no photo`)
  for (const viewer of unseen) assert.ok(!(await sees(viewer, owner, photoId)), `${viewer.client.name} sees the photo`)
}

const filesOf = async (person: Person): Promise<string[]> => {
  const rows = await world.database.query<{ kind: string }>(
    "select kind from files.file where owner_id = $1 and state <> 'erased' order by kind",
    [person.profileId],
  )
  return rows.map(({ kind }) => kind)
}

test('[ACC-01/photo] a photo is kept in squares without what it told of itself, and the picture itself is not', async () => {
  const person = await signIn(world, newPhone(), { surname: 'Снимков', name: 'Пётр' })
  const fileId = await upload(person.client, await phonePhoto(600, 400))
  const { photoId } = await person.client.call('photos.set', { fileId })
  for (const size of PICTURE_SIZES) {
    const { status, headers, bytes } = await load(person, photoId!, size)
    assert.equal(status, 200)
    assert.equal(headers['content-type'], 'image/webp')
    assert.equal(headers['cache-control'], 'private, max-age=50')
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.match(String(headers.vary), /cookie/i)
    const { width, height, exif } = await describePicture(bytes)
    assert.deepEqual([width, height, exif], [size, size, undefined])
    const again = await person.client.raw(`/photos/${photoId}/${size}`, {
      headers: { 'if-none-match': String(headers.etag) },
    })
    assert.deepEqual([again.status, again.bytes.length], [304, 0])
  }
  for (const path of [`${photoId}/97`, `${photoId}/0096`, `${photoId}/x`, `${newId()}/96`, 'x/96', `${fileId}/96`]) {
    assert.equal((await person.client.raw(`/photos/${path}`)).status, 404, path)
  }
  assert.deepEqual(await filesOf(person), ['picture', 'picture', 'picture'])
  await world.app.files.sweep()
  const kept = await readdir(join(world.app.platform.config.data, 'files'), { recursive: true })
  assert.ok(!kept.some((name) => name.endsWith(fileId)), 'the upload is still there')
  const repeat = await person.client.call('photos.set', { fileId })
  assert.equal(repeat.photoId, photoId, 'a repeat is no other photo')
})

test('[ACC-01/photo] the photo before is gone when there is another one or none', async () => {
  const person = await signIn(world, newPhone(), { surname: 'Сменов', name: 'Пётр' })
  const first = await wearPhoto(person.client, await pictureOf(100, 100))
  const second = await wearPhoto(person.client, await pictureOf(100, 100, 'png'))
  assert.notEqual(first, second)
  assert.deepEqual([(await load(person, first)).status, (await load(person, second)).status], [404, 200])
  assert.equal((await filesOf(person)).length, PICTURE_SIZES.length)
  assert.deepEqual(await person.client.call('photos.remove', {}), { photoId: null, taken: null })
  assert.deepEqual(await person.client.call('photos.remove', {}), { photoId: null, taken: null })
  assert.equal((await load(person, second)).status, 404)
  assert.deepEqual(await filesOf(person), [])
  const journal = await world.database.query<{ what: string }>(
    'select what from identity.photo_change where profile_id = $1 order by at, id',
    [person.profileId],
  )
  assert.deepEqual(
    journal.map(({ what }) => what),
    ['set', 'set', 'removed'],
  )
})

test('[MSG-03/refused] what is no photo is refused with what it is, and takes no room', async () => {
  const person = await signIn(world, newPhone(), { surname: 'Ложнов', name: 'Пётр' })
  const photo = await pictureOf(400, 400)
  const cases: [string, Buffer, ErrorCode][] = [
    ['HEIC', Buffer.from(`\0\0\0\x24ftypheic\0\0\0\0mif1heic${'x'.repeat(900)}`, 'latin1'), 'picture.heic'],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), 'picture.formatWrong'],
    ['GIF', Buffer.from(`GIF89a${'\x7f'.repeat(900)}`, 'latin1'), 'picture.formatWrong'],
    ['HTML', Buffer.from('<html><script>alert(1)</script></html>'), 'picture.formatWrong'],
    ['a part of a photo', photo.subarray(0, photo.length / 2), 'picture.unreadable'],
    [
      'a page after the first bytes of a photo',
      Buffer.concat([photo.subarray(0, 4), Buffer.from('<html>')]),
      'picture.formatWrong',
    ],
    [
      'a page with a head of a photo',
      Buffer.concat([photo.subarray(0, 30), Buffer.from('<html>')]),
      'picture.unreadable',
    ],
    ['a small one', await pictureOf(63, 400), 'picture.tooSmall'],
    ['a bomb', hugePng(50_000, 50_000), 'picture.tooManyPixels'],
  ]
  for (const [what, bytes, code] of cases) {
    const fileId = await upload(person.client, bytes)
    const problem = await person.client.refused('photos.set', { fileId }, code)
    assert.ok(problem, what)
    await person.client.refused('photos.set', { fileId }, 'file.unknown')
  }
  assert.deepEqual(await filesOf(person), [])
  const open = await declareFile(person.client, photo)
  await person.client.refused('photos.set', { fileId: open.id }, 'file.unknown')
  await sendPiece(person.client, open.address, 0, photo)
  await cast.teacher.client.refused('photos.set', { fileId: open.id }, 'file.unknown')
})

test('[ACC-07/photo] the photo of a pupil is for his class, his family and whoever manages members', async () => {
  const { director, teacher, secondTeacher, pupil, secondPupil, otherPupil, parent, stranger, newcomer, school } = cast
  const photoId = await wearPhoto(pupil.client, await pictureOf(100, 100))
  const outside = [secondTeacher, otherPupil, stranger, newcomer]
  await assertSeen(pupil, photoId, [pupil, secondPupil, teacher, parent, director], outside)
  // Whoever shares a chat with him sees him, and no photo for that.
  const group = { id: newId(), communityId: school.communityId, title: 'Олимпиада', memberIds: [pupil.profileId] }
  const memberIds = [pupil.profileId, otherPupil.profileId]
  await secondTeacher.client.call('chats.create', { ...group, memberIds })
  await assertSeen(pupil, photoId, [], outside)
  await pupil.client.refused('privacy.set', { ...PUPIL, photo: 'organisations' }, 'privacy.tooWide')
  await pupil.client.call('privacy.set', { ...PUPIL, photo: 'nobody' })
  await assertSeen(pupil, photoId, [pupil, parent], [secondPupil, teacher, director, ...outside])
  await pupil.client.call('privacy.set', PUPIL)
  await assertSeen(pupil, photoId, [secondPupil, teacher], outside)
  assert.equal((await world.client().raw(`/photos/${photoId}/96`)).status, 401)
  assert.equal((await cast.operator.raw(`/photos/${photoId}/96`)).status, 404)
})

test('[ACC-07/photo] an adult shows the photo to whom he has chosen, and never to whom he has blocked', async () => {
  const { director, teacher, secondTeacher, pupil, otherPupil, parent, stranger } = cast
  const photoId = await wearPhoto(secondTeacher.client, await pictureOf(100, 100))
  const choose = (photo: 'organisations' | 'contacts' | 'nobody') =>
    secondTeacher.client.call('privacy.set', { ...OPEN, photo })
  await assertSeen(secondTeacher, photoId, [secondTeacher, director, teacher, pupil, otherPupil, parent], [stranger])
  await choose('contacts')
  await assertSeen(secondTeacher, photoId, [secondTeacher, director, teacher], [pupil, otherPupil, parent, stranger])
  await choose('nobody')
  await assertSeen(secondTeacher, photoId, [secondTeacher], [director, teacher, pupil, stranger])
  await choose('organisations')
  await secondTeacher.client.call('blocks.block', { profileId: parent.profileId })
  await assertSeen(secondTeacher, photoId, [pupil, teacher], [parent])
  await secondTeacher.client.call('blocks.unblock', { profileId: parent.profileId })
  await assertSeen(secondTeacher, photoId, [parent], [])
})

test('[ACC-07/photo] whoever leaves the class loses its photos at once', async () => {
  const { director, secondPupil, pupil, school } = cast
  const photoId = (await pupil.client.call('photos.own', {})).photoId!
  assert.ok(await sees(secondPupil, pupil, photoId))
  const { communityId } = school
  await director.client.call('members.remove', { communityId, profileId: secondPupil.profileId })
  assert.ok(!(await sees(secondPupil, pupil, photoId)))
})

test('[ACC-01/photo] whoever manages members takes a photo away, and its owner reads why', async () => {
  const { director, teacher, secondTeacher, pupil, newcomer, school } = cast
  const { communityId } = school
  const take = { communityId, profileId: pupil.profileId, reason: '  На снимке другой человек ' }
  const photoId = await wearPhoto(pupil.client, await pictureOf(100, 100))
  await teacher.client.refused('members.takePhoto', take, 'community.notAllowed')
  await director.client.refused('members.takePhoto', { ...take, profileId: newcomer.profileId }, 'member.unknown')
  await director.client.refused('members.takePhoto', { ...take, reason: ' ' }, 'photo.reasonMissing')
  const socket = await world.socket(teacher.client)
  await socket.hello()
  await director.client.call('members.takePhoto', take)
  await socket.until('a newer card', (frame) => frame.t === 'event' && frame.e === 'profile.changed')
  assert.equal((await load(pupil, photoId)).status, 404)
  const own = await pupil.client.call('photos.own', {})
  assert.deepEqual([own.photoId, own.taken?.reason], [null, 'На снимке другой человек'])
  await director.client.refused('members.takePhoto', take, 'photo.unknown')
  const [row] = await world.database.query<{ by_id: string; reason: string }>(
    "select by_id, reason from identity.photo_change where profile_id = $1 and what = 'taken'",
    [pupil.profileId],
  )
  assert.deepEqual(row, { by_id: director.profileId, reason: 'На снимке другой человек' })
  await wearPhoto(pupil.client, await pictureOf(100, 100))
  assert.equal((await pupil.client.call('photos.own', {})).taken, null)
  await secondTeacher.client.call('photos.remove', {})
})

test('a photo is changed ten times a day at most', async () => {
  await using strict = await createWorld({ limitFactor: 1 })
  const person = await signIn(strict, newPhone(), { surname: 'Частов', name: 'Пётр' })
  const picture = await pictureOf(70, 70)
  for (let n = 0; n < PHOTOS_PER_DAY; n += 1) await wearPhoto(person.client, picture)
  const fileId = await upload(person.client, picture)
  await person.client.refused('photos.set', { fileId }, 'photo.changedOften')
})
