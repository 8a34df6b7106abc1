import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { CorrectableClock } from '../clock/clock.ts'
import type { Log } from '../log/log.ts'
import { PlanningClient, type PlanningConfig } from './planning-client.ts'
import type { Tables } from './rows.ts'

export type Database = Kysely<Tables>
/** An open transaction; whatever is written through it stands or falls together. */
export type Tx = Transaction<Tables>
/** A place to read from: the pool or a transaction. */
export type Reader = Database | Tx

/** `bigint[]` by its number in `pg_type`, for which the driver has no name. */
const INT8_ARRAY = 1016 as typeof pg.types.builtins.INT8

// Numbers of logs stay below 2^53; timestamps are read as they are and formatted by the contract's views.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text))
pg.types.setTypeParser(INT8_ARRAY, (text) => (text === '{}' ? [] : text.slice(1, -1).split(',').map(Number)))
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

export interface OpenDatabase extends AsyncDisposable {
  db: Database
  pool: pg.Pool
}

/** An answer that takes longer will not come. A client of the product waits for 15 seconds. Milliseconds. */
const ANSWER_MS_MAX = 20_000

/** Opens a pool of at most `connections` connections, on which answers may take `answerMsMax`. */
export function openDatabase(
  url: string,
  connections: number,
  log: Log,
  answerMsMax: number = ANSWER_MS_MAX,
): OpenDatabase {
  const options: pg.PoolConfig & PlanningConfig = {
    connectionString: url,
    max: connections,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 10_000,
    application_name: 'parta',
    // Who holds locks and has gone without a word holds them no longer than this.
    idle_in_transaction_session_timeout: answerMsMax,
    answerMsMax,
    Client: PlanningClient,
  }
  const pool = new pg.Pool(options)
  pool.on('error', (error) => log.warn({ error }, 'database.idleConnectionLost'))
  const open = new Set<PlanningClient>()
  pool.on('connect', (client) => {
    // Between two statements of a transaction nobody listens to a connection, and an error without a listener ends the
    // process. The next statement is refused, which is all that its transaction has to know.
    client.on('error', () => undefined)
    if (client instanceof PlanningClient) keepTogether(client, open, log)
  })
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const close = async () => {
    await db.destroy()
    // Kysely ends the pool only if it has used it.
    if (!pool.ending) await pool.end()
  }
  return { db, pool, [Symbol.asyncDispose]: close }
}

/** Where one connection is silent the idle ones are as well: they end with it, before each makes somebody wait. */
function keepTogether(client: PlanningClient, open: Set<PlanningClient>, log: Log): void {
  open.add(client)
  client.once('end', () => open.delete(client))
  client.onSilence = () => {
    log.warn({}, 'database.silent')
    for (const other of open) if (!other.isBusy) other.drop()
  }
}

/** Asks the database server for its time and corrects the clock by it, allowing for half of the round trip. */
export async function correctClock(pool: pg.Pool, clock: CorrectableClock): Promise<void> {
  const started = performance.now()
  const result = await pool.query<{ ms: string }>('select extract(epoch from clock_timestamp()) * 1000 as ms')
  const half = (performance.now() - started) / 2
  clock.correct(Number(result.rows[0]!.ms) + half)
}
