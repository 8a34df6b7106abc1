import { dayKey, time } from '#web/kit/i18n/dates.ts'
import { type Locale, locale } from '#web/kit/i18n/locale.ts'

const DAY_MS = 86_400_000
const YESTERDAY: Record<Locale, string> = { ru: 'вчера', en: 'yesterday' }

/** The short time of a row: «14:05», «вчера», «пн», «12 мар.», «12.03.24». */
export function listTime(at: string, now: number, timeZone?: string): string {
  const options = { timeZone, now }
  const key = dayKey(at, options)
  if (key === dayKey(now, options)) return time(at, options)
  if (key === dayKey(now - DAY_MS, options)) return YESTERDAY[locale]
  if (now - Date.parse(at) < 6 * DAY_MS) return format({ weekday: 'short' }, at, timeZone)
  const sameYear = key.slice(0, 4) === dayKey(now, options).slice(0, 4)
  return sameYear
    ? format({ day: 'numeric', month: 'short' }, at, timeZone)
    : format({ day: '2-digit', month: '2-digit', year: '2-digit' }, at, timeZone)
}

function format(shape: Intl.DateTimeFormatOptions, at: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale === 'ru' ? 'ru-RU' : 'en-GB', { ...shape, timeZone }).format(new Date(at))
}
