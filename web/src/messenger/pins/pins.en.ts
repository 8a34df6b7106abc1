import type { PinsTexts } from './pins.texts.ts'

export const en: PinsTexts = {
  title: 'Pinned messages',
  sub: 'Everybody in the chat sees them. The first one stands first above the messages.',
  one: 'Pinned message',
  place: (place, of) => `Pinned message ${place} of ${of}`,
  all: 'All pinned messages',
  none: 'No messages are pinned any more.',
  go: 'Go to the message',
  up: 'Move up',
  down: 'Move down',
  unpin: 'Unpin',
}
