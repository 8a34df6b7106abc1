/** Sides of the squares in which pictures of people and chats are kept, in pixels; a screen takes the one just large enough. */
export const PICTURE_SIZES = [96, 256, 512] as const

/** The shorter side that a picture needs to be made a square of, in pixels. */
export const PICTURE_SIDE_MIN = 64
