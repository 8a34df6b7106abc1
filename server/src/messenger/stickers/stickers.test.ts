import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { STICKERS_IN_PACK_MAX } from '#contract/messenger/stickers.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { edit, erase, forward, read, send, startChat } from '#testkit/messages.ts'
import { describePicture, pictureOf } from '#testkit/pictures.ts'
import { drawing, makePack } from '#testkit/stickers.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const packs = async () => (await cast.pupil.client.call('stickers.packs', {})).packs
const published = async (words?: string) => {
  const made = await makePack(cast.operator, words)
  await cast.operator.call('stickerDesk.publish', { packId: made.packId })
  return made
}
const sendSticker = async (chatId: string, sticker: { packId: string; id: string }, key = newId()) =>
  (await cast.teacher.client.call('messages.send', { chatId, key, text: '', sticker })).message

test('[STK-01] three packs are there from the beginning, and an operator gives everybody another one and takes it back', async () => {
  assert.deepEqual(
    (await packs()).map(({ title, stickers }) => [title, stickers.length]),
    [
      ['Сова Тома', 13],
      ['Пенал', 13],
      ['Школьный день', 13],
    ],
  )
  const { packId } = await makePack(cast.operator)
  assert.equal((await packs()).length, 3, 'nobody sees it before it is published')
  await cast.operator.call('stickerDesk.publish', { packId })
  assert.deepEqual((await packs()).at(-1), { id: packId, title: 'Осень', stickers: (await packs()).at(-1)!.stickers })
  const { secondPupil, parent, teacher, director, stranger } = cast
  for (const { client } of [secondPupil, parent, teacher, director, stranger]) {
    assert.deepEqual((await client.call('stickers.packs', {})).packs, await packs())
  }
  await cast.operator.call('stickerDesk.withdraw', { packId })
  const own = await packs()
  assert.equal(own.length, 3)
  // What comes with the product is there by the operator's will too.
  await cast.operator.call('stickerDesk.withdraw', { packId: own[0]!.id })
  assert.deepEqual(await packs(), own.slice(1))
  await cast.operator.call('stickerDesk.publish', { packId: own[0]!.id })
  assert.deepEqual(await packs(), own)
  const { packs: all } = await cast.operator.call('stickerDesk.list', {})
  assert.deepEqual([all.at(-1)!.state, all.at(-1)!.isOwn, all[0]!.isOwn], ['withdrawn', false, true])
  await cast.director.client.refused('stickerDesk.publish', { packId }, 'operation.wrongSurface')
  const { entries } = await cast.operator.call('auditDesk.list', { act: 'stickers.published' })
  assert.deepEqual(
    entries.map(({ after: facts }) => facts.map(({ fact, value }) => [fact, value])),
    [[['name', 'Сова Тома']], [['name', 'Осень']]],
    'the log says which pack',
  )
})

test('[MSG-06/send] a sticker is a message of its own kind, seen by everybody, also when its pack is withdrawn', async () => {
  const { teacher, pupil, secondTeacher } = cast
  const chatId = await startChat(cast)
  const sticker = await published('Лист: осень')
  const key = newId()
  const sent = await sendSticker(chatId, sticker, key)
  assert.deepEqual([sent.sticker, sent.text], [{ ...sticker, words: 'Лист: осень' }, ''])
  assert.equal((await sendSticker(chatId, sticker, key)).seq, sent.seq, 'a repeat is the same message')
  await teacher.client.refused('messages.send', { chatId, key, text: 'Иное' }, 'key.reused')
  await cast.operator.call('stickerDesk.withdraw', { packId: sticker.packId })
  const { entries } = await pupil.client.call('messages.page', { chatId })
  const last = entries.at(-1)!
  assert.ok(last.e === 'message.posted')
  assert.deepEqual(last.p.message, sent)
  const picture = await pupil.client.raw(`/stickers/${sticker.packId}/${sticker.id}`)
  assert.deepEqual([picture.status, picture.headers['content-type']], [200, 'image/svg+xml'])
  assert.match(String(picture.headers['content-security-policy']), /default-src 'none'; sandbox/)
  await teacher.client.refused('messages.send', { chatId, key: newId(), text: '', sticker }, 'sticker.unknown')
  // What was sent can be passed on, and its own copy says the same.
  const elsewhere = await startChat(cast, [secondTeacher, cast.director])
  const [seq] = await forward(teacher, elsewhere, [sent])
  const { messages } = await secondTeacher.client.call('messages.get', { chatId: elsewhere, seqs: [seq!] })
  assert.deepEqual(messages[0]!.sticker, sent.sticker)
  await erase(teacher, sent)
  assert.equal((await read(pupil, sent)).sticker, null)
})

test('[MSG-06/send] only published stickers go, alone, and none is changed afterwards', async () => {
  const { teacher } = cast
  const chatId = await startChat(cast)
  const draft = await makePack(cast.operator)
  const refused = (sticker: { packId: string; id: string }) =>
    teacher.client.refused('messages.send', { chatId, key: newId(), text: '', sticker }, 'sticker.unknown')
  await refused(draft)
  const sticker = await published()
  await refused({ ...sticker, id: newId() })
  await refused({ ...draft, id: sticker.id })
  await teacher.client.refused('messages.send', { chatId, key: newId(), text: 'И слово', sticker }, 'sticker.notAlone')
  const named = { mentions: [{ profileId: cast.pupil.profileId, from: 0, length: 2 }] }
  await teacher.client.refused(
    'messages.send',
    { chatId, key: newId(), text: '', sticker, ...named },
    'sticker.notAlone',
  )
  const sent = await sendSticker(chatId, sticker)
  await assert.rejects(edit(teacher, sent, 'Слово'), /sticker\.notEdited/)
  await send(teacher, chatId, 'После стикера')
  const first = (await teacher.client.raw(`/stickers/${draft.packId}/${draft.id}`)).status
  assert.equal(first, 404, 'nobody sees a draft')
  assert.equal((await cast.operator.raw(`/stickers/${draft.packId}/${draft.id}`)).status, 200)
  assert.equal((await world.client('main', 'anonymous').raw(`/stickers/${sticker.packId}/${sticker.id}`)).status, 401)
})

test('[STK-01/upload] pictures are drawn anew; anything else is refused with a reason', async () => {
  const { operator } = cast
  const { packId } = await makePack(operator)
  const add = (picture: string, words = 'Лист') => ({ packId, id: newId(), words, picture })
  const input = add((await pictureOf(700, 900, 'png', ['#227744', '#88ccee'])).toString('base64'))
  await operator.call('stickerDesk.add', input)
  const { bytes, headers } = await operator.raw(`/stickers/${packId}/${input.id}`)
  const about = await describePicture(bytes)
  assert.deepEqual([headers['content-type'], about.format, about.height], ['image/webp', 'webp', 512])
  const small = (await pictureOf(40, 40)).toString('base64')
  await operator.refused('stickerDesk.add', add(small), 'sticker.pictureWrong')
  await operator.refused('stickerDesk.add', add(Buffer.from('GIF89a').toString('base64')), 'sticker.pictureWrong')
  await operator.refused('stickerDesk.add', add(drawing('<script>1</script>')), 'sticker.drawingUnsafe')
  await operator.refused('stickerDesk.add', add(Buffer.alloc(131_073).toString('base64')), 'sticker.tooLarge')
  await operator.refused('stickerDesk.add', add(drawing(), ' \u202E '), 'sticker.wordsInvalid')
  await operator.refused('stickerDesk.add', { ...add(drawing()), packId: newId() }, 'sticker.packUnknown')
  await operator.refused('stickerDesk.create', { id: newId(), title: '   ' }, 'sticker.titleInvalid')
})

test('[STK-01/packs] an empty pack is not published, a seen one keeps its stickers, and a pack has an end', async () => {
  const { operator } = cast
  const made = await makePack(operator)
  await operator.call('stickerDesk.remove', made)
  await operator.refused('stickerDesk.publish', { packId: made.packId }, 'sticker.packEmpty')
  const seen = await published()
  await operator.refused('stickerDesk.remove', seen, 'sticker.packSeen')
  await operator.call('stickerDesk.withdraw', { packId: seen.packId })
  await operator.refused('stickerDesk.remove', seen, 'sticker.packSeen')
  for (let n = 1; n < STICKERS_IN_PACK_MAX; n += 1) {
    await operator.call('stickerDesk.add', { packId: seen.packId, id: newId(), words: `Лист ${n}`, picture: drawing() })
  }
  const more = { packId: seen.packId, id: newId(), words: 'Лишний', picture: drawing() }
  await operator.refused('stickerDesk.add', more, 'sticker.packFull')
})
