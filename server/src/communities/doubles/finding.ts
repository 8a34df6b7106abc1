import { createHash } from 'node:crypto'
import type { DoubleKind, DoubleSide } from '#contract/communities/doubles.ts'
import { fullName } from '#contract/identity/names.ts'
import { ADULT_AGE } from '#contract/identity/signin.limits.ts'
import { ageOn, dayIn, type Identity } from '../../identity/index.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { allRecords, type RecordRow } from '../roster/records.store.ts'
import * as store from './doubles.store.ts'
import { type Candidate, groundsOf, type LikelyPair, likelyPairs } from './likely-doubles.ts'

/** Where and when somebody is a child. */
interface Place {
  communityId: string
  timeZone: string
}

interface Found {
  candidates: Candidate[]
  sides: Map<string, DoubleSide>
}

export type Finding = ReturnType<typeof createFinding>

/** Looks for likely doubles among the people of an organisation, and among the entries of its lists (STR-14). */
export function createFinding({
  clock,
  identity,
}: Pick<Platform, 'clock'> & { identity: Pick<Identity, 'people' | 'numbers'> }) {
  const readPeople = async (reader: Reader, place: Place, ids: readonly string[] | null): Promise<Found> => {
    const rows = await store.profilesOf(reader, place.communityId, ids)
    const profileIds = rows.map(({ id }) => id)
    const people = await identity.people(reader, profileIds)
    const numbers = await identity.numbers.numberHashesOf(reader, profileIds)
    const today = dayIn(place.timeZone, clock.now())
    const found: Found = { candidates: [], sides: new Map() }
    for (const row of rows) {
      const person = people.get(row.id)
      if (person === undefined) continue
      const number = numbers.get(row.id)?.toString('hex')
      const contacts = [number ?? '', row.phone === '' ? '' : hashed(row.phone), row.email].filter(
        (each) => each !== '',
      )
      // A child and an adult are never one, whatever they are called and by whatever number they are reached.
      const apart = ageOn(person.birthDate, today) < ADULT_AGE ? 'child' : 'adult'
      const { surname, name, patronymic, birthDate } = person
      const names = { surname, name, patronymic }
      found.candidates.push({ id: row.id, ...names, birthDate, contacts, places: row.places, apart })
      found.sides.set(row.id, {
        id: row.id,
        name: fullName(person),
        birthDate,
        state: row.member ? 'member' : 'applicant',
        places: row.places.map(({ role, unitName }) => ({ role, unitName })),
      })
    }
    return found
  }

  const readRecords = async (reader: Reader, { communityId }: Place, ids: readonly string[] | null): Promise<Found> => {
    const records = await allRecords(reader, communityId)
    const asked = ids === null ? records : records.filter(({ id }) => ids.includes(id))
    return {
      candidates: asked.map(recordCandidate),
      sides: new Map(asked.map((record) => [record.id, recordSide(record)])),
    }
  }

  const read = (reader: Reader, place: Place, kind: DoubleKind, ids: readonly string[] | null): Promise<Found> =>
    kind === 'people' ? readPeople(reader, place, ids) : readRecords(reader, place, ids)

  return {
    /** All pairs of a kind that nobody has called different people, the surest first. */
    async all(reader: Reader, place: Place, kind: DoubleKind): Promise<{ pairs: LikelyPair[]; sides: Found['sides'] }> {
      const { candidates, sides } = await read(reader, place, kind, null)
      const different = await store.differentIn(reader, place.communityId)
      const pairs = likelyPairs(candidates).filter(({ one, other }) => !different.has(`${one}/${other}`))
      return { pairs, sides }
    },

    /** Two of a kind, when they are likely doubles of each other now; null otherwise. */
    async pair(
      reader: Reader,
      place: Place,
      { kind, keepId, goneId }: { kind: DoubleKind; keepId: string; goneId: string },
    ): Promise<{ keep: DoubleSide; gone: DoubleSide } | null> {
      const { candidates, sides } = await read(reader, place, kind, [keepId, goneId])
      const [one, other] = candidates
      if (one === undefined || other === undefined || groundsOf(one, other).length === 0) return null
      return { keep: sides.get(keepId)!, gone: sides.get(goneId)! }
    },
  }
}

function hashed(phone: string): string {
  return createHash('sha256').update(phone).digest('hex')
}

/** A parent stands in a list once for each child, so only those of one child are compared. */
function recordCandidate(record: RecordRow): Candidate {
  const { id, surname, name, patronymic, role, unit_id: unitId, child_id: childId } = record
  return {
    id,
    surname,
    name,
    patronymic,
    birthDate: record.birth_date,
    contacts: record.phones,
    places: [{ role, unitId }],
    apart: `${role}/${childId ?? ''}`,
  }
}

function recordSide(record: RecordRow): DoubleSide {
  const { id, role, birth_date: birthDate, unit_name: unitName } = record
  return { id, name: fullName(record), birthDate, state: 'record', places: [{ role, unitName }] }
}
