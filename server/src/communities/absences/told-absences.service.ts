import type { ToldAbsence } from '#contract/communities/absences.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { dayIn, type Identity } from '../../identity/index.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { unitNames } from '../units/unit-leads.store.ts'
import { firstOpenDay } from './absence-days.ts'
import { type AbsencesService, absenceView } from './absences.service.ts'
import * as store from './absences.store.ts'

type Input<Id extends 'list' | 'accept'> = InputOf<Operations[`absences.${Id}`]>
type ListFail = Fail<ErrorsOf<Operations['absences.list']>>

export interface ToldParts extends Pick<Platform, 'clock'> {
  identity: Pick<Identity, 'people'>
  memberships: Pick<Memberships, 'accessMembership'>
  absences: Pick<AbsencesService, 'doTell'>
}

/** What the leaders of classes read of the absences of their pupils (MSG-23). */
export function createToldAbsences({ clock, identity, memberships, absences }: ToldParts) {
  /** The classes that the viewer leads; whoever leads none is no reader of absences. */
  const accessUnits = async (reader: Reader, viewerId: string, communityId: string, fail: ListFail) => {
    const own = (await memberships.accessMembership(reader, viewerId, communityId)) ?? fail('community.unknown')
    const unitIds = own.roles.flatMap(({ role, unitId }) => (role === 'lead' && unitId !== null ? [unitId] : []))
    if (unitIds.length === 0) fail('absence.ofLeads', { changedBy: 'administrator' })
    return { unitIds, today: dayIn(own.timeZone, clock.now()) }
  }

  /** Views in the order of their rows. */
  const viewsOf = async (
    reader: Reader,
    rows: readonly store.AbsenceRow[],
    names: ReadonlyMap<string, string>,
  ): Promise<ToldAbsence[]> => {
    const ids = rows.flatMap((row) => [row.child_profile_id, row.told_by, row.accepted_by ?? row.told_by])
    const people = await identity.people(reader, ids)
    return rows.map((row) => {
      const { surname, name, patronymic } = people.get(row.child_profile_id)!
      const child = { childProfileId: row.child_profile_id, surname, name, patronymic }
      const place = { unitId: row.unit_id, unitName: names.get(row.unit_id) ?? '' }
      return { ...absenceView(row, people), ...place, ...child, parentNamed: row.told_by === row.child_profile_id }
    })
  }

  return {
    async list(
      reader: Reader,
      viewerId: string,
      { communityId, day }: Input<'list'>,
      fail: ListFail,
    ): Promise<OutputOf<Operations['absences.list']>> {
      const { unitIds, today } = await accessUnits(reader, viewerId, communityId, fail)
      const names = await unitNames(reader, unitIds)
      const onDay = await viewsOf(reader, await store.absencesOn(reader, unitIds, day), names)
      const fresh = await viewsOf(reader, await store.freshAbsences(reader, unitIds, firstOpenDay(today)), names)
      return {
        units: [...names].map(([unitId, unitName]) => ({ unitId, unitName })).sort(byUnit),
        absences: onDay.sort((one, other) => byUnit(one, other) || byName(one, other)),
        fresh,
      }
    },

    async accept(
      tx: Tx,
      viewerId: string,
      { communityId, absences: read }: Input<'accept'>,
      fail: ListFail,
    ): Promise<{ accepted: number }> {
      const { unitIds } = await accessUnits(tx, viewerId, communityId, fail)
      const accepted = { by: viewerId, at: new Date(clock.now()) }
      const places = await store.acceptAbsences(tx, unitIds, read, accepted)
      const once = new Map(places.map((place) => [`${place.unitId}/${place.childProfileId}`, place]))
      for (const place of once.values()) await absences.doTell(tx, communityId, place)
      return { accepted: places.length }
    },
  }
}

function byUnit(one: Pick<ToldAbsence, 'unitName'>, other: Pick<ToldAbsence, 'unitName'>): number {
  return one.unitName.localeCompare(other.unitName, 'ru', { numeric: true })
}

function byName(one: ToldAbsence, other: ToldAbsence): number {
  return `${one.surname} ${one.name}`.localeCompare(`${other.surname} ${other.name}`, 'ru')
}
