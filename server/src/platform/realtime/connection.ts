import type { WebSocket } from 'ws'
import type { EventFrame, ServerFrame } from '#contract/kit/socket.ts'
import type { Origin, ProfileViewer } from '../dispatch/viewer.ts'
import { encodeTextFrame, onceDrained, unsentBytes, writeFrames } from './raw-frames.ts'

/** A socket that is this far behind is dropped to catch-up. */
export const UNSENT_BYTES_MAX = 1024 * 1024
const HELD_FRAMES_MAX = 5_000

type Phase =
  /** Has not said hello: gets nothing. */
  | 'waiting'
  /** Subscribed, the snapshot is being read: events wait. */
  | 'backfill'
  | 'live'
  /** Fell behind: gets nothing until it has said hello again. */
  | 'lagging'

/** One socket of one profile on one device. */
export class Connection {
  readonly ws: WebSocket
  readonly viewer: ProfileViewer
  readonly origin: Origin
  phase: Phase = 'waiting'
  /** Chats and classes of communities that this socket hears. */
  readonly chats = new Set<string>()
  readonly communities = new Set<string>()
  /** Calls in flight. */
  calls = 0
  alive = true
  #held: Buffer[] = []
  #pending: Buffer[] = []
  #flushing = false

  constructor(ws: WebSocket, viewer: ProfileViewer, origin: Origin) {
    this.ws = ws
    this.viewer = viewer
    this.origin = origin
  }

  /** Sends a frame of the conversation between this client and us, whatever the phase. */
  send(frame: ServerFrame): void {
    this.#push(encodeTextFrame(JSON.stringify(frame)))
  }

  /** Delivers an event that was encoded once for everybody. */
  deliver(encoded: Buffer): void {
    if (this.phase === 'live') this.#push(encoded)
    else if (this.phase === 'backfill') this.#hold(encoded)
  }

  beginBackfill(): void {
    this.phase = 'backfill'
    this.#held = []
  }

  /** The snapshot has been sent: what came meanwhile follows, then live. */
  goLive(): void {
    if (this.phase !== 'backfill') return
    for (const frame of this.#held) this.#push(frame)
    this.#held = []
    this.phase = 'live'
    this.send({ t: 'live' })
  }

  #hold(encoded: Buffer): void {
    this.#held.push(encoded)
    if (this.#held.length > HELD_FRAMES_MAX) this.fallBehind('slow')
  }

  /** Stops the stream; the client asks again with the positions that it holds. */
  fallBehind(reason: Extract<ServerFrame, { t: 'resync' }>['reason']): void {
    this.phase = 'lagging'
    this.#held = []
    this.#pending = []
    const tell = () => {
      this.#pending.push(encodeTextFrame(JSON.stringify({ t: 'resync', reason } satisfies ServerFrame)))
      this.#schedule()
    }
    if (unsentBytes(this.ws) > UNSENT_BYTES_MAX / 2) onceDrained(this.ws, tell)
    else tell()
  }

  #push(encoded: Buffer): void {
    this.#pending.push(encoded)
    this.#schedule()
  }

  #schedule(): void {
    if (this.#flushing) return
    this.#flushing = true
    setImmediate(() => {
      this.#flushing = false
      const frames = this.#pending
      this.#pending = []
      writeFrames(this.ws, frames)
      if (this.phase === 'live' && unsentBytes(this.ws) > UNSENT_BYTES_MAX) this.fallBehind('slow')
    })
  }
}

/** An event of a log in the form in which it goes to sockets. */
export interface EncodedEvent {
  frame: EventFrame
  encoded: Buffer
}
