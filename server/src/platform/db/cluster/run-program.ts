import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import type { Account } from './account.ts'

/**
 * How PostgreSQL's programs are started: under the account, in a folder it can enter, without our environment (PGHOST, PGOPTIONS,
 * LD_PRELOAD and the like would leak in) and in a session of their own, so that Ctrl-C in a terminal reaches us alone and the
 * database outlives the drain.
 */
export function spawnOptions(account: Account | undefined, cwd: string): SpawnOptions {
  return {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
  }
}

/** Runs a program to its end; never throws for the program's own failure. */
export async function runToEnd(
  file: string,
  args: string[],
  options: SpawnOptions,
): Promise<{ code: number; output: string }> {
  const child = spawn(file, args, options)
  const output = collectOutput(child)
  return await new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: -1, output: error.message }))
    child.once('close', (code) => resolve({ code: code ?? -1, output: output() }))
  })
}

/** Gathers what a program writes; the answer holds the last 8,000 characters. */
export function collectOutput(child: ChildProcess, onLine?: (line: string) => void): () => string {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    let rest = ''
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-8_000)
      const lines = (rest + chunk).split('\n')
      rest = lines.pop()!
      if (onLine) for (const line of lines) onLine(line)
    })
  }
  return () => text
}
