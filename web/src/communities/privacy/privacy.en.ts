import type { PrivacyTexts } from './privacy.ru.ts'

export const en: PrivacyTexts = {
  title: 'Privacy',
  sub: 'Holds for this profile on all of your devices.',
  loading: 'Loading the settings',
  reach: 'Who may come to you and see you',
  write: 'Start a dialogue with me',
  calls: 'Call me',
  groups: 'Add me to a group',
  photo: 'See my photo',
  notes: {
    write: 'Dialogues that have begun stay.',
    calls: 'Calls of groups and lessons of classes follow the rules of their chats.',
    groups: 'Teachers of your class can always add you to chats of the organisation.',
    photo: 'Your family always sees it, and those whom you have blocked never do.',
  },
  reaches: {
    organisations: 'Everybody in my organisations',
    contacts: 'Staff and the people of my classes',
    nobody: 'Nobody',
  },
  ownClass: 'My class and the administrators',
  family:
    'Parents and their children may write to and call each other whatever is chosen. Those whom you keep off are not told.',
  limit: (setBy) =>
    setBy === null
      ? 'It cannot be opened wider for a pupil: the rules of Parta protect them so.'
      : `It cannot be opened wider: ${setBy} has decided so. Its administrator can change that.`,
  reading: 'Reading',
  readMarks: 'Show that I have read a message',
  readMarksNote: 'When it is off, earlier marks disappear too.',
  blocked: 'Blocked people',
  save: 'Save',
  saved: 'The settings are saved',
}
