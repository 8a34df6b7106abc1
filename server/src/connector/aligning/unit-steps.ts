import type { Tx } from '../../platform/db/database.ts'
import { shownName } from '../../platform/text/shown-text.ts'
import type { ConnectorDoors } from '../doors.ts'
import type { Run } from './aligning.ts'
import * as held from './held.store.ts'
import type { Seen } from './looking.ts'

export type UnitSteps = ReturnType<typeof createUnitSteps>

/** Units that are made in one transaction. */
const MADE_AT_ONCE = 50
/** Names that a second unit of the same name gets. */
const TWICE_MAX = 20

/** A class that has no unit yet. */
interface Missing {
  sourceId: string
  told: { name: string; grade: number | null }
}

/** Classes of the source become units: those that an organisation has already are taken over by their names. */
export function createUnitSteps({ communities }: Pick<ConnectorDoors, 'communities'>) {
  /** Finds or makes the units of classes: the first of several of one name takes over what is there, and the others get a number. */
  const doFindAll = async (tx: Tx, communityId: string, some: readonly Missing[], taken: ReadonlySet<string>) => {
    const named = some.map((each) => ({ ...each, name: shownName(each.told.name) ?? each.sourceId }))
    const names = [...new Set(named.map(({ name }) => name))]
    const there = await communities.unitsNamed(tx, communityId, names)
    const found = new Map<string, held.KnownUnit>()
    const used = new Set(taken)
    for (const { sourceId, name } of named) {
      const unitId = there.get(name)
      if (unitId === undefined || used.has(unitId)) continue
      used.add(unitId)
      found.set(sourceId, { unitId, name })
    }
    for (let n = 1; n <= TWICE_MAX && found.size < named.length; n += 1) {
      const rest = named.filter(({ sourceId }) => !found.has(sourceId))
      const wanted = rest.map(({ name, told }) => ({ name: n === 1 ? name : `${name} (${n})`, grade: told.grade }))
      const made = await communities.doMakeUnits(tx, communityId, wanted)
      for (const [place, { id }] of made) {
        const { sourceId, name } = rest[place]!
        found.set(sourceId, { unitId: id, name })
      }
    }
    if (found.size < named.length) throw new Error('A class has the name of twenty others')
    await held.putUnits(tx, communityId, found)
    return found
  }

  return {
    /** Every class that is there has its unit, called as it is; returns which. */
    async align(run: Run, { school, units }: Pick<Seen, 'school' | 'units'>): Promise<Map<string, string>> {
      const known = new Map([...units].map(([sourceId, { unitId }]) => [sourceId, unitId]))
      const missing: Missing[] = []
      for (const [sourceId, { kind, name: told, grade }] of school.unit) {
        if (kind !== 'class') continue
        const unitId = known.get(sourceId)
        if (unitId === undefined) {
          missing.push({ sourceId, told: { name: told, grade } })
          continue
        }
        const name = shownName(told) ?? sourceId
        if (units.get(sourceId)?.name === name) continue
        await run.step(async (tx) => {
          await communities.doCallUnit(tx, unitId, { name, grade })
          await held.putUnits(tx, run.communityId, new Map([[sourceId, { unitId, name }]]))
        })
      }
      for (let from = 0; from < missing.length; from += MADE_AT_ONCE) {
        const some = missing.slice(from, from + MADE_AT_ONCE)
        const taken = new Set(known.values())
        const found = await run.step((tx) => doFindAll(tx, run.communityId, some, taken))
        for (const [sourceId, { unitId }] of found) known.set(sourceId, unitId)
      }
      return known
    },
  }
}
