const EBML = '\x1a\x45\xdf\xa3'
/** Containers of the family of MP4 that hold sound alone. */
const SOUND_BRANDS = new Set(['M4A ', 'M4B ', 'M4P ', 'F4A '])

/**
 * What a file of sound or film is by its first 4 KiB, whatever it is called: its media type (RFC 6838), or null for
 * everything else.
 */
export function mediaTypeOf(start: Buffer): `${'video' | 'audio'}/${string}` | null {
  const text = start.toString('latin1')
  if (text.startsWith(EBML)) return /V_[A-Z]/.test(text) ? 'video/webm' : /A_[A-Z]/.test(text) ? 'audio/webm' : null
  if (text.startsWith('OggS')) return text.includes('theora') ? 'video/ogg' : 'audio/ogg'
  if (text.slice(4, 8) === 'ftyp') return SOUND_BRANDS.has(text.slice(8, 12)) ? 'audio/mp4' : 'video/mp4'
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'AVI ') return 'video/x-msvideo'
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WAVE') return 'audio/wav'
  if (text.startsWith('fLaC')) return 'audio/flac'
  if (text.startsWith('#!AMR')) return 'audio/amr'
  if (text.startsWith('ID3')) return 'audio/mpeg'
  return mpegSound(start)
}

/** A frame of MPEG sound: eleven bits that are set, and a layer, a rate and a frequency that there are. */
function mpegSound(start: Buffer): 'audio/aac' | 'audio/mpeg' | null {
  if (start.length < 4 || start[0] !== 0xff || (start[1]! & 0xe0) !== 0xe0) return null
  const layer = (start[1]! >> 1) & 3
  const rate = start[2]! >> 4
  const frequency = (start[2]! >> 2) & 3
  // Layer 0 is what AAC writes in its frames.
  if ((start[1]! & 0xf6) === 0xf0) return 'audio/aac'
  return layer !== 0 && rate !== 0 && rate !== 15 && frequency !== 3 ? 'audio/mpeg' : null
}
