import { type Applicant, createMatcher, type Match, type MatchRecord } from './matching.ts'

/** Whether a member who is somebody else than the applicant is called so and was born on that day. */
export type IsMember = (applicant: Applicant) => boolean

/**
 * Compares all that wait with the roster. Of two who give themselves out for one, and of one who is a member already, nothing is
 * exact: a person looks at them.
 *
 * @returns by application
 */
export function matchAll(
  applicants: readonly Applicant[],
  records: readonly MatchRecord[],
  isMember: IsMember,
): Map<string, Match> {
  const match = createMatcher(records)
  const found = new Map(applicants.map((applicant) => [applicant.id, match(applicant)]))
  const claims = new Map<string, Set<string>>()
  for (const { id, profileId } of applicants) {
    const { kind, record } = found.get(id)!
    if (kind !== 'exact' || record === null) continue
    const profiles = claims.get(record.id) ?? new Set()
    claims.set(record.id, profiles.add(profileId))
  }
  for (const applicant of applicants) {
    const one = found.get(applicant.id)!
    if (one.kind !== 'exact' || one.record === null) continue
    const what = isMember(applicant) ? 'isMember' : claims.get(one.record.id)!.size > 1 ? 'appliedTwice' : null
    if (what === null) continue
    found.set(applicant.id, { ...one, kind: 'near', differences: [{ what, told: '', known: '' }] })
  }
  return found
}
