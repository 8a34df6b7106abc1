import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { createTestDatabase } from '#testkit/test-database.ts'
import { createWorld } from '#testkit/world.ts'
import { BackupFolder } from '../backup/backup-folder.ts'
import { keepHouse } from '../jobs/housekeeping.ts'
import { loadErasures, shipErasures } from './erasure-shipping.ts'

const DAY_MS = 24 * 3_600_000

test('[P5/restore] what was erased after the moment of a backup is erased again before anybody is served', async () => {
  const home = await makeTemporaryFolder('parta-erasures-')
  await using database = await createTestDatabase()
  const folder = new BackupFolder(path.join(home, 'backups'), randomBytes(32))
  let chatId: string
  let seq: number
  {
    await using world = await createWorld({ database })
    const cast = await createCast(world)
    const { client } = cast.teacher
    chatId = newId()
    const { communityId } = cast.school
    await client.call('chats.create', {
      id: chatId,
      communityId,
      title: 'Класс',
      memberIds: [cast.pupil.profileId, cast.secondPupil.profileId],
    })
    const sent = await client.call('messages.send', { chatId, key: newId(), text: 'Ъфйцвернуть' })
    const other = await client.call('messages.send', { chatId, key: newId(), text: 'остаётся' })
    seq = sent.message.seq
    await client.call('messages.erase', { chatId, seqs: [seq] })
    const kept = await database.query<{ kind: string; target: object }>('select kind, target from platform.erasure')
    assert.equal(kept.length, 1)
    assert.doesNotMatch(JSON.stringify(kept), /Ъфйц/)
    await shipErasures(world.app.platform.transaction, folder)
    assert.equal((await folder.readErasures()).length, 1)
    // As a backup from before the erasure would bring it back, with a message that has another one's number since.
    await database.query(`update messenger.message set text = 'Ъфйцвернуть', erased_at = null, erased_why = null`)
    await database.query(`update messenger.message set text = 'остаётся' where seq = $1`, [other.message.seq])
    await database.query('delete from platform.erasure')
    await loadErasures(world.app.platform.db, folder)
    await loadErasures(world.app.platform.db, folder)
  }
  await using world = await createWorld({ database })
  const [left] = await database.query<{ text: string; erased_why: string }>(
    'select text, erased_why from messenger.message where chat_id = $1 and seq = $2',
    [chatId, seq],
  )
  assert.deepEqual(left, { text: '', erased_why: 'author' })
  const changes = await database.query<{ target_seq: string }>(
    `select target_seq from messenger.chat_event where kind = 'message.changed' order by seq`,
  )
  assert.equal(changes.length, 2, 'devices that hold the text are told')
  const rest = await database.query<{ text: string }>(`select text from messenger.message where text <> ''`)
  assert.deepEqual(rest, [{ text: 'остаётся' }])
  const done = await database.query<{ done: boolean }>('select done from platform.erasure')
  assert.deepEqual(done, [{ done: true }])
  await rm(home, { recursive: true, force: true })
  assert.ok(world.app.port > 0)
})

test('[P5/number] another message that has got the same number in a restored chat is not touched', async () => {
  await using database = await createTestDatabase()
  {
    await using world = await createWorld({ database })
    const cast = await createCast(world)
    const { client } = cast.teacher
    const chatId = newId()
    const { communityId } = cast.school
    await client.call('chats.create', {
      id: chatId,
      communityId,
      title: 'Класс',
      memberIds: [cast.pupil.profileId, cast.secondPupil.profileId],
    })
    const { message } = await client.call('messages.send', { chatId, key: newId(), text: 'новое' })
    const target = { chatId, seq: message.seq, id: newId(), why: 'author', actorId: cast.teacher.profileId }
    await database.query(
      `insert into platform.erasure (id, kind, target, at, shipped, done) values ($1, 'message', $2, now(), true, false)`,
      [newId(), JSON.stringify(target)],
    )
  }
  await using world = await createWorld({ database })
  const left = await database.query<{ text: string }>('select text from messenger.message')
  assert.deepEqual(left, [{ text: 'новое' }])
  world.clock.advance(29 * DAY_MS)
  await keepHouse(world.app.platform)
  assert.equal((await database.query('select 1 from platform.erasure')).length, 1)
  world.clock.advance(2 * DAY_MS)
  await keepHouse(world.app.platform)
  assert.equal((await database.query('select 1 from platform.erasure')).length, 0)
})
