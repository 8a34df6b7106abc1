import type { SquareError } from '#contract/files/files.errors.ts'
import { PICTURE_SIDE_MIN, PICTURE_SIZES } from '#contract/files/pictures.limits.ts'
import type { Database } from '../platform/db/database.ts'
import type { Fail } from '../platform/dispatch/refusal.ts'
import type { PictureRefusal } from '../platform/pictures/picture-job.ts'
import { type PictureMaker, PictureRefused } from '../platform/pictures/picture-maker.ts'
import { type PictureFormat, sniffPicture } from '../platform/pictures/sniff.ts'
import type { Platform } from '../platform/platform.ts'
import type { FileErasing } from './erasing.ts'
import type { Owner } from './quotas.ts'

const READ: ReadonlySet<PictureFormat> = new Set(['jpeg', 'png', 'webp'])
const CODES = {
  unreadable: 'picture.unreadable',
  tooSmall: 'picture.tooSmall',
  tooLarge: 'picture.tooManyPixels',
} as const satisfies Record<PictureRefusal, SquareError>

/** A square of a picture: its side in pixels, and the file in which it is kept. */
export interface Square {
  size: number
  fileId: string
}

interface Parts extends Pick<Platform, 'db' | 'transaction'>, Pick<FileErasing, 'erase'> {
  maker: PictureMaker
  readOwn: (reader: Database, file: { id: string; ownerId: string; kind: string }) => Promise<Buffer | null>
  make: (owner: Owner, kind: string, bytes: Buffer) => Promise<string>
}

/** Makes the squares of an own upload of the kind `photo`; they stay when `use` follows soon. The upload is not touched. */
export type MakeSquares = (owner: Owner, fileId: string, fail: Fail<SquareError>) => Promise<Square[]>

/** Pictures of people and chats: what somebody has uploaded, upright, cut to squares, and without anything that it told. */
export function createSquares({ db, transaction, erase, maker, readOwn, make }: Parts): MakeSquares {
  /** What is no picture is deleted at once, so that it takes no room. */
  const refuse = async (fileId: string): Promise<void> => {
    await transaction((tx) => erase(tx, [fileId]))
  }
  const cut = async (fileId: string, bytes: Buffer, fail: Fail<SquareError>): Promise<Buffer[]> => {
    try {
      return await maker.squares(bytes, PICTURE_SIZES, PICTURE_SIDE_MIN)
    } catch (error) {
      if (!(error instanceof PictureRefused)) throw error
      await refuse(fileId)
      return fail(CODES[error.why], { sideMin: PICTURE_SIDE_MIN })
    }
  }
  return async (owner, fileId, fail) => {
    const bytes = await readOwn(db, { id: fileId, ownerId: owner.ownerId, kind: 'photo' })
    if (bytes === null) return fail('file.unknown')
    const format = sniffPicture(bytes)
    if (!READ.has(format)) {
      await refuse(fileId)
      return fail(format === 'heic' ? 'picture.heic' : 'picture.formatWrong', { found: format })
    }
    const squares: Square[] = []
    for (const [n, square] of (await cut(fileId, bytes, fail)).entries()) {
      squares.push({ size: PICTURE_SIZES[n]!, fileId: await make(owner, 'picture', square) })
    }
    return squares
  }
}
