/** Lets a bounded number of pieces of work run at once; the others wait in the order of arrival. */
export interface Turnstile {
  pass<T>(work: () => Promise<T>): Promise<T>
  readonly waiting: number
}

export function createTurnstile(atOnce: number): Turnstile {
  const queue: (() => void)[] = []
  let running = 0
  const leave = () => {
    const next = queue.shift()
    // The place passes on without having been free, so that nobody steps in between.
    if (next === undefined) running -= 1
    else next()
  }
  return {
    get waiting() {
      return queue.length
    },
    async pass(work) {
      if (running >= atOnce) await new Promise<void>((resolve) => queue.push(resolve))
      else running += 1
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}
