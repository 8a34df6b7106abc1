import { fullName } from '#contract/identity/names.ts'
import type { Identity, MergeHook, Union } from '../../identity/index.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { FamilyCases } from '../families/family-cases.service.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { rolesOf } from '../memberships/memberships.store.ts'
import { childrenOf, moveChildRows, moveProfileRows, organisationsOf } from './merging.store.ts'

/** What the messenger adds when a profile takes the place of another one. */
export interface ChatsUnion {
  count(reader: Reader, union: Union): Promise<{ chats: number; twice: number; between: boolean }>
  /** The first lock of a union: the heads of all chats of the two. */
  doHold(tx: Tx, union: Union): Promise<void>
  /** Moves the chats, while both profiles are still what they are. */
  doMove(tx: Tx, union: Union): Promise<void>
}

interface Parts {
  identity: Identity
  memberships: Memberships
  familyCases: Pick<FamilyCases, 'doRestUnited'>
  chats: readonly ChatsUnion[]
}

/**
 * Roles, children, contacts and applications of one profile come to another one of the same person (IDN-23). First it is
 * given what the other is, then the chats move, then the other is nothing any more: so nobody is out of a chat in between.
 */
export function createMergeHook({ identity, memberships, familyCases, chats }: Parts): MergeHook {
  const doGrantAll = async (tx: Tx, { from, to }: Union, communityId: string, position: string): Promise<void> => {
    for (const role of await rolesOf(tx, communityId, from)) {
      await memberships.doGrant(tx, {
        communityId,
        profileId: to,
        role: role.role,
        unitId: role.unit_id,
        childPersonId: role.child_person_id,
        grantedBy: null,
        basis: role.basis,
        position,
      })
    }
  }

  return {
    async preview(reader, union) {
      const organisations = await organisationsOf(reader, union)
      const children = await identity.people(reader, await childrenOf(reader, union.from))
      const counted = { chats: 0, twice: 0, between: false }
      for (const each of chats) {
        const { chats: count, twice, between } = await each.count(reader, union)
        counted.chats += count
        counted.twice += twice
        counted.between ||= between
      }
      return {
        organisations: organisations.map(({ name, both }) => ({ name, both })),
        children: [...children.values()].map(fullName),
        ...counted,
      }
    },

    async doUnite(tx, union) {
      const { from, to } = union
      await identity.holdProfiles(tx, [from, to], 'change')
      for (const each of chats) await each.doHold(tx, union)
      const people = await identity.people(tx, [from, to])
      await moveChildRows(tx, { from: people.get(from)!.personId, to: people.get(to)!.personId })
      await moveProfileRows(tx, union)
      const organisations = await organisationsOf(tx, union)
      for (const { id, position, both } of organisations) await doGrantAll(tx, union, id, both ? '' : position)
      for (const each of chats) await each.doMove(tx, union)
      for (const { id } of organisations) {
        await memberships.doRevoke(tx, { communityId: id, profileId: from }, () => true)
      }
      await familyCases.doRestUnited(tx, to)
    },
  }
}
