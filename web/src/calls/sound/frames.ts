/** Hands sound that comes in pieces of any length on in frames, and gives it back in those pieces, one frame later. */
export class Frames {
  readonly #work: (frame: Float32Array) => void
  #coming: Float32Array
  #going: Float32Array
  #at = 0

  /** @param length samples of a frame */
  constructor(length: number, work: (frame: Float32Array) => void) {
    this.#work = work
    this.#coming = new Float32Array(length)
    this.#going = new Float32Array(length)
  }

  /** @param from what has come; nothing is silence */
  pass(from: Float32Array | undefined, to: Float32Array): void {
    for (let sample = 0; sample < to.length; sample += 1) {
      this.#coming[this.#at] = from?.[sample] ?? 0
      to[sample] = this.#going[this.#at]!
      this.#at += 1
      if (this.#at === this.#coming.length) this.#turn()
    }
  }

  #turn(): void {
    this.#work(this.#coming)
    const done = this.#coming
    this.#coming = this.#going
    this.#going = done
    this.#at = 0
  }
}
