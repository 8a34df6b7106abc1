import type * as store from './audience-log.store.ts'

/** Logs of profiles and communities. PostgreSQL is one implementation, the simulation has another in memory. */
export type AudienceLog = Pick<typeof store, 'readHeads' | 'readAudienceLog' | 'appendToLogs'>
