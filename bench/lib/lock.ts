import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import path from 'node:path'

const TAKEN = 75

/**
 * Holds the machine for one benchmark: two at once measure each other. The lock ends with this process, however it ends.
 *
 * @throws Error when another benchmark runs
 */
export async function takeMachine(file = path.join(tmpdir(), 'parta-bench.lock')): Promise<AsyncDisposable> {
  const script = 'echo held; cat > /dev/null'
  const child = spawn('flock', ['--nonblock', '--conflict-exit-code', String(TAKEN), file, 'sh', '-c', script], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const exited = once(child, 'exit')
  const outcome = await Promise.race([
    once(child.stdout, 'data').then(() => 'held' as const),
    exited.then(([code]) => code as number | null),
  ])
  if (outcome === TAKEN) throw new Error(`Another benchmark runs on this machine (it holds ${file}).`)
  if (outcome !== 'held') throw new Error(`The lock ${file} could not be taken: flock ended with ${outcome}.`)
  return {
    async [Symbol.asyncDispose]() {
      child.stdin.end()
      await exited
    },
  }
}
