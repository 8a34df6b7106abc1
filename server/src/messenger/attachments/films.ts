import { PREVIEW_SIZES } from '#contract/messenger/attachments.limits.ts'
import type { Files, OwnFile } from '../../files/index.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { MediaInput, Round, Spoken } from '../../platform/media/media-maker.ts'
import { mediaTypeOf } from '../../platform/media/media-type.ts'
import { PictureRefused } from '../../platform/pictures/picture-maker.ts'
import { type MadeOfFile, NOTHING_MADE } from './made.ts'

/** A recording of a quarter of an hour is far smaller, in every format that browsers record. */
const VOICE_BYTES_MAX = 96 * 1_048_576
/** And a minute of a camera of a telephone is smaller than this. */
const ROUND_BYTES_MAX = 256 * 1_048_576

interface Parts {
  files: Pick<Files, 'lend' | 'make' | 'makePreviews' | 'media'>
}

type Previews = Awaited<ReturnType<Files['makePreviews']>>

/** Whose file it is, and its first bytes. */
interface Given {
  file: OwnFile
  ownerId: string
  start: Buffer
}

/** Makes of films a picture that stands for them (MSG-03), and of what was spoken or filmed into a chat what every browser plays (MSG-04, MSG-05). */
export function createFilmWork({ files }: Parts) {
  const { media } = files

  const withInput = async <T>(
    { file, start }: Given,
    work: (input: MediaInput) => Promise<T>,
    without: T,
  ): Promise<T> => {
    const handle = await files.lend(file)
    if (handle === null) return without
    try {
      return await work({ handle, bytes: file.bytes, mediaType: mediaTypeOf(start) ?? '' })
    } finally {
      await handle.close()
    }
  }

  const film = async (given: Given): Promise<MadeOfFile> => {
    const found = await withInput(given, media.film, null)
    if (found === 'sound') return { ...NOTHING_MADE, kind: 'audio' }
    const made: MadeOfFile = { ...NOTHING_MADE, kind: 'video', duration_ms: found?.durationMs ?? null }
    const previews = found?.poster == null ? null : await previewsOf(found.poster)
    if (previews === null) return made
    return { ...made, ...(await keepPreviews(given, previews)) }
  }

  const keepPreviews = async ({ ownerId, file }: Given, { made, width, height }: Previews) => {
    const owner = { ownerId, communityId: file.community_id }
    const [small, large] = made
    const small_id = await files.make(owner, 'preview', small!)
    return { small_id, large_id: await files.make(owner, 'preview', large!), width, height }
  }

  const previewsOf = async (poster: Buffer) => {
    try {
      return await files.makePreviews(poster, PREVIEW_SIZES)
    } catch (error) {
      if (error instanceof PictureRefused) return null
      throw error
    }
  }

  const voice = async (
    given: Given,
    kind: 'audio' | 'video',
    fail: Fail<'voice.tooLong' | 'media.unavailable'>,
  ): Promise<MadeOfFile> => {
    if (!(await media.isThere())) fail('media.unavailable')
    if (given.file.bytes > VOICE_BYTES_MAX) fail('voice.tooLong')
    const spoken = await withInput<Spoken | 'unreadable' | 'tooLong'>(given, media.voice, 'unreadable')
    if (spoken === 'tooLong') return fail('voice.tooLong')
    // What cannot be played may still be a film, or a sound for another program.
    if (spoken === 'unreadable') return kind === 'video' ? film(given) : { ...NOTHING_MADE, kind }
    const owner = { ownerId: given.ownerId, communityId: given.file.community_id }
    const cleanName = nameOf(given.file.name, 'm4a')
    const clean_id = await files.make(owner, 'attachment', spoken.sound, cleanName)
    return {
      ...NOTHING_MADE,
      kind: 'voice',
      tells_place: true,
      clean_id,
      cleanBytes: spoken.sound.length,
      cleanName,
      duration_ms: spoken.durationMs,
      waveform: spoken.waveform,
    }
  }

  const round = async (
    given: Given,
    kind: 'audio' | 'video',
    fail: Fail<'round.tooLong' | 'media.unavailable'>,
  ): Promise<MadeOfFile> => {
    if (!(await media.isThere())) fail('media.unavailable')
    if (given.file.bytes > ROUND_BYTES_MAX) fail('round.tooLong')
    const filmed = await withInput<Round | 'unreadable' | 'tooLong'>(given, media.round, 'unreadable')
    if (filmed === 'tooLong') return fail('round.tooLong')
    const previews = filmed === 'unreadable' ? null : await previewsOf(filmed.poster)
    if (filmed === 'unreadable' || previews === null) return kind === 'video' ? film(given) : { ...NOTHING_MADE, kind }
    const owner = { ownerId: given.ownerId, communityId: given.file.community_id }
    const cleanName = nameOf(given.file.name, 'mp4')
    const clean_id = await files.make(owner, 'attachment', filmed.film, cleanName)
    return {
      ...NOTHING_MADE,
      ...(await keepPreviews(given, previews)),
      kind: 'round',
      tells_place: true,
      clean_id,
      cleanBytes: filmed.film.length,
      cleanName,
      duration_ms: filmed.durationMs,
    }
  }

  return { film, voice, round }
}

/** The name of the recording with the ending of what is made of it. */
function nameOf(name: string, ending: 'm4a' | 'mp4'): string {
  return `${name.replace(/\.[^.]*$/, '')}.${ending}`
}
