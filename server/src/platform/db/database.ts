import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { CorrectableClock } from '../clock/clock.ts'
import type { Log } from '../log/log.ts'
import { PlanningClient } from './planning-client.ts'
import type { Tables } from './rows.ts'

export type Database = Kysely<Tables>
/** An open transaction; whatever is written through it stands or falls together. */
export type Tx = Transaction<Tables>
/** A place to read from: the pool or a transaction. */
export type Reader = Database | Tx

// Numbers of logs stay below 2^53; timestamps are read as they are and formatted by the contract's views.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text))
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

export interface OpenDatabase extends AsyncDisposable {
  db: Database
  pool: pg.Pool
}

/** Opens a pool of at most `connections` connections. */
export function openDatabase(url: string, connections: number, log: Log): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 10_000,
    application_name: 'parta',
    Client: PlanningClient,
  })
  pool.on('error', (error) => log.warn({ error }, 'database.idleConnectionLost'))
  // Between two statements of a transaction nobody listens to a connection, and an error without a listener ends the
  // process. The next statement is refused, which is all that its transaction has to know.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const close = async () => {
    await db.destroy()
    // Kysely ends the pool only if it has used it.
    if (!pool.ending) await pool.end()
  }
  return { db, pool, [Symbol.asyncDispose]: close }
}

/** Asks the database server for its time and corrects the clock by it, allowing for half of the round trip. */
export async function correctClock(pool: pg.Pool, clock: CorrectableClock): Promise<void> {
  const started = performance.now()
  const result = await pool.query<{ ms: string }>('select extract(epoch from clock_timestamp()) * 1000 as ms')
  const half = (performance.now() - started) / 2
  clock.correct(Number(result.rows[0]!.ms) + half)
}
