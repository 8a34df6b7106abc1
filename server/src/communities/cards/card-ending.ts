import type { Identity } from '../../identity/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import * as store from './cards.store.ts'
import { removeDevices } from './class-devices.store.ts'

/** Ends cards and devices of classes together with whoever is signed in by them, in the transaction that is the reason. */
export function createCardEnding(platform: Platform, identity: Pick<Identity, 'lessons'>) {
  const { clock } = platform

  const doEndSessions = async (tx: Tx, of: Parameters<typeof store.takeSessions>[1]): Promise<void> => {
    for (const { session_id, profile_id } of await store.takeSessions(tx, of)) {
      await identity.lessons.end(tx, profile_id, session_id)
    }
  }

  platform.jobs.declare({
    name: 'communities.forget-card-sessions',
    retries: 3,
    cron: '41 * * * *',
    handle: async () => {
      await platform.transaction((tx) => store.forgetSessions(tx, new Date(clock.now())))
    },
  })

  const ending = {
    doEndSessions,

    /** Ends the cards of these people in these units, or of everybody there; returns how many. */
    async endCards(tx: Tx, unitIds: readonly string[], profileIds: readonly string[] | null): Promise<number> {
      const cardIds = await store.endCards(tx, unitIds, profileIds, clock.now())
      await doEndSessions(tx, { cardIds })
      return cardIds.length
    },

    /** Takes devices away; returns how many. */
    async removeDevices(tx: Tx, which: Parameters<typeof removeDevices>[1]): Promise<number> {
      const deviceIds = await removeDevices(tx, which, clock.now())
      await doEndSessions(tx, { deviceIds })
      return deviceIds.length
    },

    async onPupilLeft(tx: Tx, profileId: string, unitIds: readonly string[]): Promise<void> {
      await ending.endCards(tx, unitIds, [profileId])
    },

    async onUnitArchived(tx: Tx, unitId: string): Promise<void> {
      await ending.endCards(tx, [unitId], null)
      await ending.removeDevices(tx, { unitId })
    },
  }
  return ending
}

export type CardEnding = ReturnType<typeof createCardEnding>
