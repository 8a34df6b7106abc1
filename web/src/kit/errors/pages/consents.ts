import type { ConsentCode, PageSentences } from '../page-errors.ts'

export const consentErrors: PageSentences<ConsentCode> = {
  ru: {
    'consent.given': 'Согласие уже дано.',
    'consent.none': 'Действующего согласия нет.',
    'consent.notNeeded': 'Согласие нужно только до 14 лет.',
    'consent.textChanged': 'Текст согласия изменился. Обновите страницу и прочитайте новый.',
    'consent.paperInvalid': 'Укажите, кто подписал согласие, и день подписи не позже сегодняшнего.',
  },
  en: {
    'consent.given': 'The consent is given already.',
    'consent.none': 'There is no consent that holds now.',
    'consent.notNeeded': 'A consent is needed only under 14.',
    'consent.textChanged': 'The text of the consent has changed. Reload the page and read the new one.',
    'consent.paperInvalid': 'Write who has signed the consent and the day of the signature, today at the latest.',
  },
}
