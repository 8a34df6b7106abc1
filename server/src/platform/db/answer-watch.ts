/** Notices when a statement stays without an answer: the database, or the way to it, is gone without a word. */
export class AnswerWatch {
  readonly #onSilence: () => void
  readonly #waiting = new Set<NodeJS.Timeout>()
  /** How long an answer may take, in milliseconds; null for as long as it likes. Holds for statements that begin after. */
  patienceMs: number | null

  constructor(patienceMs: number | null, onSilence: () => void) {
    this.patienceMs = patienceMs
    this.#onSilence = onSilence
  }

  /** Statements that wait for their answer. */
  get waiting(): number {
    return this.#waiting.size
  }

  /** A statement is sent; whoever gets its answer calls what is returned. */
  begin(): () => void {
    if (this.patienceMs === null) return () => undefined
    const timer = setTimeout(this.#onSilence, this.patienceMs)
    this.#waiting.add(timer)
    return () => {
      clearTimeout(timer)
      this.#waiting.delete(timer)
    }
  }
}
