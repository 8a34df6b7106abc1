import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './factors.ru.ts'

export const en: typeof ru = {
  title: 'App with codes',
  sub: 'On a new device you are asked, after the password, for a code of the app and not of an SMS. That guards you also when somebody has taken over your number.',
  loading: 'Loading',
  off: 'Not connected.',
  passwordFirst: 'Not connected. Set a password first.',
  on: 'Connected.',
  left: (count) =>
    count === 0
      ? 'No spare codes are left: make new ones.'
      : `${pluralEn(count, { one: 'spare code', other: 'spare codes' })} left.`,
  connect: 'Connect',
  renew: 'New spare codes',
  remove: 'Disconnect',
  cancel: 'Cancel',
  proceed: 'Continue',
  connectTitle: 'Connect an app with codes',
  passwordSub: 'Show that it is you.',
  password: 'Password',
  passwordMissing: 'Enter the password',
  scanSub: 'Any app with codes (TOTP) will do.',
  scan: 'Point the camera of the app at the picture.',
  qr: 'QR code for the app with codes',
  byHand: 'Without a camera, type the key:',
  code: 'Code of the app, 6 digits',
  anyCode: 'Code of the app, or a spare one',
  codeMissing: 'Enter the code',
  firstCodeWrong: 'The code does not fit. Wait for the next one, and check that the clock of the phone is right.',
  codesTitle: 'Spare codes',
  codesSub: 'We will not show them again. Each works once when the app is not at hand.',
  codesKeep: 'Write them down or print them, and keep them apart from the phone.',
  copy: 'Copy',
  copied: 'The codes are copied',
  done: 'I have saved the codes',
  renewTitle: 'New spare codes',
  renewSub: 'The earlier ones will not work any more.',
  removeTitle: 'Disconnect the app with codes?',
  removeSub: 'A new device will be asked for a code by SMS again. The spare codes will not work any more.',
  removed: 'The app is disconnected',
}
