import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const SOURCES = fileURLToPath(new URL('../native/', import.meta.url))
const COMPILERS = ['gcc', 'cc', 'clang']

/** The programs in C: load generator, write floor, flush floor. */
export interface Tools {
  load: string
  floor: string
  flush: string
}

/** Said aloud where there is no compiler. */
export class NoCompiler extends Error {
  constructor() {
    super(
      `NO C COMPILER: none of ${COMPILERS.join(', ')} is on the PATH. The write floor, the flush floor and the load ` +
        'generator are missing, so nothing can be measured. Install gcc and run again.',
    )
  }
}

/** The first C compiler on the PATH, or null. */
export async function findCompiler(): Promise<string | null> {
  for (const compiler of COMPILERS) {
    const answer = await promisify(execFile)(compiler, ['--version']).catch(() => null)
    if (answer !== null) return compiler
  }
  return null
}

/**
 * Compiles the programs on the spot.
 *
 * @throws NoCompiler
 */
export async function compileTools(folder: string): Promise<Tools> {
  const compiler = await findCompiler()
  if (compiler === null) throw new NoCompiler()
  await mkdir(folder, { recursive: true })
  const build = async (name: string) => {
    const program = path.join(folder, name)
    await promisify(execFile)(compiler, ['-O2', '-o', program, path.join(SOURCES, `${name}.c`)])
    return program
  }
  const [load, floor, flush] = await Promise.all([build('load'), build('floor'), build('flush')])
  return { load, floor, flush }
}
