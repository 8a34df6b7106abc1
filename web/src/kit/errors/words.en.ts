import { pluralEn } from '../i18n/plural.ts'

/** How long there is to wait, of so many seconds. */
export const later = (value: number) =>
  value < 90
    ? `in ${pluralEn(value, { one: 'second', other: 'seconds' })}`
    : `in ${pluralEn(Math.ceil(value / 60), { one: 'minute', other: 'minutes' })}`

/** Names of a person's parts, as they stand in a sentence. */
export const NAMES: Readonly<Record<string, string>> = {
  surname: 'surname',
  name: 'first name',
  patronymic: 'patronymic',
}
