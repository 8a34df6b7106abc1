/**
 * Keeps what one sender sends into one chat in the order in which it came, although a message that answers another is
 * looked at before it is handed on, and others are not.
 */
export class SendOrder {
  /** Until the last of them is handed on, by sender and chat; only where something is being looked at. */
  readonly #behind = new Map<string, Promise<void>>()

  /**
   * Hands a message on after those that came before it; without anything to wait for at once.
   *
   * @param place sender and chat
   * @param look what has to be true of the message; null when nothing has
   * @throws whatever `look` or `handOn` rejects with; those behind it go on
   */
  async send<T>(place: string, look: (() => Promise<void>) | null, handOn: () => Promise<T>): Promise<T> {
    const before = this.#behind.get(place)
    if (before === undefined && look === null) return handOn()
    const handedOn = (async () => {
      await Promise.all([before, look?.()])
      // In an object, so that those behind wait for the handing on and not for what becomes of it.
      return { outcome: handOn() }
    })()
    const passed: Promise<void> = handedOn.then(
      () => this.#leave(place, passed),
      async () => {
        // It is not handed on, yet those before it still may have to be.
        await before
        this.#leave(place, passed)
      },
    )
    this.#behind.set(place, passed)
    return (await handedOn).outcome
  }

  /**
   * Does a piece of work when everything that came before it is over, and lets those behind it wait until it is.
   *
   * @param settled resolves when what was handed on before is over
   */
  async alone<T>(place: string, settled: () => Promise<void>, work: () => Promise<T>): Promise<T> {
    const before = this.#behind.get(place)
    const done = (async () => {
      await before
      await settled()
      return work()
    })()
    const leave = () => this.#leave(place, passed)
    const passed: Promise<void> = done.then(leave, leave)
    this.#behind.set(place, passed)
    return done
  }

  #leave(place: string, passed: Promise<void>): void {
    if (this.#behind.get(place) === passed) this.#behind.delete(place)
  }
}
