import type { Media } from './media.ts'

/** What a file is and what was made of it, with the size of its clean copy, and its name where that is another one. */
export type MadeOfFile = Omit<Media, 'file_id' | 'chat_id' | 'name' | 'bytes' | 'created_at'> & {
  cleanBytes: number
  cleanName: string | null
}

/** Of a file that nothing is made of. */
export const NOTHING_MADE = {
  width: null,
  height: null,
  tells_place: false,
  clean_id: null,
  small_id: null,
  large_id: null,
  duration_ms: null,
  waveform: null,
  cleanBytes: 0,
  cleanName: null,
} as const satisfies Omit<MadeOfFile, 'kind'>
