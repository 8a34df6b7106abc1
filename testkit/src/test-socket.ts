import assert from 'node:assert/strict'
import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { EventName, EventPayload } from '#contract/events.ts'
import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import { type EventFrame, type ServerFrame, SOCKET_VERSION } from '#contract/kit/socket.ts'
import type { Snapshot } from '#contract/messenger/sync.ts'
import type { OperationId, Operations } from '#contract/operations.ts'
import { type Client, newId, ProblemError } from './client.ts'

const PATIENCE_MS = 5_000

export interface Hello {
  profile?: number
  communities?: Record<string, number>
  chats?: Record<string, number>
  open?: string[]
}

/** A socket that keeps every frame it got and lets a test wait for one. */
export class TestSocket implements AsyncDisposable {
  readonly frames: ServerFrame[] = []
  readonly ws: WebSocket
  closeCode: number | null = null
  #calls = 0
  readonly #waiting = new Set<() => void>()

  constructor(ws: WebSocket, witness: (bytes: string) => void) {
    this.ws = ws
    ws.on('message', (data) => {
      const text = String(data)
      witness(text)
      this.frames.push(JSON.parse(text))
      this.#wakeAll()
    })
    ws.on('close', (code) => {
      this.closeCode = code
      this.#wakeAll()
    })
    ws.on('error', () => this.#wakeAll())
  }

  #wakeAll(): void {
    for (const wake of [...this.#waiting]) wake()
  }

  send(frame: unknown): void {
    this.ws.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  }

  /** Waits until some frame from number `from` on passes the test, and returns it. */
  async until<T extends ServerFrame = ServerFrame>(
    what: string,
    passes: ((frame: ServerFrame) => frame is T) | ((frame: ServerFrame) => boolean),
    from = 0,
  ): Promise<T> {
    const deadline = Date.now() + PATIENCE_MS
    for (;;) {
      const found = this.frames.slice(from).find(passes)
      if (found !== undefined) return found as T
      const left = deadline - Date.now()
      if (left <= 0 || this.closeCode !== null) {
        const seen = this.frames.map((frame) => (frame.t === 'event' ? frame.e : frame.t)).join(', ')
        assert.fail(
          `No ${what} came${this.closeCode === null ? '' : ` before the close ${this.closeCode}`}; came: ${seen}`,
        )
      }
      await new Promise<void>((resolve) => {
        const wake = () => {
          clearTimeout(timer)
          this.#waiting.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, left)
        this.#waiting.add(wake)
      })
    }
  }

  /** Says hello and returns the snapshot once the stream is live; told to begin again meanwhile, it does, as every client. */
  async hello(positions: Hello = {}): Promise<Snapshot> {
    const from = this.frames.length
    this.send({
      t: 'hello',
      v: SOCKET_VERSION,
      profile: positions.profile ?? 0,
      communities: positions.communities ?? {},
      chats: positions.chats ?? {},
      open: positions.open ?? [],
    })
    const snapshot = await this.until('snapshot', (frame) => frame.t === 'snapshot' || frame.t === 'resync', from)
    if (snapshot.t === 'resync') return this.hello(positions)
    await this.until('live', (frame) => frame.t === 'live', from)
    return (snapshot as { body: Snapshot }).body
  }

  /** The payload of the next event of a name, from frame `from` on, that passes `check`. */
  async event<N extends EventName>(
    name: N,
    check: (payload: EventPayload<N>, frame: EventFrame) => boolean = () => true,
    from = 0,
  ): Promise<EventFrame & { p: EventPayload<N> }> {
    const frame = await this.until(
      name,
      (each): each is EventFrame => each.t === 'event' && each.e === name && check(each.p as EventPayload<N>, each),
      from,
    )
    return frame as EventFrame & { p: EventPayload<N> }
  }

  events(name?: EventName): EventFrame[] {
    return this.frames.filter(
      (frame): frame is EventFrame => frame.t === 'event' && (name === undefined || frame.e === name),
    )
  }

  /** Calls an operation as a frame. */
  async call<Id extends OperationId>(
    op: Id,
    input: InputOf<Operations[Id]>,
    key: string = newId(),
  ): Promise<OutputOf<Operations[Id]>> {
    this.#calls += 1
    const n = this.#calls
    this.send({ t: 'call', n, op, key, input })
    const answer = await this.until(
      `answer to ${op}`,
      (frame): frame is Extract<ServerFrame, { t: 'ok' | 'fail' }> =>
        (frame.t === 'ok' || frame.t === 'fail') && frame.n === n,
    )
    if (answer.t === 'ok') return answer.output as OutputOf<Operations[Id]>
    throw new ProblemError(op, answer.problem)
  }

  async closed(): Promise<number> {
    if (this.closeCode === null) await once(this.ws, 'close', { signal: AbortSignal.timeout(PATIENCE_MS) })
    return this.closeCode!
  }

  /** Waits out what is on its way: whatever was committed before has arrived when a ping comes back. */
  async settle(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 30))
    const from = this.frames.length
    this.send({ t: 'ping' })
    await this.until('pong', (frame) => frame.t === 'pong', from)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.closeCode !== null) return
    this.ws.close()
    await this.closed()
  }
}

/** Opens a socket with the cookies of a client. */
export async function openSocket(
  client: Client,
  witness: (bytes: string) => void = () => undefined,
  headers: Record<string, string> = {},
): Promise<TestSocket> {
  const ws = new WebSocket(`ws://127.0.0.1:${client.port}/api/socket`, {
    headers: { host: client.host, origin: client.origin, cookie: client.cookieHeader, ...headers },
  })
  const socket = new TestSocket(ws, witness)
  await once(ws, 'open', { signal: AbortSignal.timeout(PATIENCE_MS) })
  return socket
}
