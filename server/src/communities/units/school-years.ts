import type { CommunityType } from '#contract/communities/types.ts'
import { dayIn } from '../../identity/index.ts'

const FIRST_DAY = '09-01'
/** From this day on people get the next school year ready. */
const PREPARED_FROM = '05-01'

/** Departments of an authority go on from year to year; everything else belongs to a school year. */
export function hasSchoolYears(type: CommunityType): boolean {
  return type !== 'authority'
}

/** The school year that runs at a time, in a zone, by the calendar year in which it begins. It begins on the 1st of September. */
export function schoolYearAt(timeZone: string, now: number): number {
  return yearFrom(FIRST_DAY, dayIn(timeZone, now))
}

/** The school year into which units are taken at a time: from May on the one that comes, before it the one that runs. */
export function rolloverYearAt(timeZone: string, now: number): number {
  return yearFrom(PREPARED_FROM, dayIn(timeZone, now))
}

function yearFrom(firstDay: string, today: string): number {
  return Number(today.slice(0, 4)) - (today.slice(5) >= firstDay ? 0 : 1)
}
