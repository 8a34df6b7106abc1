import type { MergeCode, PageSentences } from '../page-errors.ts'

export const mergeErrors: PageSentences<MergeCode> = {
  ru: {
    'merge.unknown':
      'Аккаунта с этим номером нет, им давно не пользовались, или прошло больше получаса. Начните сначала или обратитесь к администратору организации.',
    'merge.otherPerson':
      'Это аккаунт другого человека: имя или дата рождения не совпадают. Объединить можно только свои аккаунты. Если это ошибка, исправьте имя в профиле.',
    'merge.operator': 'Аккаунт оператора не объединяется с другими.',
  },
  en: {
    'merge.unknown':
      'There is no account with this number, nobody has used it for long, or more than half an hour has passed. Begin again, or turn to an administrator of your organisation.',
    'merge.otherPerson':
      'This is somebody else’s account: the first name or the birth date differs. Only your own accounts are united. If it is a mistake, correct the name in the profile.',
    'merge.operator': 'The account of an operator is not united with others.',
  },
}
