import type { ClientScope } from '#contract/identity/oidc.limits.ts'
import type { linked } from '#contract/identity/oidc.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { chosenClients, deleteChoice, readChoice } from './choices.store.ts'

/** Somebody lets a system know these profiles of his no more; called in the transaction that does it. */
export type SystemForgotten = (tx: Tx, profileIds: readonly string[], clientId: string) => Promise<void>

export type LinkedSystems = ReturnType<typeof createLinkedSystems>

/** Outside systems that somebody has let know him, in his own hands. */
export function createLinkedSystems(
  endGrants: (tx: Tx, clientId: string, accountId: string) => Promise<void>,
  forgotten: readonly SystemForgotten[],
) {
  const list = async (reader: Reader, accountId: string): Promise<OutputOf<typeof linked>> => ({
    systems: (await chosenClients(reader, accountId)).map((row) => ({
      clientId: row.client_id,
      name: row.client_name,
      profile: {
        id: row.profile_id,
        kind: row.kind,
        surname: row.surname,
        name: row.name,
        patronymic: row.patronymic,
      },
      scopes: row.scopes.filter((scope) => scope !== 'openid') as ClientScope[],
      since: toInstant(row.confirmed_at),
    })),
  })
  return {
    list,

    /** Also where nothing is granted any more: a second press finds it done. */
    async unlink(tx: Tx, accountId: string, clientId: string) {
      const choice = await readChoice(tx, clientId, accountId)
      await deleteChoice(tx, clientId, accountId)
      if (choice !== null) for (const hook of forgotten) await hook(tx, [choice.profileId], clientId)
      await endGrants(tx, clientId, accountId)
      return list(tx, accountId)
    },
  }
}
