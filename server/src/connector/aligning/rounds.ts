import { startRounds } from '../../platform/clock/rounds.ts'
import type { Tx } from '../../platform/db/database.ts'
import { afterCommit } from '../../platform/db/transaction.ts'
import type { Platform } from '../../platform/platform.ts'
import { dueOrganisations } from '../grants/organisations.store.ts'
import type { Aligning } from './aligning.ts'

/** How often is looked for what nobody has begun. */
const EVERY_MS = 10_000
/** What has taken effect is looked at again after so long, whatever was lost meanwhile. */
const RECONCILED_MS = 20 * 3_600_000
const STEP = 20
/** Organisations that are looked at at once: most of the time one waits for the database. */
const TOGETHER = 2

export interface ConnectorRounds {
  /** Aligns every organisation that is due. */
  run(): Promise<void>
  /** Runs again and again; the answer stops it, when what runs is over. Several processes may do so at once. */
  start(): () => Promise<void>
  /** Aligns at once, when this process does such work, what a transaction has changed; called inside of it. */
  onMoved(tx: Tx): void
}

export function createConnectorRounds({
  db,
  clock,
  log,
  aligning,
}: Pick<Platform, 'db' | 'clock' | 'log'> & { aligning: Aligning }): ConnectorRounds {
  let works = false
  let running: Promise<void> | null = null
  let again = false

  /** One organisation that fails keeps no other from its chats; its lease ends, and the next round comes to it. */
  const alignAll = async (ids: Iterable<string>) => {
    for (const communityId of ids) {
      await aligning.align(communityId).catch((error: unknown) => {
        log.error({ error, communityId }, 'connector.alignFailed')
      })
    }
  }

  const run = async () => {
    for (;;) {
      const now = new Date(clock.now())
      const before = new Date(now.getTime() - RECONCILED_MS)
      const due = await dueOrganisations(db, { now, before }, STEP)
      const rest = due.values()
      await Promise.all(Array.from({ length: TOGETHER }, () => alignAll(rest)))
      if (due.length < STEP) return
    }
  }

  /** Whoever calls while one runs is heard when that is over. */
  const runNow = (): Promise<void> => {
    again = true
    running ??= (async () => {
      while (again) {
        again = false
        await run()
      }
    })().finally(() => {
      running = null
    })
    return running
  }

  return {
    run: runNow,
    start: () => {
      works = true
      const stop = startRounds({ clock, log, everyMs: EVERY_MS, failure: 'connector.roundFailed', run: runNow })
      return async () => {
        works = false
        again = false
        stop()
        await running?.catch(() => {})
      }
    },
    onMoved: (tx) => {
      afterCommit(tx, () => {
        if (works) runNow().catch((error: unknown) => log.warn({ error }, 'connector.roundFailed'))
      })
    },
  }
}
