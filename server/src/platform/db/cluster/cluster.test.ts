import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { type Cluster, type ClusterOptions, startCluster } from './cluster.ts'
import { processIdentity } from './process-identity.ts'

const made: string[] = []
after(async () => {
  for (const directory of made) await rm(directory, { recursive: true, force: true })
})

async function newDirectory(): Promise<string> {
  const directory = await makeTemporaryFolder('parta cluster ')
  made.push(directory)
  return directory
}

async function query<T extends object>(url: string, text: string): Promise<T[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(text)).rows
  } finally {
    await client.end()
  }
}

function start(directory: string, more: Partial<ClusterOptions> = {}): Promise<Cluster> {
  return startCluster({ directory, log: () => {}, ...more })
}

/** Starts a cluster in a Node of its own, which can be killed without ending the test. */
async function startInChild(
  directory: string,
  durable: boolean,
): Promise<{ child: ChildProcess; url: string; pid: number }> {
  const program = `
    const { startCluster } = await import(${JSON.stringify(import.meta.resolve('./cluster.ts'))})
    const cluster = await startCluster({ directory: ${JSON.stringify(directory)}, durable: ${durable}, log: () => {} })
    console.log(JSON.stringify({ url: cluster.url, pid: cluster.postmasterPid }))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout! })) return { child, ...JSON.parse(line) }
  throw new Error('The child ended before its cluster was ready.')
}

async function killHard(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

test('makes a cluster, stops it, and starts it again with its data', async (t) => {
  const directory = await newDirectory()
  const first = performance.now()
  {
    await using cluster = await start(directory)
    t.diagnostic(`first start ${Math.round(performance.now() - first)} ms`)
    assert.equal(cluster.adopted, 'no')
    await query(cluster.url, 'create table kept as select 42 as answer')
    const [locale] = await query<Record<string, string>>(
      cluster.url,
      `select datlocprovider as provider, datlocale as locale, datcollate as collate, datctype as ctype,
              pg_encoding_to_char(encoding) as encoding, upper('ёж') as upper
       from pg_database where datname = 'postgres'`,
    )
    assert.deepEqual(locale, {
      provider: 'b',
      locale: 'PG_UNICODE_FAST',
      collate: 'C',
      ctype: 'C.UTF-8',
      encoding: 'UTF8',
      upper: 'ЁЖ',
    })
  }
  const second = performance.now()
  await using cluster = await start(directory)
  const took = performance.now() - second
  t.diagnostic(`second start ${Math.round(took)} ms`)
  assert.ok(took < 3_000, `the second start took ${took} ms`)
  assert.deepEqual(await query(cluster.url, 'select answer from kept'), [{ answer: 42 }])
  await cluster.stop()
  await cluster.stop()
})

test('keeps the password to itself and listens on the loopback only', async () => {
  const directory = await newDirectory()
  await using cluster = await start(directory)
  assert.equal((await stat(path.join(directory, 'password'))).mode & 0o777, 0o600)
  const wrong = new URL(cluster.url)
  wrong.password = 'guess'
  await assert.rejects(query(wrong.href, 'select 1'), /password authentication failed/)
  const [settings] = await query<Record<string, string>>(
    cluster.url,
    `select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets,
            current_setting('fsync') as fsync, current_setting('log_error_verbosity') as verbosity`,
  )
  assert.deepEqual(settings, { addresses: '127.0.0.1', sockets: '', fsync: 'on', verbosity: 'terse' })
})

test('creates, copies and drops databases, whatever their names', async () => {
  const directory = await newDirectory()
  await using cluster = await start(directory, { durable: false })
  await cluster.createDatabase('класс "5Б"')
  await query(cluster.urlFor('класс "5Б"'), 'create table pupil as select 1 as id')
  await cluster.createDatabase('copy', { template: 'класс "5Б"' })
  assert.deepEqual(await query(cluster.urlFor('copy'), 'select id from pupil'), [{ id: 1 }])

  const open = new Client({ connectionString: cluster.urlFor('copy') })
  open.on('error', () => {})
  await open.connect()
  await cluster.dropDatabase('copy')
  await cluster.dropDatabase('copy')
  await assert.rejects(query(cluster.urlFor('copy'), 'select 1'), /does not exist/)
})

test('stops the postmaster of a killed owner and loses nothing that was committed', async (t) => {
  const directory = await newDirectory()
  const { child, url, pid } = await startInChild(directory, true)
  await query(url, 'create table kept as select generate_series(1, 1000) as id')
  await killHard(child)
  assert.ok(await processIdentity(pid), 'a durable postmaster outlives its owner')

  const begin = performance.now()
  await using cluster = await start(directory)
  t.diagnostic(`start over an orphan ${Math.round(performance.now() - begin)} ms`)
  assert.equal(cluster.adopted, 'stopped-orphan')
  assert.notEqual(cluster.postmasterPid, pid)
  assert.equal(await processIdentity(pid), undefined)
  assert.deepEqual(await query(cluster.url, 'select count(*)::int as rows from kept'), [{ rows: 1000 }])
})

async function untilGone(pid: number): Promise<void> {
  const deadline = performance.now() + 10_000
  while ((await processIdentity(pid)) && performance.now() < deadline) await delay(10)
}

test('recovers when both the owner and the postmaster were killed', async () => {
  const directory = await newDirectory()
  const { child, url, pid } = await startInChild(directory, true)
  await query(url, 'create table kept as select generate_series(1, 1000) as id')
  await killHard(child)
  process.kill(pid, 'SIGKILL')
  // The kernel takes its time; until then the postmaster would be an orphan and not gone.
  await untilGone(pid)
  await using cluster = await start(directory)
  assert.equal(cluster.adopted, 'no')
  assert.deepEqual(await query(cluster.url, 'select count(*)::int as rows from kept'), [{ rows: 1000 }])
})

test('a throw-away postmaster ends with its owner', async () => {
  const directory = await newDirectory()
  const { child, pid } = await startInChild(directory, false)
  await killHard(child)
  await untilGone(pid)
  assert.equal(await processIdentity(pid), undefined, 'the postmaster still runs')
})

test('refuses a directory that a living process uses, and leaves its database alone', async () => {
  const directory = await newDirectory()
  await using cluster = await start(directory)
  await assert.rejects(start(directory), new RegExp(`in use by process ${process.pid}`))
  assert.deepEqual(await query(cluster.url, 'select 1 as one'), [{ one: 1 }])
})

test('does not take a stranger with the old process id for PostgreSQL', async () => {
  const directory = await newDirectory()
  const first = await start(directory)
  await first.stop()
  const lock = `${process.pid}\n${path.join(directory, 'data')}\n1\n5432\n\n127.0.0.1\n`
  await writeFile(path.join(directory, 'data', 'postmaster.pid'), lock)
  await writeFile(path.join(directory, 'owner.json'), JSON.stringify({ pid: process.pid, identity: 'an earlier boot' }))
  await using cluster = await start(directory)
  assert.equal(cluster.adopted, 'no')
})

test('makes the cluster again when initdb was interrupted', async () => {
  const directory = await newDirectory()
  const half = path.join(directory, 'data.new')
  await mkdir(path.join(half, 'base'), { recursive: true })
  await writeFile(path.join(half, 'PG_VERSION'), '18\n')
  await writeFile(path.join(directory, 'password'), 'of the start that was interrupted')
  await using cluster = await start(directory)
  assert.deepEqual(await query(cluster.url, 'select 1 as one'), [{ one: 1 }])
  assert.ok(!(await readdir(directory)).includes('data.new'))
})

test('says what to do when the data are of another major version, the password is lost or the port is taken', async () => {
  const directory = await newDirectory()
  const other = await newDirectory()
  const cluster = await start(directory)
  const port = Number(new URL(cluster.url).port)
  await assert.rejects(start(other, { port }), new RegExp(`port ${port} of 127.0.0.1 is taken`))
  await cluster.stop()

  const password = await readFile(path.join(directory, 'password'), 'utf8')
  await rm(path.join(directory, 'password'))
  await assert.rejects(start(directory), /Bring the file back from the backup/)
  await writeFile(path.join(directory, 'password'), password)

  await writeFile(path.join(directory, 'data', 'PG_VERSION'), '15\n')
  await assert.rejects(start(directory), /made by PostgreSQL 15, the installed one is 18/)
})

test('tells when PostgreSQL ends by itself', async () => {
  const directory = await newDirectory()
  const lost = Promise.withResolvers<Error>()
  await using cluster = await start(directory, { onLost: lost.resolve })
  process.kill(cluster.postmasterPid, 'SIGKILL')
  assert.match((await lost.promise).message, /ended by SIGKILL although nobody stopped it/)
})
