import type { ru } from './picture.ru.ts'

export const en: typeof ru = {
  title: 'Picture of the chat',
  sub: 'Everybody in the chat sees it.',
  remove: 'Remove the picture',
  removed: 'The picture is removed',
  saved: 'The picture is saved',
}
