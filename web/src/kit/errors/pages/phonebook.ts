import type { PageSentences, PhonebookCode } from '../page-errors.ts'

export const phonebookErrors: PageSentences<PhonebookCode> = {
  ru: {
    'phonebook.minor':
      'Телефонную книгу сверяют только взрослые: детей по номеру не находит никто. Это правило платформы.',
    'phonebook.noNumber': 'У этого профиля нет номера телефона, поэтому сверять телефонную книгу не с чем.',
  },
  en: {
    'phonebook.minor':
      'Only adults compare their phone books: nobody finds children by a number. It is a rule of the platform.',
    'phonebook.noNumber': 'This profile has no phone number, so there is nothing to compare a phone book with.',
  },
}
