import { type Frame, frameBytes, putFrame } from './raw-frames.ts'

const KEPT_BYTES_MIN = 64 * 1024
/** A longer piece gets memory of its own, which goes when it has left. */
const KEPT_BYTES_MAX = 1024 * 1024

/**
 * Joins frames into one piece, again and again in the same memory. Every piece of its own would lie outside of the heap
 * of the runtime, which collects all of the heap, tens of milliseconds long, for each 64 MB of such memory.
 */
export class FrameJoiner {
  #memory: Buffer | null = null

  /** @returns the frames one behind the other; what it lies in is used again by the next call, unless `giveAway` is called */
  join(frames: readonly Frame[]): Buffer {
    let length = 0
    for (const frame of frames) length += frameBytes(frame)
    const piece = this.#take(length)
    let at = 0
    for (const frame of frames) at = putFrame(piece, at, frame)
    return piece
  }

  /** Somebody holds on to the last piece: the next one lies elsewhere. */
  giveAway(): void {
    this.#memory = null
  }

  #take(length: number): Buffer {
    if (length > KEPT_BYTES_MAX) return Buffer.allocUnsafeSlow(length)
    if (this.#memory === null || this.#memory.length < length) {
      this.#memory = Buffer.allocUnsafeSlow(Math.max(KEPT_BYTES_MIN, 2 ** Math.ceil(Math.log2(length))))
    }
    return this.#memory.subarray(0, length)
  }
}
