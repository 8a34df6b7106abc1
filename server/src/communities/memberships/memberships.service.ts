import type { Membership } from '#contract/communities/communities.ts'
import { isStaffRole, type Role } from '#contract/communities/types.ts'
import { fullName } from '#contract/identity/names.ts'
import { ageOn, dayIn, type Identity } from '../../identity/index.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { afterCommit } from '../../platform/db/transaction.ts'
import { communityAudience } from '../../platform/events/emit.ts'
import type { Platform } from '../../platform/platform.ts'
import { isAnyNamed, memberIds, profilesOfPersons } from '../dialogues/dialogue-facts.store.ts'
import { removeEditors } from '../editors/page-editors.store.ts'
import { holdUnits } from '../units/unit-leads.store.ts'
import * as store from './memberships.store.ts'
import { foldName } from './visible-members.store.ts'

type ChannelClass = 'everyone' | 'staff'

/** How the membership of somebody in a community has changed. */
export interface MembershipChanged {
  profileId: string
  before: readonly ChannelClass[]
  after: readonly ChannelClass[]
  /** Units that the profile leads since now, and those that it leads no more. */
  leads: { began: readonly string[]; ended: readonly string[] }
}

/** Called in the transaction that changes memberships; each profile stands there once. */
export type MembershipChangedHook = (tx: Tx, communityId: string, people: readonly MembershipChanged[]) => Promise<void>

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
  profileId: string
  role: Role
  unitId: string | null
  childPersonId: string | null
  grantedBy: string | null
  /** Why the role is held: `request`, or the application. */
  basis: string
  position?: string
}

/** A role that was taken from somebody. */
interface Taken {
  profileId: string
  row: store.RoleRow
}

type People = Awaited<ReturnType<Identity['people']>>

export const ADULT_AGE = 18
export const ADULT_ZONE = 'Europe/Moscow'

/** The one way in which roles are given and taken; everything that follows from them follows here. */
export function createMemberships(platform: Platform, identity: Identity, hooks: MembershipHooks) {
  const { emitter, bus, clock } = platform

  /** Marks of verified people, events to the profiles, hooks and the audiences of their sockets. */
  const doFollow = async (tx: Tx, communityId: string, people: readonly MembershipChanged[]): Promise<void> => {
    const ids = people.map(({ profileId }) => profileId)
    const staff = await store.staffAmong(tx, ids)
    for (const card of await identity.setStaff(tx, new Map(ids.map((id) => [id, staff.has(id)])))) {
      // Everybody here has seen the mark that ends, though nobody but his neighbours would see him now.
      if (card.staff) continue
      emitter.ephemeral(tx, 'community', communityAudience(communityId, 'everyone'), 'profile.changed', { card })
    }
    const noStaff = people.filter(({ before, after }) => before.includes('staff') && !after.includes('staff'))
    await removeEditors(
      tx,
      communityId,
      noStaff.map(({ profileId }) => profileId),
    )
    const out = people.filter(({ after }) => after.length === 0)
    await store.deleteMembers(
      tx,
      communityId,
      out.map(({ profileId }) => profileId),
    )
    // Before the event, since whoever works in a chat holds its head first and the logs of its people then.
    for (const hook of hooks.membershipChanged) await hook(tx, communityId, people)
    if (await isAnyNamed(tx, communityId, ids)) await memberships.doFollowRules(tx, communityId)
    const now = await store.accessMembershipsOf(tx, ids, communityId)
    const ended = ids.filter((id) => !now.has(id)).map((profileId) => ({ profileId, payload: { communityId } }))
    const changed = [...now].map(([profileId, [membership]]) => ({ profileId, payload: { membership: membership! } }))
    await emitter.toProfiles(tx, 'membership.ended', ended)
    await emitter.toProfiles(tx, 'membership.changed', changed)
    afterCommit(tx, () => {
      for (const profileId of ids) bus.signal({ t: 'audiences', profileId })
    })
  }

  /** A guardian is one while some organisation has him as the parent of that child. */
  const doEndGuardians = async (tx: Tx, people: People, taken: readonly Taken[]): Promise<void> => {
    const pairs = taken.flatMap(({ profileId, row: { child_person_id: childPersonId } }) => {
      const personId = people.get(profileId)?.personId
      return childPersonId === null || personId === undefined ? [] : [{ personId, childPersonId }]
    })
    for (const { personId, childPersonId } of await store.parentsNowhere(tx, pairs)) {
      await identity.removeGuardian(tx, childPersonId, personId)
      await memberships.doFollowConsent(tx, childPersonId)
    }
  }

  /** Dialogues of these children are seen by others than before. */
  const doFollowGuardians = async (tx: Tx, childPersonIds: readonly (string | null)[]) => {
    const children = new Set(childPersonIds.filter((id) => id !== null))
    if (children.size === 0) return
    const profileIds = await profilesOfPersons(tx, [...children])
    for (const hook of hooks.dialogueRulesChanged) await hook(tx, profileIds)
  }

  /** Cards of the units end with the pupils, and parents are there because of their children (reading A-05). */
  const doFollowPupils = async (
    tx: Tx,
    communityId: string,
    people: People,
    taken: readonly Taken[],
  ): Promise<void> => {
    const left = taken.flatMap(({ profileId, row: { role, unit_id: unitId } }) =>
      role === 'pupil' && unitId !== null ? [{ profileId, unitId }] : [],
    )
    if (left.length === 0) return
    for (const [profileId, units] of Map.groupBy(left, (each) => each.profileId)) {
      for (const hook of hooks.pupilLeft) {
        await hook(
          tx,
          profileId,
          units.map(({ unitId }) => unitId),
        )
      }
    }
    const places = left.flatMap(({ profileId, unitId }) => {
      const childPersonId = people.get(profileId)?.personId
      return childPersonId === undefined ? [] : [{ unitId, childPersonId }]
    })
    const parents = await store.parentRolesAmong(tx, communityId, places)
    const rolesOf = Map.groupBy(parents, (role) => role.profile_id)
    if (rolesOf.size === 0) return
    const which = [...rolesOf].map(([profileId, roles]) => {
      const ids = new Set(roles.map(({ id }) => id))
      return [profileId, (role: store.RoleRow) => ids.has(role.id)] as const
    })
    await memberships.doRevokeAll(tx, communityId, new Map(which))
  }

  /** Pupils live where their organisations are, and their birthdays begin there. */
  const doFollowZones = async (tx: Tx, personIds: readonly string[]): Promise<void> => {
    if (personIds.length === 0) return
    await identity.consents.setZones(tx, await store.zonesOfAll(tx, personIds))
    await doFollowConsents(tx, personIds)
  }

  const doFollowConsents = async (tx: Tx, personIds: readonly string[]): Promise<void> => {
    const changed = await store.setWithheld(tx, await identity.consents.withheldUntil(tx, personIds))
    if (changed.length === 0) return
    for (const hook of hooks.dialogueRulesChanged) await hook(tx, changed)
  }

  /** Rows of the roster for whoever gets roles; what he is called there last counts. */
  const doTouch = async (tx: Tx, communityId: string, people: People, grants: readonly RoleGrant[]) => {
    const leaving = await identity.leavingAmong(tx, [...people.keys()])
    const positions = new Map<string, string>()
    for (const { profileId, position } of grants) if (position) positions.set(profileId, position)
    const rows = [...people.values()].map((person) => ({
      profileId: person.profileId,
      personId: person.personId,
      sortName: foldName(fullName(person)),
      position: positions.get(person.profileId) ?? '',
      leaving: leaving.has(person.profileId),
    }))
    await store.touchMembers(tx, communityId, rows, clock.now())
  }

  const memberships = {
    /**
     * Hides a child under 14 for whom nobody has consented from whoever does not see all members, and shows it again; the
     * dialogues that it has are closed or opened within a minute.
     */
    doFollowConsent: (tx: Tx, personId: string): Promise<void> => doFollowConsents(tx, [personId]),

    /** Gives a role; the profile becomes a member when it is none. */
    doGrant: (tx: Tx, { communityId, ...grant }: RoleGrant & { communityId: string }): Promise<void> =>
      memberships.doGrantAll(tx, communityId, [grant]),

    /** Gives roles; each profile becomes a member when it is none, and hears once of all that it is given. */
    async doGrantAll(tx: Tx, communityId: string, grants: readonly RoleGrant[]): Promise<void> {
      const ids = [...new Set(grants.map(({ profileId }) => profileId))].sort()
      if (ids.length === 0) return
      const people = await identity.people(tx, ids)
      if (people.size < ids.length) throw new Error('A role is given to a profile that does not exist')
      await identity.holdProfiles(tx, ids, 'change')
      const personOf = (profileId: string) => people.get(profileId)!.personId
      const pairs = grants.flatMap(({ profileId, childPersonId: childId }) =>
        childId === null ? [] : [{ childId, guardianId: personOf(profileId) }],
      )
      await identity.addGuardians(tx, pairs)
      await holdUnits(
        tx,
        grants.flatMap(({ role, unitId }) => (role === 'lead' && unitId !== null ? [unitId] : [])),
      )
      await doTouch(tx, communityId, people, grants)
      const held = await store.rolesOfAll(tx, communityId, ids)
      const rows = grants.map((grant) => ({ ...grant, id: platform.newId() }))
      await store.insertRoles(tx, communityId, rows, clock.now())
      const pupils = grants.filter(({ role }) => role === 'pupil').map(({ profileId }) => personOf(profileId))
      await doFollowZones(tx, [...new Set(pupils)])
      await doFollowGuardians(
        tx,
        pairs.map(({ childId }) => childId),
      )
      const given = Map.groupBy(grants, ({ profileId }) => profileId)
      const changes = ids.map((profileId) => {
        const before = held.get(profileId)!
        const more = given.get(profileId)!.map(({ role, unitId: unit_id }) => ({ role, unit_id }))
        return changeOf(profileId, before, [...before, ...more])
      })
      await doFollow(tx, communityId, changes)
    },

    /** Takes those roles that `which` names; without a role left the membership ends. Returns what was taken. */
    async doRevoke(
      tx: Tx,
      { communityId, profileId }: { communityId: string; profileId: string },
      which: (role: store.RoleRow) => boolean,
    ): Promise<store.RoleRow[]> {
      const taken = await memberships.doRevokeAll(tx, communityId, new Map([[profileId, which]]))
      return taken.map(({ row }) => row)
    },

    /** Takes of each of these people the roles that are named; returns what was taken. */
    async doRevokeAll(
      tx: Tx,
      communityId: string,
      which: ReadonlyMap<string, (role: store.RoleRow) => boolean>,
    ): Promise<Taken[]> {
      await identity.holdProfiles(tx, [...which.keys()], 'change')
      const inside = await store.lockMembers(tx, communityId, [...which.keys()])
      const held = await store.rolesOfAll(tx, communityId, inside)
      const taken: Taken[] = []
      const changes: MembershipChanged[] = []
      for (const [profileId, before] of held) {
        const gone = before.filter(which.get(profileId)!)
        if (gone.length === 0) continue
        taken.push(...gone.map((row) => ({ profileId, row })))
        changes.push(
          changeOf(
            profileId,
            before,
            before.filter((row) => !gone.includes(row)),
          ),
        )
      }
      if (taken.length === 0) return []
      await holdUnits(
        tx,
        changes.flatMap(({ leads }) => leads.ended),
      )
      const rows = taken.map(({ row }) => row)
      await store.deleteRoles(
        tx,
        rows.map(({ id }) => id),
      )
      const people = await identity.people(
        tx,
        changes.map(({ profileId }) => profileId),
      )
      await doEndGuardians(tx, people, taken)
      await doFollowGuardians(
        tx,
        rows.map((row) => row.child_person_id),
      )
      await doFollow(tx, communityId, changes)
      await doFollowPupils(tx, communityId, people, taken)
      const pupils = taken.flatMap(({ profileId, row }) =>
        row.role === 'pupil' ? (people.get(profileId)?.personId ?? []) : [],
      )
      await doFollowZones(tx, [...new Set(pupils)])
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

/** What changes for somebody who has these roles and had those. */
function changeOf(profileId: string, before: readonly RoleInUnit[], after: readonly RoleInUnit[]): MembershipChanged {
  const classes = (roles: readonly RoleInUnit[]) => (roles.length === 0 ? [] : classesOf(roles.map(({ role }) => role)))
  return { profileId, before: classes(before), after: classes(after), leads: leadsChange(before, after) }
}

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
