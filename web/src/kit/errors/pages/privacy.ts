import type { PageSentences, PrivacyCode } from '../page-errors.ts'

/** Sentences of what somebody lets others do. */
export const privacyErrors: PageSentences<PrivacyCode> = {
  ru: {
    'privacy.tooWide':
      'Шире ученику открыть нельзя: так решили его организация или правила «Парты». Решение организации меняет её администратор.',
  },
  en: {
    'privacy.tooWide':
      'It cannot be opened wider for a pupil: the organisation or the rules of Parta have decided so. The administrator changes what the organisation has decided.',
  },
}
