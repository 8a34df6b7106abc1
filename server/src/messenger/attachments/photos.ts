import { PREVIEW_SIZES } from '#contract/messenger/attachments.limits.ts'
import type { Files, OwnFile } from '../../files/index.ts'
import type { Database } from '../../platform/db/database.ts'
import { cleanPhoto } from '../../platform/pictures/clean-photo.ts'
import { PictureRefused, type Previews } from '../../platform/pictures/picture-maker.ts'
import { createTurnstile } from '../../platform/realtime/turnstile.ts'
import { type MadeOfFile, NOTHING_MADE } from './made.ts'

/** A larger file is no photo that anybody looks at in a chat; it is kept and given as it is. */
const PHOTO_BYTES_MAX = 64 * 1_048_576
/** Photos that are in memory at once. */
const AT_ONCE = 2

/** What was made of a photo, and the sizes of the files in which it is. */
export type MadeOfPhoto = MadeOfFile & { kind: 'photo' | 'document' }

/** What is kept of a photo that nothing can be made of. */
export const OPAQUE_PHOTO: MadeOfPhoto = { ...NOTHING_MADE, kind: 'photo', tells_place: true }

interface Parts {
  db: Database
  files: Pick<Files, 'read' | 'make' | 'makePreviews'>
}

/** Makes the previews of photos and the copies that tell no place (MSG-03). */
export function createPhotoWork({ db, files }: Parts) {
  const turnstile = createTurnstile(AT_ONCE)

  /** Null for what is no picture, whatever it begins with. */
  const previewsOf = async (bytes: Buffer): Promise<Previews | 'tooLarge' | null> => {
    try {
      return await files.makePreviews(bytes, PREVIEW_SIZES)
    } catch (error) {
      if (!(error instanceof PictureRefused)) throw error
      return error.why === 'tooLarge' ? 'tooLarge' : null
    }
  }

  const make = async (file: OwnFile, ownerId: string): Promise<MadeOfPhoto | null> => {
    const bytes = await files.read(db, file.id)
    if (bytes === null) return null
    const previews = await previewsOf(bytes)
    const kind = previews === null ? 'document' : 'photo'
    const cleaned = cleanedOf(bytes)
    const owner = { ownerId, communityId: file.community_id }
    const made: MadeOfPhoto = { ...NOTHING_MADE, kind, tells_place: cleaned !== null }
    if (cleaned instanceof Buffer) {
      made.clean_id = await files.make(owner, 'attachment', cleaned, file.name)
      made.cleanBytes = cleaned.length
    }
    if (previews === null || previews === 'tooLarge') return made
    const [small, large] = previews.made
    made.small_id = await files.make(owner, 'preview', small!)
    made.large_id = await files.make(owner, 'preview', large!)
    return { ...made, width: previews.width, height: previews.height }
  }

  return async (file: OwnFile, ownerId: string): Promise<MadeOfPhoto | null> =>
    file.bytes > PHOTO_BYTES_MAX ? OPAQUE_PHOTO : turnstile.pass(() => make(file, ownerId))
}

/** The photo without what it tells; null when it tells nothing, and `opaque` when nobody can say. */
function cleanedOf(bytes: Buffer): Buffer | 'opaque' | null {
  try {
    return cleanPhoto(bytes)
  } catch (error) {
    if (error instanceof RangeError) return 'opaque'
    throw error
  }
}
