/** What the process that decodes pictures is asked. */
export interface PictureJob {
  bytes: Uint8Array
  /** Sides of the squares to make, in pixels. */
  sizes: readonly number[]
  /** A picture with a shorter side is too small. */
  sideMin: number
  /** A picture with more pixels is not decoded. */
  pixelsMax: number
}

/** Why no square is made of a file. */
export type PictureRefusal = 'tooSmall' | 'tooLarge' | 'unreadable'

/** What it answers; it ends after that. */
export type PictureAnswer = { made: Uint8Array[] } | { refused: PictureRefusal }
