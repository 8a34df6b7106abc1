import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PREVIEW_SIZES, WAVE_PEAKS } from '#contract/messenger/attachments.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { describeMedia, filmOf, recordedFilmOf, voiceOf } from '#testkit/films.ts'
import { erase, forward, send, startChat } from '#testkit/messages.ts'
import { describePicture } from '#testkit/pictures.ts'
import { attach, download, mayLoad, sendPiece, sha256Of } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const filesLeft = async () =>
  (
    await world.database.query(
      "select id from files.file where kind in ('attachment', 'preview') and state <> 'erased'",
    )
  ).length

test('[MSG-03/film] a film has a picture and a length, its bytes stay as they are, and any part of it can be asked for', async () => {
  const { teacher, pupil, secondTeacher } = cast
  const chatId = await startChat(cast)
  const film = await filmOf(3)
  const ready = await attach(teacher.client, chatId, film, { name: 'Опыт.mp4' })
  assert.deepEqual([ready.kind, ready.picture, ready.waveform], ['video', { width: 320, height: 180 }, null])
  assert.ok(Math.abs(ready.durationMs! - 3_000) < 200)
  const { attachments } = await send(teacher, chatId, 'Смотрите', { attachments: [ready.id] })
  assert.deepEqual(attachments, [ready])
  const poster = await pupil.client.raw(`/photos/${ready.id}/${PREVIEW_SIZES[0]}`)
  const { format, width } = await describePicture(poster.bytes)
  assert.deepEqual([poster.status, format, width], [200, 'webp', 320])
  assert.equal((await secondTeacher.client.raw(`/photos/${ready.id}/${PREVIEW_SIZES[0]}`)).status, 404)
  const { url } = await pupil.client.call('files.address', { id: ready.id })
  const whole = await download(pupil.client, `${url}&play=1`)
  assert.ok(whole.bytes.equals(film), 'the original is preserved')
  const part = await download(pupil.client, `${url}&play=1`, { range: 'bytes=100-199' })
  assert.deepEqual([part.status, part.headers['content-type']], [206, 'video/mp4'])
  assert.ok(part.bytes.equals(film.subarray(100, 200)))
})

test('[MSG-03/film] with its message a film goes, and its pictures with it', async () => {
  const { teacher } = cast
  const before = await filesLeft()
  const chatId = await startChat(cast)
  const { id } = await attach(teacher.client, chatId, await filmOf(1), { name: 'a.mp4' })
  const message = await send(teacher, chatId, '', { attachments: [id] })
  assert.equal(await filesLeft(), before + 3)
  await erase(teacher, message)
  assert.equal(await filesLeft(), before)
})

test('[MSG-04/sound] what was spoken is heard by everybody as the same sound, with its length and its wave', async () => {
  const { teacher, pupil, secondTeacher } = cast
  const before = await filesLeft()
  const chatId = await startChat(cast)
  const ready = await attach(teacher.client, chatId, await voiceOf(2), { name: 'voice.webm', voice: true })
  assert.equal(ready.kind, 'voice')
  const again = await teacher.client.call('attachments.complete', { chatId, id: ready.id, voice: true })
  assert.deepEqual(again, ready)
  const message = await send(teacher, chatId, '', { attachments: [ready.id] })
  const [heard] = message.attachments
  assert.deepEqual([heard!.kind, heard!.name, heard!.waveform!.length], ['voice', 'voice.m4a', WAVE_PEAKS])
  assert.ok(Math.abs(heard!.durationMs! - 2_000) < 120)
  const { url } = await pupil.client.call('files.address', { id: heard!.id })
  const { bytes, headers } = await download(pupil.client, `${url}&play=1`)
  assert.equal(headers['content-type'], 'audio/mp4')
  const { codecs, told } = await describeMedia(bytes)
  assert.deepEqual(codecs, ['aac'])
  assert.ok(!`${told}`.includes('secret-of-the-recorder'))
  assert.equal(await mayLoad(teacher.client, ready.id), false, 'the recording itself is gone')
  // A repeat names the recording still, and a forwarded one is the same sound.
  const repeat = { chatId, key: message.id, text: '', attachments: [ready.id] }
  assert.equal((await teacher.client.call('messages.send', repeat)).message.seq, message.seq)
  const elsewhere = await startChat(cast, [secondTeacher, cast.director])
  const [seq] = await forward(teacher, elsewhere, [message])
  const { messages } = await secondTeacher.client.call('messages.get', { chatId: elsewhere, seqs: [seq!] })
  assert.deepEqual(messages[0]!.attachments, message.attachments)
  await erase(teacher, message)
  assert.equal(await filesLeft(), before + 1)
  await erase(teacher, messages[0]!)
  assert.equal(await filesLeft(), before)
})

test('[MSG-05/film] a round video is a square film without anything that the recording told, in the drawer of films, and goes with its message', async () => {
  const { teacher, pupil, secondTeacher } = cast
  const before = await filesLeft()
  const chatId = await startChat(cast)
  const ready = await attach(teacher.client, chatId, await recordedFilmOf(2), { name: 'round.webm', round: true })
  assert.equal(ready.kind, 'round')
  const message = await send(teacher, chatId, '', { attachments: [ready.id] })
  const [seen] = message.attachments
  assert.deepEqual([seen!.kind, seen!.name, seen!.picture], ['round', 'round.mp4', { width: 480, height: 480 }])
  assert.ok(Math.abs(seen!.durationMs! - 2_000) < 150, String(seen!.durationMs))
  const { url } = await pupil.client.call('files.address', { id: seen!.id })
  const { bytes, headers } = await download(pupil.client, `${url}&play=1`)
  assert.equal(headers['content-type'], 'video/mp4')
  const { codecs, told, streams } = await describeMedia(bytes)
  assert.deepEqual([codecs, streams[0]!.width, streams[0]!.height], [['h264', 'aac'], 480, 480])
  assert.ok(!`${told}`.includes('secret-of-the-recorder'))
  assert.equal(await mayLoad(teacher.client, ready.id), false, 'the recording itself is gone')
  const { messages } = await pupil.client.call('attachments.list', { chatId, what: 'video' })
  assert.deepEqual(messages[0]!.attachments, message.attachments)
  const poster = await pupil.client.raw(`/photos/${seen!.id}/${PREVIEW_SIZES[0]}`)
  assert.equal(poster.status, 200)
  assert.equal((await secondTeacher.client.raw(`/photos/${seen!.id}/${PREVIEW_SIZES[0]}`)).status, 404)
  await erase(teacher, message)
  assert.equal(await filesLeft(), before)
  // What is no film is what it is.
  const sound = await attach(teacher.client, chatId, await voiceOf(1), { name: 'v.webm', round: true })
  assert.equal(sound.kind, 'audio')
  await teacher.client.call('files.discard', { id: sound.id })
})

test('[MSG-04/sound] what was spoken and taken back leaves nothing behind', async () => {
  const { teacher } = cast
  const before = await filesLeft()
  const chatId = await startChat(cast)
  const { id } = await attach(teacher.client, chatId, await voiceOf(1), { name: 'voice.webm', voice: true })
  await teacher.client.call('files.discard', { id })
  world.clock.advance(50 * 3_600_000)
  await world.app.files.sweep()
  assert.equal(await filesLeft(), before)
})

test('[MSG-04/missing] a server without ffmpeg says so, and everything else is sent there', async () => {
  await using bare = await createWorld({ environment: { PARTA_MEDIA_TOOLS: '/nowhere' } })
  const there = await createCast(bare)
  const { teacher } = there
  const chatId = await startChat(there)
  const voice = await voiceOf(1)
  const about = { chatId, id: newId(), name: 'v.webm', bytes: voice.length, sha256: sha256Of(voice) }
  const { address } = await teacher.client.call('attachments.begin', about)
  await sendPiece(teacher.client, address, 0, voice)
  await teacher.client.refused('attachments.complete', { chatId, id: about.id, voice: true }, 'media.unavailable')
  assert.deepEqual(await teacher.client.call('attachments.able', {}), { voice: false, round: false })
  const film = await attach(teacher.client, chatId, await filmOf(1), { name: 'a.mp4' })
  assert.deepEqual([film.kind, film.picture, film.durationMs], ['video', null, null])
  assert.equal((await send(teacher, chatId, '', { attachments: [film.id] })).attachments.length, 1)
})
