import type { PageSentences, PhoneCode } from '../page-errors.ts'

export const phoneErrors: PageSentences<PhoneCode> = {
  ru: {
    'phone.same': 'Это и есть нынешний номер. Введите другой.',
    'phone.taken': 'Этот номер уже используется в «Парте». Введите другой.',
    'phone.moveUnknown': 'Начните смену номера сначала.',
    'phone.moveWaits': 'Номер уже меняется. Отмените эту смену, чтобы начать новую.',
    'phone.passwordMissing': 'Без старого номера нужен пароль, а он не установлен.',
  },
  en: {
    'phone.same': 'This is the present number. Enter another one.',
    'phone.taken': 'This number is used in Parta already. Enter another one.',
    'phone.moveUnknown': 'Begin changing the number again.',
    'phone.moveWaits': 'The number is being changed already. Cancel that to begin anew.',
    'phone.passwordMissing': 'Without the old number a password is needed, and none is set.',
  },
}
