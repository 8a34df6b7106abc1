import type { PageSentences, ProfileCode } from '../page-errors.ts'
import { NAMES as NAMES_EN } from '../words.en.ts'
import { NAMES as NAMES_RU } from '../words.ru.ts'

/** Sentences of the own page: of names and sign-ins, and of those that are written for a pupil. */
export const profileErrors: PageSentences<ProfileCode> = {
  ru: {
    'session.unknown': 'На этом устройстве вход уже завершён.',
    'profile.nameInvalid': (d) =>
      `Проверьте ${NAMES_RU[String(d.field)] ?? 'имя'}: только буквы, дефис, пробел и апостроф.`,
    'profile.renamedOften': 'Имя меняли уже три раза за месяц. Следующий раз — через несколько недель.',
  },
  en: {
    'session.unknown': 'You are already signed out on that device.',
    'profile.nameInvalid': (d) =>
      `Check the ${NAMES_EN[String(d.field)] ?? 'name'}: letters, hyphen, space and apostrophe only.`,
    'profile.renamedOften': 'The name was changed three times this month. The next time is in some weeks.',
  },
}
