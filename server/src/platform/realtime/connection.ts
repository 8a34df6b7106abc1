import type { WebSocket } from 'ws'
import type { EventFrame, ServerFrame } from '#contract/kit/socket.ts'
import type { Clock } from '../clock/clock.ts'
import type { Origin, ProfileViewer } from '../dispatch/viewer.ts'
import { FrameJoiner } from './frame-joiner.ts'
import { frameJson } from './frame-json.ts'
import { type Frame, onceDrained, TextFrame, unsentBytes, writeFrames } from './raw-frames.ts'
import type { SocketWriter } from './socket-writer.ts'

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
  /** Was told goodbye: hears and may do nothing more, whether or not the other side closes. */
  | 'parted'

/** One socket of one profile on one device. */
export class Connection {
  readonly ws: WebSocket
  readonly viewer: ProfileViewer
  readonly origin: Origin
  readonly #soon: Clock['soon']
  readonly #writer: SocketWriter
  phase: Phase = 'waiting'
  /** Chats and classes of communities that this socket hears. */
  readonly chats = new Set<string>()
  readonly communities = new Set<string>()
  /** Calls in flight. */
  calls = 0
  /** Hellos so far; only the newest is answered. */
  hellos = 0
  /** Moves with every change of what this profile may hear, so that a reading of it is known to be stale. */
  rightsMoves = 0
  /** Whether anything has come from the other side since the last beat. */
  heard = true
  #unsentAtBeat = 0
  #held: Buffer[] = []
  #pending: Frame[] = []
  /** Whether the next round of the writer has this socket in it. */
  #isAwaited = false

  constructor(
    ws: WebSocket,
    { viewer, origin }: { viewer: ProfileViewer; origin: Origin },
    { soon, writer }: { soon: Clock['soon']; writer: SocketWriter },
  ) {
    this.ws = ws
    this.viewer = viewer
    this.origin = origin
    this.#soon = soon
    this.#writer = writer
  }

  /** Sends a frame of the conversation between this client and us, whatever the phase. */
  send(frame: ServerFrame): void {
    this.#push(new TextFrame(frameJson(frame)))
  }

  /** Delivers an event that was encoded once for everybody. */
  deliver(encoded: Buffer): void {
    if (this.phase === 'live') this.#push(encoded)
    else if (this.phase === 'backfill') this.#hold(encoded)
  }

  /** Whether the other side is there: it has said something, or it takes what was written, however slowly. */
  isAlive(): boolean {
    const unsent = unsentBytes(this.ws)
    const takes = unsent < this.#unsentAtBeat
    this.#unsentAtBeat = unsent
    return this.heard || takes
  }

  /** Says goodbye and closes. From now on nothing from the other side is carried out. */
  part(reason: Extract<ServerFrame, { t: 'bye' }>['reason'], closing: { code: number; afterMs?: number }): void {
    if (this.phase === 'parted') return
    this.send({ t: 'bye', reason, afterMs: closing.afterMs ?? 0 })
    this.phase = 'parted'
    this.#held = []
    this.#soon(() => {
      // The writer may be resting; the goodbye has to be out before the close is.
      this.write(new FrameJoiner().join(this.takePending()))
      this.ws.close(closing.code, reason)
    })
  }

  /** The socket has closed: whatever still comes for it is nobody's. */
  end(): void {
    this.phase = 'parted'
    this.#held = []
    this.#pending = []
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
    if (this.phase === 'parted') return
    this.phase = 'lagging'
    this.#held = []
    this.#pending = []
    const tell = () => {
      this.#pending.push(new TextFrame(JSON.stringify({ t: 'resync', reason } satisfies ServerFrame)))
      this.#schedule()
    }
    if (unsentBytes(this.ws) > UNSENT_BYTES_MAX / 2) onceDrained(this.ws, tell)
    else tell()
  }

  #push(frame: Frame): void {
    this.#pending.push(frame)
    this.#schedule()
  }

  #schedule(): void {
    if (this.#isAwaited) return
    this.#isAwaited = true
    this.#writer.add(this)
  }

  /** Gives up the frames that wait; for the writer. */
  takePending(): readonly Frame[] {
    this.#isAwaited = false
    const frames = this.#pending
    this.#pending = []
    return frames
  }

  /** Writes finished frames; for the writer. Returns whether all of them have left, so that their memory is free. */
  write(bytes: Buffer): boolean {
    writeFrames(this.ws, bytes)
    const unsent = unsentBytes(this.ws)
    if (unsent > UNSENT_BYTES_MAX) {
      if (this.phase === 'live') this.fallBehind('slow')
      this.#listenLater()
    }
    return unsent === 0
  }

  /** Whoever does not take the answers to his calls is not heard until he has: answers do not pile up. */
  #listenLater(): void {
    if (this.ws.isPaused || this.ws.readyState !== this.ws.OPEN) return
    this.ws.pause()
    onceDrained(this.ws, () => this.ws.resume())
  }
}

/** An event of a log in the form in which it goes to sockets. */
export interface EncodedEvent {
  frame: EventFrame
  encoded: Buffer
}
