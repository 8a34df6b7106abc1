import { newKey } from '#web/kit/api/api.ts'
import { browserBell, browserLocks } from '#web/kit/outbox/browser-tabs.ts'
import { MemoryOutboxStorage } from '#web/kit/outbox/memory-storage.ts'
import type { OutboxStorage } from '#web/kit/outbox/outbox-ports.ts'
import { browserClock, browserRandom, browserTimers, browserTransport } from '#web/kit/realtime/browser-ports.ts'
import type { SyncCache } from '#web/kit/sync/cache.ts'
import { Engine } from '#web/kit/sync/engine.ts'
import type { EngineParts } from '#web/kit/sync/engine-parts.ts'
import { MemoryCache } from '#web/kit/sync/memory-cache.ts'
import { databaseCache, databaseOutbox, openProfileDatabase } from '#web/kit/sync/profile-database.ts'

type Ends = Pick<EngineParts, 'onEnd' | 'onUnreached'>

/** Builds the engine of a profile on this browser; without a usable storage it forgets everything with the page. */
export async function createBrowserEngine(profileId: string, ends: Ends): Promise<Engine> {
  return new Engine({
    ...ends,
    ...(await openStorage(profileId)),
    profileId,
    transport: browserTransport,
    timers: browserTimers,
    clock: browserClock,
    random: browserRandom,
    newKey,
    locks: browserLocks,
    bell: browserBell(profileId),
  })
}

async function openStorage(profileId: string): Promise<{ cache: SyncCache; outboxStorage: OutboxStorage }> {
  try {
    const db = await openProfileDatabase(profileId)
    return { cache: databaseCache(db), outboxStorage: databaseOutbox(db) }
  } catch {
    return { cache: new MemoryCache(), outboxStorage: new MemoryOutboxStorage() }
  }
}

/** Tells the engine that the page or the network has come or gone; the answer stops it. */
export function wakeWithPage(engine: Engine): () => void {
  const wake = () => engine.wake()
  const loseNetwork = () => {
    engine.keep()
    engine.wake()
  }
  const wakeOrKeep = () => {
    if (document.visibilityState === 'visible') engine.wake()
    else engine.keep()
  }
  addEventListener('online', wake)
  // An open socket does not notice by itself that the cable is out: it is probed.
  addEventListener('offline', loseNetwork)
  addEventListener('pageshow', wake)
  document.addEventListener('visibilitychange', wakeOrKeep)
  return () => {
    removeEventListener('online', wake)
    removeEventListener('offline', loseNetwork)
    removeEventListener('pageshow', wake)
    document.removeEventListener('visibilitychange', wakeOrKeep)
  }
}
