import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { actOperations, SchoolAct } from '#contract/school/acts.ts'
import type { StoredRow } from '../../platform/audit/audit.store.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Standing } from '../desk/standing.ts'
import { accessPeople } from '../people/people.store.ts'
import { wholeName } from '../people/people.ts'

type Operations = typeof actOperations

const PAGE = 50

export type ActsService = ReturnType<typeof createActsService>

/** The log of an organisation of the school: a chain of hashes of its own among those of the installation (decision 0023). */
export function createActsService({ audit }: Pick<Platform, 'audit'>) {
  const newest = (reader: Reader, chain: string, after: { at: Date; number: number } | null, limit: number) => {
    const anybody = { acts: null, pseudonym: null, about: null, from: null, to: null }
    return audit.list(reader, { ...anybody, chain, after: after === null ? null : { ...after, chain }, limit })
  }

  /** Who is behind pseudonyms, as far as the organisation knows him. */
  const namesOf = async (reader: Reader, organisationId: string, rows: readonly StoredRow[]) => {
    const pseudonyms = rows.flatMap(({ actor, people }) => (actor === null ? people : [actor, ...people]))
    const subjects = await audit.subjectsOf(reader, pseudonyms)
    const ids = [...subjects.values()].map(({ id }) => id)
    const people = new Map((await accessPeople(reader, organisationId, ids)).map((person) => [person.id, person]))
    const known = [...subjects].flatMap(([pseudonym, { id }]) => {
      const person = people.get(id)
      return person === undefined ? [] : [[pseudonym, { id, name: wholeName(person) }] as const]
    })
    return new Map(known)
  }

  return {
    async list(
      reader: Reader,
      { organisationId }: Standing,
      { cursor }: InputOf<Operations['acts.list']>,
    ): Promise<OutputOf<Operations['acts.list']>> {
      const place = decodeCursor(cursor, ['instant', 'count'])
      const after = place === null ? null : { at: new Date(place[0] as string), number: place[1] as number }
      const found = await newest(reader, organisationId, after, PAGE + 1)
      const rows = found.slice(0, PAGE)
      const last = found.length > PAGE ? rows.at(-1)! : null
      const [first] = after === null ? rows : await newest(reader, organisationId, null, 1)
      const names = await namesOf(reader, organisationId, rows)
      return {
        rows: rows.map((row) => ({
          number: row.number,
          at: instantOf(row),
          act: row.act as SchoolAct,
          by: row.actor === null ? null : (names.get(row.actor) ?? null),
          people: row.people.flatMap((pseudonym) => names.get(pseudonym) ?? []),
          words: Object.values(row.after).map(String),
          hash: row.hash.toString('hex'),
        })),
        next: last === null ? null : encodeCursor([instantOf(last), last.number]),
        total: first?.number ?? 0,
      }
    },
  }
}

const instantOf = ({ atMicros }: StoredRow): string => toInstant(atMicros / 1_000)
