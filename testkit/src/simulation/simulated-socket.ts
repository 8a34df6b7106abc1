import { EventEmitter } from 'node:events'
import type { WebSocket } from 'ws'

const OPEN = 1
const CLOSED = 3

/** What the network does with the server's end of a socket. */
export interface ServerEnd {
  /** Texts that leave together. */
  write(texts: readonly string[]): void
  close(): void
  ping(): void
  /** Bytes that the other side has not taken yet. */
  unsentBytes(): number
  onceDrained(callback: () => void): void
}

/**
 * The server's end of a socket as `ws` would hand it over: what the gateway and `raw-frames.ts` use of it. Finished
 * frames are taken apart again.
 */
export class SimulatedSocket extends EventEmitter {
  readonly OPEN = OPEN
  readyState = OPEN
  isPaused = false
  readonly #end: ServerEnd
  readonly _socket: object

  constructor(end: ServerEnd) {
    super()
    this.#end = end
    this._socket = {
      write: (frames: Buffer) => end.write(textsOf(frames)),
      get writableLength() {
        return end.unsentBytes()
      },
      once: (_event: 'drain', callback: () => void) => end.onceDrained(callback),
    }
  }

  asWebSocket(): WebSocket {
    return this as unknown as WebSocket
  }

  /** A text has arrived from the client. */
  receive(text: string): void {
    if (this.readyState === OPEN) this.emit('message', Buffer.from(text), false)
  }

  close(): void {
    this.#end.close()
    this.drop()
  }

  terminate(): void {
    this.#end.close()
    this.drop()
  }

  ping(): void {
    this.#end.ping()
  }

  pause(): void {
    this.isPaused = true
  }

  resume(): void {
    this.isPaused = false
  }

  /** The connection is gone. */
  drop(): void {
    if (this.readyState === CLOSED) return
    this.readyState = CLOSED
    this.emit('close')
  }
}

/** The text of one unmasked frame (RFC 6455 §5.2). */
function textsOf(frames: Buffer): string[] {
  const texts: string[] = []
  for (let at = 0; at < frames.length; ) {
    const short = frames[at + 1]!
    const head = short < 126 ? 2 : short === 126 ? 4 : 10
    const length = short < 126 ? short : short === 126 ? frames.readUInt16BE(at + 2) : frames.readUInt32BE(at + 6)
    texts.push(frames.toString('utf8', at + head, at + head + length))
    at += head + length
  }
  return texts
}
