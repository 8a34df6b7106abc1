import { readdir, readFile } from 'node:fs/promises'
import type pg from 'pg'
import { PlanningClient } from './planning-client.ts'

export interface Migration {
  number: number
  name: string
  sql: string
}

const LOCK = 7_204_511_902

/** Reads the numbered migrations of a folder in their order. */
export async function readMigrations(directory: URL): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort()
  const migrations = await Promise.all(
    names.map(async (name) => ({
      number: Number(name.slice(0, 4)),
      name,
      sql: await readFile(new URL(name, directory), 'utf8'),
    })),
  )
  for (const [index, migration] of migrations.entries()) {
    if (migration.number !== index + 1)
      throw new Error(`Migrations are numbered without gaps; ${migration.name} is not`)
  }
  return migrations
}

/**
 * Brings the database to the newest schema, each migration in a transaction of its own, and returns how many were run.
 * Nodes that start at once wait for each other. Refuses a database that is newer than this program.
 */
export async function migrate(pool: pg.Pool, migrations: readonly Migration[], now: () => Date): Promise<number> {
  const client = await pool.connect()
  // A migration takes its time, and so does the wait for that of another node.
  if (client instanceof PlanningClient) client.patienceMs = null
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(`create table if not exists public.migration (
      number integer primary key, name text not null, run_at timestamptz not null)`)
    const done = await client.query<{ number: number; name: string }>('select number, name from public.migration')
    const names = new Map(done.rows.map((row) => [row.number, row.name]))
    checkHistory(names, migrations)
    let count = 0
    for (const migration of migrations) {
      if (names.has(migration.number)) continue
      await runOne(client, migration, now())
      count += 1
    }
    return count
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => undefined)
    // Not given back: the next one who takes it would wait as long.
    client.release(true)
  }
}

function checkHistory(done: ReadonlyMap<number, string>, migrations: readonly Migration[]): void {
  for (const [number, name] of done) {
    const known = migrations[number - 1]
    if (known === undefined) {
      throw new Error(
        `The database was made by a newer version (migration ${name}). Start that version or a newer one.`,
      )
    }
    if (known.name !== name)
      throw new Error(`Migration ${number} was «${name}» in this database and is «${known.name}».`)
  }
}

async function runOne(client: pg.PoolClient, migration: Migration, at: Date): Promise<void> {
  try {
    await client.query('begin')
    await client.query(migration.sql)
    await client.query('insert into public.migration (number, name, run_at) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      at,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`Migration ${migration.name} failed: ${(error as Error).message}`, { cause: error })
  }
}
