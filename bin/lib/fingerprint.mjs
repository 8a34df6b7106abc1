import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'

const LEFT_OUT = new Set(['node_modules', 'dist'])

/**
 * The files below a folder, sorted, as paths with slashes relative to `root`. Hidden ones, node_modules and dist are left out;
 * a folder that does not exist has none.
 *
 * @param {string} root
 * @param {string} folder relative to root
 * @returns {Promise<string[]>}
 */
export async function filesBelow(root, folder) {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true }).catch(() => [])
  const found = []
  for (const entry of entries) {
    if (entry.name.startsWith('.') || LEFT_OUT.has(entry.name)) continue
    const name = `${folder}/${entry.name}`
    if (entry.isDirectory()) found.push(...(await filesBelow(root, name)))
    else if (entry.isFile()) found.push(name)
  }
  return found.sort()
}

/**
 * Compares files with the stamp of an earlier time: first sizes and times, and only when these differ the contents.
 *
 * @param {{ root: string, files: string[], salt: string, stamp: string }} question `salt` is anything else that counts;
 *   `stamp` is the file of the stamp
 * @returns {Promise<{ fresh: boolean, write(): Promise<void> }>} `write` says that the state seen now is taken care of
 */
export async function compareWithStamp({ root, files, salt, stamp }) {
  const quick = await digest(salt, files, async (file) => {
    const found = await stat(path.join(root, file)).catch(() => null)
    return found ? `${found.size} ${found.mtimeMs}` : 'missing'
  })
  const known = await readStamp(stamp)
  if (known?.quick === quick) return { fresh: true, write: async () => {} }
  const content = await digest(salt, files, (file) => readFile(path.join(root, file)).catch(() => 'missing'))
  const write = async () => {
    await mkdir(path.dirname(stamp), { recursive: true })
    await writeFile(stamp, `${JSON.stringify({ quick, content })}\n`)
  }
  const fresh = known?.content === content
  if (fresh) await write()
  return { fresh, write }
}

async function readStamp(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return null
  }
}

async function digest(salt, files, describe) {
  const hash = createHash('sha256').update(`${salt}\0`)
  for (const file of files) {
    hash.update(`${file}\0`)
    hash.update(await describe(file))
    hash.update('\0')
  }
  return hash.digest('hex')
}
