import { pluralEn } from '../../i18n/plural.ts'
import type { SigninCode } from '../page-errors.ts'
import { type Sentence, seconds, whole } from '../sentence.ts'
import { later, NAMES } from '../words.en.ts'

export const en: Readonly<Record<SigninCode, Sentence>> = {
  'signin.phoneInvalid': 'Check the phone number: it needs the country code and all digits.',
  'signin.flowEnded':
    'This sign-in is no longer valid: more than half an hour has passed, or the account has changed since. Start again.',
  'signin.stepWrong': 'This step is already done. Start the sign-in again.',
  'signin.passwordWrong': 'The password does not match. Check the keyboard layout and capital letters.',
  'signin.passwordWeak':
    'The password is too simple. It needs at least 8 characters, not the phone number and not a common word.',
  'signin.codeWrong': (d) => {
    const left = whole(d, 'triesLeft')
    if (left === null) return 'The code does not match.'
    if (left === 0) return 'The code does not match. No attempts left, request a new code.'
    return `The code does not match. ${pluralEn(left, { one: 'attempt', other: 'attempts' })} left.`
  },
  'signin.codeExpired': 'The code has expired. Request a new one.',
  'signin.codeSpent': 'This code is no longer valid. Request a new one.',
  'signin.codeTooSoon': (d) => `A new code can be requested ${later(seconds(d))}.`,
  'signin.codeLimit': (d) => `Many codes were sent to this number. Try again ${later(seconds(d))}.`,
  'signin.callUnavailable': 'A call is not possible now. Ask for the code by SMS.',
  'signin.smsUnavailable': 'Text messages are not being sent now. Try again in a few minutes.',
  'signin.smsQuotaReached':
    'Your organisation has no text messages left this month, so no code was sent. Only the operator of Parta can give more: tell the administrator of your organisation. Signing in by a code still works.',
  'signin.nameInvalid': (d) =>
    `Check the ${NAMES[String(d.field)] ?? 'name'}: letters, hyphen, space and apostrophe only.`,
  'signin.birthDateInvalid': 'This cannot be a date of birth. Check day, month and year.',
  'signin.tooOld': (d) =>
    `A teacher’s letter registers only a pupil up to the age of ${d.ageMax ?? 13}: give the child’s date of birth. Older people register by themselves with a phone number.`,
  'signin.tooYoung': (d) =>
    `People register on their own from the age of ${whole(d, 'ageMin') ?? 14}. Younger ones by an invitation of a teacher.`,
  'password.isSet': 'A password is set already. Enter the present one to change it.',
  'factor.codeWrong': 'The code does not fit. Wait for a new one in the app, or enter one of the spare ones.',
  'factor.isSet': 'An app with codes is connected already.',
  'factor.notSet': 'No app with codes is connected. Begin connecting it again.',
  'factor.passwordFirst': 'Set a password first: the code of the app is asked for after it.',
  'passkey.refused': 'The key does not fit, or time is over. Begin again.',
  'passkey.tooMany': 'There are ten keys already. Remove one that you do not use.',
  'passkey.unknown': 'There is no such key any more.',
  'oidc.interactionEnded': 'This page is out of date. Go back to the system you came from and begin the sign-in again.',
  'oidc.profileUnknown': 'You have no such profile. Choose another one.',
  'oidc.profileNotChosen': 'Choose a profile first.',
}
