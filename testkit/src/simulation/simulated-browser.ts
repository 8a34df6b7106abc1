import type { EventFrame, ServerFrame } from '#contract/kit/socket.ts'
import { MemoryOutboxStorage, MemoryTabs } from '#web/kit/outbox/memory-storage.ts'
import type { Bell, Locks } from '#web/kit/outbox/outbox-ports.ts'
import type { Transport } from '#web/kit/realtime/ports.ts'
import { Engine } from '#web/kit/sync/engine.ts'
import { MemoryCache } from '#web/kit/sync/memory-cache.ts'
import type { SeededRandom } from './seeded-random.ts'
import type { SimulatedNetwork } from './simulated-network.ts'
import type { TimeScope, VirtualTime } from './virtual-time.ts'

export interface BrowserParts {
  readonly name: string
  readonly profileId: string
  readonly sessionId: string
  readonly time: VirtualTime
  readonly random: SeededRandom
  readonly network: SimulatedNetwork
  readonly newKey: () => string
  /** Everything that reaches this browser, in the moment in which it does. */
  readonly onFrame: (browser: SimulatedBrowser, frame: ServerFrame) => void
}

/** One browser of one person: what it keeps outlives its tabs. */
export class SimulatedBrowser {
  readonly parts: BrowserParts
  readonly tabs: SimulatedTab[] = []
  isOnline = true
  /** How often it has lost what it kept. */
  memories = 0
  #outbox = new MemoryOutboxStorage()
  #cache = new MemoryCache()
  readonly #shared = new MemoryTabs()

  constructor(parts: BrowserParts) {
    this.parts = parts
  }

  openTab(): SimulatedTab {
    const tab = new SimulatedTab(this, { outbox: this.#outbox, cache: this.#cache, tabs: this.#shared })
    this.tabs.push(tab)
    return tab
  }

  /** The tab is gone without a word, as when its process dies. */
  closeTab(tab: SimulatedTab): void {
    tab.die()
    this.tabs.splice(this.tabs.indexOf(tab), 1)
  }

  /** Everything that the browser keeps is lost. */
  clear(): void {
    this.#outbox = new MemoryOutboxStorage()
    this.#cache = new MemoryCache()
    this.memories += 1
  }

  goOffline(): void {
    this.isOnline = false
    for (const tab of this.tabs) tab.cut()
  }

  goOnline(): void {
    this.isOnline = true
    for (const tab of this.tabs) tab.engine.wake()
  }
}

interface Kept {
  outbox: MemoryOutboxStorage
  cache: MemoryCache
  tabs: MemoryTabs
}

/** One tab: the product's own client engine with simulated time, wire and storage. */
export class SimulatedTab {
  readonly engine: Engine
  readonly chats = new Set<string>()
  /** Events that the engine has told of, in their order. */
  readonly told: EventFrame[] = []
  readonly #time: TimeScope
  readonly #transport: Transport & { cut(): void }
  readonly #releases = new Set<() => void>()

  constructor(browser: SimulatedBrowser, kept: Kept) {
    const { network, random, time, profileId, sessionId, newKey, onFrame } = browser.parts
    this.#time = time.scope()
    this.#transport = network.transportOf(
      sessionId,
      () => browser.isOnline,
      (text) => {
        if (this.#time.alive) onFrame(browser, JSON.parse(text) as ServerFrame)
      },
    )
    this.engine = new Engine({
      profileId,
      transport: this.#aliveTransport(),
      timers: this.#time,
      clock: this.#time,
      random: random.next,
      newKey,
      cache: kept.cache,
      outboxStorage: kept.outbox,
      locks: this.#ownLocks(kept.tabs),
      bell: this.#ownBell(kept.tabs),
      onEnd: () => undefined,
      onUnreached: () => undefined,
    })
    this.engine.onEvent((frame) => this.told.push(frame))
    void this.engine.start()
  }

  cut(): void {
    this.#transport.cut()
  }

  die(): void {
    this.#time.kill()
    this.#transport.cut()
    for (const release of this.#releases) release()
  }

  open(chatId: string): void {
    if (this.chats.has(chatId)) return
    this.chats.add(chatId)
    this.engine.openChat(chatId)
  }

  close(chatId: string): void {
    if (this.chats.delete(chatId)) this.engine.closeChat(chatId)
  }

  /** Nothing calls into a tab that is gone. */
  #aliveTransport(): Transport {
    return {
      open: (handlers) =>
        this.#transport.open({
          onOpen: () => this.#time.alive && handlers.onOpen(),
          onText: (text) => this.#time.alive && handlers.onText(text),
          onClose: () => this.#time.alive && handlers.onClose(),
        }),
    }
  }

  #ownLocks(tabs: MemoryTabs): Locks {
    return {
      own: (name, onOwned) => {
        const release = tabs.own(name, () => this.#time.alive && onOwned())
        this.#releases.add(release)
        return release
      },
    }
  }

  #ownBell(tabs: MemoryTabs): Bell {
    const bell = tabs.bell()
    return {
      ring: bell.ring,
      onRing: (callback) => {
        const silence = bell.onRing((ring) => this.#time.alive && callback(ring))
        this.#releases.add(silence)
        return silence
      },
    }
  }
}
