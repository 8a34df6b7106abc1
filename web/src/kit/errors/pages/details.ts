import type { DetailsCode, PageSentences } from '../page-errors.ts'

export const detailErrors: PageSentences<DetailsCode> = {
  ru: {
    'details.tooWide':
      'Шире ученику открыть день рождения нельзя: так решили его организация или правила «Парты». Изменить решение организации может её администратор.',
    'details.pupil':
      'Ученик не показывает свой телефон и почту: это правило безопасности детей, и изменить его нельзя. Пишите в «Парте».',
    'details.phoneInvalid': 'Проверьте номер: такого телефона не бывает.',
    'details.emailInvalid': 'Проверьте адрес: в нём должны быть имя, знак @ и домен, например anna@example.org.',
  },
  en: {
    'details.tooWide':
      'A pupil cannot open the birthday wider: the organisation or the rules of Parta have decided so. The administrator of the organisation can change what it has decided.',
    'details.pupil':
      'A pupil shows neither a number nor an e-mail address. It is a rule for the safety of children, and nobody can change it. Write in Parta.',
    'details.phoneInvalid': 'Check the number: there is no such phone.',
    'details.emailInvalid': 'Check the address: it has a name, the sign @ and a domain, as in anna@example.org.',
  },
}
