import type { Membership } from '#contract/communities/communities.ts'
import { isStaffRole, type Role } from '#contract/communities/types.ts'
import { fullName } from '#contract/identity/names.ts'
import { ageOn, dayIn, type Identity } from '../../identity/index.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { afterCommit } from '../../platform/db/transaction.ts'
import { communityAudience } from '../../platform/events/emit.ts'
import type { Platform } from '../../platform/platform.ts'
import { isNamed, memberIds, profilesOfPersons } from '../dialogues/dialogue-facts.store.ts'
import { holdUnits } from '../units/unit-leads.store.ts'
import * as store from './memberships.store.ts'
import { foldName } from './visible-members.store.ts'

type ChannelClass = 'everyone' | 'staff'

export interface MembershipChanged {
  communityId: string
  profileId: string
  before: readonly ChannelClass[]
  after: readonly ChannelClass[]
  /** Units that the profile leads since now, and those that it leads no more. */
  leads: { began: readonly string[]; ended: readonly string[] }
}

/** Called in the transaction that changes a membership. */
export type MembershipChangedHook = (tx: Tx, change: MembershipChanged) => Promise<void>

/** Called in the transaction after which the rule of two adults may be another one for these people. */
export type DialogueRulesChangedHook = (tx: Tx, profileIds: readonly string[]) => Promise<void>

/** Called in the transaction in which a pupil leaves classes. */
export type PupilLeftHook = (tx: Tx, profileId: string, unitIds: readonly string[]) => Promise<void>

export interface MembershipHooks {
  pupilLeft: readonly PupilLeftHook[]
  membershipChanged: readonly MembershipChangedHook[]
  dialogueRulesChanged: readonly DialogueRulesChangedHook[]
}

export interface RoleGrant {
  communityId: string
  profileId: string
  role: Role
  unitId: string | null
  childPersonId: string | null
  grantedBy: string | null
  /** Why the role is held: `request`, or the application. */
  basis: string
  position?: string
}

export const ADULT_AGE = 18
export const ADULT_ZONE = 'Europe/Moscow'

/** The one way in which roles are given and taken; everything that follows from them follows here. */
export function createMemberships(platform: Platform, identity: Identity, hooks: MembershipHooks) {
  const { emitter, bus, clock } = platform

  /** Mark of a verified person, event to the profile, hooks and the audiences of its sockets. */
  const doFollow = async (tx: Tx, change: MembershipChanged): Promise<void> => {
    const { communityId, profileId } = change
    const card = await identity.setStaff(tx, profileId, await store.holdsStaffRole(tx, profileId))
    // Everybody here has seen the mark that ends, though nobody but his neighbours would see him now.
    if (card?.staff === false) {
      emitter.ephemeral(tx, 'community', communityAudience(communityId, 'everyone'), 'profile.changed', { card })
    }
    if (change.after.length === 0) await store.deleteMember(tx, communityId, profileId)
    // Before the event, since whoever works in a chat holds its head first and the logs of its people then.
    for (const hook of hooks.membershipChanged) await hook(tx, change)
    if (await isNamed(tx, communityId, profileId)) await memberships.doFollowRules(tx, communityId)
    const membership = (await store.accessMemberships(tx, profileId, communityId))[0]
    if (membership === undefined) await emitter.toProfile(tx, profileId, 'membership.ended', { communityId })
    else await emitter.toProfile(tx, profileId, 'membership.changed', { membership })
    afterCommit(tx, () => bus.signal({ t: 'audiences', profileId }))
  }

  /** A guardian is one while some organisation has him as the parent of that child. */
  const doEndGuardians = async (tx: Tx, profileId: string, taken: readonly store.RoleRow[]): Promise<void> => {
    const person = (await identity.people(tx, [profileId])).get(profileId)
    for (const { child_person_id: childId } of taken) {
      if (childId === null || person === undefined) continue
      if (!(await store.isParentAnywhere(tx, person.personId, childId))) {
        await identity.removeGuardian(tx, childId, person.personId)
        await memberships.doFollowConsent(tx, childId)
      }
    }
  }

  /** Dialogues of these children are seen by others than before. */
  const doFollowGuardians = async (tx: Tx, childPersonIds: readonly (string | null)[]) => {
    const profileIds = await profilesOfPersons(
      tx,
      childPersonIds.filter((id) => id !== null),
    )
    for (const hook of hooks.dialogueRulesChanged) await hook(tx, profileIds)
  }

  /** Cards of the unit end with the pupil, and parents are there because of their child (reading A-05). */
  const doFollowPupil = async (
    tx: Tx,
    from: { communityId: string; profileId: string },
    taken: readonly store.RoleRow[],
  ): Promise<void> => {
    const units = taken.flatMap((row) => (row.role === 'pupil' && row.unit_id !== null ? [row.unit_id] : []))
    if (units.length === 0) return
    for (const hook of hooks.pupilLeft) await hook(tx, from.profileId, units)
    const child = (await identity.people(tx, [from.profileId])).get(from.profileId)
    for (const parent of await store.parentRolesOf(tx, from.communityId, units, child?.personId ?? null)) {
      const { communityId } = from
      await memberships.doRevoke(tx, { communityId, profileId: parent.profile_id }, (role) => role.id === parent.id)
    }
  }

  /** A pupil lives where its organisations are, and its birthdays begin there. */
  const doFollowZones = async (tx: Tx, personId: string): Promise<void> => {
    await identity.consents.setZones(tx, personId, await store.zonesOf(tx, personId))
    await memberships.doFollowConsent(tx, personId)
  }

  const memberships = {
    /**
     * Hides a child under 14 for whom nobody has consented from whoever does not see all members, and shows it again; the
     * dialogues that it has are closed or opened within a minute.
     */
    async doFollowConsent(tx: Tx, personId: string): Promise<void> {
      const changed = await store.setWithheld(tx, personId, await identity.consents.withheldUntil(tx, personId))
      if (changed.length === 0) return
      for (const hook of hooks.dialogueRulesChanged) await hook(tx, changed)
    },

    /** Gives a role; the profile becomes a member when it is none. */
    async doGrant(tx: Tx, grant: RoleGrant): Promise<void> {
      const { communityId, profileId } = grant
      const person = (await identity.people(tx, [profileId])).get(profileId)
      if (person === undefined) throw new Error('A role is given to a profile that does not exist')
      await identity.holdProfiles(tx, [profileId], 'change')
      if (grant.childPersonId !== null) await identity.addGuardian(tx, grant.childPersonId, person.personId)
      if (grant.role === 'lead' && grant.unitId !== null) await holdUnits(tx, [grant.unitId])
      const now = clock.now()
      await store.touchMember(tx, {
        communityId,
        profileId,
        personId: person.personId,
        sortName: foldName(fullName(person)),
        position: grant.position ?? '',
        leaving: (await identity.leavingAmong(tx, [profileId])).has(profileId),
        now,
      })
      const before = await store.rolesOf(tx, communityId, profileId)
      await store.insertRole(tx, { ...grant, id: platform.newId(), now })
      if (grant.role === 'pupil') await doFollowZones(tx, person.personId)
      await doFollowGuardians(tx, [grant.childPersonId])
      const after = [...before.map((row) => row.role), grant.role]
      await doFollow(tx, {
        communityId,
        profileId,
        before: before.length === 0 ? [] : classesOf(before.map((row) => row.role)),
        after: classesOf(after),
        leads: leadsChange(before, [...before, { role: grant.role, unit_id: grant.unitId }]),
      })
    },

    /** Takes those roles that `which` names; without a role left the membership ends. Returns what was taken. */
    async doRevoke(
      tx: Tx,
      from: { communityId: string; profileId: string },
      which: (role: store.RoleRow) => boolean,
    ): Promise<store.RoleRow[]> {
      const { communityId, profileId } = from
      await identity.holdProfiles(tx, [profileId], 'change')
      if (!(await store.lockMember(tx, communityId, profileId))) return []
      const before = await store.rolesOf(tx, communityId, profileId)
      const taken = before.filter(which)
      if (taken.length === 0) return []
      const rest = before.filter((row) => !which(row))
      const leads = leadsChange(before, rest)
      await holdUnits(tx, leads.ended)
      await store.deleteRoles(
        tx,
        taken.map((row) => row.id),
      )
      await doEndGuardians(tx, profileId, taken)
      await doFollowGuardians(
        tx,
        taken.map((row) => row.child_person_id),
      )
      await doFollow(tx, {
        communityId,
        profileId,
        before: classesOf(before.map((row) => row.role)),
        after: rest.length === 0 ? [] : classesOf(rest.map((row) => row.role)),
        leads,
      })
      await doFollowPupil(tx, from, taken)
      const person = (await identity.people(tx, [profileId])).get(profileId)
      const wasPupil = taken.some((row) => row.role === 'pupil')
      if (wasPupil && person !== undefined) await doFollowZones(tx, person.personId)
      return taken
    },

    /** The viewer's membership, or null when he has none: then nothing of the community exists for him. */
    async accessMembership(reader: Reader, profileId: string, communityId: string): Promise<Membership | null> {
      return (await store.accessMemberships(reader, profileId, communityId))[0] ?? null
    },

    /** Pupils by role in any community, and everybody under 18. */
    async pupilsAmong(reader: Reader, ids: readonly string[]): Promise<ReadonlySet<string>> {
      const pupils = new Set(await store.pupilsByRole(reader, ids))
      const today = dayIn(ADULT_ZONE, clock.now())
      for (const person of (await identity.people(reader, ids)).values()) {
        if (ageOn(person.birthDate, today) < ADULT_AGE) pupils.add(person.profileId)
      }
      return pupils
    },

    /** Has the rule of two adults looked at again for all pupils of a community. */
    async doFollowRules(tx: Tx, communityId: string): Promise<void> {
      const pupils = await memberships.pupilsAmong(tx, await memberIds(tx, communityId))
      for (const hook of hooks.dialogueRulesChanged) await hook(tx, [...pupils])
    },

    /** Which channels of which communities a profile reads. */
    async channelClassesOf(reader: Reader, profileId: string): Promise<{ communityId: string; class: ChannelClass }[]> {
      return channelsOf(await store.accessMemberships(reader, profileId))
    },

    /** What profiles are in communities, with the channels that they read and the logs that they hear. */
    async standingsOf(reader: Reader, profileIds: readonly string[]) {
      const found = await store.accessMembershipsOf(reader, profileIds)
      const standingOf = (memberships: Membership[]) => ({
        memberships,
        classes: channelsOf(memberships),
        keys: audienceKeysOf(memberships),
      })
      return new Map(profileIds.map((profileId) => [profileId, standingOf(found.get(profileId) ?? [])]))
    },
  }
  return memberships
}

export type Memberships = ReturnType<typeof createMemberships>

function channelsOf(found: readonly Membership[]): { communityId: string; class: ChannelClass }[] {
  return found.flatMap(({ communityId, roles }) =>
    classesOf(roles.map((row) => row.role)).map((channelClass) => ({ communityId, class: channelClass })),
  )
}

/** Logs of communities that somebody hears. */
function audienceKeysOf(found: readonly Membership[]): string[] {
  return found.flatMap(({ communityId, roles }) => {
    const keys = classesOf(roles.map((row) => row.role)).map((each) => communityAudience(communityId, each))
    const administers = roles.some((row) => row.role === 'administrator')
    return administers ? [...keys, communityAudience(communityId, 'administrators')] : keys
  })
}

type RoleInUnit = Pick<store.RoleRow, 'role' | 'unit_id'>

/** Which units are led with these roles and were not with those, and the other way round. */
function leadsChange(before: readonly RoleInUnit[], after: readonly RoleInUnit[]): MembershipChanged['leads'] {
  const ledWith = (roles: readonly RoleInUnit[]) =>
    new Set(roles.flatMap(({ role, unit_id }) => (role === 'lead' && unit_id !== null ? [unit_id] : [])))
  return {
    began: [...ledWith(after).difference(ledWith(before))],
    ended: [...ledWith(before).difference(ledWith(after))],
  }
}

function classesOf(roles: readonly Role[]): ChannelClass[] {
  return roles.some(isStaffRole) ? ['everyone', 'staff'] : ['everyone']
}
