import type { Sticker } from '#contract/messenger/sticker.ts'
import type { StickerPack } from '#contract/messenger/stickers.ts'
import { stickerWords } from './sticker-words.ts'

/** Stickers that somebody has sent last are offered first: so many. */
const RECENT_MAX = 24

/** Without what keyboards and hands write differently. */
const plain = (text: string): string => text.toLocaleLowerCase('ru').replaceAll('ё', 'е')

/** Stickers whose words begin with what is looked for, every word of it; all of them when nothing is. */
export function findStickers(packs: readonly StickerPack[], search: string): Sticker[] {
  const wanted = plain(search).split(/\s+/u).filter(Boolean)
  return packs.flatMap(({ id: packId, stickers }) =>
    stickers
      .filter((sticker) => {
        // Whoever reads English may know the Russian word too.
        const own = plain(`${sticker.words} ${stickerWords(sticker)}`).split(/[^\p{L}\p{N}]+/u)
        return wanted.every((part) => own.some((word) => word.startsWith(part)))
      })
      .map((sticker) => ({ packId, ...sticker })),
  )
}

/** Those of the stickers that were sent last which can still be sent, as they are called now. */
export function stillThere(
  packs: readonly StickerPack[],
  recent: readonly Pick<Sticker, 'packId' | 'id'>[],
): Sticker[] {
  const all = new Map(findStickers(packs, '').map((sticker) => [`${sticker.packId} ${sticker.id}`, sticker]))
  return recent.flatMap(({ packId, id }) => all.get(`${packId} ${id}`) ?? [])
}

/** The list of those that were sent last, with one more. */
export function withRecent<One extends Pick<Sticker, 'packId' | 'id'>>(recent: readonly One[], sent: One): One[] {
  const others = recent.filter(({ packId, id }) => packId !== sent.packId || id !== sent.id)
  return [sent, ...others].slice(0, RECENT_MAX)
}
