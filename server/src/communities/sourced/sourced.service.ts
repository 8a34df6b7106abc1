import type { Role } from '#contract/communities/types.ts'
import { ageOn, dayIn, type Identity } from '../../identity/index.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { absencesAmong } from '../absences/absences.store.ts'
import { insideAmong } from '../memberships/inside.store.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { type RoleRow, rolesOf } from '../memberships/memberships.store.ts'
import type { RoleChanges } from '../roles/role-changes.service.ts'
import type { UnitChatsPort } from '../rollover/unit-chats-port.ts'
import type { UnitsService } from '../units/units.service.ts'
import { isNameTaken, staffPlaceOf, unitById } from '../units/units.store.ts'
import * as store from './sourced.store.ts'

/** A role as a source gives it. */
export interface SourcedPlace {
  profileId: string
  role: 'staff' | 'lead' | 'pupil' | 'parent'
  unitId: string
  childPersonId: string | null
}

interface Parts extends Pick<Platform, 'clock'> {
  identity: Pick<Identity, 'people' | 'holdProfiles' | 'lockBirthDates'>
  memberships: Memberships
  units: Pick<UnitsService, 'doCreateAll' | 'doChange'>
  chats: Pick<UnitChatsPort, 'doFollow'>
  roleChanges: Pick<RoleChanges, 'doFollowDismissal'>
}

/** How roles that a school system gives are told from others. */
const BASIS = 'facts'

export type Sourced = ReturnType<typeof createSourced>

/** What follows from facts of a school system, as organisations take it (decision 0040). */
export function createSourced({ clock, identity, memberships, units, chats, roleChanges }: Parts) {
  return {
    about: store.about,
    rolesIn: store.rolesIn,
    isSuspended: store.isSuspended,
    digestOf: store.digestOf,
    unitsNamed: store.unitsNamed,
    absencesAmong,
    insideAmong,

    async staffUnitOf(reader: Reader, communityId: string): Promise<string> {
      const place = await staffPlaceOf(reader, communityId)
      if (place === null) throw new Error('An organisation has no unit of its staff')
      return place.unit_id
    },

    /** What people have told of themselves, by profile. */
    toldOf: (reader: Reader, profileIds: readonly string[]) => identity.people(reader, profileIds),

    /** The humans behind profiles. */
    async humansOf(reader: Reader, profileIds: readonly string[]): Promise<Map<string, string>> {
      const people = await identity.people(reader, profileIds)
      return new Map([...people.values()].map(({ profileId, personId }) => [profileId, personId]))
    },

    /** Somebody as he may be compared with a person of a source; null when he is not there. */
    async candidate(reader: Reader, communityId: string, profileId: string) {
      const person = (await identity.people(reader, [profileId])).get(profileId)
      const about = (await store.about(reader, [communityId])).get(communityId)
      if (person === undefined || about === undefined) return null
      const roles = (await rolesOf(reader, communityId, profileId)).map(({ role }) => role as Role)
      const { surname, name, patronymic, birthDate } = person
      return { surname, name, patronymic, birthDate, age: ageOn(birthDate, dayIn(about.timeZone, clock.now())), roles }
    },

    /** Makes units, without those whose names are taken; by their places in the list. */
    doMakeUnits: units.doCreateAll,

    /** Calls a unit otherwise, with its chats; where another one is called so, it keeps its name. */
    async doCallUnit(tx: Tx, unitId: string, { name, grade }: { name: string; grade: number | null }): Promise<void> {
      const unit = await unitById(tx, unitId)
      if (unit === null || (unit.name === name && unit.grade === grade)) return
      const free = !(await isNameTaken(tx, unit.community_id, name, unitId))
      await units.doChange(tx, unitId, { grade, ...(free ? { name } : {}) })
      if (free) await chats.doFollow(tx, [{ unitId, name: unit.name, becomes: { name } }])
    },

    /** Gives roles as by approved applications: birth dates are confirmed with them. Whoever is not there gets none. */
    async doGive(tx: Tx, communityId: string, places: readonly (SourcedPlace & { position: string })[]): Promise<void> {
      const ids = [...new Set(places.map(({ profileId }) => profileId))]
      await identity.holdProfiles(tx, ids, 'change')
      const people = await identity.people(tx, ids)
      await identity.lockBirthDates(
        tx,
        [...people.values()].map(({ personId }) => personId),
      )
      const there = places.filter(({ profileId }) => people.has(profileId))
      await memberships.doGrantAll(
        tx,
        communityId,
        there.map((place) => ({ ...place, grantedBy: null, basis: BASIS })),
      )
    },

    doFollowDismissal: roleChanges.doFollowDismissal,

    /** Takes roles, whoever has given them: what a source says of its people it says for all. */
    async doTake(tx: Tx, communityId: string, places: readonly SourcedPlace[]): Promise<void> {
      const which = [...Map.groupBy(places, ({ profileId }) => profileId)].map(([profileId, own]) => {
        const isMeant = (held: RoleRow) =>
          own.some(
            ({ role, unitId, childPersonId }) =>
              held.role === role && held.unit_id === unitId && held.child_person_id === childPersonId,
          )
        return [profileId, isMeant] as const
      })
      if (which.length > 0) await memberships.doRevokeAll(tx, communityId, new Map(which))
    },
  }
}
