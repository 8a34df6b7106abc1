import { REMIND_FROM_HOUR, REMIND_UNTIL_HOUR } from '#contract/messenger/announcements.limits.ts'
import { minuteOfDay } from '../../platform/clock/minute-of-day.ts'

const QUARTER_MS = 900_000
/** Quarters of two days: wherever one begins, an hour that is allowed comes before their end. */
const QUARTERS_MAX = 192

/** Whether families may be reminded at the moment `now` (milliseconds) in a time zone. */
export function isAllowedHour(timeZone: string, now: number): boolean {
  const hour = minuteOfDay(timeZone, now) / 60
  return hour >= REMIND_FROM_HOUR && hour < REMIND_UNTIL_HOUR
}

/** The first moment from `from` on at which families may be reminded; it is `from` or begins a quarter of an hour. */
export function nextAllowed(timeZone: string, from: number): number {
  if (isAllowedHour(timeZone, from)) return from
  let at = Math.ceil(from / QUARTER_MS) * QUARTER_MS
  for (let n = 0; n < QUARTERS_MAX && !isAllowedHour(timeZone, at); n += 1) at += QUARTER_MS
  return at
}
