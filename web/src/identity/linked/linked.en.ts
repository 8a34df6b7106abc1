import type { ru } from './linked.ru.ts'

export const en: typeof ru = {
  title: 'Outside systems',
  sub: 'Sites and apps that you have entered through Parta.',
  loading: 'Loading the list',
  none: 'There are none.',
  knows: (name) => `Knows you as: ${name}. Since`,
  unlink: 'Unlink',
  unlinkOf: (name) => `Unlink: ${name}`,
  done: 'The system is unlinked: next time it asks again',
}
