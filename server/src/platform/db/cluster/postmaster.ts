import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { Client, DatabaseError } from 'pg'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { ClusterError, explainFailure } from './cluster-error.ts'
import { findFreePort } from './free-port.ts'
import type { Place } from './place.ts'
import { collectOutput, spawnOptions } from './run-program.ts'
import { fixedSettings } from './settings.ts'

/** Recovery after a crash replays at most max_wal_size, but a slow disk may need minutes for it. Milliseconds. */
const READY_MS = 10 * 60_000
const attempts = 5

export interface Postmaster {
  readonly process: ChildProcess
  readonly pid: number
  readonly port: number
  /** ends with the process */
  readonly exited: Promise<string>
}

export interface PostmasterOptions {
  readonly place: Place
  readonly binaries: Binaries
  readonly account: Account | undefined
  readonly durable: boolean
  readonly port: number | undefined
  /** for this start only */
  readonly settings: Readonly<Record<string, string>>
  readonly readyMs: number | undefined
  readonly log: (line: string) => void
  /** address of the database `postgres` at this port */
  readonly urlAt: (port: number) => string
}

/**
 * Starts PostgreSQL and waits until it answers. A port that somebody took meanwhile is replaced by another one, unless the
 * caller named it; memory of a crashed server that is still held is waited for.
 * @throws ClusterError when it ends instead
 */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await findFreePort())
    const { postmaster, output } = spawnPostmaster(options, port)
    const failure = await waitUntilReady(postmaster, options)
    if (failure === undefined) return postmaster
    const text = `${failure}\n${output()}`
    const portTaken = /Address already in use/.test(text) && options.port === undefined
    const memoryHeld = /pre-existing shared memory block/.test(text)
    if (attempt === attempts || !(portTaken || memoryHeld)) {
      if (/Address already in use/.test(text)) {
        throw new ClusterError(`Could not start the database: port ${port} of 127.0.0.1 is taken by another program.`)
      }
      throw explainFailure('start the database', text, options.place.data)
    }
    await delay(200 * attempt)
  }
}

function spawnPostmaster(options: PostmasterOptions, port: number) {
  const all = { ...fixedSettings(port, options.durable), ...options.settings }
  const settings = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(
    options.binaries.postgres,
    ['-D', options.place.data, ...settings],
    spawnOptions(options.account, options.place.home),
  )
  const output = collectOutput(child, options.log)
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ? `ended by ${signal}` : `ended with code ${code}`))
  })
  return { postmaster: { process: child, pid: child.pid ?? 0, port, exited }, output }
}

/** Gives undefined when the server answers, otherwise why it does not. */
async function waitUntilReady(postmaster: Postmaster, options: PostmasterOptions): Promise<string | undefined> {
  let ended: string | undefined
  const exited = postmaster.exited.then(async (reason) => {
    // The last lines of output arrive after the exit.
    await delay(20)
    ended = reason
  })
  const start = performance.now()
  let reminder = start + 10_000
  const readyMs = options.readyMs ?? READY_MS
  while (performance.now() - start < readyMs) {
    const problem = await tryConnect(options.urlAt(postmaster.port))
    if (ended !== undefined) return ended
    if (problem === undefined) return undefined
    if (problem.final) {
      // Another server on this very port refuses our password while ours is about to give up.
      await Promise.race([exited, delay(2_000)])
      if (ended === undefined) postmaster.process.kill('SIGQUIT')
      return ended ?? problem.message
    }
    if (performance.now() > reminder) {
      options.log(`PostgreSQL is not ready yet: ${problem.message}`)
      reminder += 10_000
    }
    await Promise.race([exited, delay(10)])
  }
  postmaster.process.kill('SIGQUIT')
  return `not ready after ${Math.round(readyMs / 60_000)} minutes`
}

async function tryConnect(url: string): Promise<{ final: boolean; message: string } | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return undefined
  } catch (error) {
    // 57P03: starting up or recovering. Network failures are no DatabaseError.
    const final = error instanceof DatabaseError && error.code !== '57P03'
    return { final, message: (error as Error).message }
  } finally {
    await client.end().catch(() => {})
  }
}
