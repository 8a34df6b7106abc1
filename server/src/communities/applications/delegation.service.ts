import { canDelegate, communityAbilities } from '#contract/communities/communities.abilities.ts'
import type { Delegation } from '#contract/communities/delegation.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { recordAct } from '../../platform/audit/record.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { ProfileEvent } from '../../platform/events/emit.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import type { ApplicationsService } from './applications.service.ts'
import { readDelegation, touchLeads, writeDelegation } from './delegation.store.ts'

interface Parts {
  platform: Pick<Platform, 'clock' | 'emitter'>
  memberships: Memberships
  applications: Pick<ApplicationsService, 'doTellQueue'>
}

export type DelegationService = ReturnType<typeof createDelegation>

/** Whether leads decide on the pupils and parents of their own units, as administrators say (INV-08). */
export function createDelegation({ platform, memberships, applications }: Parts) {
  const { clock, emitter } = platform
  return {
    async get(
      reader: Reader,
      viewerId: string,
      communityId: string,
      fail: Fail<ErrorsOf<Operations['delegation.get']>>,
    ): Promise<Delegation> {
      const membership =
        (await memberships.accessMembership(reader, viewerId, communityId)) ?? fail('community.unknown')
      const can = communityAbilities(membership)
      if (!can.decideApplications && !can.decideUnitApplications && !can.manageOrganisation) {
        fail('community.notAllowed', { right: 'applications.decide' })
      }
      return { communityId, leads: await readDelegation(reader, communityId) }
    },

    /** Every lead learns at once what he may do now. */
    async set(
      tx: Tx,
      viewerId: string,
      { communityId, leads }: InputOf<Operations['delegation.set']>,
      fail: Fail<ErrorsOf<Operations['delegation.set']>>,
    ): Promise<Delegation> {
      const membership = (await memberships.accessMembership(tx, viewerId, communityId)) ?? fail('community.unknown')
      const can = communityAbilities(membership)
      if (!can.decideApplications && !can.manageOrganisation) {
        fail('community.notAllowed', { right: 'applications.decide' })
      }
      if (!canDelegate(membership.type)) fail('application.delegationImpossible')
      const by = { profileId: viewerId }
      const isSo = (await readDelegation(tx, communityId)) === leads
      if (isSo || !(await writeDelegation(tx, { communityId, leads }, { ...by, now: clock.now() }))) {
        return { communityId, leads }
      }
      recordAct(tx, { act: leads ? 'delegation.given' : 'delegation.taken', communityId, by })
      const told: ProfileEvent<'membership.changed'>[] = []
      for (const profileId of await touchLeads(tx, communityId)) {
        const membership = await memberships.accessMembership(tx, profileId, communityId)
        if (membership !== null) told.push({ profileId, payload: { membership } })
      }
      await emitter.toProfiles(tx, 'membership.changed', told)
      await applications.doTellQueue(tx, communityId, [])
      return { communityId, leads }
    },
  }
}
