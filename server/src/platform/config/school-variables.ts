import { address, text } from './variables.ts'

/** Variables of the electronic school. */
export const schoolVariables = {
  schoolUrl: address('PARTA_SCHOOL_URL', {
    sentence:
      'Address of the electronic school; its host differs from the others, since its people have accounts of their own there. Derived as school.<host> when empty.',
    default: '',
  }),
  schoolMessengerName: text('PARTA_SCHOOL_MESSENGER_NAME', {
    sentence:
      'What the electronic school calls the messenger that it is linked to, in its windows, shortcuts and rights; it is not declined unless it is the default.',
    default: 'Парта',
  }),
  schoolIdName: text('PARTA_SCHOOL_ID_NAME', {
    sentence: 'What the electronic school calls the account of the messenger that people link.',
    default: 'Парта ID',
  }),
} as const
