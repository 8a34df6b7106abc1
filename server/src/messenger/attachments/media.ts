import type { Attachment } from '#contract/messenger/attachment.ts'

/** A file that messages may hold, as it was made ready. */
export interface Media {
  file_id: string
  /** For a message of which chat. */
  chat_id: string
  kind: string
  name: string
  bytes: number
  width: number | null
  height: number | null
  tells_place: boolean
  clean_id: string | null
  small_id: string | null
  large_id: string | null
  duration_ms: number | null
  waveform: number[] | null
  created_at: Date
}

/** A file of a message: what is shown of it, and which file its sender has named. */
export interface HeldFile {
  attachment: Attachment
  sourceId: string
}

export function attachmentView(media: Media): Attachment {
  const { file_id: id, kind, name, bytes, width, height, duration_ms: durationMs, waveform } = media
  const picture = width === null || height === null ? null : { width, height }
  return { id, kind: kind as Attachment['kind'], name, bytes, picture, durationMs, waveform }
}
