import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import type { Membership } from '#contract/communities/communities.ts'
import type { Unit } from '#contract/communities/units.ts'
import { fullName } from '#contract/identity/names.ts'
import type { Facts } from '#contract/kit/acts.ts'
import { withoutLookalikes } from '#contract/kit/lookalikes.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity } from '../../identity/index.ts'
import { type NewAct, recordAct } from '../../platform/audit/record.ts'
import type { Database, Reader, Tx } from '../../platform/db/database.ts'
import { type Fail, fail as refuse } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { hasSchoolYears, schoolYearAt } from './school-years.ts'
import { isParentArchived, livingPartsOf } from './unit-tree.store.ts'
import { checkParent } from './unit-tree.ts'
import * as store from './units.store.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

/** A unit as a list names it. */
export interface NamedUnit {
  name: string
  grade: number | null
}

/** Called in the transaction that archives a unit. */
export type UnitArchivedHook = (tx: Tx, unitId: string) => Promise<void>

/** Called in the transaction that brings a unit back from the archive, before anything of it changes. */
export type UnitRestoredHook = (tx: Tx, unitId: string) => Promise<void>

interface Parts {
  platform: Platform
  identity: Identity
  memberships: Memberships
  unitArchived: readonly UnitArchivedHook[]
  unitRestored: readonly UnitRestoredHook[]
}

/** Classes, groups and departments. */
export function createUnitsService({ platform, identity, memberships, unitArchived, unitRestored }: Parts) {
  const { emitter, clock } = platform

  const doTell = async (tx: Tx, row: store.UnitRow): Promise<Unit> => {
    const unit = store.unitView(row)
    await emitter.toCommunity(tx, row.community_id, 'staff', 'unit.changed', { unit })
    return unit
  }

  /** Makes units that a list names, without those whose names are taken; by their places in the list. */
  const doCreateAll = async (tx: Tx, communityId: string, named: readonly NamedUnit[]): Promise<Map<number, Unit>> => {
    if (named.length === 0) return new Map()
    const common = { communityId, ...madeIn(await schoolYearFor(tx, communityId)) }
    const wanted = named.map(({ name, grade }) => ({ ...common, name, grade, id: platform.newId() }))
    const placeOf = new Map(wanted.map(({ id }, n) => [id, n]))
    const units = (await store.insertUnits(tx, wanted)).map(store.unitView)
    const told = units.map((unit) => ({ unit }))
    await emitter.manyToCommunity(tx, communityId, 'staff', 'unit.changed', told)
    return new Map(units.map((unit) => [placeOf.get(unit.id)!, unit]))
  }

  /** The school year of a unit that is made now: the one that runs, or the next where units are there already. */
  const schoolYearFor = async (reader: Reader, communityId: string): Promise<number | null> => {
    const { type, time_zone: zone, latest } = await store.yearFactsOf(reader, communityId)
    return hasSchoolYears(type) ? Math.max(schoolYearAt(zone, clock.now()), latest ?? 0) : null
  }
  const madeIn = (schoolYear: number | null) => ({ system: false, schoolYear, parentId: null, now: clock.now() })

  const doRecord = (tx: Tx, by: string, row: store.UnitRow, act: Pick<NewAct, 'act' | 'before' | 'after'>): void => {
    const objects = [{ kind: 'unit', id: row.id }] as const
    recordAct(tx, { ...act, communityId: row.community_id, by: { profileId: by }, objects })
  }

  /** The unit with the viewer's membership, or null when it does not exist for him. */
  const accessUnit = async (reader: Reader, profileId: string, unitId: string) => {
    const row = await store.unitById(reader, unitId)
    if (row === null) return null
    const membership = await memberships.accessMembership(reader, profileId, row.community_id)
    if (membership === null) return null
    const sees = communityAbilities(membership).seeAllMembers || membership.roles.some((role) => role.unitId === unitId)
    return sees ? { row, membership } : null
  }

  const checkManage = (membership: Membership, fail: Fail<'community.notAllowed'>) => {
    if (!communityAbilities(membership).manageUnits) fail('community.notAllowed', { right: 'units.manage' })
  }

  /** Changes a unit and tells of it; what follows from an archived one follows here. */
  const doChange = async (tx: Tx, unitId: string, change: store.UnitChange): Promise<store.UnitRow> => {
    const changed = await store.updateUnit(tx, unitId, change)
    if (change.archived === true) for (const hook of unitArchived) await hook(tx, unitId)
    await doTell(tx, changed)
    return changed
  }

  const doArchive = async (tx: Tx, unitId: string, archived: boolean): Promise<Unit> =>
    store.unitView(await doChange(tx, unitId, { archived }))

  return {
    accessUnit,
    doArchive,
    doChange,
    doCreateAll,

    /** Makes a unit that a list names; null when its name is taken. */
    doCreate: async (tx: Tx, { communityId, ...unit }: NamedUnit & { communityId: string }): Promise<Unit | null> =>
      (await doCreateAll(tx, communityId, [unit])).get(0) ?? null,

    async list(db: Database, viewerId: string, input: Input<'units.list'>, fail: FailOf<'units.list'>) {
      const membership =
        (await memberships.accessMembership(db, viewerId, input.communityId)) ?? fail('community.unknown')
      const abilities = communityAbilities(membership)
      const rows = await store.unitsWithFigures(db, input.communityId, {
        archived: input.archived === true && abilities.manageUnits,
        onlyOf: abilities.seeAllMembers ? null : viewerId,
      })
      const people = await identity.people(
        db,
        rows.flatMap((row) => row.lead_ids),
      )
      return {
        units: rows.map((row) => ({
          unit: store.unitView(row),
          leads: row.lead_ids.flatMap((id) => {
            const person = people.get(id)
            return person === undefined ? [] : [fullName(person)]
          }),
          staff: row.staff,
          pupils: row.pupils,
          parents: row.parents,
          pending: abilities.decideApplications ? row.pending : 0,
        })),
      }
    },

    async create(tx: Tx, viewerId: string, input: Input<'units.create'>, fail: FailOf<'units.create'>): Promise<Unit> {
      const membership =
        (await memberships.accessMembership(tx, viewerId, input.communityId)) ?? fail('community.unknown')
      checkManage(membership, fail)
      const name = checkName(input.name, fail)
      const before = await store.unitById(tx, input.id)
      if (before?.community_id === input.communityId) return store.unitView(before)
      if (input.parentId !== undefined)
        await checkParent(tx, membership, { parentId: input.parentId, unitId: null }, fail)
      const row = await store.insertUnit(tx, {
        id: input.id,
        communityId: input.communityId,
        name,
        grade: input.grade ?? null,
        ...madeIn(await schoolYearFor(tx, input.communityId)),
        parentId: input.parentId ?? null,
      })
      if (row !== null) {
        doRecord(tx, viewerId, row, { act: 'unit.created', after: namesOf(row) })
        return doTell(tx, row)
      }
      // The same call may have come twice at once.
      const made = before ?? (await store.unitById(tx, input.id))
      if (made === null) return fail('unit.nameTaken')
      return made.community_id === input.communityId ? store.unitView(made) : refuse('key.reused')
    },

    async rename(tx: Tx, viewerId: string, input: Input<'units.rename'>, fail: FailOf<'units.rename'>): Promise<Unit> {
      const { row, membership } = (await accessUnit(tx, viewerId, input.unitId)) ?? fail('unit.unknown')
      checkManage(membership, fail)
      if (row.system) return fail('unit.system')
      const name = checkName(input.name, fail)
      if (await store.isNameTaken(tx, row.community_id, name, row.id)) return fail('unit.nameTaken')
      doRecord(tx, viewerId, row, { act: 'unit.renamed', before: { name: row.name }, after: { name } })
      return doTell(tx, await store.updateUnit(tx, row.id, { name }))
    },

    /** Makes a department part of another one, or puts it at the top; where it is already, nothing happens. */
    async place(tx: Tx, viewerId: string, input: Input<'units.place'>, fail: FailOf<'units.place'>): Promise<Unit> {
      const { row, membership } = (await accessUnit(tx, viewerId, input.unitId)) ?? fail('unit.unknown')
      checkManage(membership, fail)
      if (row.system) return fail('unit.system')
      if (row.archived) return fail('unit.archived')
      if (input.parentId !== null) {
        const chain = await checkParent(tx, membership, { parentId: input.parentId, unitId: row.id }, fail)
        if (chain.includes(row.id)) return fail('unit.inItself')
      }
      if (row.parent_id === input.parentId) return store.unitView(row)
      const nameOfPart = async (id: string | null) => (id === null ? '' : ((await store.unitById(tx, id))?.name ?? ''))
      const [before, after] = [await nameOfPart(row.parent_id), await nameOfPart(input.parentId)]
      doRecord(tx, viewerId, row, { act: 'unit.placed', before: { unitName: before }, after: { unitName: after } })
      return store.unitView(await doChange(tx, row.id, { parent_id: input.parentId }))
    },

    async archive(
      tx: Tx,
      viewerId: string,
      input: Input<'units.archive'>,
      fail: FailOf<'units.archive'>,
    ): Promise<Unit> {
      const { row, membership } = (await accessUnit(tx, viewerId, input.unitId)) ?? fail('unit.unknown')
      checkManage(membership, fail)
      if (row.system) return fail('unit.system')
      if (row.archived === input.archived) return store.unitView(row)
      const parts = input.archived ? await livingPartsOf(tx, row.id) : 0
      if (parts > 0) return fail('unit.hasParts', { count: parts })
      if (!input.archived && (await store.isNameTaken(tx, row.community_id, row.name, row.id))) {
        return fail('unit.nameTaken')
      }
      doRecord(tx, viewerId, row, { act: input.archived ? 'unit.archived' : 'unit.restored', after: namesOf(row) })
      if (!input.archived) for (const hook of unitRestored) await hook(tx, row.id)
      const isOrphan = !input.archived && (await isParentArchived(tx, row.id))
      if (!isOrphan) return doArchive(tx, row.id, input.archived)
      return store.unitView(await doChange(tx, row.id, { archived: false, parent_id: null }))
    },
  }
}

export type UnitsService = ReturnType<typeof createUnitsService>

function namesOf({ name, grade }: store.UnitRow): Facts {
  return grade === null ? { name } : { name, grade }
}

/** The name of a unit as it is kept. */
export function checkName(text: string, fail: Fail<'unit.nameInvalid'>): string {
  const name = withoutLookalikes(text.normalize('NFC')).replace(/\s+/gu, ' ').trim()
  if (name === '' || /\p{C}/u.test(name)) return fail('unit.nameInvalid')
  return name
}
