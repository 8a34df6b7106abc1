import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PICTURE_SIZES } from '#contract/files/pictures.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import type { Person } from '#testkit/people.ts'
import { describePicture, phonePhoto, pictureOf } from '#testkit/pictures.ts'
import { upload } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
let chatId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  const { teacher, pupil, secondPupil, school } = cast
  const memberIds = [pupil.profileId, secondPupil.profileId]
  const about = { id: newId(), communityId: school.communityId, title: '5«Б»', memberIds }
  chatId = (await teacher.client.call('chats.create', about)).chat.id
})
after(() => world[Symbol.asyncDispose]())

const load = (person: Person, pictureId: string, size = 96) => person.client.raw(`/photos/${pictureId}/${size}`)
const statusOf = async (person: Person, pictureId: string) => (await load(person, pictureId)).status

async function picture(person: Person, bytes: Buffer): Promise<string> {
  const fileId = await upload(person.client, bytes)
  const { chat } = await person.client.call('chats.setPicture', { chatId, fileId })
  return chat.pictureId ?? assert.fail('the chat has no picture')
}

test('[CHT-01/picture] [CHT-07] whoever leads a group gives it a picture, and everybody in it sees it and who did it', async () => {
  const { teacher, pupil, director, stranger } = cast
  const socket = await world.socket(pupil.client)
  await socket.hello()
  const fileId = await upload(teacher.client, await phonePhoto(300, 200))
  const { chat } = await teacher.client.call('chats.setPicture', { chatId, fileId })
  const frame = await socket.until('the picture', (each) => each.t === 'event' && each.e === 'chat.changed')
  assert.ok(JSON.stringify(frame).includes(chat.pictureId!))
  const { entries } = await pupil.client.call('messages.page', { chatId })
  const last = entries.at(-1)!
  assert.ok(last.e === 'chat.changed' && last.p.what === 'pictured' && last.p.actorId === teacher.profileId)
  for (const size of PICTURE_SIZES) {
    const { status, bytes } = await load(pupil, chat.pictureId!, size)
    assert.equal(status, 200)
    const { width, exif } = await describePicture(bytes)
    assert.deepEqual([width, exif], [size, undefined])
  }
  // Who does not read the chat does not see it, whatever else he may.
  for (const person of [director, stranger]) assert.equal(await statusOf(person, chat.pictureId!), 404)
  const repeat = await teacher.client.call('chats.setPicture', { chatId, fileId })
  assert.deepEqual([repeat.chat.pictureId, repeat.chat.version], [chat.pictureId, chat.version])
})

test('[CHT-01/picture] another picture takes the place of the first one, and without one it is gone', async () => {
  const { teacher, pupil } = cast
  const [first, second] = [
    await picture(teacher, await pictureOf(80, 80)),
    await picture(teacher, await pictureOf(90, 90)),
  ]
  assert.deepEqual([await statusOf(pupil, first), await statusOf(pupil, second)], [404, 200])
  const { chat } = await teacher.client.call('chats.removePicture', { chatId })
  assert.equal(chat.pictureId, null)
  assert.equal(await statusOf(pupil, second), 404)
  const { lastSeq } = await teacher.client.call('chats.get', { chatId })
  await teacher.client.call('chats.removePicture', { chatId })
  assert.equal((await teacher.client.call('chats.get', { chatId })).lastSeq, lastSeq, 'nothing is told twice')
  const kept = await world.database.query("select from files.file where owner_id = $1 and state <> 'erased'", [
    teacher.profileId,
  ])
  assert.equal(kept.length, 0)
})

test('[CHT-01/picture] members, and those outside, give a chat no picture; a dialogue and a channel have none', async () => {
  const { pupil, director, stranger, teacher, secondTeacher } = cast
  const bytes = await pictureOf(80, 80)
  const attempt = async (person: Person, id: string) => ({ chatId: id, fileId: await upload(person.client, bytes) })
  await pupil.client.refused('chats.setPicture', await attempt(pupil, chatId), 'chat.notAllowed')
  await pupil.client.refused('chats.removePicture', { chatId }, 'chat.notAllowed')
  for (const person of [director, stranger]) {
    await person.client.refused('chats.setPicture', await attempt(person, chatId), 'chat.unknown')
    await person.client.refused('chats.removePicture', { chatId }, 'chat.unknown')
  }
  const { chat } = await teacher.client.call('chats.openDirect', { id: newId(), profileId: secondTeacher.profileId })
  await teacher.client.refused('chats.setPicture', await attempt(teacher, chat.id), 'chat.notAllowed')
  const foreign = await upload(pupil.client, bytes)
  await teacher.client.refused('chats.setPicture', { chatId, fileId: foreign }, 'file.unknown')
  const broken = await upload(teacher.client, bytes.subarray(0, bytes.length / 2))
  await teacher.client.refused('chats.setPicture', { chatId, fileId: broken }, 'picture.unreadable')
})

test('[CHT-01/picture] whoever is removed from the chat loses its picture at once', async () => {
  const { teacher, secondPupil } = cast
  const pictureId = await picture(teacher, await pictureOf(80, 80))
  assert.equal(await statusOf(secondPupil, pictureId), 200)
  await teacher.client.call('chats.removeMember', { chatId, profileId: secondPupil.profileId })
  assert.equal(await statusOf(secondPupil, pictureId), 404)
})
