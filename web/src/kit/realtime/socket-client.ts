import type { InputOf, Operation, OutputOf } from '#contract/kit/operation.ts'
import { type ClientFrame, type EventFrame, type ServerFrame, SOCKET_VERSION } from '#contract/kit/socket.ts'
import { NetworkFailure } from '../api/api-failure.ts'
import { backoffMs } from './backoff.ts'
import { PendingCalls } from './pending-calls.ts'
import type { Random, Timers, Transport, Wire } from './ports.ts'

export type Hello = Omit<Extract<ClientFrame, { t: 'hello' }>, 't' | 'v'>
export type Welcome = Extract<ServerFrame, { t: 'welcome' }>

/**
 * - `offline`: no socket; the next try waits for its time.
 * - `connecting`: a socket is being opened.
 * - `backfill`: hello is said, the snapshot is awaited.
 * - `cutover`: the snapshot is there, what happened meanwhile comes.
 * - `stream`: live.
 */
export type Phase = 'offline' | 'connecting' | 'backfill' | 'cutover' | 'stream'

/** Why the client does not come back by itself. */
export type End = 'signedOut' | 'profileSwitched' | 'protocol' | 'outdated'

export interface SocketListener {
  /** Positions held at this moment; null when this welcome is not ours to answer. */
  hello(welcome: Welcome): Hello | null
  onSnapshot(body: unknown): void
  onEvent(frame: EventFrame): void
  onPhase(phase: Phase): void
  onEnd(reason: End): void
  /** Several tries in a row have not reached a welcome: the session may have ended. */
  onUnreached(failures: number): void
}

export interface SocketClient {
  readonly phase: Phase
  start(): void
  stop(): void
  /** The network or the page is back: a waiting try happens at once, an open socket is probed. */
  wake(): void
  /** Asks for a new snapshot over the open socket: a number was missing. */
  resync(): void
  /** @throws ApiFailure when the server refuses, NetworkFailure when there is no socket or it is lost */
  call<O extends Operation>(operation: O, input: InputOf<O>, key?: string): Promise<OutputOf<O>>
}

const SILENCE_GRACE_MS = 10_000
const PROBE_MS = 5_000
const OPENING_MS_MAX = 15_000
const UNREACHED_FAILURES = 2

export interface SocketParts {
  readonly transport: Transport
  readonly timers: Timers
  readonly random: Random
  readonly listener: SocketListener
}

/** One socket that comes back by itself; subscribe first, then the snapshot, then live. */
export function createSocketClient(parts: SocketParts): SocketClient {
  return new ReconnectingSocket(parts)
}

class ReconnectingSocket implements SocketClient {
  readonly #parts: SocketParts
  readonly #calls: PendingCalls
  #phase: Phase = 'offline'
  #running = false
  #wire: Wire | null = null
  #welcome: Welcome | null = null
  #failures = 0
  #cancelRetry: (() => void) | null = null
  #cancelSilence: (() => void) | null = null
  #cancelPing: (() => void) | null = null

  constructor(parts: SocketParts) {
    this.#parts = parts
    this.#calls = new PendingCalls(parts.timers)
  }

  get phase(): Phase {
    return this.#phase
  }

  start(): void {
    if (this.#running) return
    this.#running = true
    this.#open()
  }

  stop(): void {
    this.#running = false
    this.#cancelRetry?.()
    this.#cancelRetry = null
    this.#wire?.close()
  }

  wake(): void {
    if (!this.#running) return
    if (this.#wire === null) {
      this.#failures = 0
      this.#open()
    } else if (this.#welcome !== null) {
      this.#send({ t: 'ping' })
      this.#expectAnswer(PROBE_MS)
    }
  }

  resync(): void {
    if (this.#phase === 'stream' || this.#phase === 'cutover') this.#sayHello()
  }

  call<O extends Operation>(operation: O, input: InputOf<O>, key?: string): Promise<OutputOf<O>> {
    if (this.#welcome === null || this.#wire === null) return Promise.reject(new NetworkFailure(key ?? null))
    return this.#calls.add(key ?? null, (n) =>
      this.#send({ t: 'call', n, op: operation.id, input, ...(key === undefined ? {} : { key }) }),
    ) as Promise<OutputOf<O>>
  }

  #open(): void {
    this.#cancelRetry?.()
    this.#cancelRetry = null
    this.#become('connecting')
    this.#expectAnswer(OPENING_MS_MAX)
    this.#wire = this.#parts.transport.open({
      onOpen: () => {},
      onText: (text) => this.#onText(text),
      onClose: () => this.#onClose(),
    })
  }

  #onClose(): void {
    const reached = this.#welcome !== null
    this.#wire = null
    this.#welcome = null
    this.#cancelSilence?.()
    this.#cancelPing?.()
    this.#calls.loseAll()
    this.#become('offline')
    if (!this.#running) return
    this.#failures = reached ? 1 : this.#failures + 1
    if (this.#failures >= UNREACHED_FAILURES) this.#parts.listener.onUnreached(this.#failures)
    if (this.#running) this.#retryAfter(backoffMs(this.#failures, this.#parts.random))
  }

  #retryAfter(ms: number): void {
    this.#cancelRetry?.()
    this.#cancelRetry = this.#parts.timers.after(ms, () => this.#open())
  }

  #onText(text: string): void {
    const frame = parseFrame(text)
    if (frame === null) return
    if (this.#welcome !== null) this.#expectAnswer(this.#welcome.heartbeatMs + SILENCE_GRACE_MS)
    const { listener } = this.#parts
    if (frame.t === 'welcome') this.#onWelcome(frame)
    else if (frame.t === 'event') listener.onEvent(frame)
    else if (frame.t === 'ok') this.#calls.succeed(frame.n, frame.output)
    else if (frame.t === 'fail') this.#calls.fail(frame.n, frame.problem)
    else if (frame.t === 'live') this.#become('stream')
    else if (frame.t === 'resync') this.#sayHello()
    else if (frame.t === 'bye') this.#onBye(frame)
    else if (frame.t === 'snapshot') {
      listener.onSnapshot(frame.body)
      this.#become('cutover')
    }
  }

  #onWelcome(frame: Welcome): void {
    if (frame.v !== SOCKET_VERSION) {
      this.#end('outdated')
      return
    }
    this.#welcome = frame
    this.#ping(frame.heartbeatMs)
    this.#expectAnswer(frame.heartbeatMs + SILENCE_GRACE_MS)
    this.#sayHello()
  }

  #sayHello(): void {
    const hello = this.#welcome === null ? null : this.#parts.listener.hello(this.#welcome)
    if (hello === null) return
    this.#become('backfill')
    this.#send({ t: 'hello', v: SOCKET_VERSION, ...hello })
  }

  #onBye(frame: Extract<ServerFrame, { t: 'bye' }>): void {
    if (frame.reason !== 'draining' && frame.reason !== 'tooMany') {
      this.#end(frame.reason)
      return
    }
    this.#wire?.close()
    if (this.#running) this.#retryAfter(frame.afterMs + backoffMs(1, this.#parts.random))
  }

  #end(reason: End): void {
    this.stop()
    this.#parts.listener.onEnd(reason)
  }

  /** A wire that says nothing for too long is dead, whatever the system believes of it. */
  #expectAnswer(ms: number): void {
    this.#cancelSilence?.()
    this.#cancelSilence = this.#parts.timers.after(ms, () => this.#wire?.close())
  }

  #ping(everyMs: number): void {
    this.#cancelPing?.()
    this.#cancelPing = this.#parts.timers.after(everyMs, () => {
      this.#send({ t: 'ping' })
      this.#ping(everyMs)
    })
  }

  #send(frame: ClientFrame): void {
    this.#wire?.send(JSON.stringify(frame))
  }

  #become(phase: Phase): void {
    if (this.#phase === phase) return
    this.#phase = phase
    this.#parts.listener.onPhase(phase)
  }
}

function parseFrame(text: string): ServerFrame | null {
  try {
    const frame: unknown = JSON.parse(text)
    return typeof frame === 'object' && frame !== null && 't' in frame ? (frame as ServerFrame) : null
  } catch {
    return null
  }
}
