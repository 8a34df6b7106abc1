import { createHash } from 'node:crypto'
import type { RosterMatch } from '#contract/communities/matched.ts'
import type { Identity, PersonFacts } from '../../identity/index.ts'
import type { Reader } from '../../platform/db/database.ts'
import { type ApplicationRow, waitingIn } from '../applications/applications.store.ts'
import { foldName } from '../memberships/visible-members.store.ts'
import { matchAll } from './match-all.ts'
import { comparedVersions, membersCalled } from './matched.store.ts'
import type { Applicant, Match } from './matching.ts'
import { personKey } from './read-row.ts'
import { allRecords, hasRecords } from './records.store.ts'

/** Applications that are compared at once; more wait nowhere. */
const COMPARED_MAX = 5_000
/** Organisations whose last comparison is kept. */
const KEPT_MAX = 30

/** How an application stands to the roster, and whose it is. */
export type Compared = Match & { profileId: string }

export type Matching = ReturnType<typeof createMatching>

/** Compares those who wait with the roster of their organisation, as both are at this moment. */
export function createMatching(identity: Pick<Identity, 'people' | 'numbers'>) {
  const applicantsOf = async (reader: Reader, rows: readonly ApplicationRow[]): Promise<Applicant[]> => {
    const ids = rows.flatMap((row) => [
      row.profile_id,
      ...(row.child_profile_id === null ? [] : [row.child_profile_id]),
    ])
    const people = await identity.people(reader, [...new Set(ids)])
    const phones = await identity.numbers.numberHashesOf(reader, [...new Set(rows.map((row) => row.profile_id))])
    return rows.flatMap((row): Applicant[] => {
      const person = people.get(row.profile_id)
      if (person === undefined) return []
      const child = row.child_profile_id === null ? undefined : people.get(row.child_profile_id)
      return [
        {
          ...namesOf(person),
          id: row.id,
          profileId: row.profile_id,
          role: row.role,
          unitId: row.unit_id,
          unitName: row.unit_name,
          phoneHash: phones.get(row.profile_id)?.toString('hex') ?? null,
          child: child === undefined ? null : namesOf(child),
        },
      ]
    })
  }

  /** Whether somebody else who is a member is called as an applicant and was born on the same day. */
  const membersAmong = async (reader: Reader, communityId: string, applicants: readonly Applicant[]) => {
    const keyOf = (person: Pick<PersonFacts, 'surname' | 'name' | 'birthDate'>) =>
      `${personKey(person)} ${person.birthDate}`
    const names = new Set(applicants.map(({ surname, name }) => foldName(`${surname} ${name}`)))
    const people = await identity.people(reader, await membersCalled(reader, communityId, names))
    const found = new Map<string, Set<string>>()
    for (const person of people.values()) {
      found.set(keyOf(person), (found.get(keyOf(person)) ?? new Set()).add(person.profileId))
    }
    return (applicant: Applicant) =>
      [...(found.get(keyOf(applicant)) ?? [])].some((profileId) => profileId !== applicant.profileId)
  }

  /** The last comparison of an organisation with what it rests on: whoever pages through a queue compares nobody anew. */
  const kept = new Map<string, { restsOn: string; found: ReadonlyMap<string, Compared> }>()

  const keep = (communityId: string, comparison: { restsOn: string; found: ReadonlyMap<string, Compared> }) => {
    kept.delete(communityId)
    kept.set(communityId, comparison)
    if (kept.size > KEPT_MAX) kept.delete(kept.keys().next().value!)
  }

  const compare = async (reader: Reader, communityId: string): Promise<ReadonlyMap<string, Compared>> => {
    if (!(await hasRecords(reader, communityId))) return new Map()
    const applicants = await applicantsOf(reader, await waitingIn(reader, communityId, COMPARED_MAX))
    const versions = await comparedVersions(reader, communityId)
    const restsOn = createHash('sha256')
      .update(JSON.stringify([versions, applicants]))
      .digest('base64')
    const known = kept.get(communityId)
    if (known?.restsOn === restsOn) return known.found
    const found = await compareAnew(reader, communityId, applicants)
    keep(communityId, { restsOn, found })
    return found
  }

  const compareAnew = async (
    reader: Reader,
    communityId: string,
    applicants: readonly Applicant[],
  ): Promise<ReadonlyMap<string, Compared>> => {
    const records = (await allRecords(reader, communityId)).map((record) => ({
      ...record,
      phoneHashes: record.phones.map((phone) => createHash('sha256').update(phone).digest('hex')),
    }))
    const found = matchAll(applicants, records, await membersAmong(reader, communityId, applicants))
    return new Map(applicants.map(({ id, profileId }) => [id, { ...found.get(id)!, profileId }]))
  }

  return {
    hasRoster: hasRecords,
    /** How everybody who waits in a community stands to its roster, by application; empty without a roster. */
    compare,

    /** The same as those who decide see it. */
    async matchesOf(reader: Reader, communityId: string): Promise<Map<string, RosterMatch>> {
      const found = await compare(reader, communityId)
      return new Map([...found].map(([id, match]) => [id, matchView(match)]))
    },
  }
}

function namesOf({ surname, name, patronymic, birthDate }: PersonFacts) {
  return { surname, name, patronymic, birthDate }
}

function matchView({ kind, record, differences }: Match): RosterMatch {
  if (record === null) return { kind, record: null, differences }
  const { surname, name, patronymic, birth_date: birthDate, unit_name: unitName } = record
  return { kind, record: { surname, name, patronymic, birthDate, unitName }, differences }
}
