import { sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import type { Tx } from '../db/database.ts'
import type { Log } from '../log/log.ts'
import type { JobKind, Jobs } from './jobs.ts'

export interface RunningJobs extends Jobs {
  /** Creates the queues, and starts working on them when `work` is set. */
  start(work: boolean): Promise<void>
  stop(): Promise<void>
}

/** How often is looked for work for which people wait; the least that the queue knows. */
const SOON_SECONDS = 0.5
const DEAD_LETTERS = 'dead-letters'
/** A connection on which an answer takes longer is given up: the way to the database may be silent. Milliseconds. */
const ANSWER_MS_MAX = 60_000

/** The queue of pg-boss, in the schema `pgboss` of the same database. */
export function createJobs(databaseUrl: string, log: Log): RunningJobs {
  const options = {
    connectionString: databaseUrl,
    max: 3,
    application_name: 'parta-jobs',
    query_timeout: ANSWER_MS_MAX,
  }
  const boss = new PgBoss(options)
  boss.on('error', (error: unknown) => log.error({ error }, 'jobs.failed'))
  const kinds = new Map<string, JobKind<object>>()
  return {
    declare(kind) {
      if (kinds.has(kind.name)) throw new Error(`Job ${kind.name} is declared twice`)
      kinds.set(kind.name, kind as unknown as JobKind<object>)
    },
    async enqueue(tx, name, payload, options) {
      const kind = kinds.get(name)
      if (kind === undefined) throw new Error(`Job ${name} is not declared`)
      const seconds = Math.ceil((options?.startAfterMs ?? 0) / 1000)
      await boss.send(name, payload, { db: throughTransaction(tx), ...(seconds > 0 ? { startAfter: seconds } : {}) })
    },
    async start(work) {
      await boss.start()
      await boss.createQueue(DEAD_LETTERS)
      for (const kind of kinds.values()) {
        await boss.createQueue(kind.name, { retryLimit: kind.retries, retryBackoff: true, deadLetter: DEAD_LETTERS })
        if (!work) continue
        const { together } = kind
        const pace = together === undefined ? {} : { batchSize: together, pollingIntervalSeconds: SOON_SECONDS }
        await boss.work(kind.name, pace, async (jobs: { data: object }[]) => {
          if (together !== undefined) await Promise.all(jobs.map((job) => kind.handle(job.data)))
          else for (const job of jobs) await kind.handle(job.data)
        })
        if (kind.cron !== undefined) await boss.schedule(kind.name, kind.cron, {})
      }
    },
    stop: () => boss.stop({ graceful: true, timeout: 5_000 }),
  }
}

/** Lets pg-boss write through an open transaction. */
function throughTransaction(tx: Tx) {
  return {
    async executeSql(text: string, values: unknown[] = []) {
      const parts = text.split(/\$(\d+)/)
      const chunks = parts.map((part, index) => (index % 2 === 0 ? sql.raw(part) : sql`${values[Number(part) - 1]}`))
      const result = await sql.join(chunks, sql.raw('')).execute(tx)
      return { rows: result.rows }
    },
  }
}
