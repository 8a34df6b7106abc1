import type { Audit } from './audit/audit.ts'
import type { Bus } from './bus/bus.ts'
import type { CallDriver } from './calls/calls.ts'
import type { Clock } from './clock/clock.ts'
import type { Random } from './clock/random.ts'
import type { Config } from './config/config.ts'
import type { Database, Tx } from './db/database.ts'
import type { Erasures } from './erasures/erasures.ts'
import type { AudienceLog } from './events/audience-log.ts'
import type { Emitter } from './events/emit.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { Limits } from './limits/limits.ts'
import type { Log } from './log/log.ts'
import type { MailDriver } from './mail/mail.ts'
import type { SmsDriver } from './sms/sms.ts'

/** Everything that a domain gets from outside of itself. */
export interface Platform {
  readonly config: Config
  readonly clock: Clock
  readonly random: Random
  /** A new id (UUID version 7). */
  readonly newId: () => string
  readonly log: Log
  readonly db: Database
  /** One transaction; events emitted in it are published after its commit. */
  readonly transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** Reads everything as it stood at one moment. */
  readonly snapshot: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  readonly audienceLog: AudienceLog
  /** The log of administrative acts; what writes into it is `recordAct`. */
  readonly audit: Omit<Audit, 'write'>
  readonly emitter: Emitter
  readonly bus: Bus
  readonly erasures: Erasures
  readonly limits: Limits
  readonly sms: SmsDriver
  readonly mail: MailDriver
  /** Null where nobody is called. */
  readonly calls: CallDriver | null
  readonly jobs: Jobs
  /** Keys of this installation by name. */
  readonly secret: (name: string) => Promise<Buffer>
  /** A key of this installation by name that follows from the key of its backups and stands in no database; 32 bytes. */
  readonly keyOutside: (name: string) => Promise<Buffer>
}
