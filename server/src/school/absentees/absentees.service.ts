import type { SchoolFacts } from '#contract/connector/composition.ts'
import { listSourcedAbsences, type SourcedAbsence } from '#contract/connector/told-absences.ts'
import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Absentee, absenteesList } from '#contract/school/absentees.ts'
import { REGISTER_PAGE_MAX } from '#contract/school/school.limits.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Viewer } from '../../platform/dispatch/viewer.ts'
import type { Platform } from '../../platform/platform.ts'
import { compare } from '../chats/register.ts'
import type { Reach } from '../connection/reach.ts'
import { accessStanding } from '../desk/access-standing.ts'
import { readFacts } from '../facts/read-facts.store.ts'
import type { Connections } from '../links/connections.ts'
import type { Messenger } from '../links/messenger.ts'

type List = typeof absenteesList
type Codes = List['errors'][number]

/** How often one account asks the messenger. */
const ASKED = { name: 'school.absentees', points: 120, durationMs: 15 * 60_000 }
/** Pages of the messenger's answer; more than any school has absent pupils. */
const PAGES_MAX = 50

/** The register «Отсутствующие», which the messenger fills: nothing of it is kept here (MSG-23). */
export function createAbsenteesService(
  { db, limits }: Pick<Platform, 'db' | 'limits'>,
  { connections, messenger }: { connections: Connections; messenger: Messenger },
) {
  const listAll = async (reach: Reach, day: string, fail: Fail<Codes>): Promise<SourcedAbsence[]> => {
    const { communityId } = reach
    const found: SourcedAbsence[] = []
    let cursor: string | undefined
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const input = { communityId, day, ...(cursor === undefined ? {} : { cursor }) }
      const answer = await messenger.call(reach, listSourcedAbsences, input)
      if (!answer.ok) return fail('school.connectionRefused')
      found.push(...answer.output.absences)
      if (answer.output.next === null) return found
      cursor = answer.output.next
    }
    return fail('school.connectionRefused')
  }

  return {
    async list(
      viewer: Viewer,
      { day, search = '', cursor }: InputOf<List>,
      fail: Fail<Codes>,
    ): Promise<OutputOf<List>> {
      const { accountId, organisationId } = await accessStanding(db, viewer, 'absentees.list')
      await limits.consume(ASKED, accountId)
      const reach = (await connections.of(db, organisationId)) ?? fail('school.notConnected')
      const absences = await listAll(reach, day, fail)
      const pupils = classesOf(await readFacts(db, organisationId))
      const words = search.trim().toLowerCase()
      const fitting = absences
        .flatMap(({ personId, ...told }) => {
          const pupil = pupils.get(personId)
          return pupil === undefined ? [] : [{ ...told, personId, ...pupil }]
        })
        .filter((row) => [row.surname, row.name, row.patronymic, row.class].join(' ').toLowerCase().includes(words))
        .toSorted((a, b) => compare(keyOf(a), keyOf(b)))
      const after = decodeCursor(cursor, ['text', 'text', 'text'])
      const rest = after === null ? fitting : fitting.filter((row) => compare(keyOf(row), after) > 0)
      const rows = rest.slice(0, REGISTER_PAGE_MAX)
      const next = rest.length > rows.length ? encodeCursor(keyOf(rows.at(-1)!)) : null
      return { rows, next, total: fitting.length }
    },
  }
}

export type AbsenteesService = ReturnType<typeof createAbsenteesService>

const keyOf = (row: Absentee): [string, string, string] => [row.class, `${row.surname} ${row.name}`, row.id]

/** Who is in a class now, with what it is called. */
function classesOf({ person, unit, enrolment }: SchoolFacts) {
  return new Map(
    enrolment.values().flatMap(({ personId, unitId }) => {
      const [told, learnsIn] = [person.get(personId), unit.get(unitId)]
      if (told === undefined || learnsIn?.kind !== 'class') return []
      const { surname, name, patronymic } = told
      return [[personId, { surname, name, patronymic, class: learnsIn.name }] as const]
    }),
  )
}
