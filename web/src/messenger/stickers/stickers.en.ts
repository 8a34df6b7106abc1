import type { ru } from './stickers.ru.ts'

export const en: typeof ru = {
  panel: 'Stickers',
  search: 'Find a sticker',
  close: 'Close the stickers',
  packs: 'Sticker packs',
  recent: 'Recent',
  send: (words) => `Send the sticker. ${words}`,
  nothing: 'There are no such stickers. Try another word.',
  empty: 'There are no stickers yet. The operator of Parta publishes them.',
  again: 'Try again',
}
