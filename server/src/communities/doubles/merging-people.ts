import type { Membership } from '#contract/communities/communities.ts'
import type { DoubleSide } from '#contract/communities/doubles.ts'
import { isStaffRole } from '#contract/communities/types.ts'
import { fullName } from '#contract/identity/names.ts'
import type { Identity } from '../../identity/index.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { type Fail, fail as refuse } from '../../platform/dispatch/refusal.ts'
import { lockApplications } from '../applications/applications.store.ts'
import type { DecisionsService } from '../applications/decisions.service.ts'
import { profilesOfPersons } from '../dialogues/dialogue-facts.store.ts'
import { parentRefusal } from '../families/family-size.ts'
import { isOneHuman } from '../links/links.service.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { parentRolesOf, type RoleRow, rolesOf } from '../memberships/memberships.store.ts'
import { unitById } from '../units/units.store.ts'
import * as store from './doubles.store.ts'

/** What the messenger does when somebody takes the place of another one in an organisation. */
export interface GroupsFollowing {
  /** Groups of the community in which `from` is and `to` is not. */
  count(reader: Reader, among: GroupsOf): Promise<number>
  /** Brings `to` into them, with the role that `from` has there, from now on. */
  doJoin(tx: Tx, among: GroupsOf): Promise<void>
}

export interface GroupsOf {
  communityId: string
  from: string
  to: string
}

export type PersonRefusal =
  | 'double.ages'
  | 'double.family'
  | 'double.administrator'
  | 'double.own'
  | 'double.keepMember'
  | 'double.familySuspended'
  | 'community.notAllowed'

/** Two profiles of an organisation, and who merges them. */
export interface PeoplePair {
  viewerId: string
  membership: Membership
  keep: DoubleSide
  gone: DoubleSide
}

interface Parts {
  identity: Pick<Identity, 'people' | 'holdProfiles' | 'isGuardianPair' | 'guardiansOf'>
  memberships: Memberships
  decisions: DecisionsService
  groups: readonly GroupsFollowing[]
}

const APPLIED_TWICE = 'Вы уже есть в организации под другим профилем: администратор объединил их.'

export const basisOf = (mergeId: string): string => `double:${mergeId}`

const samePlace = (one: RoleRow, other: RoleRow): boolean =>
  one.role === other.role && one.unit_id === other.unit_id && one.child_person_id === other.child_person_id

/**
 * Two profiles of one organisation become one there: what the other is, the one who stays is too, and nothing more. Both
 * hold it while that can be taken back, so that taking it back loses nothing; then the other one leaves. Accounts stay two, and
 * what was written stays where it is: only their owner unites those, by showing that both are his (IDN-23).
 */
export function createPeopleMerging({ identity, memberships, decisions, groups }: Parts) {
  /** Roles of the other one that the one who stays does not hold, all but an administrator's, which is given by hand. */
  const rolesToGive = async (reader: Reader, communityId: string, keepId: string, goneId: string) => {
    const held = await rolesOf(reader, communityId, keepId)
    return (await rolesOf(reader, communityId, goneId)).filter((role) => !held.some((each) => samePlace(each, role)))
  }

  /** Parents of the other one as a pupil, each with the unit in which he is one. */
  const parentsOf = async (reader: Reader, communityId: string, goneId: string) => {
    const units = (await rolesOf(reader, communityId, goneId)).flatMap(({ role, unit_id }) =>
      role === 'pupil' && unit_id !== null ? [unit_id] : [],
    )
    const person = (await identity.people(reader, [goneId])).get(goneId)
    if (units.length === 0 || person === undefined) return []
    const found = []
    for (const unitId of units) {
      for (const { profile_id } of await parentRolesOf(reader, communityId, [unitId], person.personId)) {
        found.push({ profileId: profile_id, unitId })
      }
    }
    return found
  }

  /** Nobody gains the mark by his own hand, or by anybody but an administrator (VER-06). */
  const checkStaff = async (reader: Reader, pair: PeoplePair, given: readonly RoleRow[], fail: Fail<PersonRefusal>) => {
    const held = await rolesOf(reader, pair.membership.communityId, pair.keep.id)
    if (!given.some(({ role }) => isStaffRole(role)) || held.some(({ role }) => isStaffRole(role))) return
    if (pair.membership.roles.every(({ role }) => role !== 'administrator')) {
      fail('community.notAllowed', { right: 'administrators.manage' })
    }
  }

  const check = async (reader: Reader, pair: PeoplePair, fail: Fail<PersonRefusal>): Promise<void> => {
    const { viewerId, membership, keep, gone } = pair
    const { communityId } = membership
    const people = await identity.people(reader, [viewerId, keep.id, gone.id])
    const [viewer, stays, goes] = [viewerId, keep.id, gone.id].map((id) => people.get(id))
    if (isOneHuman(viewer, stays) || isOneHuman(viewer, goes)) fail('double.own')
    const pupils = await memberships.pupilsAmong(reader, [keep.id, gone.id])
    if (pupils.has(keep.id) !== pupils.has(gone.id)) fail('double.ages')
    if (await identity.isGuardianPair(reader, keep.id, gone.id)) fail('double.family')
    if (keep.state === 'applicant' && gone.state === 'member') fail('double.keepMember')
    const given = await rolesToGive(reader, communityId, keep.id, gone.id)
    const held = await rolesOf(reader, communityId, gone.id)
    if (held.some(({ role }) => role === 'administrator')) fail('double.administrator')
    await checkStaff(reader, pair, given, fail)
    for (const { child_person_id: childId } of given) {
      if (childId === null) continue
      const child = [...(await identity.people(reader, await profilesOfPersons(reader, [childId]))).values()][0]
      const refusal = await parentRefusal(reader, identity, { child, adult: stays! })
      // One more adult for a short time is none: the other one goes.
      if (refusal?.code === 'family.suspended') fail('double.familySuspended')
      if (refusal?.code === 'family.ownChild') fail('double.family')
    }
  }

  const grant = (
    tx: Tx,
    made: { communityId: string; by: string; basis: string },
    profileId: string,
    role: GivenRole,
  ) =>
    memberships.doGrant(tx, {
      communityId: made.communityId,
      profileId,
      role: role.role,
      unitId: role.unit_id,
      childPersonId: role.child_person_id,
      grantedBy: made.by,
      basis: made.basis,
    })

  return {
    check,

    /** The locks of a merge, in the order in which decisions take them. */
    async doHold(tx: Tx, of: { communityId: string; keepId: string; goneId: string }): Promise<void> {
      const { communityId, keepId, goneId } = of
      await lockApplications(tx, communityId, await store.pendingOf(tx, communityId, goneId))
      await identity.holdProfiles(tx, [keepId, goneId], 'change')
    },

    async preview(reader: Reader, { membership: { communityId }, keep, gone }: PeoplePair) {
      const given = await rolesToGive(reader, communityId, keep.id, gone.id)
      const parents = await parentsOf(reader, communityId, gone.id)
      const childIds = await profilesOfPersons(
        reader,
        given.flatMap(({ child_person_id }) => child_person_id ?? []),
      )
      const people = await identity.people(reader, [...childIds, ...parents.map(({ profileId }) => profileId)])
      const byPerson = new Map([...people.values()].map((person) => [person.personId, person]))
      const nameOf = (personId: string | null) => {
        const person = personId === null ? undefined : byPerson.get(personId)
        return person === undefined ? null : fullName(person)
      }
      const roles = []
      for (const { role, unit_id: unitId, child_person_id: childId } of given) {
        const unit = unitId === null ? null : await unitById(reader, unitId)
        roles.push({ role, unitName: unit?.name ?? '', childName: nameOf(childId) })
      }
      let count = 0
      for (const each of groups) count += await each.count(reader, { communityId, from: gone.id, to: keep.id })
      return {
        roles,
        parents: [...new Set(parents.map(({ profileId }) => profileId))].flatMap((id) => {
          const person = people.get(id)
          return person === undefined ? [] : [fullName(person)]
        }),
        groups: count,
        applications: (await store.pendingOf(reader, communityId, gone.id)).length,
      }
    },

    /** The one who stays gets what the other is; applications of the other one are rejected. */
    async doMerge(tx: Tx, mergeId: string, pair: PeoplePair): Promise<store.Effects> {
      const { viewerId, membership, keep, gone } = pair
      const { communityId } = membership
      const applicationIds = await store.pendingOf(tx, communityId, gone.id)
      if (applicationIds.length > 0) {
        const rejecting = { communityId, ids: applicationIds, decision: 'reject', reason: APPLIED_TWICE } as const
        await decisions.decide(tx, viewerId, rejecting, refuse)
      }
      const made = { communityId, by: viewerId, basis: basisOf(mergeId) }
      for (const role of await rolesToGive(tx, communityId, keep.id, gone.id)) await grant(tx, made, keep.id, role)
      const child = (await identity.people(tx, [keep.id])).get(keep.id)!
      for (const { profileId, unitId } of await parentsOf(tx, communityId, gone.id)) {
        await grant(tx, made, profileId, { role: 'parent', unit_id: unitId, child_person_id: child.personId })
      }
      const roleIds = (await rolesOf(tx, communityId, gone.id)).map(({ id }) => id)
      return { ...store.NO_EFFECTS, applicationIds, roleIds }
    },

    /** Takes back just what the merge has given. */
    async doUndo(tx: Tx, viewerId: string, row: store.MergeRow): Promise<void> {
      const communityId = row.community_id
      const basis = basisOf(row.id)
      const ids = row.effects?.applicationIds ?? []
      await lockApplications(tx, communityId, ids)
      await identity.holdProfiles(tx, [row.keep_id, row.gone_id], 'change')
      for (const profileId of await store.holdersBy(tx, communityId, basis)) {
        await memberships.doRevoke(tx, { communityId, profileId }, (role) => role.basis === basis)
      }
      if (ids.length > 0) await decisions.undo(tx, viewerId, { communityId, ids }, refuse)
    },

    /**
     * The other one leaves the organisation, and the one who stays comes into its groups.
     *
     * @returns false when one of the two is something else by now, so that somebody would lose what nobody has looked at
     */
    async doEnd(tx: Tx, row: store.MergeRow): Promise<boolean> {
      const { community_id: communityId, keep_id: keepId, gone_id: goneId } = row
      await identity.holdProfiles(tx, [keepId, goneId], 'change')
      const goes = await rolesOf(tx, communityId, goneId)
      if (goes.length === 0) return true
      const known = new Set(row.effects?.roleIds)
      const isChanged = goes.some(({ id, role }) => !known.has(id) || role === 'administrator')
      if (isChanged || (await rolesOf(tx, communityId, keepId)).length === 0) return false
      for (const each of groups) await each.doJoin(tx, { communityId, from: goneId, to: keepId })
      await memberships.doRevoke(tx, { communityId, profileId: goneId }, () => true)
      return true
    },
  }
}

type GivenRole = Pick<RoleRow, 'role' | 'unit_id' | 'child_person_id'>

export type PeopleMerging = ReturnType<typeof createPeopleMerging>
