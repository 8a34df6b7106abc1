import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { makeTemporaryFolder } from './temporary-folder.ts'

const run = promisify(execFile)

/** Has ffmpeg make a file out of generated pictures and sounds; `ending` names the container. */
export async function makeMedia(args: readonly string[], ending: string): Promise<Buffer> {
  const folder = await makeTemporaryFolder('parta-films-')
  const place = join(folder, `made.${ending}`)
  try {
    await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args, place])
    return await readFile(place)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const picture = (size: string, seconds: number) => [
  '-f',
  'lavfi',
  '-i',
  `testsrc=size=${size}:rate=10:duration=${seconds}`,
]
const sound = (seconds: number) => ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`]
const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p']

/** A film with sound, as phones make them: H.264 and AAC in MP4. */
export function filmOf(seconds: number, size = '320x180', more: readonly string[] = []): Promise<Buffer> {
  return makeMedia([...picture(size, seconds), ...sound(seconds), ...H264, '-c:a', 'aac', ...more], 'mp4')
}

/** A film as Chromium records it: VP8 and Opus in WebM. */
export function recordedFilmOf(seconds: number, size = '320x180'): Promise<Buffer> {
  const codecs = [
    '-c:v',
    'libvpx',
    '-deadline',
    'realtime',
    '-cpu-used',
    '8',
    '-c:a',
    'libopus',
    '-metadata',
    'comment=secret-of-the-recorder',
  ]
  return makeMedia([...picture(size, seconds), ...sound(seconds), ...codecs], 'webm')
}

/** A voice as Chromium records it (`webm`) or as Safari does (`mp4`). */
export function voiceOf(seconds: number, ending: 'webm' | 'mp4' | 'ogg' = 'webm'): Promise<Buffer> {
  const codec = ending === 'mp4' ? ['-c:a', 'aac'] : ['-c:a', 'libopus', '-b:a', '24k']
  return makeMedia([...sound(seconds), ...codec, '-metadata', 'comment=secret-of-the-recorder'], ending)
}

/** What ffprobe says of a file: its container, its length in seconds, its streams by codec, and its tags. */
export async function describeMedia(bytes: Buffer) {
  const folder = await makeTemporaryFolder('parta-films-')
  const place = join(folder, 'told')
  try {
    await writeFile(place, bytes)
    const args = ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', place]
    const { stdout } = await run('ffprobe', args)
    const { format, streams } = JSON.parse(stdout) as {
      format: { format_name: string; duration: string; tags?: Record<string, string> }
      streams: { codec_name: string; width?: number; height?: number }[]
    }
    const codecs = streams.map((stream) => stream.codec_name)
    return {
      container: format.format_name,
      seconds: Number(format.duration),
      codecs,
      told: JSON.stringify(format.tags),
      streams,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
