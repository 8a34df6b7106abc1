import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { FILE_BYTES_MAX, UPLOAD_LIFE_MS } from '#contract/files/files.limits.ts'
import type { Message } from '#contract/messenger/chats.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { edit, erase, forward, read, send, startChat } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { attach, download, mayLoad, sendPiece, sha256Of, upload } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const BYTES = randomBytes(50_000)

const attached = async (person: Person, chatId: string, text = '', bytes = BYTES): Promise<Message> => {
  const { id } = await attach(person.client, chatId, bytes)
  return send(person, chatId, text, { attachments: [id] })
}

const rowsOf = (id: string) => world.database.query('select state from files.file where id = $1', [id])

test('[MSG-02/attached] a file comes to everybody in the chat as it went, and to nobody else', async () => {
  const { teacher, pupil, secondTeacher, stranger } = cast
  const chatId = await startChat(cast)
  const ready = await attach(pupil.client, chatId, BYTES, { name: '../../Доклад\u202Efdp.exe' })
  const { id, ...shown } = ready
  const nothing = { picture: null, durationMs: null, waveform: null }
  assert.deepEqual(shown, { kind: 'document', name: 'Докладfdp.exe', bytes: 50_000, ...nothing })
  assert.equal(await mayLoad(teacher.client, id), false, 'it stands in no message yet')
  const sent = await send(pupil, chatId, 'Вот он', { attachments: [id] })
  assert.deepEqual(sent.attachments, [ready])
  assert.deepEqual((await read(teacher, sent)).attachments, [ready])
  const { url } = await teacher.client.call('files.address', { id })
  const part = await download(teacher.client, url, { range: 'bytes=10-19' })
  assert.deepEqual([part.status, part.bytes], [206, BYTES.subarray(10, 20)])
  assert.ok((await download(teacher.client, url)).bytes.equals(BYTES))
  for (const { client } of [secondTeacher, stranger]) await client.refused('files.address', { id }, 'file.unknown')
  // An address that was made before is worth nothing once its reader is out of the chat; that holds for the sender too.
  const own = await pupil.client.call('files.address', { id })
  await teacher.client.call('chats.removeMember', { chatId, profileId: pupil.profileId })
  assert.equal((await download(pupil.client, own.url)).status, 404)
  assert.equal(await mayLoad(pupil.client, id), false)
})

test('[MSG-02/attached] whoever joins later loads nothing from before', async () => {
  const { teacher, secondTeacher } = cast
  const chatId = await startChat(cast)
  const before = await attached(teacher, chatId)
  await teacher.client.call('chats.addMembers', { chatId, profileIds: [secondTeacher.profileId] })
  const later = await attached(teacher, chatId)
  const [first, second] = [before, later].map(({ attachments }) => attachments[0]!.id)
  assert.deepEqual(
    [await mayLoad(secondTeacher.client, first!), await mayLoad(secondTeacher.client, second!)],
    [false, true],
  )
})

test('[MSG-02/whole] only own files of this chat that came whole can be sent', async () => {
  const { teacher, pupil } = cast
  const chatId = await startChat(cast)
  const otherId = await startChat(cast)
  const refused = (id: string) =>
    teacher.client.refused('messages.send', { chatId, key: newId(), text: '', attachments: [id] }, 'attachment.unknown')
  await refused(newId())
  await refused((await attach(pupil.client, chatId, BYTES)).id)
  await refused((await attach(teacher.client, otherId, BYTES)).id)
  await refused(await upload(teacher.client, BYTES, 'sheet'))
  const id = newId()
  const about = { chatId, id, name: 'x', bytes: BYTES.length, sha256: sha256Of(BYTES) }
  const { address } = await teacher.client.call('attachments.begin', about)
  await sendPiece(teacher.client, address, 0, BYTES.subarray(0, 100))
  await teacher.client.refused('attachments.complete', { chatId, id }, 'file.unknown')
  await refused(id)
  await sendPiece(teacher.client, address, 100, BYTES.subarray(100))
  await refused(id)
  await teacher.client.refused('attachments.complete', { chatId: otherId, id: newId() }, 'file.unknown')
  await teacher.client.call('attachments.complete', { chatId, id })
  await teacher.client.refused('attachments.complete', { chatId: otherId, id }, 'file.unknown')
  assert.equal((await send(teacher, chatId, '', { attachments: [id] })).attachments.length, 1)
})

test('[MSG-02/whole] one byte above four binary gigabytes is refused before anything is sent; four are not', async () => {
  const { teacher } = cast
  const chatId = await startChat(cast)
  const about = { chatId, name: 'Фильм.mkv', sha256: sha256Of(BYTES) }
  assert.equal(FILE_BYTES_MAX, 4_294_967_296)
  const input = { ...about, id: newId(), bytes: FILE_BYTES_MAX + 1 }
  await teacher.client.refused('attachments.begin', input, 'file.tooLarge')
  const { received } = await teacher.client.call('attachments.begin', { ...input, bytes: FILE_BYTES_MAX })
  assert.equal(received, 0)
  await teacher.client.call('files.discard', { id: input.id })
})

test('[MSG-02/rights] whoever may not write in a chat adds no file to it', async () => {
  const { teacher, pupil, stranger, director, school } = cast
  const chatId = await startChat(cast)
  const inputIn = (id: string) => ({ chatId: id, id: newId(), name: 'x', bytes: 9, sha256: sha256Of(BYTES) })
  await stranger.client.refused('attachments.begin', inputIn(chatId), 'chat.unknown')
  const { channels } = await director.client.call('channels.list', { communityId: school.communityId })
  const channelId = channels.find(({ chat }) => chat.channelClass === 'everyone')!.chat.id
  await pupil.client.refused('attachments.begin', inputIn(channelId), 'message.channelReadOnly')
  const { id } = await attach(director.client, channelId, BYTES)
  const { seq } = await director.client.call('channels.post', { chatId: channelId, text: '', attachments: [id] })
  const { messages } = await pupil.client.call('messages.get', { chatId: channelId, seqs: [seq] })
  assert.deepEqual([messages[0]!.attachments[0]!.id, messages[0]!.senderId], [id, school.communityId])
  assert.equal(await mayLoad(pupil.client, id), true)
  await director.client.call('channels.erase', { chatId: channelId, seqs: [seq] })
  assert.equal(await mayLoad(director.client, id), false)
  await teacher.client.call('chats.removeMember', { chatId, profileId: pupil.profileId })
  await pupil.client.refused('attachments.begin', inputIn(chatId), 'chat.unknown')
})

test('[MSG-02/erased] with its message a file goes from the disk, and never before the last message that holds it', async () => {
  const { teacher, pupil, secondTeacher } = cast
  const chatId = await startChat(cast)
  const elsewhere = await startChat(cast, [secondTeacher, cast.director])
  const first = await attached(pupil, chatId, 'Смотрите')
  const { id } = first.attachments[0]!
  const [seq] = await forward(teacher, elsewhere, [first])
  const second = (await teacher.client.call('messages.get', { chatId: elsewhere, seqs: [seq!] })).messages[0]!
  assert.deepEqual(second.attachments, first.attachments)
  assert.equal(await mayLoad(secondTeacher.client, id), true, 'forwarding lets those read who read it there')
  await erase(pupil, first)
  assert.deepEqual((await read(pupil, first)).attachments, [])
  assert.deepEqual([await mayLoad(pupil.client, id), await mayLoad(secondTeacher.client, id)], [false, true])
  await erase(teacher, second)
  assert.equal(await mayLoad(teacher.client, id), false)
  await world.app.files.sweep()
  assert.deepEqual(await rowsOf(id), [])
  const left = await world.database.query('select from messenger.media where file_id = $1', [id])
  assert.equal(left.length, 0)
})

test('[MSG-08/attached] with the lifetime of its message a file is over at once, and its bytes go soon after', async () => {
  const { teacher, pupil } = cast
  const chatId = await startChat(cast)
  const { id } = await attach(teacher.client, chatId, BYTES)
  const message = await send(teacher, chatId, '', { attachments: [id], lifetimeMs: 60_000 })
  assert.equal(Date.parse(message.expiresAt!) - Date.parse(message.at), 60_000)
  const { url } = await pupil.client.call('files.address', { id })
  assert.equal((await download(pupil.client, url)).status, 200)
  world.clock.advance(60_000)
  assert.equal((await download(pupil.client, url)).status, 404)
  await world.app.messenger.expiry.run()
  await world.app.files.sweep()
  assert.deepEqual(await rowsOf(id), [])
})

test('[MSG-09/attached] an edit changes the text beside a file and never the file; the text may go, and of words alone it may not', async () => {
  const { teacher } = cast
  const chatId = await startChat(cast)
  const message = await attached(teacher, chatId, 'Расписание')
  await edit(teacher, message, 'Новое расписание')
  const edited = await read(teacher, message)
  assert.deepEqual([edited.text, edited.attachments], ['Новое расписание', message.attachments])
  await edit(teacher, edited, '  ')
  const bare = await read(teacher, message)
  assert.deepEqual([bare.text, bare.attachments], ['', message.attachments])
  const words = await send(teacher, chatId, 'Слова')
  const { seq } = words
  await teacher.client.refused('messages.edit', { chatId, seq, version: 1, text: ' \u200b ' }, 'message.empty')
  await teacher.client.refused('messages.send', { chatId, key: newId(), text: ' ' }, 'message.empty')
})

test('[MSG-21/attached] a repeat finds the message with its files, and the same key with others is no repeat', async () => {
  const { teacher } = cast
  const chatId = await startChat(cast)
  const [one, two] = [await attach(teacher.client, chatId, BYTES), await attach(teacher.client, chatId, BYTES)]
  const input = { chatId, key: newId(), text: 'Оба', attachments: [one.id, two.id] }
  const answers = await Promise.all([1, 2, 3].map(() => teacher.client.call('messages.send', input)))
  for (const { message } of answers) assert.deepEqual(message, answers[0]!.message)
  const { seq } = answers[0]!.message
  const reused = (more: object) => teacher.client.refused('messages.send', { ...input, ...more }, 'key.reused')
  await reused({ attachments: [two.id, one.id] })
  await reused({ text: 'Другое' })
  const { attachments: _, ...words } = input
  await teacher.client.refused('messages.send', words, 'key.reused')
  const said = await send(teacher, chatId, 'Оба')
  await reused({ key: said.id, attachments: [one.id] })
  await erase(teacher, answers[0]!.message)
  const again = await teacher.client.call('messages.send', input)
  assert.deepEqual([again.message.seq, again.message.erased, again.message.attachments], [seq, 'author', []])
})

test('[MSG-21/attached] what somebody sends at once stands in the order of sending, with files and without', async () => {
  const { teacher, pupil } = cast
  const chatId = await startChat(cast)
  const ready = await Promise.all([1, 2, 3].map(() => attach(teacher.client, chatId, BYTES)))
  await using socket = await world.socket(teacher.client)
  await socket.hello({ open: [chatId] })
  const texts = ready.flatMap((_, n) => [`слова ${n}`, `ещё ${n}`, `файл ${n}`])
  await Promise.all(
    texts.map((text, n) => {
      const file = n % 3 === 2 ? { attachments: [ready[(n - 2) / 3]!.id] } : {}
      return socket.call('messages.send', { chatId, key: newId(), text, ...file })
    }),
  )
  const { entries } = await pupil.client.call('messages.page', { chatId })
  const shown = entries.flatMap((entry) => (entry.e === 'message.posted' ? [entry.p.message.text] : []))
  assert.deepEqual(shown, texts)
})

test('[MSG-02/quota] what nobody sends is gone after a day, and takes no room', async () => {
  const { teacher } = cast
  const chatId = await startChat(cast)
  const { id } = await attach(teacher.client, chatId, BYTES)
  const { communityId } = cast.school
  const [row] = await world.database.query('select owner_id, community_id from files.file where id = $1', [id])
  assert.deepEqual(row, { owner_id: teacher.profileId, community_id: communityId })
  world.clock.advance(UPLOAD_LIFE_MS + 1_000)
  await world.app.files.sweep()
  assert.deepEqual(await rowsOf(id), [])
})

test('[MSG-02/kinds] what a file is stands in its first bytes and not in its name', async () => {
  const { client } = cast.teacher
  const chatId = await startChat(cast, [cast.secondTeacher, cast.director])
  const kindOf = async (start: string, more: { voice?: boolean } = {}) => {
    const bytes = Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(64)])
    return (await attach(client, chatId, bytes, { name: 'доклад.docx', ...more })).kind
  }
  const webm = '\x1a\x45\xdf\xa3....webm'
  assert.equal(await kindOf('\0\0\0\x18ftypisom'), 'video')
  assert.equal(await kindOf(`${webm}V_VP9A_OPUS`), 'video')
  assert.equal(await kindOf(`${webm}A_OPUS`), 'audio')
  assert.equal(await kindOf(`${webm}A_OPUS`, { voice: true }), 'audio', 'nobody can hear it')
  assert.equal(await kindOf('\0\0\0\x18ftypisom', { voice: true }), 'video')
  assert.equal(await kindOf('\0\0\0\x18ftypM4A '), 'audio')
  assert.equal(await kindOf('RIFF....WAVEfmt '), 'audio')
  assert.equal(await kindOf('ID3\x04'), 'audio')
  assert.equal(await kindOf('\xff\xfb\x90\x64'), 'audio')
  assert.equal(await kindOf('%PDF-1.7', { voice: true }), 'document')
  assert.equal(await kindOf('PK\x03\x04'), 'document')
  assert.equal(await kindOf('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'document')
})
