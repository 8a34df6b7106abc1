import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** By which the media server knows us: it signs tokens and questions to the API. */
export interface KeptKey {
  readonly key: string
  readonly secret: string
}

const FILE = 'key.json'

/** The key of the media server in this directory, made at the first start; all processes on one data folder have the same. */
export async function keptKey(directory: string): Promise<KeptKey> {
  const known = await readKey(directory)
  if (known !== null) return known
  const made: KeptKey = { key: `parta${randomBytes(6).toString('hex')}`, secret: randomBytes(32).toString('hex') }
  const file = path.join(directory, FILE)
  await writeFile(`${file}.new`, JSON.stringify(made), { mode: 0o600 })
  await rename(`${file}.new`, file)
  return made
}

/** Null when there is none yet. */
export async function readKey(directory: string): Promise<KeptKey | null> {
  try {
    return JSON.parse(await readFile(path.join(directory, FILE), 'utf8')) as KeptKey
  } catch {
    return null
  }
}
