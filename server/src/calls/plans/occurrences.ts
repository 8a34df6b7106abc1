import { PLANNED_LATE_MS } from '#contract/calls/planned-calls.limits.ts'
import type { Repetition } from '#contract/calls/planned-calls.ts'
import { daysFrom, minutesOf } from '../../communities/index.ts'

const DAY_MS = 86_400_000

/** When a planned call is: days and a time on the clock of a zone. */
export interface Timing {
  /** YYYY-MM-DD; the first day on which it may be. */
  day: string
  /** HH:MM. */
  time: string
  timeZone: string
  repeats: Repetition | null
  /** Days that were cancelled alone. */
  skipped: readonly string[]
  /** The last day whose call was begun. */
  begunDay: string | null
}

/**
 * The next time of a planned call, or the one that can still be begun; null when there is none. A time that the clock of the
 * zone leaves out comes with the next minute that it shows.
 */
export function nextOccurrence(timing: Timing, now: number): { day: string; at: number } | null {
  const { day: first, time, timeZone, repeats, skipped, begunDay } = timing
  const last = repeats?.until ?? first
  const from = Math.max(now - PLANNED_LATE_MS - DAY_MS, Date.parse(`${first}T00:00:00Z`) - DAY_MS)
  for (const zoned of daysFrom(timeZone, from)) {
    const { day } = zoned
    if (day > last) return null
    if (day < first || skipped.includes(day) || (begunDay !== null && day <= begunDay)) continue
    if (repeats !== null && !repeats.weekdays.includes(zoned.weekday)) continue
    const at = zoned.at(minutesOf(time))
    if (at + PLANNED_LATE_MS > now) return { day, at }
  }
  return null
}
