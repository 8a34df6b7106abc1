import type { FileHandle } from 'node:fs/promises'
import { ROUND_MS_MAX, VOICE_MS_MAX } from '#contract/messenger/attachments.limits.ts'
import type { Clock } from '../clock/clock.ts'
import { Refusal } from '../dispatch/refusal.ts'
import { createTurnstile } from '../realtime/turnstile.ts'
import { type LimitedRun, type ProcessLimits, runLimited } from './limited-process.ts'
import { guardedInput, OUTPUT_FD, PROBE_ENTRIES, type Probed, readProbed } from './media-guards.ts'
import { findMediaTools, type MediaTools } from './media-tools.ts'
import { openNameless, readAll } from './nameless-file.ts'
import { ROUND_BOUNDS, ROUND_TYPE, roundOutput } from './round-film.ts'
import { createSoundMeter, MEASURED_RATE } from './waveform.ts'

const MEBIBYTE = 1_048_576
const AT_ONCE = 2
const WAITING_MAX = 40
const RETRY_AFTER_SECONDS = 10
const POSTER_AT_MS = 1_000
/** A film of fewer bits a second shows nothing: its header lies about how long it is. */
const BITS_PER_SECOND_MIN = 1_000
/** So much longer than allowed is a recording that was stopped at the last moment. */
const GRACE_MS = 1_500

const LIMITS: ProcessLimits = {
  ms: 30_000,
  memoryBytes: 2_048 * MEBIBYTE,
  fileBytes: 0,
  outputBytes: 24 * MEBIBYTE,
}

/** A file that somebody has sent, and the media type that its first bytes have. */
export interface MediaInput {
  handle: FileHandle
  bytes: number
  mediaType: string
}

/** What a film is; null where nothing could be found. */
export interface Film {
  /** One of its pictures, as JPEG. */
  poster: Buffer | null
  durationMs: number | null
}

/** A voice message as every browser plays it: AAC in MP4 (media type `audio/mp4`). */
export interface Spoken {
  sound: Buffer
  durationMs: number
  waveform: number[]
}

/** A round video message as every browser plays it: a square of H.264 with AAC in MP4 (media type `video/mp4`). */
export interface Round {
  film: Buffer
  /** Its first picture, as JPEG. */
  poster: Buffer
  durationMs: number
}

export interface MediaMaker {
  /** Whether there are the programs that it needs. */
  isThere(): Promise<boolean>
  /**
   * One picture of a film and how long it is; `sound` for a container of films that holds sound alone, null for what is no
   * film that can be read.
   *
   * @throws Refusal `rate.limited` when too many wait
   */
  film(input: MediaInput): Promise<Film | 'sound' | null>
  /**
   * Makes of what was spoken a sound that every browser plays, and measures it.
   *
   * @throws Refusal `rate.limited` when too many wait
   */
  voice(input: MediaInput): Promise<Spoken | 'unreadable' | 'tooLong'>
  /**
   * Makes of what a camera has recorded a small square film that every browser plays, without anything that the recording told.
   *
   * @throws Refusal `rate.limited` when too many wait
   */
  round(input: MediaInput): Promise<Round | 'unreadable' | 'tooLong'>
}

interface Parts {
  clock: Clock
  /** Folder of the programs; the usual ones when empty. */
  folder: string
  limits?: ProcessLimits
  /** Longest voice message, in milliseconds. */
  voiceMsMax?: number
  /** Longest round video message, in milliseconds. */
  roundMsMax?: number
}

/**
 * Looks at films and sounds of strangers with ffmpeg, each time in a process of its own that has bounds, no network and no
 * way to another file than the one that it was handed. Without ffmpeg nothing is found.
 */
export function createMediaMaker(parts: Parts): MediaMaker {
  const { clock, folder, limits = LIMITS, voiceMsMax = VOICE_MS_MAX, roundMsMax = ROUND_MS_MAX } = parts
  const turnstile = createTurnstile(AT_ONCE)
  let found: Promise<MediaTools | null> | null = null
  const tools = () => {
    found ??= findMediaTools(
      folder,
      async (command) => (await runLimited(clock, { command, files: [], limits })) !== null,
    )
    return found
  }
  const inTurn = <T>(work: (own: MediaTools) => Promise<T>, without: T): Promise<T> => {
    if (turnstile.waiting >= WAITING_MAX) {
      throw new Refusal('rate.limited', { retryAfterSeconds: RETRY_AFTER_SECONDS }, RETRY_AFTER_SECONDS)
    }
    return turnstile.pass(async () => {
      const own = await tools()
      return own === null ? without : work(own)
    })
  }
  const run = (
    own: MediaTools,
    { command, ...more }: Omit<LimitedRun, 'limits'>,
    bounds: Partial<ProcessLimits> = {},
  ) => runLimited(clock, { ...more, command: [...own.isolation, ...command], limits: { ...limits, ...bounds } })

  const probe = async (own: MediaTools, { handle, mediaType }: MediaInput): Promise<Probed | null> => {
    const input = guardedInput(mediaType)
    if (input === null) return null
    const command = [own.ffprobe, '-v', 'error', '-show_entries', PROBE_ENTRIES, '-of', 'json', ...input]
    const output = await run(own, { command, files: [handle.fd] })
    return output === null ? null : readProbed(output)
  }

  const posterOf = async (own: MediaTools, { handle, mediaType }: MediaInput, atMs: number): Promise<Buffer | null> => {
    const input = guardedInput(mediaType, ['-ss', String(atMs / 1_000)])!
    const picture = ['-map', '0:v:0', '-frames:v', '1', '-threads', '1', '-c:v', 'mjpeg', '-q:v', '3']
    const output = ['-pix_fmt', 'yuvj420p', '-f', 'image2pipe', 'pipe:1']
    const command = [own.ffmpeg, '-nostdin', '-v', 'error', ...input, ...picture, ...output]
    const bytes = await run(own, { command, files: [handle.fd] })
    return bytes === null || bytes.length === 0 ? null : bytes
  }

  const makeRound = async (own: MediaTools, input: MediaInput): Promise<Round | 'unreadable' | 'tooLong'> => {
    await using kept = await openNameless()
    const given = [own.ffmpeg, '-nostdin', '-v', 'error', '-y', ...guardedInput(input.mediaType)!]
    const command = [...given, ...roundOutput(roundMsMax + GRACE_MS + 1_000)]
    const files = [input.handle.fd, kept.handle.fd]
    if ((await run(own, { command, files }, ROUND_BOUNDS)) === null) return 'unreadable'
    const made = { handle: kept.handle, bytes: (await kept.handle.stat()).size, mediaType: ROUND_TYPE }
    const durationMs = (await probe(own, made))?.durationMs ?? null
    const poster = await posterOf(own, made, 0)
    if (durationMs === null || durationMs === 0 || poster === null) return 'unreadable'
    if (durationMs > roundMsMax + GRACE_MS) return 'tooLong'
    return { film: await readAll(kept.handle), poster, durationMs }
  }

  return {
    isThere: async () => (await tools()) !== null,

    film: (input) =>
      inTurn<Film | 'sound' | null>(async (own) => {
        const probed = await probe(own, input)
        if (probed === null) return null
        if (!probed.hasFilm) return probed.hasSound ? 'sound' : null
        const durationMs = believed(probed.durationMs, input.bytes)
        const isLong = durationMs !== null && durationMs > 2 * POSTER_AT_MS
        // Many films begin black; a damaged one may have nothing but its beginning.
        const poster = (isLong ? await posterOf(own, input, POSTER_AT_MS) : null) ?? (await posterOf(own, input, 0))
        return { poster, durationMs }
      }, null),

    round: (input) =>
      inTurn<Round | 'unreadable' | 'tooLong'>(async (own) => {
        const probed = await probe(own, input)
        return probed?.hasFilm === true ? makeRound(own, input) : 'unreadable'
      }, 'unreadable'),

    voice: (input) =>
      inTurn<Spoken | 'unreadable' | 'tooLong'>(async (own) => {
        const probed = await probe(own, input)
        if (probed === null || probed.hasFilm || !probed.hasSound) return 'unreadable'
        return makeSpoken(
          (command, files, onOutput, bounds) =>
            run(own, { command: [own.ffmpeg, ...command], files: [input.handle.fd, ...files], onOutput }, bounds),
          input,
          voiceMsMax,
        )
      }, 'unreadable'),
  }
}

type Run = (
  command: readonly string[],
  files: readonly number[],
  onOutput: (piece: Buffer) => void,
  bounds: Partial<ProcessLimits>,
) => Promise<Buffer | null>

/** Reads the sound once: written anew for browsers, and measured on the way. */
async function makeSpoken(
  run: Run,
  { mediaType }: MediaInput,
  msMax: number,
): Promise<Spoken | 'unreadable' | 'tooLong'> {
  const lasts = ['-t', String((msMax + GRACE_MS + 1_000) / 1_000), '-map', '0:a:0', '-map_metadata', '-1', '-ac', '1']
  const written = ['-ar', '44100', '-c:a', 'aac', '-b:a', '64k', '-movflags', '+faststart', '-f', 'ipod']
  const measured = ['-ar', String(MEASURED_RATE), '-c:a', 'pcm_s16le', '-f', 's16le', 'pipe:1']
  const meter = createSoundMeter()
  await using kept = await openNameless()
  const outputs = [...lasts, ...written, `file:/dev/fd/${OUTPUT_FD}`, ...lasts, ...measured]
  const done = await run(
    ['-nostdin', '-v', 'error', '-y', ...guardedInput(mediaType)!, ...outputs],
    [kept.handle.fd],
    meter.take,
    { ms: 120_000, fileBytes: 16 * MEBIBYTE, outputBytes: 20 * MEBIBYTE },
  )
  const durationMs = meter.durationMs()
  if (done === null || durationMs === 0) return 'unreadable'
  if (durationMs > msMax + GRACE_MS) return 'tooLong'
  return { sound: await readAll(kept.handle), durationMs, waveform: meter.waveform() }
}

/** How long a film is by its header, if it has bytes enough for that. */
function believed(durationMs: number | null, bytes: number): number | null {
  if (durationMs === null || durationMs >= 2 ** 31) return null
  return (bytes * 8_000) / BITS_PER_SECOND_MIN >= durationMs ? durationMs : null
}
