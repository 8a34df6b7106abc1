import type { ImportantTexts } from './important.texts.ts'

export const en: ImportantTexts = {
  title: 'Important messages',
  sub: 'You have marked them, and only you see them.',
  none: 'Nothing is marked yet. Open the menu of a message and choose “Mark as important”.',
  offline: 'Important messages will open when the connection is back.',
  go: 'Go to the message',
  unmark: 'Unmark',
  more: 'Show more',
}
