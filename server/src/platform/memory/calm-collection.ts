import { performance } from 'node:perf_hooks'
import type { Clock } from '../clock/clock.ts'

const LOOK_MS = 5_000
/** Share of the time in which the process may do something and is calm all the same: no more than its heartbeats. */
const BUSY_MAX = 0.02
/** What has to have come together for a collection to be worth a pause of some tenths of a second. */
const GROWN_BYTES_MIN = 64 * 1024 * 1024
const PAUSE_MS_MIN = 10 * 60_000

/** What is known of the memory of this process, and what can be done about it. */
export interface OwnMemory {
  /** Share of the time since the last question in which the process did something, from 0 to 1. */
  busyShare(): number
  /** Bytes of the heap, garbage among them. */
  usedBytes(): number
  /** Collects all garbage and gives the pages back to the system. */
  collect(): Promise<void>
}

/**
 * Gives memory back after a rush. While people come, the runtime lets its heap grow, because collecting often costs most
 * of what an answer costs; it does not shrink by itself when they have come. When nothing much has happened for five
 * seconds, what has come together is collected, at most every ten minutes.
 *
 * @returns what ends it
 */
export function collectWhenCalm({ clock, memory }: { clock: Clock; memory: OwnMemory }): () => void {
  let least = memory.usedBytes()
  let next = Number.NEGATIVE_INFINITY
  let isCollecting = false
  const look = async () => {
    const isCalm = memory.busyShare() < BUSY_MAX
    const used = memory.usedBytes()
    least = Math.min(least, used)
    if (!isCalm || isCollecting || used - least < GROWN_BYTES_MIN || clock.now() < next) return
    isCollecting = true
    await memory.collect()
    isCollecting = false
    least = memory.usedBytes()
    next = clock.now() + PAUSE_MS_MIN
  }
  return clock.every(LOOK_MS, () => void look())
}

type CollectGarbage = (how: { type: 'major'; execution: 'async'; flavor: 'last-resort' }) => Promise<void>

/** The memory of this process; null where the runtime was not started with `--expose-gc`. */
export function ownMemory(): OwnMemory | null {
  const { gc } = globalThis as { gc?: CollectGarbage }
  if (gc === undefined) return null
  let last = performance.eventLoopUtilization()
  return {
    busyShare() {
      const now = performance.eventLoopUtilization()
      const { utilization } = performance.eventLoopUtilization(now, last)
      last = now
      return utilization
    },
    usedBytes: () => process.memoryUsage().heapUsed,
    // Only the last resort gives pages back; an ordinary collection keeps them for what may come.
    collect: () => gc({ type: 'major', execution: 'async', flavor: 'last-resort' }),
  }
}
