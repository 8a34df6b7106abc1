import type { AboutTexts } from './about.texts.ts'

export const en: AboutTexts = {
  title: 'Description of the chat',
  sub: 'All members see it. Who may change it is decided by the owner in “Managing the chat”.',
  add: 'Add a description',
  change: 'Change the description',
  save: 'Save the description',
  left: (count) => `Characters left: ${count}`,
  over: (count) => `${count} too many. Shorten the description.`,
}
