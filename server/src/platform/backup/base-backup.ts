import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Client } from 'pg'
import { type BackupFolder, type BaseManifest, baseName } from './backup-folder.ts'
import { type PackEntry, packFiles, walk } from './pack.ts'

/** What a running server makes anew at its start, or what belongs to it alone. */
const LEFT_OUT = new Set(['postmaster.pid', 'postmaster.opts', 'backup_label', 'recovery.signal', 'standby.signal'])
const EMPTIED = ['pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans']
const CONTROL = 'global/pg_control'

interface Source {
  /** Superuser's address of the running server. */
  url: string
  /** Its data directory. */
  data: string
  /** Superuser's password. */
  password: string
}

/**
 * Copies the data directory of a running PostgreSQL with the log that was written meanwhile, so that the copy can be
 * started by itself. Nobody has to stop working.
 */
export async function makeBaseBackup(source: Source, folder: BackupFolder, now: () => number): Promise<BaseManifest> {
  const client = new Client({ connectionString: source.url })
  await client.connect()
  try {
    const startedAt = now()
    // As long as this session lives, no segment that is written from here on is recycled.
    const slot = `parta_backup_${randomBytes(4).toString('hex')}`
    await client.query('select pg_create_physical_replication_slot($1, true, true)', [slot])
    await client.query(`select pg_backup_start('parta', true)`)
    let manifest: Omit<BaseManifest, 'name' | 'bytes'> | undefined
    const files = async function* () {
      yield* packFiles(source.data, dataEntries(source.data))
      const stopped = await stopBackup(client)
      yield* packFiles(source.data, segmentEntries(stopped.segments))
      const postgres = (await readFile(path.join(source.data, 'PG_VERSION'), 'utf8')).trim()
      const { label, firstSegment, finishedAt } = stopped
      manifest = { startedAt, finishedAt, firstSegment, label, postgres, password: source.password }
    }
    return await folder.writeBase(baseName(startedAt), files(), async () => manifest!)
  } finally {
    await client.end()
  }
}

/** Everything but the log; the control file last, since it says from where a recovery begins. */
async function* dataEntries(data: string): AsyncGenerator<PackEntry> {
  for await (const entry of walk(data, isLeftOut)) if (entry.path !== CONTROL) yield entry
  yield { t: 'file', path: CONTROL }
}

function isLeftOut(relative: string, isFolder: boolean): boolean {
  const parts = relative.split('/')
  if (LEFT_OUT.has(relative) || parts.some((part) => part.startsWith('pgsql_tmp'))) return true
  if (parts.at(-1) === 'pg_internal.init') return true
  // Their folders stay, empty; of the log its folders stay.
  if (parts[0] === 'pg_wal') return !isFolder
  return parts.length > 1 && EMPTIED.includes(parts[0]!)
}

async function* segmentEntries(names: readonly string[]): AsyncGenerator<PackEntry> {
  for (const name of names) yield { t: 'file', path: `pg_wal/${name}` }
}

/** Ends the backup; says which segments its recovery needs. */
async function stopBackup(
  client: Client,
): Promise<{ label: string; firstSegment: string; segments: string[]; finishedAt: number }> {
  const stopped = await client.query<{ label: string; lsn: string }>(
    'select labelfile as label, lsn::text from pg_backup_stop(false)',
  )
  const { label, lsn } = stopped.rows[0]!
  // The last segment is closed, so that the whole of it is on the disk.
  await client.query('select pg_switch_wal()')
  const firstSegment = /START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)/.exec(label)![1]!
  const found = await client.query<{ name: string; now: Date }>(
    `select name, clock_timestamp() as now from pg_ls_waldir()
     where name ~ '^[0-9A-F]{24}$' and name >= $1 and substr(name, 9) <= substr(pg_walfile_name($2::pg_lsn), 9)
     order by name`,
    [firstSegment, lsn],
  )
  return {
    label,
    firstSegment,
    segments: found.rows.map((row) => row.name),
    finishedAt: found.rows[0]!.now.getTime(),
  }
}
