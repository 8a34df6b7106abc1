import type { DeletionCode, PageSentences } from '../page-errors.ts'

export const deletionErrors: PageSentences<DeletionCode> = {
  ru: {
    'account.leaving': 'Аккаунт будет удалён по вашей просьбе. Верните его, чтобы продолжить.',
    'deletion.lastAdministrator':
      'Вы единственный администратор организации. Сначала передайте права другому; если передать некому, напишите оператору «Парты».',
    'deletion.lastOperator': 'Вы единственный оператор. Сначала дайте право оператора другому номеру.',
    'deletion.certificateUnknown':
      'Свидетельства с таким номером нет. Проверьте номер. Если удаление отменили, свидетельства тоже больше нет.',
  },
  en: {
    'account.leaving': 'The account is to be deleted, as you have asked. Take it back to go on.',
    'deletion.lastAdministrator':
      'You are the only administrator of an organisation. Hand the rights on first; if there is nobody, write to the operator of Parta.',
    'deletion.lastOperator': 'You are the only operator. Give the right to another number first.',
    'deletion.certificateUnknown':
      'There is no certificate with this number. Check the number. If the deletion was taken back, its certificate is gone too.',
  },
}
