import { SAVING, type Saving } from '../choices.ts'

/** What was measured of the own link over a few seconds. */
export interface LinkSample {
  /** Share of the packets that did not come, the worse of the two directions. */
  readonly loss: number
  /** There and back, in milliseconds; null while nothing has told it. */
  readonly roundTripMs: number | null
}

/** How much is saved by itself: nothing, all cameras but the large one, or all cameras. Slides and voices are never saved. */
export type Strain = 0 | 1 | 2

/** Between two measurements. Milliseconds. */
export const MEASURE_MS = 2_000

const BAD = { loss: 0.05, roundTripMs: 700 }
const GOOD = { loss: 0.02, roundTripMs: 400 }
/** So many of the last measurements have to be bad: a moment in a lift is none. */
const LAST = 4
const BAD_OF_LAST = 3
/** So many good ones in a row, half a minute, let a step go; each time that it was too early, twice as many. */
const GOOD_IN_ROW = 15
const GOOD_IN_ROW_MAX = 8 * GOOD_IN_ROW
/** What breaks so soon after a step was let go was let go too early. */
const TOO_EARLY = 10

/** Decides from what is measured how much of a call a weak link is spared. */
export class StrainJudge {
  #strain: Strain
  #last: boolean[] = []
  #good = 0
  #wanted = GOOD_IN_ROW
  #sinceLetGo = Number.POSITIVE_INFINITY

  constructor(strain: Strain = 0) {
    this.#strain = strain
  }

  get strain(): Strain {
    return this.#strain
  }

  /** Takes a measurement; true when it changes what is saved. */
  note({ loss, roundTripMs }: LinkSample): boolean {
    const trip = roundTripMs ?? 0
    this.#last = [...this.#last, loss >= BAD.loss || trip >= BAD.roundTripMs].slice(-LAST)
    this.#good = loss < GOOD.loss && trip < GOOD.roundTripMs ? this.#good + 1 : 0
    this.#sinceLetGo += 1
    if (this.#strain < 2 && this.#last.filter(Boolean).length >= BAD_OF_LAST) return this.#save()
    if (this.#strain > 0 && this.#good >= this.#wanted) return this.#letGo()
    return false
  }

  #save(): true {
    if (this.#sinceLetGo <= TOO_EARLY) this.#wanted = Math.min(GOOD_IN_ROW_MAX, 2 * this.#wanted)
    this.#strain = this.#strain === 0 ? 1 : 2
    this.#last = []
    return true
  }

  #letGo(): true {
    this.#strain = this.#strain === 2 ? 1 : 0
    this.#good = 0
    this.#sinceLetGo = 0
    return true
  }
}

/** What is fetched of the others: what was chosen, or less where the link does not carry it. */
export function savedBy(chosen: Saving, strain: Strain): Saving {
  return SAVING[Math.max(SAVING.indexOf(chosen), strain)]!
}
