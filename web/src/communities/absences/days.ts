import { date, dayKey } from '#web/kit/i18n/dates.ts'
import { t } from './absences.texts.ts'

const DAY_MS = 86_400_000
/** From this hour on today is over in the eyes of a parent. */
const AFTERNOON = 15

/** Days of an absence, both included, as YYYY-MM-DD. */
export interface Days {
  readonly from: string
  readonly to: string
}

/** Today on the calendar of a zone, as YYYY-MM-DD. */
export const todayIn = (timeZone: string, now = Date.now()): string => dayKey(now, { timeZone })

/** The day that comes so many days later, or earlier. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** «сегодня», «завтра», «17 марта». */
export function dayText(day: string, today: string): string {
  if (day === today) return t.today
  if (day === dayAfter(today, 1)) return t.tomorrow
  if (day === dayAfter(today, -1)) return t.yesterday
  return date(`${day}T12:00:00.000Z`, { timeZone: 'UTC', now: Date.parse(`${today}T12:00:00.000Z`) })
}

/** «сегодня», «17 марта – 20 марта». */
export function daysText({ from, to }: Days, today: string): string {
  return from === to ? dayText(from, today) : `${dayText(from, today)} – ${dayText(to, today)}`
}

/** The day that a parent most likely means: the next one of the class that is not told of yet. */
export function likelyDay(timeZone: string, told: readonly Days[], now = Date.now()): string {
  const hour = Number(new Date(now).toLocaleString('en-GB', { timeZone, hour: '2-digit', hour12: false }))
  let day = dayAfter(todayIn(timeZone, now), hour < AFTERNOON ? 0 : 1)
  for (;;) {
    const known = told.find(({ from, to }) => from <= day && day <= to)
    if (known === undefined) return day
    day = dayAfter(known.to, 1)
  }
}
