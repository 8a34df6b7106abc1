import { locale } from '#web/kit/i18n/locale.ts'

/** Monday is 1, Sunday is 7. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const

/** The first of January 2024 was a Monday. */
function named(weekday: number, width: 'short' | 'long'): string {
  return new Intl.DateTimeFormat(locale, { weekday: width, timeZone: 'UTC' }).format(Date.UTC(2024, 0, weekday))
}

export const weekdayShort = (weekday: number): string => named(weekday, 'short')
export const weekdayLong = (weekday: number): string => named(weekday, 'long')
