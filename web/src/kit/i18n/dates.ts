import { type Locale, locale } from './locale.ts'

const TODAY: Record<Locale, string> = { ru: 'сегодня', en: 'today' }
const YESTERDAY: Record<Locale, string> = { ru: 'вчера', en: 'yesterday' }
const TOMORROW: Record<Locale, string> = { ru: 'завтра', en: 'tomorrow' }
const TAG: Record<Locale, string> = { ru: 'ru-RU', en: 'en-GB' }

const formats = new Map<string, Intl.DateTimeFormat>()

export interface DateOptions {
  /** Zone of the organisation; the device's own when left out. */
  readonly timeZone?: string | undefined
  readonly now?: number
  readonly locale?: Locale
}

/** A moment as people say it: «сегодня, 14:05», «вчера, 20:18», «12 марта», «12 марта 2024». */
export function when(instant: string | number, options: DateOptions = {}): string {
  const language = options.locale ?? locale
  const day = dayWord(instant, options)
  if (day === null) return date(instant, options)
  return `${language === 'ru' ? day : capital(day)}, ${time(instant, options)}`
}

/** Only the day: «сегодня», «вчера», «завтра», «12 марта». */
export function day(instant: string | number, options: DateOptions = {}): string {
  return dayWord(instant, options) ?? date(instant, options)
}

export function time(instant: string | number, options: DateOptions = {}): string {
  return format('time', { hour: '2-digit', minute: '2-digit' }, options).format(new Date(instant))
}

/** «12 марта», with the year when it is another one; a line never breaks between the day and the month. */
export function date(instant: string | number, options: DateOptions = {}): string {
  const now = options.now ?? Date.now()
  const year = dayKey(instant, options).slice(0, 4) !== dayKey(now, options).slice(0, 4)
  const shape: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', ...(year ? { year: 'numeric' } : {}) }
  return format(year ? 'dateYear' : 'date', shape, options)
    .format(new Date(instant))
    .replace(' г.', '')
    .replace(' ', '\u00a0')
}

/** The whole of it, for the tip of a pointer: «12 марта 2026, 14:05:09, MSK». */
export function exact(instant: string | number, options: DateOptions = {}): string {
  const shape: Intl.DateTimeFormatOptions = { dateStyle: 'long', timeStyle: 'long' }
  return format('exact', shape, options).format(new Date(instant))
}

/** A calendar day without a zone, as it stands in a document: «14.03.1984». */
export function plainDay(isoDay: string): string {
  const [year, month, dayOfMonth] = isoDay.split('-')
  return `${dayOfMonth}.${month}.${year}`
}

/** A calendar day without a zone, as people say it: «вторник, 8 сентября», with the year when it is another one. */
export function spokenDay(isoDay: string, options: DateOptions = {}): string {
  const zoned = { ...options, timeZone: 'UTC' }
  const weekday = format('weekday', { weekday: 'long' }, zoned).format(new Date(isoDay))
  return `${weekday}, ${date(isoDay, zoned)}`
}

/** How people call the clock of a zone: «Москва, стандартное время». */
export function zoneName(timeZone: string, options: DateOptions = {}): string {
  const parts = format('zone', { timeZoneName: 'long' }, { ...options, timeZone })
  const named = parts.formatToParts(new Date(options.now ?? Date.now()))
  return named.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}

/** YYYY-MM-DD of a moment in the zone. */
export function dayKey(instant: string | number, options: DateOptions = {}): string {
  const parts = format('key', { year: 'numeric', month: '2-digit', day: '2-digit' }, { ...options, locale: 'en' })
  return parts.format(new Date(instant)).split('/').reverse().join('-')
}

function dayWord(instant: string | number, options: DateOptions): string | null {
  const language = options.locale ?? locale
  const now = options.now ?? Date.now()
  const key = dayKey(instant, options)
  if (key === dayKey(now, options)) return TODAY[language]
  if (key === dayKey(now - 86_400_000, options)) return YESTERDAY[language]
  if (key === dayKey(now + 86_400_000, options)) return TOMORROW[language]
  return null
}

function format(name: string, shape: Intl.DateTimeFormatOptions, options: DateOptions): Intl.DateTimeFormat {
  const tag = TAG[options.locale ?? locale]
  const key = `${name}|${tag}|${options.timeZone ?? ''}`
  const kept = formats.get(key)
  if (kept !== undefined) return kept
  const made = new Intl.DateTimeFormat(tag, {
    ...shape,
    ...(options.timeZone === undefined ? {} : { timeZone: options.timeZone }),
  })
  formats.set(key, made)
  return made
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}
