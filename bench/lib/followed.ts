import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface, type Interface } from 'node:readline'

const STOP_MS = 15_000

/** A program that is told and answers line by line. */
export class Followed implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #name: string
  readonly #lines: AsyncIterableIterator<string>
  readonly #reader: Interface
  #errors = ''

  /** Starts it, pinned to a processor where one is named. */
  constructor(
    name: string,
    command: readonly string[],
    options: { core?: number | null; env?: NodeJS.ProcessEnv } = {},
  ) {
    const pinned =
      options.core === undefined || options.core === null ? command : ['taskset', '-c', `${options.core}`, ...command]
    this.#name = name
    this.#child = spawn(pinned[0]!, pinned.slice(1), {
      env: options.env ?? process.env,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    this.#child.stderr!.on('data', (chunk: Buffer) => {
      this.#errors = (this.#errors + chunk.toString()).slice(-4_000)
    })
    this.#reader = createInterface({ input: this.#child.stdout! })
    this.#lines = this.#reader[Symbol.asyncIterator]()
  }

  get pid(): number {
    return this.#child.pid!
  }

  /** What it has said beside its answers. */
  get errors(): string {
    return this.#errors
  }

  tell(line: string): void {
    this.#child.stdin!.write(`${line}\n`)
  }

  /**
   * The next line.
   *
   * @throws Error when it ends instead or says nothing for `ms`
   */
  async line(ms: number): Promise<string> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${this.#name} said nothing for ${ms} ms.\n${this.#errors}`)), ms)
    })
    try {
      const { value, done } = await Promise.race([this.#lines.next(), late])
      if (done) throw new Error(`${this.#name} ended.\n${this.#errors}`)
      return value
    } finally {
      clearTimeout(timer)
    }
  }

  /** Ends it in order; one that is stuck is killed. */
  async [Symbol.asyncDispose](): Promise<void> {
    const child = this.#child
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    const stuck = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    await exited
    clearTimeout(stuck)
    this.#reader.close()
  }
}
