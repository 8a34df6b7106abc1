import { type Static, Type } from 'typebox'
import { closed, Id } from '../kit/scalars.ts'

/** The sticker that a message is. Its picture lies at `/stickers/<packId>/<id>`, also when its pack is withdrawn. */
export const Sticker = closed({
  packId: Id,
  id: Id,
  /** What is on it, in words, for those who do not see it. */
  words: Type.String(),
})
export type Sticker = Static<typeof Sticker>

/** Which sticker somebody sends. */
export const StickerName = closed({ packId: Id, id: Id })
export type StickerName = Static<typeof StickerName>
