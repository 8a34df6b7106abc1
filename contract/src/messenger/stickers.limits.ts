/** Bytes of the picture of one sticker. */
export const STICKER_BYTES_MAX = 131_072
/** Sides in pixels of stickers that are no drawings. */
export const STICKER_SIDE = 512
export const STICKERS_IN_PACK_MAX = 60
export const STICKER_PACKS_MAX = 200
export const PACK_TITLE_MAX = 60
/** Words by which a sticker is found and that say what is on it. */
export const STICKER_WORDS_MAX = 120
