import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Client } from './client.ts'

const MAIN = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url))
const READY_MS = 30_000
const STOP_MS = 15_000

/** The product in a process of its own, which can be killed. */
export class ServerProcess implements AsyncDisposable {
  readonly port: number
  readonly #environment: Record<string, string>
  #child: ChildProcess | null = null
  output = ''

  constructor(port: number, environment: Record<string, string>) {
    this.port = port
    this.#environment = environment
  }

  /** Starts and waits until it is ready; returns the milliseconds that took. */
  async start(): Promise<number> {
    const started = performance.now()
    const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PARTA_')))
    const child = spawn(process.execPath, [MAIN], {
      env: {
        ...inherited,
        PARTA_PORT: String(this.port),
        PARTA_MEDIA_SERVER: 'off',
        ...this.#environment,
      } as NodeJS.ProcessEnv,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    child.stdout.on('data', (chunk: Buffer) => {
      this.output += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      this.output += chunk.toString()
    })
    const client = new Client(this.port, 'main')
    while (performance.now() - started < READY_MS) {
      if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${this.output}`)
      const answer = await client.raw('/readyz').catch(() => null)
      if (answer?.status === 200) return performance.now() - started
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    throw new Error(`The server was not ready in ${READY_MS} ms:\n${this.output}`)
  }

  get pid(): number {
    return this.#child?.pid ?? 0
  }

  /** Sends it a signal, such as SIGSTOP, and waits for nothing. */
  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal)
  }

  /** Ends it with a signal and waits for its end. */
  async stop(signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<number | null> {
    const child = this.#child
    if (child === null || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
    return child.exitCode
  }

  /** Ends it in order, because a killed one would leave its database running; a stuck one is killed after all. */
  async [Symbol.asyncDispose](): Promise<void> {
    const stuck = setTimeout(() => this.#child?.kill('SIGKILL'), STOP_MS)
    await this.stop('SIGTERM')
    clearTimeout(stuck)
  }
}
