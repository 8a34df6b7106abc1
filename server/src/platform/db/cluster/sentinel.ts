import { spawn } from 'node:child_process'
import type { Account } from './account.ts'
import { spawnOptions } from './run-program.ts'

/**
 * Ends a throw-away postmaster, or another process, when this one dies in any way: nobody starts on its directory again, so
 * nobody would find the orphan. A shell waits for the end of a pipe that only we hold.
 * @returns a function that calls it off
 */
export function watchOverThrowAway(pid: number, account: Account | undefined, signal = 'QUIT'): () => void {
  const shell = spawn('/bin/sh', ['-c', `read _; kill -${signal} ${pid} 2>/dev/null`], {
    ...spawnOptions(account, '/'),
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  shell.on('error', () => {})
  shell.unref()
  const pipe = shell.stdin as unknown as { unref?: () => void } | null
  pipe?.unref?.()
  return () => {
    shell.kill('SIGKILL')
  }
}
