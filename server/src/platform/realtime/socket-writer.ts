import type { Clock } from '../clock/clock.ts'
import { FrameJoiner } from './frame-joiner.ts'
import type { Frame } from './raw-frames.ts'

/** What the writer needs of a socket. */
export interface Writable {
  /** Gives up the frames that wait, in their order. */
  takePending(): readonly Frame[]
  /** @returns whether nobody needs these bytes any more */
  write(bytes: Buffer): boolean
}

/** However long a round took, the next one comes after this. */
const REST_MS_MAX = 8

/**
 * Writes what sockets have pending, once a round and in one piece for each. A round that took long is followed by a rest
 * as long as it was: under load more frames leave together, which costs much less, and a lone frame leaves at once.
 */
export class SocketWriter {
  readonly #clock: Pick<Clock, 'now' | 'soon' | 'after'>
  readonly #joiner = new FrameJoiner()
  #waiting: Writable[] = []
  #restUntil = Number.NEGATIVE_INFINITY

  constructor(clock: Pick<Clock, 'now' | 'soon' | 'after'>) {
    this.#clock = clock
  }

  /** Makes a socket part of the next round. It may be named once only until that. */
  add(socket: Writable): void {
    this.#waiting.push(socket)
    if (this.#waiting.length > 1) return
    const rest = this.#restUntil - this.#clock.now()
    if (rest > 0) this.#clock.after(rest, () => this.#round())
    else this.#clock.soon(() => this.#round())
  }

  #round(): void {
    const sockets = this.#waiting
    this.#waiting = []
    const began = this.#clock.now()
    // Whoever hears the same gets the same piece.
    let frames: readonly Frame[] = []
    let piece: Buffer | undefined
    for (const socket of sockets) {
      const pending = socket.takePending()
      if (pending.length === 0) continue
      if (!isForAll(pending)) {
        if (!socket.write(this.#joiner.join(pending))) this.#joiner.giveAway()
        continue
      }
      if (piece === undefined || !areSame(pending, frames)) {
        frames = pending
        piece = pending.length === 1 ? pending[0]! : Buffer.concat(pending)
      }
      socket.write(piece)
    }
    const ended = this.#clock.now()
    this.#restUntil = ended + Math.min(REST_MS_MAX, ended - began)
  }
}

function isForAll(frames: readonly Frame[]): frames is readonly Buffer[] {
  for (const frame of frames) if (!(frame instanceof Buffer)) return false
  return true
}

function areSame(some: readonly Frame[], others: readonly Frame[]): boolean {
  return some.length === others.length && some.every((frame, i) => frame === others[i])
}
