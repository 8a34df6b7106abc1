import type { RolloverPlan } from '#contract/communities/rollover.ts'
import { schoolYearName } from '#contract/communities/school-years.ts'
import type { CommunityType } from '#contract/communities/types.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity } from '../../identity/index.ts'
import { type NewAct, recordAct } from '../../platform/audit/record.ts'
import type { Database, Reader, Tx } from '../../platform/db/database.ts'
import { type Fail, fail as refuse } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { rolloverYearAt } from '../units/school-years.ts'
import { checkName } from '../units/units.service.ts'
import { yearFactsOf } from '../units/units.store.ts'
import { inOrder } from './conflicts.ts'
import type { Planning } from './planning.ts'
import * as store from './rollover.store.ts'
import type { RolloverAccess } from './rollover-access.ts'
import { conflictsIn, moveOf, planView, undoUntil } from './rollover-views.ts'
import type { RolloverWork } from './rollover-work.ts'
import type { UnitChatsPort } from './unit-chats-port.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

const SHOWN = 20

interface Parts {
  platform: Platform
  identity: Pick<Identity, 'people'>
  access: RolloverAccess
  planning: Planning
  work: RolloverWork
  chats: Pick<UnitChatsPort, 'titleAfter'>
}

/** Takes the units of an organisation into the next school year: planned, looked at, carried out, taken back (P-12). */
export function createRollover({ platform, identity, access, planning, work, chats }: Parts) {
  const { clock } = platform

  const view = (reader: Reader, row: store.RolloverRow): Promise<RolloverPlan> =>
    planView(reader, { identity, chats, now: clock.now() }, row)

  const yearOf = async (reader: Reader, communityId: string): Promise<{ year: number; type: CommunityType }> => {
    const { type, time_zone: zone } = await yearFactsOf(reader, communityId)
    return { year: rolloverYearAt(zone, clock.now()), type }
  }

  /** The rollover, locked, that is as the viewer has seen it. */
  const lockReady = async (
    tx: Tx,
    viewerId: string,
    seen: { rolloverId: string; version: number },
    fail: Fail<'rollover.unknown' | 'community.notAllowed' | 'rollover.changed'>,
  ): Promise<store.RolloverRow> => {
    await access.accessRollover(tx, viewerId, seen.rolloverId, fail)
    const row = (await store.lockRollover(tx, seen.rolloverId)) ?? fail('rollover.unknown')
    if (row.state !== 'ready' || row.version !== seen.version) fail('rollover.changed', { state: row.state })
    return row
  }

  return {
    async open(reader: Database, viewerId: string, communityId: string, fail: FailOf<'rollover.open'>) {
      await access.checkManager(reader, viewerId, communityId, fail)
      const { year } = await yearOf(reader, communityId)
      const rows = await store.rolloversOf(reader, communityId, SHOWN)
      const plans = await Promise.all(rows.map((row) => view(reader, row)))
      return {
        year,
        due: await store.countDue(reader, communityId, year),
        rollovers: plans.map(({ rollover }) => rollover),
      }
    },

    async get(reader: Database, viewerId: string, rolloverId: string, fail: FailOf<'rollover.get'>) {
      return view(reader, await access.accessRollover(reader, viewerId, rolloverId, fail))
    },

    async plan(tx: Tx, viewerId: string, input: Input<'rollover.plan'>, fail: FailOf<'rollover.plan'>) {
      const { id, communityId } = input
      await access.checkManager(tx, viewerId, communityId, fail)
      await store.lockRollovers(tx, communityId)
      const { year, type } = await yearOf(tx, communityId)
      const open = await store.openRollover(tx, communityId)
      if (open !== null && open.state !== 'ready') fail('rollover.changed', { state: open.state })
      // One of a year that is over by now is planned anew.
      if (open !== null && open.year !== year) await store.deleteRollover(tx, open.id)
      else if (open !== null) {
        const row = (await store.lockRollover(tx, open.id))!
        const changes = await planning.doRefresh(tx, row, type)
        return view(tx, changes === 0 ? row : await store.updateRollover(tx, row.id, {}))
      }
      const made = { id, community_id: communityId, year, made_by: viewerId, made_at: new Date(clock.now()) }
      if (!(await store.insertRollover(tx, made))) return refuse('key.reused')
      const row = (await store.lockRollover(tx, id))!
      const found = await planning.doRefresh(tx, row, type)
      if (found === 0) return fail('rollover.nothing', { year: schoolYearName(year) })
      return view(tx, row)
    },

    async choose(tx: Tx, viewerId: string, input: Input<'rollover.choose'>, fail: FailOf<'rollover.choose'>) {
      const row = await lockReady(tx, viewerId, input, fail)
      const lines = new Map((await store.linesOf(tx, row.id)).map((line) => [line.unit_id, line]))
      for (const { unitId, choice, newName } of input.choices) {
        const line = lines.get(unitId) ?? fail('unit.unknown')
        // What somebody has named stays at hand when he chooses otherwise and thinks better of it.
        const name = choice === 'promote' ? checkName(newName ?? line.new_name, fail) : line.new_name
        lines.set(unitId, { ...line, choice, new_name: name, chosen: true, changed: false })
      }
      const written = [...lines.values()].map(({ outcome: _, effects: __, ...line }) => line)
      await store.writeLines(tx, row.id, written)
      return view(tx, await store.updateRollover(tx, row.id, {}))
    },

    async apply(tx: Tx, viewerId: string, input: Input<'rollover.apply'>, fail: FailOf<'rollover.apply'>) {
      const row = await lockReady(tx, viewerId, input, fail)
      const { type } = await yearOf(tx, row.community_id)
      if ((await planning.doRefresh(tx, row, type)) > 0) return view(tx, await store.updateRollover(tx, row.id, {}))
      const lines = await store.linesOf(tx, row.id)
      const undecided = lines.filter(({ choice }) => choice === null).length
      if (undecided > 0) fail('rollover.undecided', { count: undecided })
      const conflicts = await conflictsIn(tx, row, lines)
      if (conflicts.size > 0) fail('rollover.conflicting', { count: conflicts.size })
      const byId = new Map(lines.map((line) => [line.unit_id, line]))
      const ordered = inOrder(lines.map(moveOf)).map(({ unitId }, position) => {
        const { outcome: _, effects: __, ...line } = byId.get(unitId)!
        return { ...line, position, changed: false }
      })
      await store.writeLines(tx, row.id, ordered)
      const begun = await store.updateRollover(tx, row.id, {
        state: 'applying',
        begun_by: viewerId,
        begun_at: new Date(clock.now()),
        done: 0,
        to_do: lines.length,
      })
      await work.doEnqueue(tx, row.id)
      doRecord(tx, viewerId, begun, { act: 'rollover.applied', after: factsOf(begun, begun.to_do) })
      return view(tx, begun)
    },

    async cancel(tx: Tx, viewerId: string, rolloverId: string, fail: FailOf<'rollover.cancel'>) {
      await access.accessRollover(tx, viewerId, rolloverId, fail)
      const row = (await store.lockRollover(tx, rolloverId)) ?? fail('rollover.unknown')
      if (row.state === 'ready') {
        await store.deleteRollover(tx, row.id)
        doRecord(tx, viewerId, row, { act: 'rollover.cancelled', after: factsOf(row, 0) })
        return { plan: null }
      }
      if (row.state === 'stopped') return { plan: await view(tx, row) }
      if (row.state !== 'applying') return fail('rollover.changed', { state: row.state })
      doRecord(tx, viewerId, row, { act: 'rollover.cancelled', after: factsOf(row, row.done) })
      return { plan: await view(tx, await store.updateRollover(tx, row.id, { state: 'stopped' })) }
    },

    async undo(tx: Tx, viewerId: string, rolloverId: string, fail: FailOf<'rollover.undo'>) {
      const { community_id: communityId } = await access.accessRollover(tx, viewerId, rolloverId, fail)
      await store.lockRollovers(tx, communityId)
      const row = (await store.lockRollover(tx, rolloverId)) ?? fail('rollover.unknown')
      if (row.state === 'undoing' || row.state === 'undone') return view(tx, row)
      if (row.state !== 'applied' && row.state !== 'stopped') return fail('rollover.changed', { state: row.state })
      if (undoUntil(row, clock.now()) === null) return fail('rollover.undoOver')
      const open = await store.openRollover(tx, communityId)
      if (open?.state === 'ready') await store.deleteRollover(tx, open.id)
      else if (open !== null) fail('rollover.changed', { state: open.state })
      const toDo = (await store.linesOf(tx, row.id)).filter(({ outcome }) => outcome === 'done').length
      const begun = await store.updateRollover(tx, row.id, { state: 'undoing', done: 0, to_do: toDo })
      await work.doEnqueue(tx, row.id)
      doRecord(tx, viewerId, begun, { act: 'rollover.undone', after: factsOf(begun, toDo) })
      return view(tx, begun)
    },
  }
}

export type RolloverService = ReturnType<typeof createRollover>

const factsOf = ({ year }: store.RolloverRow, count: number) => ({ name: schoolYearName(year), count })

/** What is done with a rollover; the steps in the background follow from it and are no acts of their own. */
function doRecord(tx: Tx, by: string, row: store.RolloverRow, act: Pick<NewAct, 'act' | 'after'>): void {
  const objects = [{ kind: 'rollover', id: row.id }] as const
  recordAct(tx, { ...act, communityId: row.community_id, by: { profileId: by }, objects })
}
