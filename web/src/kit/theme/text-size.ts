/** Sizes of text that a device may choose, in percent of the size that the browser is set to. */
export const TEXT_MIN = 90
export const TEXT_MAX = 150
