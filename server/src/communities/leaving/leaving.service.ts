import type { Identity } from '../../identity/index.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { lockAdministrators } from '../memberships/memberships.store.ts'
import * as store from './leaving.store.ts'

/** What organisations have to say to somebody who wants his account deleted (IDN-24). */
export function createLeaving(identity: Pick<Identity, 'leavingAmong'>) {
  return {
    /**
     * Organisations whose only administrators these profiles are; another one who leaves himself is none. Within a
     * transaction the administrators are held, so that of the last two who leave at once one stays.
     */
    async holds(reader: Reader, profileIds: readonly string[], tx?: Tx): Promise<string[]> {
      const names: string[] = []
      for (const { id, name } of await store.administratedBy(reader, profileIds)) {
        const all = tx === undefined ? await store.administratorsOf(reader, id) : await lockAdministrators(tx, id)
        const others = all.filter((profileId) => !profileIds.includes(profileId))
        const leaving = await identity.leavingAmong(reader, others)
        if (others.every((profileId) => leaving.has(profileId))) names.push(name)
      }
      return names
    },

    setLeaving: store.setLeaving,
  }
}
