import type pg from 'pg'
import { createAudit } from './audit/audit.ts'
import { BackupFolder } from './backup/backup-folder.ts'
import { backupKeyFile, ensureBackupKey } from './backup/backup-key.ts'
import { createOutsideKeys } from './backup/outside-keys.ts'
import { createLocalBus } from './bus/bus.ts'
import { tellUnsure } from './bus/unsure.ts'
import { createValkeyBus } from './bus/valkey-bus.ts'
import { type CallDriver, createHttpCalls, createLogCalls } from './calls/calls.ts'
import { type Clock, type CorrectableClock, createSystemClock } from './clock/clock.ts'
import { createIdMaker, createSystemRandom, type Random } from './clock/random.ts'
import type { Config } from './config/config.ts'
import { correctClock, openDatabase } from './db/database.ts'
import { migrate, readMigrations } from './db/migrate.ts'
import { installationSecret } from './db/secrets.ts'
import { checkDatabase } from './db/self-check.ts'
import { inSnapshot, inTransaction } from './db/transaction.ts'
import type { Allowance } from './egress/egress-job.ts'
import { startErasureShipping } from './erasures/erasure-shipping.ts'
import { createErasures } from './erasures/erasures.ts'
import * as audienceLog from './events/audience-log.store.ts'
import { createEmitter } from './events/emit.ts'
import { declareHousekeeping } from './jobs/housekeeping.ts'
import { createJobs, type RunningJobs } from './jobs/pg-boss-jobs.ts'
import { createLimits } from './limits/limits.ts'
import { createLog, type Log } from './log/log.ts'
import { createLogMail, createSmtpMail, type MailDriver } from './mail/mail.ts'
import type { Platform } from './platform.ts'
import { createInbox, type Inbox } from './sms/inbox.ts'
import { createSmppSms } from './sms/smpp-sms.ts'
import { createHttpSms, createLogSms, type SmsDriver } from './sms/sms.ts'

const MIGRATIONS = new URL('../../migrations/', import.meta.url)
/** Name of the key of which pseudonyms are made. */
export const AUDIT_KEY = 'audit-people'
const CLOCK_CORRECTION_MS = 30_000

/** What only tests may ask for; no configuration can express it. */
export interface TestOptions {
  /** The database is thrown away after the run: fsync and its like may be off. */
  throwAwayDatabase?: boolean
  /** The database is a clone of a migrated template. */
  migrated?: boolean
  clock?: Clock
  random?: Random
  log?: Log
  /** Limits of rates are this many times wider. */
  limitFactor?: number
  /** Second factors are obligatory as in an installation with a public address. */
  obligatoryFactors?: boolean
  /** Organisations that have chosen nothing never rest, so that a run at night is one by day. */
  restless?: boolean
  /** What may be asked beside the public network for cards of links. */
  egress?: Allowance
  /** Answers that do not fit their schema fail instead of being cut to it. */
  strictOutput?: boolean
}

export interface RunningPlatform extends AsyncDisposable {
  platform: Platform
  jobs: RunningJobs
  inbox: Inbox
  pool: pg.Pool
  /** Erases again what the backups know to be erased, before anybody is served. */
  replayErasures: () => Promise<number>
}

/** Opens everything outside of the domains: database, clock, jobs, SMS, mail. */
export async function createPlatform(config: Config, databaseUrl: string, test: TestOptions): Promise<RunningPlatform> {
  const log = test.log ?? createLog(config.logLevel)
  const random = test.random ?? createSystemRandom()
  const system = createSystemClock()
  const clock = test.clock ?? system
  const opened = openDatabase(databaseUrl, config.databaseConnections, log)
  const { db, pool } = opened
  const resources = new AsyncDisposableStack()
  resources.use(opened)
  try {
    await prepareDatabase(pool, clock, test)
    if (test.clock === undefined) resources.defer(await keepClockRight(pool, system, log))
    const newId = createIdMaker(clock, random)
    const bus =
      config.busUrl === ''
        ? createLocalBus()
        : resources.use(await createValkeyBus({ url: config.busUrl, nodeId: newId(), clock, log }))
    const inbox = createInbox(clock)
    const jobs = createJobs(databaseUrl, log)
    const mail = createMail(config, inbox)
    resources.defer(() => mail.close())
    const sms = createSms(config, inbox, clock)
    resources.defer(() => sms.close())
    const erasures = createErasures({ clock, newId })
    const audit = createAudit({ clock, random, key: await installationSecret(db, AUDIT_KEY, random, clock) })
    const platform: Platform = {
      config,
      clock,
      random,
      newId,
      log,
      db,
      transaction: (work) =>
        inTransaction(
          (execute) => db.transaction().execute(execute),
          { clock, onFailure: (error) => tellUnsure({ bus, clock }, error), beforeCommit: audit.write },
          work,
        ),
      snapshot: (work) => inSnapshot(db, work),
      audienceLog,
      audit,
      emitter: createEmitter(bus, clock, audienceLog),
      bus,
      erasures,
      limits: createLimits(pool, test.limitFactor),
      sms,
      mail,
      calls: createCalls(config, { inbox, random, clock }),
      jobs,
      secret: (name) => installationSecret(db, name, random, clock),
      keyOutside: createOutsideKeys(config, log),
    }
    declareHousekeeping(platform)
    if (config.backups !== '' && config.roles.includes('worker')) {
      const { key, isNew } = await ensureBackupKey(backupKeyFile(config))
      // The built-in database has told it on the terminal before; an operator of his own finds it here.
      if (isNew) log.error({ file: backupKeyFile(config) }, 'backup.keyMade')
      const folder = new BackupFolder(config.backups, key)
      resources.use(startErasureShipping({ transaction: platform.transaction, folder, clock, log }))
    }
    const replayErasures = () => erasures.replay(platform.transaction)
    return { platform, jobs, inbox, pool, replayErasures, [Symbol.asyncDispose]: () => resources.disposeAsync() }
  } catch (error) {
    await resources.disposeAsync()
    throw error
  }
}

async function prepareDatabase(pool: pg.Pool, clock: Clock, test: TestOptions): Promise<void> {
  if (test.migrated === true) return
  const client = await pool.connect()
  try {
    await checkDatabase(client, { throwAway: test.throwAwayDatabase ?? false })
  } finally {
    client.release()
  }
  await migrate(pool, await readMigrations(MIGRATIONS), () => new Date(clock.now()))
}

async function keepClockRight(pool: pg.Pool, clock: CorrectableClock, log: Log): Promise<() => void> {
  await correctClock(pool, clock)
  return clock.every(CLOCK_CORRECTION_MS, () => {
    correctClock(pool, clock).catch((error: unknown) => log.warn({ error }, 'clock.notCorrected'))
  })
}

function createSms(config: Config, inbox: Inbox, clock: Clock): SmsDriver {
  if (config.sms === 'http') return createHttpSms(config.smsUrl, config.smsToken, clock)
  if (config.sms === 'smpp') return createSmppSms({ url: config.smsUrl, sender: config.smsSender, clock })
  return createLogSms(inbox)
}

function createMail(config: Config, inbox: Inbox): MailDriver {
  return config.mail === 'smtp' ? createSmtpMail(config.smtpUrl, config.mailFrom) : createLogMail(inbox)
}

function createCalls(
  config: Config,
  { inbox, random, clock }: Pick<Platform, 'random' | 'clock'> & { inbox: Inbox },
): CallDriver | null {
  if (config.calls === 'http') return createHttpCalls(config.callsUrl, config.callsToken, clock)
  return config.calls === 'log' ? createLogCalls(inbox, random) : null
}
