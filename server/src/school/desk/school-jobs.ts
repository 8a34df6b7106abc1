import type { Platform } from '../../platform/platform.ts'
import { forgetSessions } from './accounts.store.ts'

/** Declares the hourly job that deletes sessions that are over. */
export function declareSchoolJobs({ jobs, transaction, clock }: Platform): void {
  jobs.declare({
    name: 'school.forget-sessions',
    retries: 3,
    cron: '23 * * * *',
    async handle() {
      while ((await transaction((tx) => forgetSessions(tx, new Date(clock.now())))) > 0);
    },
  })
}
