import { startRounds } from '../../platform/clock/rounds.ts'
import type { Platform } from '../../platform/platform.ts'
import { dueOrganisations } from '../connection/connection.store.ts'
import { type Telling, WHOLE_MS } from './telling.ts'

/** How often is looked for what has changed. */
const EVERY_MS = 5_000
const STEP = 20

export interface SchoolRounds {
  /** Tells what is to be told now. */
  run(): Promise<void>
  /** Tells again and again; the answer stops it, when what runs is over. Several processes may do so at once. */
  start(): () => Promise<void>
}

/** Looks for organisations whose registers have changed. */
export function createSchoolRounds({
  db,
  clock,
  log,
  tell,
}: Pick<Platform, 'db' | 'clock' | 'log'> & { tell: Telling }): SchoolRounds {
  let running: Promise<void> | null = null
  let again = false
  let isStopped = false

  const round = async () => {
    for (;;) {
      const now = new Date(clock.now())
      const before = new Date(now.getTime() - WHOLE_MS)
      const due = await dueOrganisations(db, { now, before }, STEP)
      for (const organisationId of due) {
        if (isStopped) return
        // One organisation that fails keeps no other from its messenger; its lease ends, and a later round comes to it.
        await tell(organisationId).catch((error: unknown) => log.error({ error, organisationId }, 'school.tellFailed'))
      }
      if (due.length < STEP) return
    }
  }

  /** Whoever calls while one runs is heard when that is over. */
  const run = (): Promise<void> => {
    again = true
    running ??= (async () => {
      while (again) {
        again = false
        await round()
      }
    })().finally(() => {
      running = null
    })
    return running
  }

  return {
    run,
    start: () => {
      const stop = startRounds({ clock, log, everyMs: EVERY_MS, failure: 'school.roundFailed', run })
      return async () => {
        isStopped = true
        again = false
        stop()
        await running?.catch(() => {})
      }
    },
  }
}
