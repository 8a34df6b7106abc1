import { access, constants } from 'node:fs/promises'
import { join } from 'node:path'

/** Where ffmpeg and ffprobe are, and what goes before them so that they have no network; nothing where that is not possible. */
export interface MediaTools {
  ffmpeg: string
  ffprobe: string
  isolation: readonly string[]
}

/** Folders of system packages on Debian and on macOS. */
const USUAL_FOLDERS = ['/usr/local/bin', '/usr/bin', '/opt/homebrew/bin']

/** Looks for the programs in one folder, or where packages put them; null when one of them is missing. */
export async function findMediaTools(folder: string, runs: RunsAtAll): Promise<MediaTools | null> {
  const folders = folder === '' ? USUAL_FOLDERS : [folder]
  const [ffmpeg, ffprobe, unshare] = await Promise.all([
    findProgram('ffmpeg', folders),
    findProgram('ffprobe', folders),
    findProgram('unshare', USUAL_FOLDERS),
  ])
  if (ffmpeg === null || ffprobe === null) return null
  return { ffmpeg, ffprobe, isolation: unshare === null ? [] : await isolationBy(unshare, runs) }
}

/** Whether a command ends well. */
export type RunsAtAll = (command: readonly string[]) => Promise<boolean>

/** Containers often forbid namespaces; the bounds on protocols and formats hold there all the same. */
async function isolationBy(unshare: string, runs: RunsAtAll): Promise<readonly string[]> {
  for (const command of [
    [unshare, '--net'],
    [unshare, '--map-root-user', '--net'],
  ]) {
    if (await runs([...command, '/bin/sh', '-c', ':'])) return command
  }
  return []
}

async function findProgram(name: string, folders: readonly string[]): Promise<string | null> {
  for (const folder of folders) {
    const place = join(folder, name)
    const isThere = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return place
  }
  return null
}
