import { startFollower } from './follower.mjs'
import { environmentFor } from './node24.mjs'
import { exitCodeOf } from './processes.mjs'

/** What the product understands: a closed terminal is an orderly end too. */
const FORWARDED = { SIGINT: 'SIGINT', SIGTERM: 'SIGTERM', SIGHUP: 'SIGTERM', SIGQUIT: 'SIGTERM' }

/**
 * One press of Ctrl+C arrives twice: from the terminal, which tells the whole group, and from npm, which passes it on. Whatever
 * comes within this time is the same wish.
 */
const ONE_WISH_MS = 2000

/**
 * Runs a script under Node 24 with the console of the launcher until it ends. The script sits in a process group of its own, so
 * signals reach it only through here, each wish once.
 *
 * @param {{ root: string, node: string, flags?: string[], script: string, args: string[] }} what
 * @returns {Promise<number>} exit code
 */
export function handOver({ root, node, flags = [], script, args }) {
  const child = startFollower(node, [...flags, script, ...args], {
    cwd: root,
    env: environmentFor(root, node),
    stdio: ['inherit', 'inherit', 'inherit'],
  })
  let last = Number.NEGATIVE_INFINITY
  for (const [received, sent] of Object.entries(FORWARDED)) {
    process.on(received, () => {
      const now = performance.now()
      if (now - last < ONE_WISH_MS) return
      last = now
      child.kill(sent)
    })
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(exitCodeOf(code, signal)))
  })
}
