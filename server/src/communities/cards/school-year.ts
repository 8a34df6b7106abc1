import { dayBegins, dayIn } from '../../identity/index.ts'

const FIRST_DAY = '07-01'

/** The end of the school year that runs at a time, in a zone: the first minute of July. In July the next one has begun. */
export function schoolYearEnd(timeZone: string, now: number): number {
  const today = dayIn(timeZone, now)
  const year = Number(today.slice(0, 4)) + (today.slice(5) >= FIRST_DAY ? 1 : 0)
  return dayBegins(timeZone, `${year}-${FIRST_DAY}`)
}
