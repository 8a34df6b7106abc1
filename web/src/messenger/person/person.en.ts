import type { PersonTexts } from './person.ru.ts'

export const en: PersonTexts = {
  loading: 'Loading the card',
  title: 'Card',
  organisations: 'In organisations',
  nowhere: 'No shared organisations',
  details: 'About',
  birthday: 'Birthday',
  phone: 'Phone',
  email: 'E-mail',
  detailsChanged: (day) => `Changed by this person: ${day}. Only administrators see that.`,
  chats: 'Shared chats',
  noChats: 'No shared chats',
  call: 'Call',
  offline: 'There is no connection, and there is no dialogue with this person yet. Repeat once there is one.',
  write: 'Write',
  block: 'Block',
  report: 'Report',
  blockAsk: (name) => `Block ${name}?`,
  blockText:
    'This person will not be able to write to you privately or add you to a group, and you will not be able to write to them. They are not told. Chats of the class and channels of the organisation stay.',
  unblock: 'Unblock',
}
