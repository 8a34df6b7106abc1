import { defaultGrants, linkRoles } from '#contract/communities/communities.abilities.ts'
import { type CommunityType, ROLES_OF_TYPE } from '#contract/communities/types.ts'
import { recordAct } from '../../platform/audit/record.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { insertUnit } from '../units/units.store.ts'
import {
  claimPending,
  earlierAdministrators,
  insertCommunity,
  insertPendingAdministrator,
  insertRoles,
  replacePendingAdministrator,
} from './founding.store.ts'

const TIME_ZONE = 'Europe/Moscow'

/** Called in the transaction that makes a community; the messenger adds the default channels here. */
export type CommunityCreatedHook = (tx: Tx, community: { id: string; type: CommunityType }) => Promise<void>

/** What an approved request becomes (ORG-04), and how its administrator's right finds him (IDN-19). */
export function createFounding(platform: Platform, memberships: Memberships, created: readonly CommunityCreatedHook[]) {
  const { clock } = platform

  /** The right of whoever had it before ends at the moment in which the new one begins (ORG-10). */
  const doEndEarlier = async (
    tx: Tx,
    communityId: string,
    now: { phone: string; profileId: string },
  ): Promise<void> => {
    for (const profileId of await earlierAdministrators(tx, communityId, now.phone)) {
      if (profileId === now.profileId) continue
      const taken = await memberships.doRevoke(tx, { communityId, profileId }, ({ role }) => role === 'administrator')
      // The product does it for the operator, who has named the new one before.
      if (taken.length > 0) recordAct(tx, { act: 'administrator.ended', communityId, by: null, people: [profileId] })
    }
  }

  return {
    doReplace: (tx: Tx, communityId: string, phone: string) =>
      replacePendingAdministrator(tx, communityId, phone, clock.now()),

    /** Makes the community with its role set, «Коллектив», channels and the right that waits for a phone. */
    async doFound(
      tx: Tx,
      request: { type: CommunityType; name: string; administrator_phone: string; inn: string; kpp: string },
    ): Promise<string> {
      const id = platform.newId()
      const now = clock.now()
      await insertCommunity(tx, {
        id,
        type: request.type,
        name: request.name,
        short_name: request.name,
        time_zone: TIME_ZONE,
        inn: request.inn,
        kpp: request.kpp,
        created_at: new Date(now),
      })
      const roles = new Set([...ROLES_OF_TYPE[request.type], ...linkRoles(request.type)])
      await insertRoles(
        tx,
        id,
        [...roles].map((role) => ({ role, grants: defaultGrants(role) })),
      )
      await insertUnit(tx, {
        id: platform.newId(),
        communityId: id,
        name: 'Коллектив',
        grade: null,
        system: true,
        schoolYear: null,
        parentId: null,
        now,
      })
      await insertPendingAdministrator(tx, id, request.administrator_phone, now)
      for (const hook of created) await hook(tx, { id, type: request.type })
      return id
    },

    /** Gives the waiting rights of this phone to the profile with which its owner has signed in. */
    async doClaim(tx: Tx, facts: { phone: string | null; profileId: string | null }): Promise<void> {
      if (facts.profileId === null || facts.phone === null) return
      for (const { communityId, replaces } of await claimPending(tx, facts.phone, facts.profileId, clock.now())) {
        await memberships.doGrant(tx, {
          communityId,
          profileId: facts.profileId,
          role: 'administrator',
          unitId: null,
          childPersonId: null,
          grantedBy: null,
          basis: 'request',
        })
        recordAct(tx, {
          act: 'administrator.began',
          communityId,
          by: { profileId: facts.profileId },
          people: [facts.profileId],
          after: { role: 'administrator' },
        })
        if (replaces) await doEndEarlier(tx, communityId, { phone: facts.phone, profileId: facts.profileId })
      }
    },
  }
}

export type Founding = ReturnType<typeof createFounding>
