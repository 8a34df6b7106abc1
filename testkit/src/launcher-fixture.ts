import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const BIN = fileURLToPath(new URL('../../bin/', import.meta.url))

/** What a program of the launcher came to. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly lines: readonly string[]
}

/** A throw-away repository with the real launcher and made-up tools. */
export interface LauncherFixture extends AsyncDisposable {
  readonly root: string
  /** environment with the made-up tools first on PATH */
  readonly env: NodeJS.ProcessEnv
  /** writes files; the keys are paths relative to the root */
  write(files: Readonly<Record<string, string>>): Promise<void>
  /** makes a program on PATH from the lines of a shell script; `$LOG` is the file that `calls` reads */
  program(name: string, script: string): Promise<void>
  /** what the made-up programs noted, a line each */
  calls(): Promise<string[]>
  start(script: string, args?: readonly string[], env?: NodeJS.ProcessEnv): ChildProcess
  run(script: string, args?: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended>
}

const NPM = `echo "npm $*" >> "$LOG"
mkdir -p node_modules/.bin
for tool in tsc biome; do
  [ -e node_modules/.bin/$tool ] || printf '#!/bin/sh\\nexit 0\\n' > node_modules/.bin/$tool
  chmod +x node_modules/.bin/$tool
done`

/** Makes the repository: a lockfile, an npm that notes its calls, checkers that are content, a Debian that has everything. */
export async function createLauncherFixture(): Promise<LauncherFixture> {
  const root = await mkdtemp(path.join(tmpdir(), 'parta launcher '))
  const programs = path.join(root, '.programs')
  const log = path.join(root, '.calls')
  await cp(BIN, path.join(root, 'bin'), { recursive: true })
  await mkdir(programs)
  const env = { PATH: `${programs}:/usr/bin:/bin`, HOME: root, LOG: log }
  const write = async (files: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(root, name)), { recursive: true })
      await writeFile(path.join(root, name), text)
    }
  }
  const program = async (name: string, script: string): Promise<void> => {
    await writeFile(path.join(programs, name), `#!/bin/sh\n${script}\n`)
    await chmod(path.join(programs, name), 0o755)
  }
  const start = (script: string, args: readonly string[] = [], more: NodeJS.ProcessEnv = {}): ChildProcess =>
    spawn(process.execPath, [script, ...args], {
      cwd: root,
      env: { ...env, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  await write({ 'package-lock.json': '{"one":1}', 'package.json': '{"type":"module"}' })
  await program('npm', NPM)
  await program('apt-get', 'echo "apt-get $*" >> "$LOG"')
  await program('dpkg-query', 'shift 2\nfor name in "$@"; do echo "$name installed"; done')
  return {
    root,
    env,
    write,
    program,
    start,
    calls: async () => (await readFile(log, 'utf8').catch(() => '')).split('\n').filter((line) => line !== ''),
    run: (script, args, more) => untilEnd(start(script, args, more)),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  }
}

/** Collects what a program writes until it ends. */
export async function untilEnd(child: ChildProcess): Promise<Ended> {
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, stdout, stderr, lines: stdout.trimEnd().split('\n') }
}

/** A module of the launcher, which is plain JavaScript; the caller names the shape that he uses. */
export async function launcherModule<T>(name: string): Promise<T> {
  return (await import(new URL(name, `file://${BIN}`).href)) as T
}
