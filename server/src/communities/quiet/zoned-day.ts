import { dayBegins, dayIn } from '../../identity/index.ts'
import { minuteOfDay } from '../../platform/clock/minute-of-day.ts'

const MINUTE_MS = 60_000
export const DAY_MINUTES = 24 * 60

/** A calendar day on the clock of a zone. */
export interface ZonedDay {
  /** YYYY-MM-DD. */
  readonly day: string
  /** Monday is 1, Sunday is 7. */
  readonly weekday: number
  /** When the clock comes to a minute of this day, 0 … 1440, in milliseconds since 1970; one that it leaves out comes with the next. */
  at(minute: number): number
}

/** Days from the one on which it is `from`, one after the other, without end. */
export function* daysFrom(timeZone: string, from: number): Generator<ZonedDay> {
  for (let day = dayIn(timeZone, from); ; day = nextDay(day)) yield zonedDay(timeZone, day)
}

function zonedDay(timeZone: string, day: string): ZonedDay {
  const begins = dayBegins(timeZone, day)
  const ends = dayBegins(timeZone, nextDay(day))
  const isPlain = ends - begins === DAY_MINUTES * MINUTE_MS
  const changing = (minute: number): number => {
    if (minute >= DAY_MINUTES) return ends
    let [before, after] = [begins / MINUTE_MS - 1, ends / MINUTE_MS]
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2)
      if (minuteOfDay(timeZone, middle * MINUTE_MS) >= minute) after = middle
      else before = middle
    }
    return after * MINUTE_MS
  }
  return {
    day,
    weekday: new Date(`${day}T00:00:00Z`).getUTCDay() || 7,
    at: (minute) => (isPlain ? begins + minute * MINUTE_MS : changing(minute)),
  }
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MINUTES * MINUTE_MS).toISOString().slice(0, 10)
}

/** Minutes since midnight of HH:MM. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}
