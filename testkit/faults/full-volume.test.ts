import assert from 'node:assert/strict'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { findFreePort } from '#server/platform/db/cluster/free-port.ts'
import { type Client, newId, ProblemError } from '#testkit/client.ts'
import { type Places, RealDatabase } from '#testkit/history/real-database.ts'
import { keepSchool } from '#testkit/kept-school.ts'
import { ServerProcess } from '#testkit/server-process.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { wrapDatabase } from '#testkit/test-database.ts'
import { Ballast } from '#testkit/volumes/ballast.ts'
import { LoopVolume, whyNoLoopVolumes } from '#testkit/volumes/loop-volume.ts'

const VOLUME_MB = 260
/** Time after there is room again. */
const RECOVERY_MS_MAX = 60_000
const TRIES = 2_000
/** More than a volume of this size can hold. */
const SEGMENTS_MAX = 40
const skip = whyNoLoopVolumes() ?? false

/** Puts the cast and a chat into the built-in database of a data folder, whose parts lie at `places`. */
async function prepare(path: string, places: Places) {
  await using cluster = await RealDatabase.start(join(path, 'postgres'), places)
  return await keepSchool(cluster.url)
}

/** The address of the built-in database of a running product. */
async function addressOf(path: string, data: string): Promise<string> {
  const [, , , port] = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')
  const password = (await readFile(join(path, 'postgres', 'password'), 'utf8')).trim()
  return `postgres://postgres:${password}@127.0.0.1:${port}/parta`
}

/**
 * Uses up the segments of the write-ahead log that are there already, as much writing would: the one that is being written, and
 * those that an earlier checkpoint has made ready for later.
 */
async function exhaustSegments(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    for (let i = 0; i < SEGMENTS_MAX; i += 1) {
      await client.query(`select pg_logical_emit_message(true, 'full', 'volume')`)
      await client.query('select pg_switch_wal()')
    }
  } catch {
    // There is no room for another one: that is what was to be reached.
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** A writer who remembers what was acknowledged to him and what was refused with which code. */
class Writer {
  readonly #client: Client
  readonly #chatId: string
  readonly kept = new Set<string>()
  readonly codes = new Set<string>()

  constructor(client: Client, chatId: string) {
    this.#client = client
    this.#chatId = chatId
  }

  async write(key = newId()): Promise<boolean> {
    try {
      await this.#client.call('messages.send', { chatId: this.#chatId, key, text: `${key} ${'ж'.repeat(3_900)}` })
      this.kept.add(key)
      return true
    } catch (error) {
      assert.ok(error instanceof ProblemError, String(error))
      if (error.problem.code === 'rate.limited') {
        // A fast machine writes more in a minute than one person may, and that says nothing of the disk.
        await delay(1_000)
        return this.write(key)
      }
      this.codes.add(error.problem.code)
      return false
    }
  }

  read() {
    return this.#client.call('messages.page', { chatId: this.#chatId, limit: 5 })
  }
}

for (const part of ['data', 'wal'] as const) {
  test(`[MSG-01/full-${part}] a full disk under the ${part} of PostgreSQL is said, and over by itself when there is room`, {
    skip,
  }, async () => {
    using volume = new LoopVolume(VOLUME_MB)
    const path = await makeTemporaryFolder('parta-full-')
    const { cast, chatId } = await prepare(path, { [part]: volume.path })
    const port = await findFreePort()
    const settings = { PARTA_DATA: path, PARTA_DEMO: 'off', PARTA_OPERATOR_PHONE: '+79000000001' }
    try {
      await using server = new ServerProcess(port, settings)
      await server.start()
      const url = await addressOf(path, part === 'data' ? join(volume.path, 'data') : join(path, 'postgres', 'data'))
      const client = cast.teacher.client.at(port)
      const writer = new Writer(client, chatId)
      await writer.write()
      const ballast = await Ballast.fill(volume.path)
      if (part === 'wal') await exhaustSegments(url)
      for (let i = 0; i < TRIES && (await writer.write()); i += 1);
      // A second one, so that the answer is not only that of the moment in which it happened.
      const key = newId()
      assert.equal(await writer.write(key), false)
      if (part === 'data') assert.ok((await writer.read()).entries.length > 0, 'reading has to go on')

      await ballast[Symbol.asyncDispose]()
      const room = performance.now()
      while (!(await writer.write(key))) {
        assert.ok(performance.now() - room < RECOVERY_MS_MAX, server.output)
        await delay(200)
      }
      for (const code of writer.codes) assert.match(code, /^service\.(storageFull|databaseDown)$/)
      await using database = wrapDatabase(url)
      const stored = await database.query<{ id: string }>('select id from messenger.message where chat_id = $1', [
        chatId,
      ])
      const ids = new Set(stored.map(({ id }) => id))
      assert.deepEqual(
        [...writer.kept].filter((each) => !ids.has(each)),
        [],
      )
    } finally {
      await rm(path, { recursive: true, force: true })
    }
  })
}
