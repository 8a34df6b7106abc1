import type { CommunityType } from '#contract/communities/types.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { proposalFor } from './next-names.ts'
import * as store from './rollover.store.ts'
import type { UnitChatsPort } from './unit-chats-port.ts'

export type Planning = ReturnType<typeof createPlanning>

/** Looks at the units of a community and writes down what is proposed for each. */
export function createPlanning(chats: Pick<UnitChatsPort, 'chatsOf'>) {
  const survey = async (reader: Reader, communityId: string, year: number) => {
    const units = await store.surveyUnits(reader, communityId, year)
    const followers = await chats.chatsOf(
      reader,
      units.map((unit) => unit.unit_id),
    )
    return units.map((unit) => ({
      ...unit,
      chats: (followers.get(unit.unit_id) ?? []).map(({ title }) => title).sort(),
    }))
  }

  return {
    /**
     * Brings the lines of a plan up to date. A unit that is as it was keeps its line; one whose people or chats have changed
     * keeps what was chosen, and one that is called otherwise is proposed anew.
     *
     * @returns how many lines are another than before
     */
    async doRefresh(tx: Tx, row: store.RolloverRow, type: CommunityType): Promise<number> {
      const before = new Map((await store.linesOf(tx, row.id)).map((line) => [line.unit_id, line]))
      let changes = 0
      const lines = (await survey(tx, row.community_id, row.year)).map((unit, position): store.NewLine => {
        const known = before.get(unit.unit_id)
        before.delete(unit.unit_id)
        const fresh = (): store.NewLine => {
          const about = { name: unit.name, grade: unit.grade, schoolYear: unit.school_year }
          const { choice, newName, reason } = proposalFor(type, about, row.year)
          const changed = row.version > 1
          return { ...unit, rollover_id: row.id, position, choice, new_name: newName, reason, chosen: false, changed }
        }
        if (known === undefined) {
          changes += 1
          return fresh()
        }
        const { outcome: _, effects: __, ...line } = known
        if (isSame(known, unit)) return { ...line, position }
        changes += 1
        return isCalledSame(known, unit) ? { ...line, ...unit, position, changed: true } : fresh()
      })
      changes += before.size
      if (changes > 0) await store.writeLines(tx, row.id, lines)
      return changes
    },
  }
}

type Looked = store.SurveyedUnit & { chats: readonly string[] }

const isCalledSame = (one: store.SurveyedUnit, other: store.SurveyedUnit): boolean =>
  one.name === other.name && one.grade === other.grade && one.school_year === other.school_year

function isSame(one: Looked, other: Looked): boolean {
  return (
    one.unit_version === other.unit_version &&
    one.people_key === other.people_key &&
    JSON.stringify(one.chats) === JSON.stringify(other.chats)
  )
}
