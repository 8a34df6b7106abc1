import type { Reader, Tx } from '../../platform/db/database.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import type { MessengerStores } from '../stores.ts'
import { type Following, followedGroups } from './following.store.ts'

export type GroupsFollowing = ReturnType<typeof createFollowing>

interface Parts {
  stores: Pick<MessengerStores, 'log' | 'members'>
  changes: Pick<ChatChanges, 'doJoin'>
}

/**
 * When two profiles of an organisation have turned out to be one human, the one who stays comes into the groups of the other
 * one (STR-14). He reads them from then on, as everybody whom somebody adds: that both accounts are his is what an
 * administrator says, and nobody has shown it.
 */
export function createFollowing({ stores: { log, members }, changes }: Parts) {
  return {
    async count(reader: Reader, following: Following): Promise<number> {
      return (await followedGroups(reader, following)).length
    },

    /** Before `from` leaves; whoever owned a group hands it over. */
    async doJoin(tx: Tx, following: Following): Promise<void> {
      const { from, to } = following
      const found = await followedGroups(tx, following)
      const heads = await log.lockHeads(
        tx,
        found.map(({ id }) => id),
      )
      // Somebody may have left one while the heads were locked.
      for (const { id, role } of await followedGroups(tx, following)) {
        const head = heads.get(id)
        if (head === undefined) continue
        if (role === 'owner') await members.setRole(tx, id, from, 'member')
        await changes.doJoin(tx, id, [{ profileId: to, role }], {
          actorId: null,
          startSeq: null,
          countsAlready: false,
          ordinal: head.lastOrdinal,
        })
      }
    },
  }
}
