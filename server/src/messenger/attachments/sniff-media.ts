import { mediaTypeOf } from '../../platform/media/media-type.ts'
import { sniffPicture } from '../../platform/pictures/sniff.ts'

/** First bytes of a file that tell what it is. */
export const SNIFFED_BYTES = 4_096

/** What a file is, and of a photo whether the server can make previews of it. */
export interface Sniffed {
  kind: 'photo' | 'video' | 'audio' | 'document'
  /** `telling` photos are those that nothing can be taken out of: what they tell of a place stays in them. */
  photo: 'readable' | 'telling' | null
}

/** What a file is by its first bytes, whatever it is called. */
export function sniffMedia(start: Buffer): Sniffed {
  const picture = sniffPicture(start)
  if (picture === 'jpeg' || picture === 'png' || picture === 'webp') return { kind: 'photo', photo: 'readable' }
  if (picture === 'heic' || isTiff(start)) return { kind: 'photo', photo: 'telling' }
  const type = mediaTypeOf(start)
  return { kind: type === null ? 'document' : type.startsWith('video/') ? 'video' : 'audio', photo: null }
}

/** The container of most raw photos as well. */
function isTiff(start: Buffer): boolean {
  const mark = start.toString('latin1', 0, 4)
  return mark === 'II*\0' || mark === 'MM\0*'
}
