import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './merging.ru.ts'

export const en: typeof ru = {
  title: 'A second account',
  sub: 'If you have two accounts, they can be united: roles, children and chats come here, and the other one is closed.',
  open: 'Unite accounts',
  dialog: 'Unite accounts',
  cancel: 'Cancel',
  phoneSub: 'Enter the number of the other account. A code goes there, to make sure that it is yours too.',
  phone: 'Number of the other account',
  phoneMissing: 'The number is not complete',
  sendCode: 'Send the code',
  cannotEnter: 'I cannot enter the other account',
  codeSub: (masked) => `A code was sent to ${masked}. It holds for 5 minutes.`,
  proceed: 'Continue',
  proofSub: 'The number is yours. Now show that the account is yours too.',
  password: 'Password of the other account',
  passwordMissing: 'Enter the password of the other account',
  factor: 'Code of its app, or a spare one',
  factorMissing: 'Enter the code of the app',
  previewSub: (masked) => `The account with the number ${masked} will be closed. This cannot be undone.`,
  names: 'Your name there',
  organisations: 'Organisations',
  both: 'you are here as well, the roles are united',
  children: 'Children',
  chats: (count) =>
    count === 0
      ? 'There are no chats.'
      : `${pluralEn(count, { one: 'chat comes', other: 'chats come' })} here. What was read stays read.`,
  twice: (count) =>
    `${pluralEn(count, { one: 'dialogue is', other: 'dialogues are' })} in both accounts: the earlier one stays as a chat of its own, “Переписка до объединения аккаунтов”.`,
  between: 'The dialogue of your two accounts is closed; it can be read.',
  none: 'There are no organisations.',
  confirm: 'Unite',
  done: 'The accounts are united',
}
