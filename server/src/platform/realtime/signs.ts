import type { Clock } from '../clock/clock.ts'

/** A passing sign of a person, such as that he types, or an event after which the last one is not true any more. */
export interface Sign {
  profileId: string
  isMade: boolean
}

/**
 * All signs are told together, at most this often: nobody looks that closely, and each telling wakes many devices. Above
 * a second by as much as the ways to devices differ, so that none is woken more than once a second on an average.
 */
export const BEAT_MS = 1_200

/** Holds signs back until the next beat. After a pause the first one is told at once. */
export class Signs {
  readonly #clock: Pick<Clock, 'now' | 'soon' | 'after'>
  #waiting = new Map<string, () => void>()
  #lastBeat = Number.NEGATIVE_INFINITY

  constructor(clock: Pick<Clock, 'now' | 'soon' | 'after'>) {
    this.#clock = clock
  }

  /**
   * Takes a sign of somebody in one log, to be told with the next beat in place of an earlier one that waits; whatever
   * ends a sign takes away the one that waits and is not held itself.
   *
   * @returns whether it is held
   */
  hold(log: string, { profileId, isMade }: Sign, tell: () => void): boolean {
    const whose = `${log} ${profileId}`
    if (!isMade) {
      this.#waiting.delete(whose)
      return false
    }
    const isFirst = this.#waiting.size === 0
    this.#waiting.set(whose, tell)
    if (isFirst) this.#awaitBeat()
    return true
  }

  #awaitBeat(): void {
    const rest = this.#lastBeat + BEAT_MS - this.#clock.now()
    const beat = () => {
      this.#lastBeat = this.#clock.now()
      const tellings = this.#waiting
      this.#waiting = new Map()
      for (const tell of tellings.values()) tell()
    }
    if (rest > 0) this.#clock.after(rest, beat)
    else this.#clock.soon(beat)
  }
}
