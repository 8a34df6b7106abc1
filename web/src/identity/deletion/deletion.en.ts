import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './deletion.ru.ts'

export const en: typeof ru = {
  title: 'Account',
  sub: 'What is kept of you, and how to delete it.',
  loading: 'Loading the account',
  data: 'My data',
  dataSub:
    'One JSON file with everything that Parta keeps of you: profiles, roles, your messages, settings, sign-ins. It holds no messages of others, no passwords and no keys.',
  download: 'Download',
  downloadTitle: 'Download my data',
  downloadSub: 'Show that it is you. The file begins to download at once.',
  downloading: 'The file is being downloaded',
  remove: 'Delete the account',
  removeSub: 'Download your data first if you need it: after the deletion nothing brings it back.',
  happens: (day: string) => [
    'Other devices are signed out at once.',
    `Until ${day} you can take the account back: sign in and press “Take back”. Roles and chats stay until then, but new people do not find you.`,
    'Then the name, the date of birth, the number, the password, roles, contacts and settings are deleted. The number can be registered anew.',
    'Your messages stay with those you wrote to, under “Deleted profile”. Messages that you have deleted stay deleted.',
  ],
  retention: (name, months) =>
    months === null
      ? `In chats of “${name}” your messages stay for ever: the organisation has decided so.`
      : `In chats of “${name}” your messages are erased ${pluralEn(months, { one: 'month', other: 'months' })} after the deletion. The organisation may shorten this time and not prolong it.`,
  children: (name: string, othersLeft: number) =>
    othersLeft === 0
      ? `${name}: you gave the consent, and it ends. No other parent is in Parta, so the child can neither write nor read.`
      : `${name}: you gave the consent, and it ends. It can be given anew by ${pluralEn(othersLeft, { one: 'other parent', other: 'other parents' })}.`,
  holds: (names: readonly string[]) =>
    `Without you there is no administrator left: ${names.join(', ')}. Hand the rights on first; if there is nobody, write to the operator of Parta.`,
  removeTitle: 'Delete the account?',
  proofSub: 'Show that it is you.',
  codeBody: (masked: string) => `We send a code to ${masked}.`,
  codeSent: (masked: string) => `The code went to ${masked}. It is good for 5 minutes.`,
  sendCode: 'Send the code',
  cancel: 'Cancel',
  password: 'Password',
  passwordMissing: 'Enter the password',
  leavingTitle: (day: string) => `The account is deleted on ${day}`,
  leavingText:
    'You have asked for that. Until then you can take it back, and everything is as it was. As long as you have not, messages and organisations are closed.',
  number: 'Number of the certificate',
  numberNote:
    'Keep the number: it shows what was deleted and when, also without signing in. Your name is not in the certificate.',
  copy: 'Copy the number',
  copied: 'The number is copied',
  open: 'Open the certificate',
  takeBack: 'Take back',
  takenBack: 'The account is yours again',
  signOut: 'Sign out',
  certificate: 'Certificate of a deletion',
  certificateSub: 'Enter the number that you have kept.',
  certificateLabel: 'Number of the certificate',
  certificateMissing: 'The number has sixteen signs, for example 7KQ2-M0XA-93TB-RC5H',
  show: 'Show',
  checking: 'Looking for the certificate',
  asked: 'Asked for',
  due: 'Due',
  done: 'Deleted',
  waits: 'Not deleted yet',
  what: 'What was deleted',
  erased: {
    profiles: 'Profiles: name and date of birth',
    signin: 'Sign-ins, passwords, keys and codes',
    files: 'Files and photos',
    roles: 'Roles in organisations',
    chats: 'Groups that the profile has left',
    votes: 'Votes in polls',
    calls: 'When you were in calls',
    contacts: 'Personal contacts',
    blocks: 'Blocks',
    settings: 'Settings',
    applications: 'Applications: name, position and reason',
    tickets: 'Tickets about access',
    cards: 'Class cards',
    readTimes: 'When what was read',
    records: 'Former names and entries of logs',
  },
}
