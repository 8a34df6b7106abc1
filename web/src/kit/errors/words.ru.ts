import { pick, pluralRu } from '../i18n/plural.ts'

/** How long there is to wait, of so many seconds. */
export const minutesLeft = (value: number) =>
  value < 90
    ? `через ${pluralRu(value, { one: 'секунду', few: 'секунды', many: 'секунд', other: 'секунды' })}`
    : `через ${pluralRu(Math.ceil(value / 60), { one: 'минуту', few: 'минуты', many: 'минут', other: 'минуты' })}`

/** How often one may still try: «Осталась 1 попытка», «Осталось 4 попытки». */
export const triesLeft = (count: number) =>
  `${pick('ru', count, { one: 'Осталась', other: 'Осталось' })} ${pluralRu(count, { one: 'попытка', few: 'попытки', many: 'попыток', other: 'попытки' })}`

/** Names of a person's parts, as they stand in a sentence. */
export const NAMES: Readonly<Record<string, string>> = { surname: 'фамилию', name: 'имя', patronymic: 'отчество' }
