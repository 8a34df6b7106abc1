import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './dialogues.ru.ts'

export const en: typeof ru = {
  title: 'Rules of communication',
  note: 'The rules hold when an adult and a pupil are alone in a chat and the adult is not a parent. Who sees the dialogue is written above it for everybody.',
  loading: 'Loading the rules',
  ages: 'Dialogue of an adult and a pupil',
  under14: 'The pupil is under 14',
  from14: 'The pupil is 14–17',
  modes: {
    forbidden: 'Forbidden',
    secondAdult: 'A second adult sees it',
    guardians: 'The parents see it',
  },
  explain: {
    forbidden: 'They cannot write alone; the chat needs one more person.',
    secondAdult:
      'The first fitting member of the staff in the list below reads it. While the list is empty, nobody can write.',
    guardians: 'All parents with a profile read it. While there are none, nobody can write.',
  },
  adults: {
    title: 'Second adults',
    sub: 'The first in the list who takes no part in a dialogue sees it. When somebody leaves the organisation, the next one takes his place.',
    empty: 'Nobody is named',
    add: 'Add a member of the staff',
    choose: 'Choose a member of the staff',
    first: 'Already the first of the list',
    last: 'Already the last of the list',
    raise: (name: string) => `Move up: ${name}`,
    lower: (name: string) => `Move down: ${name}`,
    remove: (name: string) => `Remove: ${name}`,
    gone: 'No longer of the staff',
  },
  guests: {
    title: 'Guests in calls',
    label: 'Let guests into calls of chats with pupils',
    sub: 'A guest comes by a link without an account, and nobody has checked who he is. An adult who leads the call lets him in from the waiting room, and without that adult there is no guest in a call. Guests do not see surnames of pupils. While this is off, guests come into calls of adults only.',
  },
  pictures: {
    title: 'Backgrounds in calls',
    label: 'Allow own pictures behind people in calls',
    sub: 'Blur and the pictures of Parta are there for everybody. A picture of one’s own stays on the device, and nobody looks at it beforehand.',
  },
  vanish: {
    title: 'Disappearing messages',
    label: 'Allow disappearing messages where there are pupils',
    sub: 'While this is off, nobody sends a disappearing message into a chat of the organisation that pupils read, or into their dialogues. Those that were sent disappear at their time.',
  },
  previews: {
    title: 'Cards of links',
    label: 'Where cards are shown',
    places: {
      nowhere: 'Nowhere',
      withoutPupils: 'Only where there are no pupils',
      everywhere: 'In all chats',
    },
    explain: {
      nowhere: 'Links stay mere links. Cards that are shown stay until the author of the message takes them away.',
      withoutPupils: 'In chats that pupils read links stay mere links.',
      everywhere: 'The other site decides what its card shows, and nobody looks at it beforehand.',
    },
    sub: 'Title, description and picture of a page appear under the message that leads to it. The server looks at the page, not the devices: the site learns that somebody here has named it, but not who. There are cards only if the operator of Parta has switched them on.',
  },
  strictest: 'When an adult and a pupil share several organisations, the strictest rule holds.',
  denied: {
    title: 'This section is closed for your role',
    text: 'The administrator of the organisation sees and changes the rules of communication.',
  },
  privacy: {
    title: 'Privacy of pupils',
    sub: 'A pupil decides who may start a dialogue with him, add him to a group and see his photo, but not wider than this. Parents always write, and the class teacher always adds to the chats of the class.',
    label: 'The widest that a pupil may open',
    reaches: {
      organisations: 'Everybody in the organisation',
      contacts: 'Staff and the people of his classes',
      nobody: 'Nobody',
    },
    explain: {
      organisations: 'If the pupil chooses so. Until then staff and the people of his classes reach him.',
      contacts: 'The rule of Parta until the organisation decides otherwise.',
      nobody: 'Nobody but the parents begins a dialogue with a pupil. Those that have begun stay.',
    },
    save: 'Save the limit',
    saved: 'The limit is changed and holds for all pupils at once',
  },
  retention: {
    title: 'Messages of deleted accounts',
    sub: 'When somebody deletes the account, the messages in chats and channels of the organisation stay under “Deleted profile”. The time is shown before the deletion. Dialogues belong to no organisation.',
    label: 'How long such messages are kept',
    forEver: 'For ever',
    months: (value) =>
      value % 12 === 0
        ? pluralEn(value / 12, { one: 'year', other: 'years' })
        : pluralEn(value, { one: 'month', other: 'months' }),
    forEverNote: 'Whoever has deleted the account already was promised the former time: for them it is not prolonged.',
    monthsNote:
      'Then the text is erased for everybody and a mark stays in its place. A shorter time holds for accounts that are deleted already too, and what is erased cannot be brought back.',
    save: 'Save the time',
    saved: 'The time is changed',
  },
  save: 'Save',
  saved: 'The rules of communication are changed. In dialogues that have begun they hold within a minute.',
}
