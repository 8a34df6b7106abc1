import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PREVIEW_SIZES } from '#contract/messenger/attachments.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import type { Client } from '#testkit/client.ts'
import { newId } from '#testkit/client.ts'
import { erase, forward, send, startChat } from '#testkit/messages.ts'
import { colourAt, describePicture, hugePng, phonePhoto, pictureOf } from '#testkit/pictures.ts'
import { attach, download, mayLoad, sendPiece, sha256Of } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const [SMALL, LARGE] = PREVIEW_SIZES
const preview = (client: Client, id: string, size: number) => client.raw(`/photos/${id}/${size}`)
const staffChat = () => startChat(cast, [cast.secondTeacher, cast.director], 'Педсовет')

async function bytesOf(client: Client, id: string): Promise<Buffer> {
  const { url } = await client.call('files.address', { id })
  return (await download(client, url)).bytes
}

test('[MSG-03/previews] a photo has two previews, upright, for whoever reads its message and for nobody else', async () => {
  const { teacher, pupil, secondTeacher } = cast
  const chatId = await startChat(cast)
  const photo = await phonePhoto(2_000, 1_200)
  const ready = await attach(teacher.client, chatId, photo, { name: 'IMG_1.JPG' })
  // It lies on its side: what is shown is higher than wide.
  assert.deepEqual([ready.kind, ready.picture], ['photo', { width: 1_200, height: 2_000 }])
  const { attachments } = await send(teacher, chatId, '', { attachments: [ready.id] })
  const { id } = attachments[0]!
  for (const [size, width] of [
    [SMALL, 240],
    [LARGE, 960],
  ] as const) {
    const { status, bytes } = await preview(pupil.client, id, size)
    assert.equal(status, 200)
    const about = await describePicture(bytes)
    assert.deepEqual([about.format, about.width, about.height, about.exif], ['webp', width, size, undefined])
  }
  assert.equal((await preview(pupil.client, id, 96)).status, 404)
  assert.equal((await preview(secondTeacher.client, id, SMALL)).status, 404)
  assert.equal((await preview(world.client('main', 'anonymous'), id, SMALL)).status, 401)
})

test('[MSG-03/place] where pupils read, a photo tells no place, and where they do not it stays as it was', async () => {
  const { teacher, pupil, director } = cast
  const photo = await phonePhoto(300, 200)
  assert.ok((await describePicture(photo)).exif!.includes('secret-of-the-camera'))
  const chatId = await startChat(cast)
  const ready = await attach(teacher.client, chatId, photo, { name: 'Поход.jpg' })
  const inClass = await send(teacher, chatId, '', { attachments: [ready.id] })
  const [shown] = inClass.attachments
  const clean = await bytesOf(pupil.client, shown!.id)
  const about = await describePicture(clean)
  assert.deepEqual([about.width, about.height, about.orientation], [300, 200, 6])
  assert.ok(about.exif!.length < 40, 'nothing but which way up it is')
  assert.deepEqual([shown!.bytes, shown!.name], [clean.length, 'Поход.jpg'])
  assert.deepEqual(await colourAt(clean, 10, 10), await colourAt(photo, 10, 10))
  assert.equal(await mayLoad(teacher.client, ready.id), false, 'the original is gone')
  await world.app.files.sweep()
  assert.deepEqual(await world.database.query('select from files.file where id = $1', [ready.id]), [])

  const among = await staffChat()
  const original = await attach(teacher.client, among, photo)
  const inStaff = await send(teacher, among, '', { attachments: [original.id] })
  assert.ok((await bytesOf(director.client, inStaff.attachments[0]!.id)).equals(photo))
  const [seq] = await forward(teacher, chatId, [inStaff])
  const { messages } = await pupil.client.call('messages.get', { chatId, seqs: [seq!] })
  const forwarded = messages[0]!.attachments[0]!
  assert.notEqual(forwarded.id, original.id)
  assert.ok((await bytesOf(pupil.client, forwarded.id)).equals(clean))
  assert.equal((await preview(pupil.client, forwarded.id, SMALL)).status, 200)
  assert.equal(await mayLoad(pupil.client, original.id), false)
  // The original goes with its message; the clean copy and the previews stay with theirs, and go with it.
  await erase(teacher, inStaff)
  assert.equal((await preview(pupil.client, forwarded.id, LARGE)).status, 200)
  assert.equal(await mayLoad(pupil.client, forwarded.id), true)
  await erase(teacher, messages[0]!)
  await erase(teacher, inClass)
  await world.app.files.sweep()
  const left = await world.database.query(
    `select f.id from files.file f where f.name in ('Поход.jpg', 'План урока.txt') or f.kind = 'preview'
       and not exists (select from messenger.media m where f.id in (m.small_id, m.large_id))`,
  )
  assert.deepEqual(left, [])
})

test('[MSG-03/place] a repeat of a photo whose place was taken out finds its message', async () => {
  const { teacher } = cast
  const chatId = await startChat(cast)
  const { id } = await attach(teacher.client, chatId, await phonePhoto(100, 80))
  const input = { chatId, key: newId(), text: '', attachments: [id] }
  const first = await teacher.client.call('messages.send', input)
  assert.notEqual(first.message.attachments[0]!.id, id)
  assert.deepEqual(await teacher.client.call('messages.send', input), first)
})

test('[MSG-03/place] a photo that tells nothing is one file everywhere', async () => {
  const { teacher, pupil } = cast
  const chatId = await startChat(cast)
  for (const format of ['jpeg', 'png', 'webp'] as const) {
    const photo = await pictureOf(120, 90, format)
    const { id } = await attach(teacher.client, chatId, photo)
    const { attachments } = await send(teacher, chatId, '', { attachments: [id] })
    assert.equal(attachments[0]!.id, id)
    assert.ok((await bytesOf(pupil.client, id)).equals(photo))
    assert.equal((await describePicture((await preview(pupil.client, id, LARGE)).bytes)).width, 120, 'not enlarged')
  }
})

test('[MSG-03/heic] a photo out of which nothing can be taken is refused where pupils read, with what to do, and kept elsewhere', async () => {
  const { teacher, director } = cast
  const heic = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic', 'latin1'), Buffer.alloc(200)])
  const chatId = await startChat(cast)
  const id = newId()
  const about = { chatId, id, name: 'IMG_2.HEIC', bytes: heic.length, sha256: sha256Of(heic) }
  const { address } = await teacher.client.call('attachments.begin', about)
  await sendPiece(teacher.client, address, 0, heic)
  await teacher.client.refused('attachments.complete', { chatId, id }, 'attachment.placeStays')
  await teacher.client.refused('attachments.complete', { chatId, id }, 'file.unknown')
  const among = await staffChat()
  const ready = await attach(teacher.client, among, heic, { name: 'IMG_2.HEIC' })
  assert.deepEqual([ready.kind, ready.picture], ['photo', null])
  const said = await send(teacher, among, '', { attachments: [ready.id] })
  assert.ok((await bytesOf(director.client, ready.id)).equals(heic))
  const input = { chatId, fromChatId: among, messages: [{ key: newId(), seq: said.seq }] }
  await teacher.client.refused('messages.forward', input, 'attachment.placeStays')
})

test('[MSG-03/odd] what only begins like a photo is a document, and one of too many pixels a photo without previews', async () => {
  const { teacher } = cast
  const among = await staffChat()
  const broken = Buffer.concat([Buffer.from('\xff\xd8\xff\xe0', 'latin1'), Buffer.alloc(500)])
  assert.equal((await attach(teacher.client, among, broken)).kind, 'document')
  const huge = await attach(teacher.client, among, hugePng(40_000, 40_000))
  assert.deepEqual([huge.kind, huge.picture], ['photo', null])
})
