import type { Sticker } from '#contract/messenger/sticker.ts'
import type { StickerPack } from '#contract/messenger/stickers.ts'
import { locale } from '#web/kit/i18n/locale.ts'
import { OWN_WORDS } from './own-words.en.ts'

/** The packs that come with the product, and their stickers, are numbered: the pack, and the sticker in it; 0 is the pack itself. */
const NUMBERED = /^01980000-0000-7000-8000-0{7}(\d)(\d{4})$/

/** What is on a sticker, or how a pack is called, in the language of the page where it is known in that: what operators add is as they have called it. */
function said(id: string, words: string): string {
  const [, pack, number] = (locale === 'en' ? NUMBERED.exec(id) : null) ?? []
  return pack === undefined ? words : (OWN_WORDS[pack]?.[Number(number)] ?? words)
}

export const stickerWords = ({ id, words }: Pick<Sticker, 'id' | 'words'>): string => said(id, words)

export const packTitle = ({ id, title }: Pick<StickerPack, 'id' | 'title'>): string => said(id, title)
