import type { Bell, Locks, OutboxItem, OutboxStorage, Ring } from './outbox-ports.ts'

/** The storage of one browser profile in memory: several outboxes over it behave like several tabs. */
export class MemoryOutboxStorage implements OutboxStorage {
  readonly #items = new Map<string, OutboxItem>()

  async all(): Promise<OutboxItem[]> {
    return [...this.#items.values()]
  }

  async put(item: OutboxItem): Promise<void> {
    this.#items.set(item.key, item)
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#items.delete(key)
  }
}

/** Locks and bell of one browser in memory. */
export class MemoryTabs implements Locks {
  readonly #queues = new Map<string, (() => void)[]>()
  readonly #ears = new Set<{ tab: object; callback: (ring: Ring) => void }>()

  own(name: string, onOwned: () => void): () => void {
    const queue = this.#queues.get(name) ?? []
    this.#queues.set(name, queue)
    const entry = () => onOwned()
    queue.push(entry)
    if (queue[0] === entry) queueMicrotask(entry)
    return () => {
      const index = queue.indexOf(entry)
      if (index === -1) return
      queue.splice(index, 1)
      if (index === 0 && queue[0] !== undefined) queueMicrotask(queue[0])
    }
  }

  /** The bell of one tab: it does not hear itself. */
  bell(): Bell {
    const tab = {}
    return {
      ring: (ring) => {
        for (const ear of this.#ears) if (ear.tab !== tab) queueMicrotask(() => ear.callback(ring))
      },
      onRing: (callback) => {
        const ear = { tab, callback }
        this.#ears.add(ear)
        return () => this.#ears.delete(ear)
      },
    }
  }
}
