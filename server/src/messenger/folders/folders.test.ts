import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Folder } from '#contract/messenger/folders.ts'
import { FOLDER_NAME_MAX, FOLDERS_MAX } from '#contract/messenger/messenger.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { startChat } from '#testkit/messages.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
let chatId: string

before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  chatId = await startChat(cast)
})
after(() => world[Symbol.asyncDispose]())

const folder = (name: string, more: Partial<Folder> = {}): Folder => ({
  id: newId(),
  name,
  rule: null,
  chatIds: [],
  ...more,
})

test('[FLD-01/order] a chat is in several folders, and their order is the one that was given', async () => {
  const { client } = cast.teacher
  const [lessons, trips] = [folder(' Уроки ', { chatIds: [chatId] }), folder('Поездки', { chatIds: [chatId] })]
  const first = await client.call('folders.set', { version: 0, list: [lessons, trips] })
  assert.deepEqual(first, { version: 1, list: [{ ...lessons, name: 'Уроки' }, trips] })
  const turned = await client.call('folders.set', { version: 1, list: [trips, lessons] })
  assert.deepEqual(
    turned.list.map(({ name }) => name),
    ['Поездки', 'Уроки'],
  )
})

test('[FLD-01/devices] what another device has changed meanwhile is not lost, and each device is told', async () => {
  const { client } = cast.pupil
  const socket = await world.socket(client)
  await socket.hello()
  const rule = { by: 'unread', id: null } as const
  const answers = await Promise.allSettled(
    ['На телефоне', 'На столе'].map((name) =>
      client.call('folders.set', { version: 0, list: [folder(name, { rule })] }),
    ),
  )
  assert.deepEqual(answers.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const heard = await socket.event('folders.changed')
  await client.refused('folders.set', { version: 0, list: [] }, 'folder.versionConflict')
  const { folders } = await (await world.socket(client)).hello()
  assert.deepEqual(folders, heard.p)
  assert.equal(folders?.list.length, 1)
})

test('folders have a name, and there are so many of them at most', async () => {
  const { client } = cast.parent
  const list = Array.from({ length: FOLDERS_MAX }, (_, n) => folder(`Папка ${n + 1}`))
  for (const name of ['', '   ', 'я'.repeat(FOLDER_NAME_MAX + 1)]) {
    const refused = await client.refused('folders.set', { version: 0, list: [folder(name)] }, 'folder.nameInvalid')
    assert.equal(refused.details?.nameMax, FOLDER_NAME_MAX)
  }
  await client.refused('folders.set', { version: 0, list: [list[0]!, list[0]!] }, 'folder.twice')
  await client.refused('folders.set', { version: 0, list: [...list, folder('Ещё')] }, 'request.invalid')
  assert.equal((await client.call('folders.set', { version: 0, list })).version, 1)
})
