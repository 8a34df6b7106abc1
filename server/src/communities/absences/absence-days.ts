import { ABSENCE_AHEAD_DAYS, ABSENCE_BACK_DAYS, ABSENCE_DAYS_MAX } from '#contract/communities/absences.limits.ts'

const DAY_MS = 86_400_000

/** Days of an absence, both included, as YYYY-MM-DD. */
export interface Days {
  from: string
  to: string
}

export type DaysRule = 'noDay' | 'order' | 'long' | 'past' | 'ahead'

/** The day that comes so many days later, or earlier; both as YYYY-MM-DD. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Whether a calendar has this day. */
export function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** The first day of which something can still be said on another day. */
export const firstOpenDay = (today: string): string => dayAfter(today, -ABSENCE_BACK_DAYS)

/** What is wrong with the days of an absence that is told `today`; `known` is the first day of what was told before. */
export function daysRefusal({ from, to }: Days, today: string, known: string | null): DaysRule | null {
  if (!isDay(from) || !isDay(to)) return 'noDay'
  if (to < from) return 'order'
  if (to >= dayAfter(from, ABSENCE_DAYS_MAX)) return 'long'
  if (from < firstOpenDay(today) && from !== known) return 'past'
  return from > dayAfter(today, ABSENCE_AHEAD_DAYS) ? 'ahead' : null
}
