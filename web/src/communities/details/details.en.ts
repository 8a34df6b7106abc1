import type { DetailsTexts } from './details.ru.ts'

export const en: DetailsTexts = {
  title: 'Birthday and contacts',
  sub: 'What people see on your card beside your name and roles.',
  loading: 'Loading what others see',
  birthday: 'Birthday',
  birthdayLabel: 'Who sees day and month',
  reaches: {
    nobody: 'Nobody',
    unit: 'The people of my classes and groups',
    contacts: 'Staff and the people of my classes',
  },
  year: 'Nobody sees the year but administrators of your organisations to whom you show the birthday.',
  limit: (setBy) =>
    setBy === null
      ? 'It cannot be opened wider for a pupil: the rules of Parta protect them so.'
      : `It cannot be opened wider: ${setBy} has decided so. Its administrator can change that.`,
  contacts: 'Contacts on the card',
  contactsSub:
    'Staff of your organisations, the people of your classes and personal contacts see them. Whom you have blocked does not.',
  phone: 'Phone',
  phoneNote:
    'Any number, of your work for example. The number by which you sign in is not put here and nobody sees it.',
  email: 'E-mail address',
  pupil:
    'Nobody sees the phone and the e-mail address of a pupil. It is a rule for the safety of children, and nobody can change it. Write in Parta.',
  log: 'What it was is kept. Administrators of your organisations see for three months that it has changed, and not what it was.',
  save: 'Save',
  saved: 'The card is changed',
}
