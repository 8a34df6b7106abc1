import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity } from '../../identity/index.ts'
import { recordAct } from '../../platform/audit/record.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Memberships } from './memberships.service.ts'
import { lockAdministrators, type RoleRow } from './memberships.store.ts'

type Input = InputOf<Operations['members.remove']>
type Codes = ErrorsOf<Operations['members.remove']>

/** Ends a membership, or the roles of one unit; the last administrator stays (ORG-09). */
export function createRemoval(memberships: Memberships, identity: Pick<Identity, 'leavingAmong'>) {
  return {
    async remove(tx: Tx, viewerId: string, input: Input, fail: Fail<Codes>): Promise<Record<string, never>> {
      const { communityId, profileId, unitId } = input
      // First the lock: whoever waited for it and was removed meanwhile removes nobody.
      const administrators = await lockAdministrators(tx, communityId)
      const membership = (await memberships.accessMembership(tx, viewerId, communityId)) ?? fail('community.unknown')
      if (!communityAbilities(membership).manageMembers) fail('community.notAllowed', { right: 'members.manage' })
      const others = administrators.filter((id) => id !== profileId)
      // An administrator whose account is to be deleted leads nobody any more.
      const leaving = await identity.leavingAmong(tx, others)
      const isLast = administrators.includes(profileId) && others.every((id) => leaving.has(id))
      const falls = (role: RoleRow) => unitId === undefined || role.unit_id === unitId
      // The administrator's role belongs to the whole community, so leaving a unit never ends it.
      if (isLast && unitId === undefined) return fail('member.lastAdministrator')
      const taken = await memberships.doRevoke(tx, { communityId, profileId }, falls)
      if (taken.length === 0) return fail('member.unknown')
      recordAct(tx, {
        act: 'member.removed',
        communityId,
        by: { profileId: viewerId },
        people: [profileId],
        objects: unitId === undefined ? [] : [{ kind: 'unit', id: unitId }],
        before: { role: [...new Set(taken.map(({ role }) => role))].sort().join(' ') },
      })
      return {}
    },
  }
}

export type Removal = ReturnType<typeof createRemoval>
