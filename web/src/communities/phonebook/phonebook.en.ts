import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './phonebook.ru.ts'

export const en: typeof ru = {
  title: 'Phone book',
  sub: 'Adults who have your number as well',
  loading: 'Loading',
  compareTitle: 'Compare the phone book',
  how: [
    'Only who has your number in the phone book becomes a contact, and only when that person has compared it too.',
    'What leaves the device is not the numbers but their fingerprints. Parta keeps no numbers.',
    'Nobody finds children and pupils so.',
  ],
  pick: 'Pick from the contacts of the phone',
  file: 'Upload a file of contacts (.vcf)',
  fileHint: 'The app “Contacts” of the phone saves it: “Export” or “Share”.',
  empty: 'There is no number in the file. Choose another one.',
  failed: 'The file could not be read. Choose another one.',
  compared: 'Compared',
  forget: 'Forget the phone book',
  forgotten: 'The phone book is forgotten',
  people: 'Are in Parta',
  nobody: {
    title: 'Nobody yet',
    text: 'Those who compare their phone books and have your number will stand here.',
  },
  minor: {
    title: 'This is for adults only',
    text: 'Adults compare their phone books. Nobody finds children and pupils by a number, nor yours.',
  },
  write: 'Write',
  invite: 'Invite',
  inviteSub: (count) =>
    `${pluralEn(count, { one: 'person', other: 'people' })} in the phone book. Parta does not tell whom of them it knows.`,
  search: 'Find in the phone book',
  sms: 'SMS',
  share: 'Share',
  copy: 'Copy the invitation',
  copied: 'The invitation is copied',
  letter: (url) => `Come to Parta: class, parents and teachers are here. ${url}`,
  more: 'Show more',
  none: 'Nobody was found',
}
