import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { childrenOf } from '#testkit/processes.ts'

const READY_MS = 60_000
const TOLD = 2_000

/** A server of somebody else's. */
export interface Contained extends AsyncDisposable {
  /** Everything that it started descends from this process. */
  readonly pid: number
}

/**
 * Starts a server in a namespace of processes of its own, which ends as a whole when it is disposed of and also when
 * this process dies: helpers that it starts cannot outlive it.
 *
 * @throws Error with the end of its log when it ends or does not listen on its port
 */
export async function startContained(
  name: string,
  command: readonly string[],
  place: { folder: string; log: string; port: number; core: number | null; env?: NodeJS.ProcessEnv },
): Promise<Contained> {
  const pinned = place.core === null ? command : ['taskset', '-c', `${place.core}`, ...command]
  const log = openSync(place.log, 'a')
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...namespace(), ...pinned], {
    cwd: place.folder,
    env: { ...process.env, ...place.env },
    stdio: ['ignore', log, log],
    detached: true,
  })
  closeSync(log)
  if (child.pid === undefined) {
    const [error] = (await once(child, 'error')) as [Error]
    throw new Error(`${name} cannot be started: ${error.message}`)
  }
  const gone = once(child, 'exit')
  const server: Contained = {
    pid: child.pid,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) {
        // The first of the namespace goes, and with it all others. Whoever waits for it ends then by itself and takes
        // the account of their work along, which would be lost if it were killed.
        const inner = childrenOf(child.pid!)
        if (inner.length === 0) child.kill('SIGKILL')
        for (const pid of inner) process.kill(pid, 'SIGKILL')
      }
      await gone
    },
  }
  const end = performance.now() + READY_MS
  while (!(await listens(place.port))) {
    const ended = child.exitCode !== null || child.signalCode !== null
    if (ended || performance.now() > end) {
      await server[Symbol.asyncDispose]()
      const told = readFileSync(place.log, 'utf8').slice(-TOLD)
      throw new Error(`${name} ${ended ? 'ended' : `does not listen after ${READY_MS} ms`}.\n${told}`)
    }
    await sleep(100)
  }
  return server
}

/** Who is not root needs a namespace of users for the one of processes. */
function namespace(): string[] {
  const users = process.getuid?.() === 0 ? [] : ['--map-root-user']
  return ['unshare', ...users, '--pid', '--fork', '--kill-child=KILL']
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const say = (answer: boolean) => () => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', say(true)).once('error', say(false))
  })
}
