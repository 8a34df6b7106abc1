/** What files are for; each kind has a bound of its own. */
export const FILE_KINDS = ['photo', 'sheet', 'paper'] as const
export type FileKind = (typeof FILE_KINDS)[number]

/** Four binary gigabytes, the most that any file may have (MSG-02). */
export const FILE_BYTES_MAX = 4_294_967_296

const MEBIBYTE = 1_048_576

/** The most bytes of one file of a kind. */
export const BYTES_OF_KIND: Readonly<Record<FileKind, number>> = {
  photo: 10 * MEBIBYTE,
  sheet: 5 * MEBIBYTE,
  paper: 10 * MEBIBYTE,
}

export const FILE_NAME_MAX = 200
/** Bytes that a client sends at once: a slow line of a school takes half a minute for them. */
export const UPLOAD_PIECE_BYTES = MEBIBYTE
/** An upload that has not come to its end by then is forgotten. */
export const UPLOAD_LIFE_MS = 24 * 3_600_000
/** How long an address of a file may be used to begin to load it. */
export const ADDRESS_LIFE_MS = 6 * 3_600_000
