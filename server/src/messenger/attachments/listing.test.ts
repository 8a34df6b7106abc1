import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { voiceOf } from '#testkit/films.ts'
import { erase, send, startChat } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { pictureOf } from '#testkit/pictures.ts'
import { attach } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

type Asked = InputOf<Operations['attachments.list']>

const listed = async (person: Person, chatId: string, what: Asked['what'], more: Partial<Asked> = {}) =>
  person.client.call('attachments.list', { chatId, what, ...more })
const textsOf = async (...asked: Parameters<typeof listed>) => (await listed(...asked)).messages.map(({ text }) => text)

/** A message of the teacher with a file of these bytes. */
async function sendFile(chatId: string, text: string, bytes: Buffer, told: { name?: string; voice?: boolean } = {}) {
  const file = await attach(cast.teacher.client, chatId, bytes, told)
  return send(cast.teacher, chatId, text, { attachments: [file.id] })
}

test('[MSG-18/kinds] what was sent lies in drawers by kind, the last one first, with whoever sent it', async () => {
  const chatId = await startChat(cast)
  await sendFile(chatId, 'план', Buffer.from('Тема: дроби'))
  await sendFile(chatId, 'лес', await pictureOf(40, 30), { name: 'Лес.png' })
  await sendFile(chatId, 'ответ', await voiceOf(1, 'ogg'), { name: 'Ответ.ogg', voice: true })
  await sendFile(chatId, 'песня', Buffer.concat([Buffer.from('OggS'), Buffer.alloc(64, 1)]), { name: 'Песня.ogg' })
  await send(cast.teacher, chatId, 'Разбор: https://example.org/drobi.')
  await send(cast.teacher, chatId, 'Не ссылка: ftp://example.org, и http:// тоже')
  assert.deepEqual(await textsOf(cast.pupil, chatId, 'photo'), ['лес'])
  assert.deepEqual(await textsOf(cast.pupil, chatId, 'voice'), ['ответ'])
  assert.deepEqual(await textsOf(cast.pupil, chatId, 'file'), ['песня', 'план'])
  assert.deepEqual(await textsOf(cast.pupil, chatId, 'link'), ['Разбор: https://example.org/drobi.'])
  assert.deepEqual(await textsOf(cast.pupil, chatId, 'video'), [])
  const { cards } = await listed(cast.pupil, chatId, 'file')
  assert.deepEqual(
    cards.map(({ id }) => id),
    [cast.teacher.profileId],
  )
})

test('[MSG-18/search] names of files and words beside links are looked for in any letter case, and signs are no jokers', async () => {
  const chatId = await startChat(cast)
  await sendFile(chatId, 'а', Buffer.from('1'), { name: 'Контрольная 100%.txt' })
  await sendFile(chatId, 'б', Buffer.from('2'), { name: 'Ёлка_2.txt' })
  await send(cast.teacher, chatId, 'Экскурсия https://example.org/a')
  await send(cast.teacher, chatId, 'Кружок https://example.org/b')
  assert.deepEqual(await textsOf(cast.pupil, chatId, 'file', { search: 'КОНТРОЛЬНАЯ' }), ['а'])
  assert.deepEqual(await textsOf(cast.pupil, chatId, 'file', { search: '0%.' }), ['а'])
  assert.deepEqual(await textsOf(cast.pupil, chatId, 'file', { search: '_' }), ['б'])
  assert.deepEqual(await textsOf(cast.pupil, chatId, 'link', { search: 'экскурсия' }), [
    'Экскурсия https://example.org/a',
  ])
  assert.deepEqual(await textsOf(cast.pupil, chatId, 'link', { search: 'нет такого' }), [])
})

test('[MSG-18/pages] a message with several files stands once, and pages follow each other without a gap', async () => {
  const chatId = await startChat(cast)
  const several: string[] = []
  for (let n = 0; n < 3; n += 1) several.push((await attach(cast.teacher.client, chatId, Buffer.from(`${n}`))).id)
  await send(cast.teacher, chatId, 'три', { attachments: several })
  for (let n = 0; n < 4; n += 1) await sendFile(chatId, `файл ${n}`, Buffer.from(`ф${n}`))
  const found: string[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof listed>> = await listed(cast.pupil, chatId, 'file', {
      limit: 2,
      ...(cursor === null ? {} : { cursor }),
    })
    found.push(...page.messages.map(({ text }) => text))
    cursor = page.next
  } while (cursor !== null)
  assert.deepEqual(found, ['файл 3', 'файл 2', 'файл 1', 'файл 0', 'три'])
})

test('[MSG-18/seen] nobody is shown what he may not read: erased, vanished, hidden by himself, or from before he came', async () => {
  const chatId = await startChat(cast)
  await sendFile(chatId, 'раньше', Buffer.from('0'))
  await cast.teacher.client.call('chats.addMembers', { chatId, profileIds: [cast.director.profileId] })
  const erased = await sendFile(chatId, 'стёрто', Buffer.from('1'))
  await erase(cast.teacher, erased)
  const file = await attach(cast.teacher.client, chatId, Buffer.from('2'))
  await send(cast.teacher, chatId, 'исчезнет', { attachments: [file.id], lifetimeMs: 60_000 })
  const hidden = await sendFile(chatId, 'убрано', Buffer.from('3'))
  await sendFile(chatId, 'видно', Buffer.from('4'))
  await cast.pupil.client.call('marks.set', { chatId, seqs: [hidden.seq], mark: 'hidden', set: true })
  assert.deepEqual(await textsOf(cast.pupil, chatId, 'file'), ['видно', 'исчезнет', 'раньше'])
  world.clock.advance(60_001)
  assert.deepEqual(await textsOf(cast.pupil, chatId, 'file'), ['видно', 'раньше'])
  assert.deepEqual(await textsOf(cast.director, chatId, 'file'), ['видно', 'убрано'])
  await cast.parent.client.refused('attachments.list', { chatId, what: 'file' }, 'chat.unknown')
  await cast.teacher.client.call('chats.removeMember', { chatId, profileId: cast.pupil.profileId })
  await cast.pupil.client.refused('attachments.list', { chatId, what: 'file' }, 'chat.unknown')
})

test('[MSG-18/channel] what a channel has carried is listed for its readers', async () => {
  const { channels } = await cast.director.client.call('channels.list', { communityId: cast.school.communityId })
  const channel = channels.find(({ chat }) => chat.channelClass === 'everyone')!
  await cast.director.client.call('channels.post', {
    chatId: channel.chat.id,
    text: 'Афиша https://example.org/afisha',
  })
  assert.deepEqual(await textsOf(cast.pupil, channel.chat.id, 'link'), ['Афиша https://example.org/afisha'])
})
