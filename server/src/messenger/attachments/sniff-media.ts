import { sniffPicture } from '../../platform/pictures/sniff.ts'

/** First bytes of a file that tell what it is. */
export const SNIFFED_BYTES = 4_096

/** What a file is, and of a photo whether the server can make previews of it. */
export interface Sniffed {
  kind: 'photo' | 'video' | 'audio' | 'document'
  /** `telling` photos are those that nothing can be taken out of: what they tell of a place stays in them. */
  photo: 'readable' | 'telling' | null
}

const EBML = '\x1a\x45\xdf\xa3'
/** Containers of the family of MP4 that hold sound alone. */
const SOUND_BRANDS = new Set(['M4A ', 'M4B ', 'M4P ', 'F4A '])

/** What a file is by its first bytes, whatever it is called. */
export function sniffMedia(start: Buffer): Sniffed {
  const picture = sniffPicture(start)
  if (picture === 'jpeg' || picture === 'png' || picture === 'webp') return { kind: 'photo', photo: 'readable' }
  if (picture === 'heic' || isTiff(start)) return { kind: 'photo', photo: 'telling' }
  return { kind: soundOrFilm(start), photo: null }
}

/** The container of most raw photos as well. */
function isTiff(start: Buffer): boolean {
  const mark = start.toString('latin1', 0, 4)
  return mark === 'II*\0' || mark === 'MM\0*'
}

function soundOrFilm(start: Buffer): 'video' | 'audio' | 'document' {
  const text = start.toString('latin1')
  if (text.startsWith(EBML)) return /V_[A-Z]/.test(text) ? 'video' : /A_[A-Z]/.test(text) ? 'audio' : 'document'
  if (text.startsWith('OggS')) return text.includes('theora') ? 'video' : 'audio'
  if (text.slice(4, 8) === 'ftyp') return SOUND_BRANDS.has(text.slice(8, 12)) ? 'audio' : 'video'
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'AVI ') return 'video'
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WAVE') return 'audio'
  if (text.startsWith('fLaC') || text.startsWith('ID3') || text.startsWith('#!AMR')) return 'audio'
  return isMpegSound(start) ? 'audio' : 'document'
}

/** A frame of MPEG sound: eleven bits that are set, and a layer, a rate and a frequency that there are. */
function isMpegSound(start: Buffer): boolean {
  if (start.length < 4 || start[0] !== 0xff || (start[1]! & 0xe0) !== 0xe0) return false
  const layer = (start[1]! >> 1) & 3
  const rate = start[2]! >> 4
  const frequency = (start[2]! >> 2) & 3
  // Layer 0 is what AAC writes in its frames.
  const isAac = (start[1]! & 0xf6) === 0xf0
  return isAac || (layer !== 0 && rate !== 0 && rate !== 15 && frequency !== 3)
}
