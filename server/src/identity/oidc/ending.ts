import type Provider from 'oidc-provider'
import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { deleteGrants, deleteGrantsOf, leaveSessions, takeSessions } from './payload.store.ts'

const LOGOUT_JOB = 'identity.oidc-logout'
const TRIES = 5

interface LogoutPayload {
  clientId: string
  accountId: string
  sid: string
}

/** Ends at the clients what ends here: tokens at once, sessions of theirs by a job that tries again (back-channel logout). */
export function createOidcEnding(platform: Platform, providerNow: () => Promise<Provider>) {
  platform.jobs.declare<LogoutPayload>({
    name: LOGOUT_JOB,
    retries: TRIES,
    async handle({ clientId, accountId, sid }) {
      const provider = await providerNow()
      const client = await provider.Client.find(clientId)
      if (client?.backchannelLogoutUri === undefined) return
      await (
        client as unknown as { backchannelLogout(accountId: string, sid: string): Promise<void> }
      ).backchannelLogout(accountId, sid)
    },
  })
  const doTell = (tx: Tx, logout: LogoutPayload) => platform.jobs.enqueue(tx, LOGOUT_JOB, logout)

  /** Ends what an account has granted one client, here and there. */
  const endGrants = async (tx: Tx, clientId: string, accountId: string): Promise<void> => {
    await deleteGrantsOf(tx, clientId, accountId)
    for (const sid of await leaveSessions(tx, clientId, accountId)) await doTell(tx, { clientId, accountId, sid })
  }

  const endClients = async (tx: Tx, sessionIds: readonly string[]): Promise<void> => {
    if (sessionIds.length === 0) return
    for (const { accountId, authorizations } of await takeSessions(tx, sessionIds)) {
      const reached = Object.entries(authorizations)
      await deleteGrants(
        tx,
        reached.flatMap(([, { grantId }]) => (grantId === undefined ? [] : [grantId])),
      )
      for (const [clientId, { sid }] of reached) {
        if (sid !== undefined) await doTell(tx, { clientId, accountId, sid })
      }
    }
  }

  return { endClients, endGrants }
}
