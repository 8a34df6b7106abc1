import type { Platform } from '../../platform/platform.ts'

/** Portions that are carried out at once, while nobody writes: most of the time one waits for the database. */
const TOGETHER = 2
const PEOPLE_MIN = 100
const PEOPLE_FIRST = 200
const PEOPLE_MAX = 400
/** So many while somebody writes, whose message waits for whatever this process does in between. */
const PEOPLE_BESIDE_OTHERS = 100
/** A portion that was over sooner may be larger the next time, and one that took longer was too large: whoever waits for one of its people waits for all. */
const SHORT_MS = 60
const LONG_MS = 400

export type Pace = ReturnType<typeof createPace>

/** How many people move in one transaction, and when: as many as the machine moves in a moment, and fewer, one portion after the other, while people write. */
export function createPace({ clock, isAnybodyWriting }: Pick<Platform, 'clock'> & { isAnybodyWriting: () => boolean }) {
  let people = PEOPLE_FIRST
  let running = 0
  const waiting: (() => void)[] = []
  const isFull = () => running >= (isAnybodyWriting() ? 1 : TOGETHER)

  const wake = () => {
    while (waiting.length > 0 && !isFull()) {
      running += 1
      waiting.shift()!()
    }
  }

  return {
    /** How many people the next portion may hold. */
    get people(): number {
      return isAnybodyWriting() ? Math.min(people, PEOPLE_BESIDE_OTHERS) : people
    },

    /** Carries out a portion of so many people when it is its turn. */
    async portion<T>(size: number, work: () => Promise<T>): Promise<T> {
      await new Promise<void>((resolve) => {
        waiting.push(resolve)
        wake()
      })
      const began = clock.now()
      try {
        return await work()
      } finally {
        const took = clock.now() - began
        if (took > LONG_MS) people = Math.max(PEOPLE_MIN, Math.min(people, Math.floor(size / 2)))
        else if (took < SHORT_MS && size >= people) people = Math.min(PEOPLE_MAX, people * 2)
        running -= 1
        wake()
      }
    },
  }
}
