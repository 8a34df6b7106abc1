import type { ru } from './notices.ru.ts'

export const en: typeof ru = {
  app: 'Parta',
  news: 'New message',
  reminder: 'A reminder: an announcement awaits your answer',
}
