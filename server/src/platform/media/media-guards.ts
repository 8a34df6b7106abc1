/** Demuxers for the containers that are opened at all; none of them leads to another file. */
const DEMUXERS: Readonly<Record<string, string>> = {
  'video/mp4': 'mov',
  'audio/mp4': 'mov',
  'video/webm': 'matroska',
  'audio/webm': 'matroska',
  'audio/ogg': 'ogg',
}
const DECODERS = [
  ...['h264', 'hevc', 'vp8', 'vp9', 'libdav1d', 'av1', 'mpeg4'],
  ...['aac', 'opus', 'libopus', 'vorbis', 'mp3float', 'mp3', 'pcm_s16le', 'flac'],
]
/** More than a frame of 8K has. */
const PIXELS_MAX = 40_000_000
/** So far is looked for what streams there are. */
const PROBED_BYTES = 8_388_608

/** The number under which the programs find what they read. */
export const INPUT_FD = 3
/** The number under which they find what they write. */
export const OUTPUT_FD = 4

/**
 * What stands before an input: the one container as which it is opened, the decoders that may run, and no protocol but that of
 * open files. Null for a container that is not opened.
 */
export function guardedInput(mediaType: string, more: readonly string[] = []): readonly string[] | null {
  const demuxer = DEMUXERS[mediaType]
  if (demuxer === undefined) return null
  return [
    ...['-threads', '1'],
    ...['-protocol_whitelist', 'file'],
    ...['-format_whitelist', demuxer],
    ...['-codec_whitelist', DECODERS.join()],
    ...['-max_pixels', String(PIXELS_MAX)],
    ...['-probesize', String(PROBED_BYTES)],
    ...['-f', demuxer],
    ...more,
    ...['-i', `file:/dev/fd/${INPUT_FD}`],
  ]
}

/** What ffprobe tells of a file, as far as it is used here. */
export interface Probed {
  hasFilm: boolean
  hasSound: boolean
  pixels: number
  /** As the header says; null when it says nothing. */
  durationMs: number | null
}

export const PROBE_ENTRIES = 'format=duration:stream=codec_type,width,height:stream_disposition=attached_pic'

/** Reads the answer of ffprobe as JSON; null when it is none. */
export function readProbed(output: Buffer): Probed | null {
  interface Stream {
    codec_type?: string
    width?: number
    height?: number
    disposition?: { attached_pic?: number }
  }
  let told: { streams?: Stream[]; format?: { duration?: string } }
  try {
    told = JSON.parse(output.toString())
  } catch {
    return null
  }
  const streams = told.streams ?? []
  const film = streams.find((each) => each.codec_type === 'video' && each.disposition?.attached_pic !== 1)
  const seconds = Number(told.format?.duration ?? Number.NaN)
  return {
    hasFilm: film !== undefined,
    hasSound: streams.some((each) => each.codec_type === 'audio'),
    pixels: (film?.width ?? 0) * (film?.height ?? 0),
    durationMs: Number.isFinite(seconds) && seconds >= 0 ? Math.round(seconds * 1_000) : null,
  }
}
