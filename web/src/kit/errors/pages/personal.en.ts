import type { PersonalCode } from '../page-errors.ts'
import type { Sentence } from '../sentence.ts'

/** Sentences of personal contacts (CNT-04). */
export const en: Readonly<Record<PersonalCode, Sentence>> = {
  'personalContact.notStaff':
    'Personal contacts are added by staff with a confirmed role, which the administrator of an organisation gives.',
  'personalContact.codeUnknown': 'This code is not good any more. Ask for a new one.',
  'personalContact.pupil':
    'Pupils are not added to personal contacts. It is a rule of the platform for the safety of children.',
  'personalContact.own': 'This is your own code. Another person opens it.',
  'personalContact.isThere': 'This person is in your personal contacts already, or waits for a yes.',
  'personalContact.tooMany': 'There are five hundred personal contacts already. Remove somebody.',
  'personalContact.unknown': 'There is no such personal contact.',
}
