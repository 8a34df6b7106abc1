import { isDone } from '#contract/messenger/announcements.abilities.ts'
import type { AnnouncedFamily, GivenAnswer } from '#contract/messenger/announcements.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { LeftDoors } from '../doors.ts'
import type { AnnouncementRow } from './announcements.store.ts'
import * as store from './answers.store.ts'

/** An announcement that asks for an answer. */
export type AskingRow = AnnouncementRow & Required<Pick<AnnouncementRow, 'confirm_answers' | 'confirm_who'>>

/** Whom announcements ask, and who of them has answered: by child, as families are now (P-02). */
export function createAskedFamilies({ doors }: { doors: Pick<LeftDoors, 'reachedFamilies'> }) {
  const reachOf = async (reader: Reader, row: AnnouncementRow) => {
    const places = await store.familyPlaces(reader, row.id)
    return {
      communityId: row.community_id,
      everyone: places.some(({ everyone }) => everyone),
      unitIds: [...new Set(places.flatMap(({ unitId }) => unitId ?? []))],
      profileIds: await store.peopleOfChats(
        reader,
        places.flatMap(({ chatId }) => chatId ?? []),
      ),
    }
  }

  return {
    reachOf,

    /** The families that an announcement asks, all or those of one guardian. */
    async familiesOf(reader: Reader, row: AnnouncementRow, guardianId: string | null): Promise<AnnouncedFamily[]> {
      const who = row.confirm_who
      if (who === null) return []
      const families = await doors.reachedFamilies.familiesReached(reader, await reachOf(reader, row), guardianId)
      const given = Map.groupBy(await store.readAnswers(reader, [row.id]), ({ child_id }) => child_id)
      return families.map((family) => {
        // Whoever is a guardian no more answers for the child no more.
        const answers = (given.get(family.childId) ?? []).filter(({ adult_id }) =>
          family.guardianIds.includes(adult_id),
        )
        const answeredIds = answers.map(({ adult_id }) => adult_id)
        return { ...family, done: isDone({ who }, { ...family, answeredIds }), answers: answers.map(answerView) }
      })
    },
  }
}

export type AskedFamilies = ReturnType<typeof createAskedFamilies>

/** An answer as the guardians of its child see it, and whoever has asked. */
export function answerView(row: store.AnswerRow): GivenAnswer {
  return { adultId: row.adult_id, answer: row.answer, comment: row.comment, at: toInstant(row.answered_at) }
}
