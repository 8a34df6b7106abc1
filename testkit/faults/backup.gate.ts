import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startCluster } from '#server/platform/db/cluster/cluster.ts'
import { findFreePort } from '#server/platform/db/cluster/free-port.ts'
import { findRunningCluster } from '#server/platform/db/cluster/running-cluster.ts'
import { type Client, newId } from '#testkit/client.ts'
import { type KeptSchool, keepSchoolIn } from '#testkit/kept-school.ts'
import { createDigester, type Digests } from '#testkit/row-digests.ts'
import { ServerProcess } from '#testkit/server-process.ts'
import { createSeededRandom } from '#testkit/simulation/seeded-random.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { wrapDatabase } from '#testkit/test-database.ts'

const RESTORE = fileURLToPath(new URL('../../server/src/restore.ts', import.meta.url))
const BACKUP = fileURLToPath(new URL('../../server/src/backup.ts', import.meta.url))
const MOMENTS = 3
const TRAFFIC_SECONDS = 45
/** Between two messages of one person, so that no limit of rates is met: few of them are edited and erased. */
const PAUSE_MS = 300
const SEED = Number(process.env.PARTA_TEST_SEED ?? Math.floor(Date.now() / 86_400_000))

test('[P13/gate] three random seconds of a busy installation come back row by row', async () => {
  const home = await makeTemporaryFolder('parta-restore-')
  const variables = {
    PARTA_DATA: path.join(home, 'data'),
    PARTA_BACKUPS: path.join(home, 'backups'),
    PARTA_DEMO: 'off',
    PARTA_OPERATOR_PHONE: '+79000000001',
  }
  try {
    const oracle = await traffic(await keepSchoolIn(variables.PARTA_DATA), variables)
    const seconds: number[] = []
    let bytes = 0
    for (const { at, digests } of oracle) {
      const started = performance.now()
      await command(RESTORE, ['--at', new Date(at).toISOString()], variables)
      seconds.push((performance.now() - started) / 1_000)
      const found = await digestsAfter(variables.PARTA_DATA)
      assert.deepEqual(found.digests, digests)
      bytes = found.bytes
    }
    process.stdout.write(
      `[gate] restore: ${MOMENTS} random moments of ${TRAFFIC_SECONDS} s of traffic, ${(bytes / 1024 / 1024).toFixed(0)} MB, ` +
        `${seconds.map((each) => each.toFixed(1)).join(', ')} s, 0 rows differ, seed ${SEED}\n`,
    )
  } finally {
    await rm(home, { recursive: true, force: true })
  }
})

/** Lets people write, edit, erase and read while the database is copied; remembers what it held at random moments. */
async function traffic(
  { cast, chatId }: KeptSchool,
  variables: Record<string, string>,
): Promise<{ at: number; digests: Digests }[]> {
  const random = createSeededRandom(SEED)
  const port = await findFreePort()
  await using server = new ServerProcess(port, variables)
  await server.start()
  const end = performance.now() + TRAFFIC_SECONDS * 1_000
  const goesOn = () => performance.now() < end
  const busy = Promise.all([cast.teacher, cast.pupil].map(({ client }) => keepBusy(client.at(port), chatId, goesOn)))
  await command(BACKUP, [], variables)
  const running = (await findRunningCluster(path.join(variables.PARTA_DATA!, 'postgres')))!
  const oracle: { at: number; digests: Digests }[] = []
  {
    await using digester = await createDigester(running.url.replace(/postgres$/, 'parta'))
    for (let i = 0; i < MOMENTS; i += 1) {
      await delay(random.between(1_000, (TRAFFIC_SECONDS * 1_000) / (MOMENTS + 2)))
      oracle.push(await digester.digestNow())
    }
  }
  await busy
  assert.equal(await server.stop('SIGTERM'), 0)
  return oracle
}

async function keepBusy(client: Client, chatId: string, goesOn: () => boolean): Promise<void> {
  for (let i = 0; goesOn(); i += 1) {
    const { message } = await client.call('messages.send', { chatId, key: newId(), text: `строка ${i}` })
    const { seq, version } = message
    if (i % 6 === 0) await client.call('messages.edit', { chatId, seq, version, text: `иначе ${i}` })
    if (i % 7 === 0) await client.call('messages.erase', { chatId, seqs: [seq] })
    if (i % 2 === 0) await client.call('reads.mark', { chatId, seq })
    await delay(PAUSE_MS)
  }
}

/** What the restored database holds before the product has touched it, and whether its indexes agree with its tables. */
async function digestsAfter(data: string): Promise<{ digests: Digests; bytes: number }> {
  await using cluster = await startCluster({ directory: path.join(data, 'postgres'), log: () => undefined })
  await using database = wrapDatabase(cluster.urlFor('parta'))
  await database.query('create extension amcheck')
  await database.query(
    `select bt_index_check(i.indexrelid, true) from pg_index i join pg_class c on c.oid = i.indexrelid
     where c.relam = (select oid from pg_am where amname = 'btree') and c.relkind = 'i'`,
  )
  const [size] = await database.query<{ bytes: string }>('select pg_database_size(current_database()) as bytes')
  await using digester = await createDigester(cluster.urlFor('parta'))
  return { digests: (await digester.digestNow()).digests, bytes: Number(size!.bytes) }
}

async function command(program: string, args: readonly string[], variables: Record<string, string>): Promise<void> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PARTA_')))
  await promisify(execFile)(process.execPath, [program, ...args], { env: { ...inherited, ...variables } })
}
