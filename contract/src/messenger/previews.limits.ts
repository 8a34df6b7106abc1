/** Longest side of the picture of a card of a link, in pixels. */
export const LINK_PICTURE_SIDE = 320
export const LINK_TITLE_MAX = 140
export const LINK_DESCRIPTION_MAX = 240
export const LINK_SITE_MAX = 60
/** A longer address has no card. */
export const LINK_ADDRESS_MAX = 2_000
