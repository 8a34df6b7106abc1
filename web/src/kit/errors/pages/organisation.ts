import type { OrganisationCode, PageSentences } from '../page-errors.ts'

export const organisationErrors: PageSentences<OrganisationCode> = {
  ru: {
    'organisation.versionConflict':
      'Информацию только что изменил другой администратор. Посмотрите новое и впишите своё ещё раз.',
    'organisation.textInvalid': 'Уберите невидимые знаки; название не может быть пустым.',
    'organisation.innInvalid': 'ИНН не сходится с контрольной суммой. Проверьте цифры.',
    'organisation.kppInvalid': 'В КПП девять знаков. Проверьте его.',
    'organisation.phoneInvalid': 'Проверьте телефон: цифры, скобки, дефисы и «доб.».',
    'organisation.emailInvalid': 'Проверьте адрес почты: например, school@example.ru.',
    'organisation.siteInvalid': 'Проверьте адрес сайта: например, school14.example.ru.',
  },
  en: {
    'organisation.versionConflict':
      'Another administrator has just changed the information. See what is new and write yours once more.',
    'organisation.textInvalid': 'Remove invisible characters; a name cannot be empty.',
    'organisation.innInvalid': 'The INN does not match its check digits. Check it.',
    'organisation.kppInvalid': 'A KPP has nine characters. Check it.',
    'organisation.phoneInvalid': 'Check the phone: digits, brackets, hyphens and an extension.',
    'organisation.emailInvalid': 'Check the e-mail address: for example school@example.com.',
    'organisation.siteInvalid': 'Check the address of the website: for example school14.example.com.',
  },
}
