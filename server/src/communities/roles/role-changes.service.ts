import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import type { Grant, Membership } from '#contract/communities/communities.ts'
import { isStaffRole, ROLES_OF_TYPE, type Role } from '#contract/communities/types.ts'
import { ADULT_AGE } from '#contract/identity/signin.limits.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity } from '../../identity/index.ts'
import { ageOn, dayIn } from '../../identity/index.ts'
import { recordAct } from '../../platform/audit/record.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { isOneHuman } from '../links/links.service.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { lockAdministrators, parentRolesOf, type RoleRow, rolesOf } from '../memberships/memberships.store.ts'
import { staffPlaceOf, unitById } from '../units/units.store.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

interface Parts {
  platform: Pick<Platform, 'clock' | 'emitter'>
  identity: Pick<Identity, 'people' | 'holdProfiles' | 'leavingAmong'>
  memberships: Memberships
}

export type RoleChanges = ReturnType<typeof createRoleChanges>

/** What administrators make of members: other administrators, another role, another class. */
export function createRoleChanges({ platform, identity, memberships }: Parts) {
  const access = async (
    tx: Tx,
    { viewerId, communityId }: { viewerId: string; communityId: string },
    right: Grant,
    fail: Fail<'community.unknown' | 'community.notAllowed'>,
  ): Promise<Membership> => {
    const membership = (await memberships.accessMembership(tx, viewerId, communityId)) ?? fail('community.unknown')
    const can = communityAbilities(membership)
    const may = right === 'members.manage' ? can.manageMembers : can.manageAdministrators
    if (!may) fail('community.notAllowed', { right })
    return membership
  }

  const doTell = (
    tx: Tx,
    told: { communityId: string; profileId: string; appointed: boolean; actorId: string | null },
  ) => {
    const { communityId, profileId, appointed, actorId } = told
    const act = appointed ? 'administrator.began' : 'administrator.ended'
    const role = { role: 'administrator' }
    const facts = appointed ? { after: role } : { before: role }
    const by = actorId === null ? null : { profileId: actorId }
    recordAct(tx, { act, communityId, by, people: [profileId], ...facts })
    return platform.emitter.toCommunity(tx, communityId, 'administrators', 'administrators.changed', told)
  }

  /** The administrators who stay when one of them goes; somebody who is leaving leads nobody any more. */
  const othersOf = async (tx: Tx, administrators: readonly string[], profileId: string): Promise<string[]> => {
    const others = administrators.filter((id) => id !== profileId)
    const leaving = await identity.leavingAmong(tx, others)
    return others.filter((id) => !leaving.has(id))
  }

  /** Where a role is to be held: it exists in this organisation, its unit is there, and its holder is old enough. */
  const checkPlace = async (
    tx: Tx,
    { type, communityId, timeZone }: Membership,
    { profileId, to }: Pick<Input<'members.changeRole'>, 'profileId' | 'to'>,
    fail: FailOf<'members.changeRole'>,
  ): Promise<{ role: Role; unitId: string; unitName: string }> => {
    const { role, unitId } = to
    // An administrator is appointed, and a parent is one of a child.
    const isPossible = ROLES_OF_TYPE[type].includes(role) && role !== 'administrator' && role !== 'parent'
    if (!isPossible || unitId === null) return fail('member.roleImpossible')
    const unit = await unitById(tx, unitId)
    if (unit?.community_id !== communityId) return fail('unit.unknown')
    if (unit.archived) return fail('unit.archived')
    if (unit.system && !isStaffRole(role)) return fail('member.roleImpossible')
    const person = (await identity.people(tx, [profileId])).get(profileId)
    const isAdult = person !== undefined && ageOn(person.birthDate, dayIn(timeZone, platform.clock.now())) >= ADULT_AGE
    if (role !== 'pupil' && !isAdult) fail('member.notAdult', { from: ADULT_AGE })
    return { role, unitId, unitName: unit.name }
  }

  /** A first role of staff carries the mark: an administrator gives it, and nobody to himself (VER-06). */
  const checkVerifies = async (
    tx: Tx,
    by: { viewerId: string; membership: Membership },
    profileId: string,
    fail: FailOf<'members.changeRole'>,
  ): Promise<void> => {
    const { viewerId, membership } = by
    if (membership.roles.every(({ role }) => role !== 'administrator')) {
      fail('community.notAllowed', { right: 'administrators.manage' })
    }
    const people = await identity.people(tx, [viewerId, profileId])
    if (isOneHuman(people.get(viewerId), people.get(profileId))) fail('member.own')
  }

  /** Parents are in a class because of their child, so they come along. */
  const doBringParents = async (
    tx: Tx,
    { communityId, viewerId }: { communityId: string; viewerId: string },
    { held, unitId, childPersonId }: { held: RoleRow; unitId: string; childPersonId: string },
  ): Promise<void> => {
    for (const parent of await parentRolesOf(tx, communityId, [held.unit_id!], childPersonId)) {
      await memberships.doGrant(tx, {
        communityId,
        profileId: parent.profile_id,
        role: 'parent',
        unitId,
        childPersonId,
        grantedBy: viewerId,
        basis: 'change',
      })
    }
  }

  return {
    async appoint(
      tx: Tx,
      viewerId: string,
      { communityId, profileId }: Input<'members.appoint'>,
      fail: FailOf<'members.appoint'>,
    ): Promise<Record<string, never>> {
      // First the lock: whoever waited for it and was dismissed meanwhile appoints nobody.
      const administrators = await lockAdministrators(tx, communityId)
      await access(tx, { viewerId, communityId }, 'administrators.manage', fail)
      const roles = await rolesOf(tx, communityId, profileId)
      if (roles.length === 0 || (await identity.leavingAmong(tx, [profileId])).has(profileId)) fail('member.unknown')
      if (administrators.includes(profileId)) return {}
      if (!roles.some(({ role }) => isStaffRole(role))) fail('member.notStaff')
      await memberships.doGrant(tx, {
        communityId,
        profileId,
        role: 'administrator',
        unitId: null,
        childPersonId: null,
        grantedBy: viewerId,
        basis: 'appointment',
      })
      await doTell(tx, { communityId, profileId, appointed: true, actorId: viewerId })
      return {}
    },

    async dismiss(
      tx: Tx,
      viewerId: string,
      { communityId, profileId }: Input<'members.dismiss'>,
      fail: FailOf<'members.dismiss'>,
    ): Promise<Record<string, never>> {
      const administrators = await lockAdministrators(tx, communityId)
      await access(tx, { viewerId, communityId }, 'administrators.manage', fail)
      if (!administrators.includes(profileId)) fail('member.unknown')
      if ((await othersOf(tx, administrators, profileId)).length === 0) fail('member.lastAdministrator')
      const roles = await rolesOf(tx, communityId, profileId)
      if (!roles.some(({ role }) => isStaffRole(role) && role !== 'administrator')) {
        const place = (await staffPlaceOf(tx, communityId)) ?? fail('community.unknown')
        const staff = {
          role: 'staff',
          unitId: place.unit_id,
          childPersonId: null,
          grantedBy: viewerId,
          basis: 'change',
        } as const
        await memberships.doGrant(tx, { communityId, profileId, ...staff })
      }
      await memberships.doRevoke(tx, { communityId, profileId }, ({ role }) => role === 'administrator')
      await doTell(tx, { communityId, profileId, appointed: false, actorId: viewerId })
      return {}
    },

    /**
     * Takes the place of an administrator from people whom their school has dismissed. An organisation is not left without anybody:
     * when nobody else would have that place, one of them keeps it, and the log of the operator says so.
     *
     * @returns who keeps it
     */
    async doFollowDismissal(tx: Tx, communityId: string, profileIds: readonly string[]): Promise<string | null> {
      const administrators = await lockAdministrators(tx, communityId)
      const going = administrators.filter((id) => profileIds.includes(id))
      if (going.length === 0) return null
      const rest = administrators.filter((id) => !going.includes(id))
      const leaving = await identity.leavingAmong(tx, administrators)
      const isLed = rest.some((id) => !leaving.has(id))
      const kept = isLed ? null : (going.find((id) => !leaving.has(id)) ?? going[0]!)
      for (const profileId of going) {
        if (profileId === kept) continue
        await memberships.doRevoke(tx, { communityId, profileId }, ({ role }) => role === 'administrator')
        await doTell(tx, { communityId, profileId, appointed: false, actorId: null })
      }
      if (kept !== null) {
        const objects = [{ kind: 'community', id: communityId }] as const
        recordAct(tx, { act: 'administrator.kept', communityId: null, by: null, objects, people: [kept] })
      }
      return kept
    },

    async changeRole(
      tx: Tx,
      viewerId: string,
      input: Input<'members.changeRole'>,
      fail: FailOf<'members.changeRole'>,
    ): Promise<Record<string, never>> {
      const { communityId, profileId, from } = input
      const membership = await access(tx, { viewerId, communityId }, 'members.manage', fail)
      await identity.holdProfiles(tx, [profileId], 'change')
      const roles = await rolesOf(tx, communityId, profileId)
      const held = roles.find(({ role, unit_id }) => role === from.role && unit_id === from.unitId)
      if (held === undefined) return fail('member.unknown')
      // An administrator is dismissed, and a parent belongs to a child.
      if (held.role === 'administrator' || held.role === 'parent') return fail('member.roleImpossible')
      const to = await checkPlace(tx, membership, input, fail)
      if (to.role === held.role && to.unitId === held.unit_id) return {}
      if (isStaffRole(to.role) && !roles.some(({ role }) => isStaffRole(role))) {
        await checkVerifies(tx, { viewerId, membership }, profileId, fail)
      }
      const { role, unitId, unitName } = to
      const given = { role, unitId, childPersonId: null, grantedBy: viewerId, basis: 'change' }
      await memberships.doGrant(tx, { communityId, profileId, ...given })
      if (held.role === 'pupil' && to.role === 'pupil' && held.unit_id !== null) {
        const childPersonId = (await identity.people(tx, [profileId])).get(profileId)!.personId
        await doBringParents(tx, { communityId, viewerId }, { held, unitId: to.unitId, childPersonId })
      }
      await memberships.doRevoke(tx, { communityId, profileId }, ({ id }) => id === held.id)
      const unitBefore = held.unit_id === null ? null : await unitById(tx, held.unit_id)
      recordAct(tx, {
        act: 'member.roleChanged',
        communityId,
        by: { profileId: viewerId },
        people: [profileId],
        objects: [{ kind: 'unit', id: unitId }],
        before: { role: held.role, ...(unitBefore === null ? {} : { unitName: unitBefore.name }) },
        after: { role, unitName },
      })
      return {}
    },
  }
}
