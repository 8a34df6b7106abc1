import type { Sticker } from '#contract/messenger/sticker.ts'
import styles from '../chat/chat.module.css'
import { stickerWords } from './sticker-words.ts'

export const stickerAt = ({ packId, id }: Pick<Sticker, 'packId' | 'id'>): string => `/stickers/${packId}/${id}`

/** A sticker in the flow. */
export function StickerPicture({ sticker }: { sticker: Sticker }) {
  return (
    <img
      className={styles.sticker}
      src={stickerAt(sticker)}
      alt={stickerWords(sticker)}
      width={160}
      height={160}
      decoding="async"
    />
  )
}
