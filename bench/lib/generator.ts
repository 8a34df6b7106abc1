import { writeFile } from 'node:fs/promises'
import { Followed } from './followed.ts'
import { type Histogram, percentile } from './statistics.ts'

/** What the generator speaks: to the product, to the write floor, to peers. */
export type Dialect = 'parta' | 'floor' | 'centrifugo' | 'xmpp'

/** A socket of the generator; `chats` are numbers of chats in the plan. */
export interface PlannedSocket {
  /** Session token, or the number of the group on the floor. */
  token: string
  /** Chats it hears, with the number held of each, or null for a chat of which nothing is held. */
  chats: readonly { chat: number; held: number | null }[]
  /** Drops and comes back in a storm. */
  storm?: boolean
  /** The chat on screen. */
  open?: number
}

export interface Plan {
  /** Text of every message. */
  text: string
  chatIds: readonly string[]
  sockets: readonly PlannedSocket[]
}

/** What one command of the generator came to; times in microseconds. */
export interface Ran {
  ns: number
  sent: number
  acked: number
  failed: number
  deliveries: number
  bytes: number
  lost: number
  doubled: number
  gaps: number
  wrong: number
  typed: number
  expectedTyped: number
  typedBytes: number
  /** How often signs of typing came to a socket; what is written together comes at once. */
  typedArrivals: number
  /** Sends of an open loop for which no socket was free. */
  skipped: number
  live: number
  refused: number
  dropped: number
  byes: number
  resyncs: number
  snapshotBytes: number
  /** Messages that snapshots brought. */
  caughtUp: number
  /** Answers to upgrades by class of their status: [other, 1xx, 2xx, 3xx, 4xx, 5xx]. */
  statuses: readonly number[]
  ack: Histogram
  delivery: Histogram
  /** To live from the drop, of sockets that came back, or from the moment at which it was due to be opened. */
  sync: Histogram
}

const ADDRESSES = 16
const GRACE_MS = 20_000

/** The plan as the generator reads it; sockets are spread over loopback addresses, because one has too few ports. */
export function formatPlan(plan: Plan): string {
  const lines = [`text ${plan.text}`, ...plan.chatIds.map((id) => `chat ${id}`)]
  for (const [i, socket] of plan.sockets.entries()) {
    const chats = socket.chats.map(({ chat, held }) => (held === null ? `${chat}` : `${chat}:${held}`))
    const source = `127.0.0.${2 + (i % ADDRESSES)}`
    lines.push(['sock', source, socket.token, socket.storm ? 1 : 0, socket.open ?? -1, ...chats].join(' '))
  }
  return `${lines.join('\n')}\n`
}

/**
 * Reads an answer of the generator.
 *
 * @throws Error when it is not one
 */
export function readRan(line: string): Ran {
  const ran = JSON.parse(line) as Ran
  for (const name of ['ack', 'delivery', 'sync'] as const) {
    if (!Array.isArray(ran[name])) throw new Error(`The generator answered without ${name}: ${line.slice(0, 200)}`)
  }
  return ran
}

/** Thousands of clients in one process in C. */
export class Generator implements AsyncDisposable {
  readonly #program: Followed

  private constructor(program: Followed) {
    this.#program = program
  }

  static async start(parts: {
    program: string
    port: number
    kind: Dialect
    plan: Plan
    file: string
    core: number | null
  }): Promise<Generator> {
    await writeFile(parts.file, formatPlan(parts.plan))
    const command = [parts.program, String(parts.port), parts.kind, parts.file]
    return new Generator(new Followed('The load generator', command, { core: parts.core }))
  }

  get pid(): number {
    return this.#program.pid
  }

  /** What it noted about the first refusals. */
  get notes(): string {
    return this.#program.errors
  }

  async #tell(command: string, words: Record<string, string | number>, ms: number): Promise<string> {
    this.#program.tell([command, ...Object.entries(words).map(([name, value]) => `${name}=${value}`)].join(' '))
    return this.#program.line(ms + GRACE_MS)
  }

  /**
   * Opens sockets from number `from` up to `to`, where `rate` is given so many a second, until they are live.
   *
   * @throws Error when some are not
   */
  async open(
    which: { at_once?: number; rate?: number; from?: number; to?: number; ms?: number } = {},
    expected?: number,
  ): Promise<Ran> {
    const ran = readRan(await this.#tell('open', { at_once: 100, ms: 180_000, ...which }, which.ms ?? 180_000))
    if (expected !== undefined && ran.live !== expected) {
      const { live, refused, dropped, byes, statuses } = ran
      throw new Error(
        `${live} of ${expected} sockets are live: ${JSON.stringify({ refused, dropped, byes, statuses })}`,
      )
    }
    return ran
  }

  /** Calls in a closed loop (`w` on their way) or an open one (`rate` a second). */
  async run(how: {
    op?: 'send' | 'page' | 'typing' | 'mark'
    until?: 'deliver' | 'ack'
    w?: number
    rate?: number
    count?: number
    ms?: number
    from?: number
    chats?: number
  }): Promise<Ran> {
    return readRan(await this.#tell('run', how, how.ms ?? 30_000))
  }

  /** Drops every socket marked `storm` at once and waits until all are back, other chats going on at `rate`. */
  async storm(how: { rate: number; ms: number; least?: number; from?: number; chats?: number }): Promise<Ran> {
    return readRan(await this.#tell('storm', how, how.ms))
  }

  /** Says at which number all chats stand. */
  async stand(seq: number): Promise<void> {
    await this.#tell('stand', { seq }, 0)
  }

  async idle(ms: number): Promise<Ran> {
    return readRan(await this.#tell('idle', { ms }, ms))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#program[Symbol.asyncDispose]()
  }
}

/**
 * Checks that nothing was lost, doubled, out of order or wrong.
 *
 * @throws Error naming what was
 */
export function checkClean(ran: Ran): Ran {
  const { lost, doubled, gaps, wrong, failed, resyncs, dropped } = ran
  if (lost + doubled + gaps + wrong + failed + resyncs + dropped === 0) return ran
  throw new Error(`Deliveries went wrong: ${JSON.stringify({ lost, doubled, gaps, wrong, failed, resyncs, dropped })}`)
}

/** A percentile of a histogram of microseconds, in milliseconds. */
export function ms(histogram: Histogram, q: number): number {
  return percentile(histogram, q) / 1000
}
