import type { ProcessLimits } from './limited-process.ts'
import { OUTPUT_FD } from './media-guards.ts'

const MEBIBYTE = 1_048_576
/** Side of the square, in pixels: as large as a circle of a chat is drawn on a sharp screen. */
const SIDE = 480

/** What comes out. */
export const ROUND_TYPE = 'video/mp4'
/** What making one may cost. */
export const ROUND_BOUNDS: Partial<ProcessLimits> = { ms: 120_000, fileBytes: 32 * MEBIBYTE }

/** The middle of the pictures as a small square film, at most so long, with sound where there is any. */
export function roundOutput(msMax: number): readonly string[] {
  const square = `crop='min(iw,ih)':'min(iw,ih)',scale=${SIDE}:${SIDE},setsar=1,fps=30`
  return [
    ...['-t', String(msMax / 1_000), '-map', '0:v:0', '-map', '0:a:0?', '-map_metadata', '-1', '-map_chapters', '-1'],
    ...['-vf', square, '-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'main', '-pix_fmt', 'yuv420p'],
    ...['-crf', '26', '-maxrate', '1000k', '-bufsize', '2000k', '-g', '60', '-threads', '2'],
    ...['-ac', '1', '-ar', '44100', '-c:a', 'aac', '-b:a', '64k'],
    ...['-movflags', '+faststart', '-f', 'mp4', `file:/dev/fd/${OUTPUT_FD}`],
  ]
}
