import type { ru } from './previews.ru.ts'

export const en: typeof ru = {
  card: (title, host) => `${title}, a page at ${host}`,
  remove: 'Take the card of the link away',
}
