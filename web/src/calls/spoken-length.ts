import { locale } from '#web/kit/i18n/locale.ts'

const MINUTE_MS = 60_000

/** How long something has been going on: «2 минуты», «1 час 5 минут». */
export function spokenLength(since: string, now = Date.now()): string {
  const minutes = Math.max(1, Math.round((now - Date.parse(since)) / MINUTE_MS))
  const said = (count: number, unit: 'hour' | 'minute') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count)
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [...(hours > 0 ? [said(hours, 'hour')] : []), ...(rest > 0 ? [said(rest, 'minute')] : [])].join(' ')
}
