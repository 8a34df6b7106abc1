import type { MyQuiet } from './quiet.ts'

/** When the quiet time ends in which this moment lies, in milliseconds since 1970; null when it lies in none. */
export function quietEnd(quiet: MyQuiet['own'], now: number): number | null {
  const found = quiet.find(({ from, to }) => Date.parse(from) <= now && now < Date.parse(to))
  return found === undefined ? null : Date.parse(found.to)
}

/**
 * Until when nothing of a chat sounds for the reader, in milliseconds since 1970; null when it may sound. What belongs to
 * no organisation sounds as soon as one of them lets it.
 */
export function silentUntil(quiet: MyQuiet, communityId: string | null, now: number): number | null {
  const own = quietEnd(quiet.own, now)
  const ends = quiet.communities
    .filter((each) => communityId === null || each.communityId === communityId)
    .map((each) => quietEnd(each.quiet, now))
  const ofOrganisations = ends.length === 0 || ends.includes(null) ? null : Math.min(...(ends as number[]))
  return own === null || ofOrganisations === null ? (own ?? ofOrganisations) : Math.max(own, ofOrganisations)
}
