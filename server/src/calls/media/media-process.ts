import { spawn } from 'node:child_process'
import { open, readFile, rm, stat, truncate } from 'node:fs/promises'
import { request } from 'node:http'
import { request as secureRequest } from 'node:https'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { processIdentity } from '../../platform/db/cluster/process-identity.ts'
import { spawnOptions } from '../../platform/db/cluster/run-program.ts'

/** How often a process that is not our child is looked for. */
const LOOK_MS = 500
const ANSWER_MS = 2_000
/** What LiveKit needs to close its doors when it is told the second time, and what the system needs after a kill. */
const CLOSE_MS = 5_000
/** It reads one signal at a time and forgets another that comes meanwhile. */
const APART_MS = 200
const LOG_BYTES_MAX = 16_777_216

/** A running media server. */
export interface MediaProcess {
  readonly pid: number
  /** Distinguishes it from a later process with the same id. */
  readonly identity: string
  /** Port of its API on 127.0.0.1. */
  readonly port: number
  /** Resolves when it has ended, with a few words about how. */
  readonly exited: Promise<string>
}

export interface Spawned {
  readonly program: string
  readonly configFile: string
  readonly directory: string
  readonly port: number
}

/** Its log in its directory, begun anew at each start. */
const LOG_FILE = 'livekit.log'

/**
 * Starts the program; whether it answers is another question. It writes into a file and not to us: a program of Go ends
 * at the first line that nobody reads any more, and this one has to outlive us.
 */
export async function spawnMedia({ program, configFile, directory, port }: Spawned): Promise<MediaProcess> {
  const logFile = path.join(directory, LOG_FILE)
  await rm(logFile, { force: true })
  await using log = await open(logFile, 'a', 0o600)
  const child = spawn(program, ['--config', configFile], {
    ...spawnOptions(undefined, directory),
    stdio: ['ignore', log.fd, log.fd],
  })
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`did not start: ${error.message}`))
    child.once('exit', (code, signal) => {
      const how = signal === null ? `ended with code ${code}` : `was ended by ${signal}`
      void lastLine(logFile).then((words) => resolve(words === '' ? how : `${how}: ${words}`))
    })
  })
  const pid = child.pid ?? 0
  return { pid, identity: (pid > 0 ? await processIdentity(pid) : undefined) ?? '', port, exited }
}

/** LiveKit ends with code 0 also when it could not begin; why stands in its last line. */
async function lastLine(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return (text.trimEnd().split('\n').at(-1) ?? '').slice(-300)
}

/** Cuts the log when nobody has restarted the program for long. */
export async function boundLog(directory: string): Promise<void> {
  const file = path.join(directory, LOG_FILE)
  const { size } = await stat(file).catch(() => ({ size: 0 }))
  if (size > LOG_BYTES_MAX) await truncate(file)
}

/** A process that an earlier, killed one of ours has left; null when it is gone, or its id is somebody else's by now. */
export async function findMedia(known: Pick<MediaProcess, 'pid' | 'identity' | 'port'>): Promise<MediaProcess | null> {
  const isThere = async () => known.identity !== '' && (await processIdentity(known.pid)) === known.identity
  if (!(await isThere())) return null
  const exited = (async () => {
    while (await isThere()) await pause(LOOK_MS)
    return 'ended'
  })()
  return { ...known, exited }
}

/** Whether anything answers there; a server under heavy load says that it is not ready, and is alive all the same. */
export function answers(apiUrl: string): Promise<boolean> {
  const ask = apiUrl.startsWith('https:') ? secureRequest : request
  return new Promise((resolve) => {
    const asked = ask(apiUrl, { timeout: ANSWER_MS, agent: false }, (answer) => {
      answer.resume()
      resolve(true)
    })
    asked.once('timeout', () => asked.destroy())
    asked.once('error', () => resolve(false))
    asked.end()
  })
}

export function localUrl(port: number): string {
  return `http://127.0.0.1:${port}`
}

/**
 * Ends a media server: it takes no new rooms and has `drainMs` until the last person has left, then it closes, and if it does
 * not it is killed.
 */
export async function endMedia(process: MediaProcess, drainMs: number): Promise<void> {
  const steps = [
    ['SIGTERM', Math.max(drainMs, APART_MS)],
    // The second one means at once.
    ['SIGTERM', CLOSE_MS],
    ['SIGKILL', CLOSE_MS],
  ] as const
  let isOver = false
  const over = process.exited.then(() => {
    isOver = true
  })
  for (const [signal, ms] of steps) {
    if (isOver || !(await signalMedia(process, signal))) break
    await Promise.race([over, pause(ms)])
  }
  await Promise.race([over, pause(CLOSE_MS)])
}

/** Tells a process, if it is still the one that was meant. */
export async function signalMedia({ pid, identity }: MediaProcess, signal: NodeJS.Signals): Promise<boolean> {
  if (identity === '' || (await processIdentity(pid)) !== identity) return false
  try {
    return globalThis.process.kill(pid, signal)
  } catch {
    return false
  }
}

/**
 * Waits in real time, in which other processes live; whoever waits for one of them is not over meanwhile, so this holds the
 * process, unlike timers of the clock.
 */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return delay(ms, undefined, { signal }).catch(() => undefined)
}
