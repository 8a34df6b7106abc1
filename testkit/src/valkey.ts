import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { findFreePort } from '#server/platform/db/cluster/free-port.ts'

const PROGRAMS = ['valkey-server', 'redis-server']
const READY_MS = 5_000

/** The program of the system that speaks the protocol, or null. */
export function findValkey(): string | null {
  for (const program of PROGRAMS) {
    try {
      execFileSync(program, ['--version'], { stdio: 'ignore' })
      return program
    } catch {
      // The next one is tried.
    }
  }
  return null
}

/** A Valkey or Redis of the test's own, which keeps nothing and can be killed and started again on its port. */
export class Valkey implements AsyncDisposable {
  readonly #program: string
  readonly port: number
  #child: ChildProcess | null = null

  constructor(program: string, port: number) {
    this.#program = program
    this.port = port
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  async start(): Promise<void> {
    const settings = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
    this.#child = spawn(this.#program, settings, { stdio: 'ignore' })
    const deadline = performance.now() + READY_MS
    while (!(await this.#answers())) {
      if (performance.now() > deadline) throw new Error('The bus of the test does not answer')
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  /** Sends it a signal, such as SIGSTOP, and waits for nothing. */
  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal)
  }

  async kill(): Promise<void> {
    const child = this.#child
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }

  /** Sends one command as plain words. */
  async command(words: string): Promise<void> {
    const socket = connect(this.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write(`${words}\r\n`)
    await once(socket, 'data')
    socket.destroy()
  }

  async #answers(): Promise<boolean> {
    const socket = connect(this.port, '127.0.0.1')
    try {
      await once(socket, 'connect')
      return true
    } catch {
      return false
    } finally {
      socket.destroy()
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.kill()
  }
}

export async function startValkey(program: string): Promise<Valkey> {
  const valkey = new Valkey(program, await findFreePort())
  await valkey.start()
  return valkey
}
