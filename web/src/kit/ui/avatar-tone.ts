const TONES = 8

/** One of eight tones, the same for the same person on every screen and device. */
export function avatarTone(key: string): number {
  let hash = 7
  for (const character of key) hash = (hash * 31 + character.charCodeAt(0)) >>> 0
  return hash % TONES
}
