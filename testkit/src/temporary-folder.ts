import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/**
 * Makes a temporary folder that every account may enter, as PostgreSQL's own must when the tests run as root; its data
 * would be put elsewhere otherwise and stay there. Whoever makes it removes it.
 */
export async function makeTemporaryFolder(prefix: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), prefix))
  await chmod(folder, 0o755)
  return folder
}
