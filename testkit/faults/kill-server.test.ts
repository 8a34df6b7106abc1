import assert from 'node:assert/strict'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { findFreePort } from '#server/platform/db/cluster/free-port.ts'
import { newId, ProblemError } from '#testkit/client.ts'
import { keepSchoolIn } from '#testkit/kept-school.ts'
import { ServerProcess } from '#testkit/server-process.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { createTestDatabase } from '#testkit/test-database.ts'
import { openSocket } from '#testkit/test-socket.ts'

const MESSAGES = 240
const KILL_AFTER = 80
const SENDERS = 12
const RECOVERY_MS_MAX = 10_000

const settings = (path: string) => ({
  PARTA_DATA: path,
  PARTA_DEMO: 'off',
  PARTA_OPERATOR_PHONE: '+79000000001',
})

async function createDataFolder(): Promise<AsyncDisposable & { path: string }> {
  const path = await makeTemporaryFolder('parta-fault-')
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

/** The main process of the built-in PostgreSQL of a data folder. */
async function postmasterOf(path: string): Promise<number> {
  return Number.parseInt(await readFile(join(path, 'postgres', 'data', 'postmaster.pid'), 'utf8'), 10)
}

test('[MSG-01/kill] a server killed in the middle of a burst loses and doubles nothing that was acknowledged', async () => {
  await using data = await createDataFolder()
  const { cast, chatId } = await keepSchoolIn(data.path)
  const port = await findFreePort()
  await using server = new ServerProcess(port, settings(data.path))
  await server.start()
  const teacher = cast.teacher.client.at(port)
  const pupil = cast.pupil.client.at(port)
  const before = await openSocket(pupil)
  const snapshot = await before.hello()
  const held = snapshot.moved.find(({ state }) => state.chat.id === chatId)!.state.lastSeq

  const acknowledged = new Map<string, number>()
  const texts = Array.from({ length: MESSAGES }, (_, i) => `строка ${i}`)
  let killedAt = 0
  let readyAt = 0
  let recoveredAt = 0
  let restarting: Promise<unknown> | null = null
  const sendUntilAcknowledged = async (text: string) => {
    const key = newId()
    for (;;) {
      try {
        const { message } = await teacher.call('messages.send', { chatId, key, text })
        acknowledged.set(text, message.seq)
        if (killedAt > 0 && recoveredAt === 0 && restarting !== null) recoveredAt = performance.now()
        return
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
  }
  const queue = [...texts]
  const sender = async () => {
    for (let text = queue.shift(); text !== undefined; text = queue.shift()) {
      await sendUntilAcknowledged(text)
      if (acknowledged.size >= KILL_AFTER && killedAt === 0) {
        killedAt = performance.now()
        await server.stop('SIGKILL')
        restarting = server.start().then(() => {
          readyAt = performance.now()
        })
      }
    }
  }
  await Promise.all(Array.from({ length: SENDERS }, sender))
  await restarting
  assert.ok(killedAt > 0, 'the server was not killed')
  assert.ok(recoveredAt - readyAt <= RECOVERY_MS_MAX, `back after ${Math.round(recoveredAt - readyAt)} ms`)

  const page = async (after: number) => pupil.call('messages.page', { chatId, after, limit: 100 })
  const stored: { seq: number; text: string }[] = []
  for (let from = 0; ; ) {
    const { entries, hasAfter } = await page(from)
    for (const entry of entries) if (entry.e === 'message.posted') stored.push(entry.p.message)
    from = entries.at(-1)?.s ?? from
    if (!hasAfter) break
  }
  assert.equal(stored.length, MESSAGES)
  assert.equal(new Set(stored.map(({ text }) => text)).size, MESSAGES)
  for (const { seq, text } of stored) assert.equal(acknowledged.get(text), seq, text)
  const seqs = stored.map(({ seq }) => seq)
  assert.deepEqual(
    seqs,
    seqs.map((_, i) => seqs[0]! + i),
  )

  const again = await openSocket(pupil)
  const caught = await again.hello({ chats: { [chatId]: held }, open: [chatId] })
  const moved = caught.moved.find(({ state }) => state.chat.id === chatId)!
  assert.equal(moved.entries.length, MESSAGES)
  await again[Symbol.asyncDispose]()
})

test('[MSG-01/database-killed] PostgreSQL that is killed under the product is started again, and people go on', async () => {
  await using data = await createDataFolder()
  const { cast, chatId } = await keepSchoolIn(data.path)
  const port = await findFreePort()
  await using server = new ServerProcess(port, settings(data.path))
  await server.start()
  const teacher = cast.teacher.client.at(port)
  const send = (text: string, key: string) => teacher.call('messages.send', { chatId, key, text })
  const before = await send('До', newId())
  const after = newId()
  process.kill(await postmasterOf(data.path), 'SIGKILL')
  const killed = performance.now()
  for (;;) {
    const refused = await send('После', after).then(
      () => null,
      (error: unknown) => error,
    )
    // Processes of a killed PostgreSQL may serve for a moment more.
    if (refused === null && server.output.includes('runs again')) break
    assert.ok(refused === null || refused instanceof ProblemError, String(refused))
    assert.equal(refused?.problem.code ?? 'service.databaseDown', 'service.databaseDown')
    assert.ok(performance.now() - killed < RECOVERY_MS_MAX, server.output)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const { entries } = await teacher.call('messages.page', { chatId, after: before.message.seq - 1 })
  assert.deepEqual(
    entries.map((entry) => entry.e === 'message.posted' && entry.p.message.text),
    ['До', 'После'],
  )
  assert.match(server.output, /although nobody stopped it[\s\S]*runs again/)
})

test('a server that is told to stop finishes what it has and ends in order', async () => {
  await using data = await createDataFolder()
  const port = await findFreePort()
  await using server = new ServerProcess(port, settings(data.path))
  await server.start()
  assert.equal(await server.stop('SIGTERM'), 0)
  assert.match(server.output, /останавливается/)
})

test('all mistakes of a configuration are told at once, and nothing is started', async () => {
  const server = new ServerProcess(await findFreePort(), {
    PARTA_PORT: 'много',
    PARTA_PUBLIC_URL: 'http://a.example',
    PARTA_WRONG: '1',
  })
  await assert.rejects(server.start(), (error: Error) => {
    for (const name of ['PARTA_PORT', 'PARTA_WRONG']) assert.match(error.message, new RegExp(name))
    return true
  })
})

test('a database that may lose what was acknowledged is refused with what to do, and the program ends', async () => {
  await using database = await createTestDatabase()
  const server = new ServerProcess(await findFreePort(), { PARTA_DATABASE_URL: database.url, PARTA_DEMO: 'off' })
  await assert.rejects(server.start(), /ended with 1[\s\S]*fsync is off/)
})

test('a real installation is not started without its first operator', async () => {
  await using data = await createDataFolder()
  const server = new ServerProcess(await findFreePort(), { PARTA_DATA: data.path, PARTA_DEMO: 'off' })
  await assert.rejects(server.start(), /ended with 1[\s\S]*PARTA_OPERATOR_PHONE/)
})
