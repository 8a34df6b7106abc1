/** How often a person is found in pictures, and how large they are. */
export interface Pace {
  readonly fps: number
  readonly height: number
  /** A picture may take the device so long. Milliseconds. */
  readonly most: number
}

/** From the finest on. About half of the time is left to everything else that a call does. */
export const PACES: readonly Pace[] = [
  { fps: 24, height: 720, most: 20 },
  { fps: 15, height: 360, most: 34 },
  { fps: 10, height: 360, most: 60 },
]

/** Pictures that pass before a device is judged: the first ones compile what the later ones use. */
export const WARM_UP = 3
/** A device is tried with so many pictures, or for so long. */
export const TRIED = 12
export const TRIED_MS = 2_000

/** The pace that a device keeps when a picture takes it so long; null of one that is too slow for any. */
export function paceFor(ms: number): Pace | null {
  return PACES.find(({ most }) => ms <= most) ?? null
}

/**
 * How long a picture takes this device, in milliseconds: the one in the middle of those that were tried, so that a moment in
 * which it did something else tells nothing.
 *
 * @param work finds the person in one picture
 */
export async function costOf(work: () => Promise<void>, now: () => number = () => performance.now()): Promise<number> {
  for (let done = 0; done < WARM_UP; done += 1) await work()
  const costs: number[] = []
  for (const begun = now(); costs.length < TRIED && now() - begun < TRIED_MS; ) {
    const before = now()
    await work()
    costs.push(now() - before)
  }
  return costs.sort((one, other) => one - other)[Math.floor(costs.length / 2)]!
}

/** Of what the mean of costs is made up: about the last so many pictures. */
const LAST = 40
const OUTLIER = 3

/** Follows what pictures take while they are sent, and slows down in steps rather than let a call stutter. */
export class Follower {
  #pace: Pace
  #mean = 0
  #seen = 0

  constructor(pace: Pace) {
    this.#pace = pace
  }

  get pace(): Pace {
    return this.#pace
  }

  /** Takes what a picture has cost; false when the device has become too slow for any pace. */
  note(ms: number): boolean {
    this.#seen += 1
    // A moment in which the device does something else is no slowness.
    const cost = Math.min(ms, OUTLIER * this.#pace.most)
    this.#mean += (cost - this.#mean) / Math.min(this.#seen, LAST)
    if (this.#seen < LAST || this.#mean <= this.#pace.most) return true
    const slower = PACES[PACES.indexOf(this.#pace) + 1]
    if (slower === undefined) return false
    this.#pace = slower
    this.#seen = 0
    this.#mean = 0
    return true
  }
}
