/** What the process that decodes pictures is asked. */
export interface PictureJob {
  bytes: Uint8Array
  /** Squares cut out of its middle, or the whole picture in a size that fits into a square and is not larger than it was. */
  fit: 'cover' | 'inside'
  /** What can be seen through stays so; otherwise there is white behind it. */
  clear?: boolean
  /** Sides of these squares, in pixels. */
  sizes: readonly number[]
  /** A picture with a shorter side is too small. */
  sideMin: number
  /** A picture with more pixels is not decoded. */
  pixelsMax: number
}

/** Why nothing is made of a file. */
export type PictureRefusal = 'tooSmall' | 'tooLarge' | 'unreadable'

/** What it answers; it ends after that. */
export type PictureAnswer = { made: Uint8Array[]; width: number; height: number } | { refused: PictureRefusal }
