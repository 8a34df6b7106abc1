import { ROLLOVER_CHUNK } from '#contract/communities/rollover.limits.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { readClass } from '../roster/read-units.ts'
import type { UnitsService } from '../units/units.service.ts'
import type { UnitChange, UnitRow } from '../units/units.store.ts'
import { nameKey } from './conflicts.ts'
import * as store from './rollover.store.ts'
import type { UnitChatsPort } from './unit-chats-port.ts'

const JOB = 'communities.rollover-work'

export type RolloverWork = ReturnType<typeof createRolloverWork>

interface Parts {
  platform: Platform
  units: Pick<UnitsService, 'doChange'>
  chats: UnitChatsPort
}

/** A unit that wants to be called otherwise, or not at all when it is archived. */
interface Wish {
  line: store.LineRow
  before: string
  after: string | null
}

/** Carries rollovers out and takes them back, some units in a transaction: progress is seen at once, and a worker that dies leaves nothing half done. */
export function createRolloverWork({ platform, units, chats }: Parts) {
  const { transaction } = platform

  const lockUnitsOf = (tx: Tx, lines: readonly store.LineRow[]) =>
    store.lockUnits(
      tx,
      lines.map((line) => line.unit_id),
    )

  /** Those of these lines whose units are as they were planned. */
  const unchanged = (lines: readonly store.LineRow[], now: ReadonlyMap<string, UnitRow>) =>
    lines.filter((line) => {
      const unit = now.get(line.unit_id)
      return unit !== undefined && !unit.archived && unit.version === line.unit_version
    })

  const doFollow = (tx: Tx, lines: readonly store.LineRow[]) => {
    const moving = lines.filter(({ choice }) => choice === 'promote' || choice === 'graduate')
    return chats.doFollow(
      tx,
      moving.map((line) => ({
        unitId: line.unit_id,
        name: line.name,
        becomes: line.choice === 'graduate' ? 'ended' : { name: line.new_name },
      })),
    )
  }

  /**
   * Those of these units that can be called so, when they are called so one after the other: nobody has the name, or who has
   * it gives it up before.
   */
  const nameable = async (tx: Tx, communityId: string, wishes: readonly Wish[]): Promise<Set<store.LineRow>> => {
    const able = new Set<store.LineRow>()
    const givenUp = new Set<string>()
    const claimed = new Set<string>()
    for (const { line, before, after } of wishes) {
      const key = after === null ? null : nameKey(after)
      const holder = after === null ? null : await store.holderOf(tx, communityId, after)
      const isFree = holder === null || holder === line.unit_id || givenUp.has(holder)
      if (!isFree || (key !== null && claimed.has(key))) continue
      able.add(line)
      if (key !== null) claimed.add(key)
      if (key !== nameKey(before)) givenUp.add(line.unit_id)
    }
    return able
  }

  const applyChunk = async (tx: Tx, row: store.RolloverRow): Promise<void> => {
    const lines = await store.linesToApply(tx, row.id, ROLLOVER_CHUNK)
    const now = await lockUnitsOf(tx, lines)
    const wishes = unchanged(lines, now).map((line) => ({ line, before: line.name, after: nameAfter(line) }))
    const able = await nameable(tx, row.community_id, wishes)
    const followed = await doFollow(
      tx,
      lines.filter((line) => able.has(line)),
    )
    for (const line of lines) {
      if (!able.has(line)) {
        await store.setOutcome(tx, line, 'skipped', null)
        continue
      }
      const { name, grade, school_year } = now.get(line.unit_id)!
      const changed = await units.doChange(tx, line.unit_id, changeOf(line, row.year))
      const effects = { before: { name, grade, school_year }, after: changed.version }
      await store.setOutcome(tx, line, 'done', { ...effects, chats: followed.get(line.unit_id) ?? [] })
    }
    await store.updateRollover(tx, row.id, {
      done: row.done + lines.length,
      ...(lines.length < ROLLOVER_CHUNK ? { state: 'applied' as const } : {}),
    })
  }

  const undoChunk = async (tx: Tx, row: store.RolloverRow): Promise<void> => {
    const lines = await store.linesToUndo(tx, row.id, ROLLOVER_CHUNK)
    const now = await lockUnitsOf(tx, lines)
    const untouched = lines.filter((line) => now.get(line.unit_id)?.version === line.effects!.after)
    const wishes = untouched.map((line) => ({
      line,
      before: now.get(line.unit_id)!.name,
      after: line.effects!.before.name,
    }))
    const able = await nameable(tx, row.community_id, wishes)
    await chats.doTakeBack(
      tx,
      lines.flatMap((line) => (able.has(line) ? line.effects!.chats : [])),
    )
    for (const line of lines) {
      if (able.has(line)) await units.doChange(tx, line.unit_id, { ...line.effects!.before, archived: false })
      await store.setOutcome(tx, line, able.has(line) ? 'undone' : 'kept', line.effects)
    }
    await store.updateRollover(tx, row.id, {
      done: row.done + lines.length,
      ...(lines.length < ROLLOVER_CHUNK ? { state: 'undone' as const } : {}),
    })
  }

  /** Moves the next units of a rollover; false when nothing is left of it. */
  const doStep = (rolloverId: string): Promise<boolean> =>
    transaction(async (tx) => {
      const row = await store.lockRollover(tx, rolloverId)
      if (row?.state === 'applying') await applyChunk(tx, row)
      else if (row?.state === 'undoing') await undoChunk(tx, row)
      else return false
      return true
    })

  platform.jobs.declare<{ rolloverId: string }>({
    name: JOB,
    retries: 5,
    // What was done is in the lines, so whoever comes after a worker that died goes on where it was.
    async handle({ rolloverId }) {
      while (await doStep(rolloverId));
    },
  })

  return {
    doEnqueue: (tx: Tx, rolloverId: string): Promise<void> => platform.jobs.enqueue(tx, JOB, { rolloverId }),
  }
}

const isArchived = ({ choice }: store.LineRow) => choice === 'graduate' || choice === 'archive'

/** How its unit is called afterwards; null of one that is archived, whose name others may take. */
function nameAfter(line: store.LineRow): string | null {
  if (isArchived(line)) return null
  return line.choice === 'promote' ? line.new_name : line.name
}

/** What a line does to its unit. */
function changeOf(line: store.LineRow, year: number): UnitChange {
  if (isArchived(line)) return { archived: true }
  if (line.choice === 'leave') return { school_year: year }
  const grade = line.grade === null ? null : (readClass(line.new_name)?.grade ?? null)
  return { name: line.new_name, grade, school_year: year }
}
