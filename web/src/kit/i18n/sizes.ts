import { locale } from './locale.ts'

const UNITS = {
  ru: ['байт', 'КБ', 'МБ', 'ГБ'],
  en: ['bytes', 'KB', 'MB', 'GB'],
} as const
const STEP = 1_024
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
const percents = new Intl.NumberFormat(locale, { style: 'percent' })

/** How large a file is, as people say it: «1,4 МБ». Units are binary, as systems show them. */
export function fileSize(bytes: number): string {
  let [value, unit] = [bytes, 0]
  for (; value >= STEP && unit < UNITS.ru.length - 1; unit += 1) value /= STEP
  const number = unit === 0 || value >= 100 ? whole : tenths
  return `${number.format(value)}\u00a0${UNITS[locale][unit]}`
}

/** A part of a whole in percent, never 100 before it is whole. */
export function share(part: number, all: number): string {
  return percents.format(part >= all ? 1 : Math.floor((part / all) * 100) / 100)
}
