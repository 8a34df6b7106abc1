import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { cp, open, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { Client } from 'pg'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { startCluster } from '../db/cluster/cluster.ts'
import { walSpoolOf } from '../db/cluster/wal-spool.ts'
import { BackupFolder } from './backup-folder.ts'
import { makeBaseBackup } from './base-backup.ts'
import { prune } from './prune.ts'
import { restore } from './restore.ts'
import { shipWal } from './wal-shipping.ts'

const KEY = randomBytes(32)

let home: string
let folder: BackupFolder
/** What the table held at moments of the database's clock. */
const moments: { at: number; rows: number }[] = []

before(async () => {
  home = await makeTemporaryFolder('parta backup ')
  folder = new BackupFolder(path.join(home, 'backups'), KEY)
  await live()
})
after(() => rm(home, { recursive: true, force: true }))

/** A database that works, is copied twice meanwhile, and stops; every change goes into the archive. */
async function live(): Promise<void> {
  const directory = path.join(home, 'postgres')
  const cluster = await startCluster({ directory, durable: false, archive: true, log: () => {} })
  const client = new Client({ connectionString: cluster.url })
  await client.connect()
  const password = new URL(cluster.url).password
  const back = () => makeBaseBackup({ url: cluster.url, data: cluster.data, password }, folder, Date.now)
  await client.query('create table kept (id integer primary key, text text)')
  await client.query('create unlogged table passing (id integer)')
  const write = async (rows: number) => {
    await client.query(`insert into kept select coalesce(max(id), 0) + 1, repeat('ы', 500) from kept`)
    for (let i = 1; i < rows; i += 1) {
      await client.query(`insert into kept select max(id) + 1, repeat('ы', 500) from kept`)
    }
  }
  const remember = async () => {
    const now = await client.query<{ at: Date; rows: string }>(
      'select clock_timestamp() as at, (select count(*) from kept) as rows',
    )
    moments.push({ at: now.rows[0]!.at.getTime() + 1, rows: Number(now.rows[0]!.rows) })
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await write(30)
  // People go on writing while it is copied.
  const writing = write(200)
  await back()
  await writing
  for (let i = 0; i < 3; i += 1) {
    await remember()
    await write(40)
    await client.query('select pg_switch_wal()')
  }
  await back()
  await remember()
  await write(25)
  await remember()
  await write(1)
  await client.end()
  await cluster.stop()
  await shipWal({ spool: walSpoolOf(cluster.data), folder })
}

async function rowsAfterRestore(from: BackupFolder, at: number | null): Promise<number> {
  const directory = path.join(home, `restored ${randomBytes(4).toString('hex')}`)
  await restore({ folder: from, directory, at, say: () => {} })
  return rowsIn(directory)
}

async function rowsIn(directory: string): Promise<number> {
  await using cluster = await startCluster({ directory, durable: false, log: () => {} })
  const client = new Client({ connectionString: cluster.url })
  await client.connect()
  const found = await client.query<{ rows: string }>('select count(*) as rows from kept')
  await client.query('insert into kept select max(id) + 1 from kept')
  await client.end()
  return Number(found.rows[0]!.rows)
}

/** The backups in a place of their own, to be damaged. */
async function copyOfBackups(): Promise<{ root: string; folder: BackupFolder }> {
  const root = path.join(home, `copy ${randomBytes(4).toString('hex')}`)
  await cp(folder.root, root, { recursive: true })
  return { root, folder: new BackupFolder(root, KEY) }
}

async function flipByte(file: string): Promise<void> {
  await using handle = await open(file, 'r+')
  const { size } = await handle.stat()
  const byte = Buffer.alloc(1)
  await handle.read(byte, 0, 1, Math.floor(size / 2))
  byte[0]! ^= 0x10
  await handle.write(byte, 0, 1, Math.floor(size / 2))
}

test('[P13/moments] the database comes back exactly as it was at any moment since the first copy', async () => {
  for (const { at, rows } of [moments[0]!, moments[2]!, moments[4]!])
    assert.equal(await rowsAfterRestore(folder, at), rows)
})

test('[P13/newest] without a moment everything comes back that was committed', async () => {
  assert.equal(await rowsAfterRestore(folder, null), moments.at(-1)!.rows + 1)
})

test('[P13/aside] the present database is kept beside the restored one, and goes on from there', async () => {
  const directory = path.join(home, 'present')
  await restore({ folder, directory, at: moments[0]!.at, say: () => {} })
  assert.equal(await rowsIn(directory), moments[0]!.rows)
  const { aside } = await restore({ folder, directory, at: moments[1]!.at, say: () => {} })
  assert.equal(await rowsIn(directory), moments[1]!.rows)
  assert.equal(await rowsIn(aside!), moments[0]!.rows + 1)
})

test('[P13/refused] a moment that the backups do not reach is refused with the one that they do', async () => {
  const fails = (at: number, from = folder) =>
    restore({ folder: from, directory: path.join(home, 'nothing'), at, say: () => {} })
  await assert.rejects(fails(moments[0]!.at - 3_600_000), /The oldest backup was finished at 20/)
  await assert.rejects(fails(Date.now() + 3_600_000), /reaches only to 20\d\d-.*Choose that moment or an earlier one/)
  await assert.rejects(fails(Date.now(), new BackupFolder(path.join(home, 'empty'), KEY)), /There is no backup in/)
  await assert.rejects(fails(Date.now(), new BackupFolder(folder.root, randomBytes(32))), /sealed with another key/)
  assert.deepEqual(await readdir(path.join(home, 'nothing')), [], 'nothing is left of the attempts')
})

test('[P13/running] the database of a running product is not replaced', async () => {
  const directory = path.join(home, 'running')
  await using cluster = await startCluster({ directory, durable: false, log: () => {} })
  await assert.rejects(restore({ folder, directory, at: null, say: () => {} }), /in use by process/)
  assert.ok(cluster.postmasterPid > 0)
})

test('[P13/tampering] a changed byte of a copy, of its manifest or of the log is refused, and so is what was exchanged', async () => {
  const at = moments[3]!.at
  const bases = (await folder.bases()).map(({ name }) => name)
  for (const file of [`base/${bases[1]}/files.sealed`, `base/${bases[1]}/manifest.sealed`]) {
    const copy = await copyOfBackups()
    await flipByte(path.join(copy.root, file))
    await assert.rejects(rowsAfterRestore(copy.folder, at), /it is damaged or was changed/, file)
    assert.equal(await rowsAfterRestore(copy.folder, moments[0]!.at), moments[0]!.rows, 'the earlier copy still serves')
  }
  const wal = (await folder.walFiles()).filter((name) => /^[0-9A-F]{24}$/.test(name))
  const damaged = await copyOfBackups()
  await flipByte(path.join(damaged.root, 'wal', `${wal.at(-1)}.sealed`))
  await assert.rejects(rowsAfterRestore(damaged.folder, at), /it is damaged or was changed/)
  const exchanged = await copyOfBackups()
  await cp(
    path.join(exchanged.root, 'wal', `${wal.at(-2)}.sealed`),
    path.join(exchanged.root, 'wal', `${wal.at(-1)}.sealed`),
  )
  await assert.rejects(rowsAfterRestore(exchanged.folder, at), /it is damaged or was changed/)
})

test('[P13/hole] a hole in the log is not passed over', async () => {
  const copy = await copyOfBackups()
  const needed = (await folder.walFiles()).filter((name) => /^[0-9A-F]{24}$/.test(name))
  const first = (await (await folder.bases())[0]!.read()).firstSegment
  for (const name of needed.filter((each) => each > first).slice(1, 2)) await copy.folder.removeWal(name)
  await assert.rejects(rowsAfterRestore(copy.folder, moments[2]!.at), /The backup reaches only to/)
})

test('[P13/prune] old copies go with the log that only they have needed', async () => {
  const copy = await copyOfBackups()
  assert.deepEqual(await prune(copy.folder, 2), { bases: 0, segments: 0 })
  const gone = await prune(copy.folder, 1)
  assert.equal(gone.bases, 1)
  assert.ok(gone.segments > 0)
  assert.equal(await rowsAfterRestore(copy.folder, moments.at(-1)!.at), moments.at(-1)!.rows)
  await assert.rejects(rowsAfterRestore(copy.folder, moments[0]!.at), /The oldest backup was finished at/)
})
