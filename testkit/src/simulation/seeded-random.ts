import type { Random } from '#server/platform/clock/random.ts'

export interface SeededRandom extends Random {
  /** From 0 up to but not including 1. */
  next(): number
  chance(probability: number): boolean
  /** A whole number with `from <= n <= to`. */
  between(from: number, to: number): number
  pick<T>(items: readonly T[]): T
  /** A stream of its own, so that one consumer does not move another's. */
  fork(): SeededRandom
}

/** Random numbers that a seed repeats (mulberry32: a 32-bit state, an add and two multiplications per number). */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (bound: number) => Math.floor(next() * bound)
  return {
    next,
    below,
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
    chance: (probability) => next() < probability,
    between: (from, to) => from + below(to - from + 1),
    pick: (items) => items[below(items.length)]!,
    fork: () => createSeededRandom(below(2 ** 32)),
  }
}
