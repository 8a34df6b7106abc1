import type { Platform } from '../../platform/platform.ts'
import { readSuspended } from './suspension.store.ts'

/** What was read is asked for again after this, in case that no signal has come. */
const FRESH_MS = 60_000

type Reasons = ReadonlyMap<string, string>

/**
 * Which organisations are suspended now, and why, as this process knows it: nearly always none, so that nobody's command
 * waits for the database to say so. A signal makes every process look again.
 */
export function createSuspendedNow({ db, bus, clock }: Pick<Platform, 'db' | 'bus' | 'clock'>): () => Promise<Reasons> {
  let held: { reasons: Promise<Reasons>; at: number } | null = null
  const forget = () => {
    held = null
  }
  bus.subscribe({
    onFrame: () => undefined,
    onSignal: ({ t }) => {
      if (t === 'suspensions' || t === 'unsure') forget()
    },
    onLost: forget,
  })
  return () => {
    const now = clock.now()
    if (held !== null && now - held.at < FRESH_MS) return held.reasons
    const reading = { reasons: readSuspended(db) as Promise<Reasons>, at: now }
    held = reading
    reading.reasons.catch(() => {
      if (held === reading) held = null
    })
    return reading.reasons
  }
}
