import type { MessageStorage, SenderFacts } from './message-storage.ts'

const ENTRIES_MAX = 50_000

/**
 * Rights to write that this node has checked. An entry may be out of date: the batch compares its versions with the
 * rows and answers `stale`. Refusals are not kept, since giving a right back changes no version.
 */
export class FactsCache {
  readonly #storage: MessageStorage
  readonly #entries = new Map<string, SenderFacts | Promise<SenderFacts>>()

  constructor(storage: MessageStorage) {
    this.#storage = storage
  }

  /** At once where this node has checked before, else as soon as the storage has answered. */
  get(chatId: string, senderId: string): SenderFacts | Promise<SenderFacts> {
    const key = `${chatId}/${senderId}`
    const known = this.#entries.get(key)
    if (known !== undefined) return known
    const reading = this.#storage.readSenderFacts(chatId, senderId)
    this.#entries.set(key, reading)
    reading.then(
      (facts) => this.#settle(key, reading, facts),
      () => this.#settle(key, reading, null),
    )
    if (this.#entries.size > ENTRIES_MAX) this.#entries.delete(this.#entries.keys().next().value!)
    return reading
  }

  /** Keeps what was read if it has not been forgotten, and read again, meanwhile. */
  #settle(key: string, reading: Promise<SenderFacts>, facts: SenderFacts | null): void {
    if (this.#entries.get(key) !== reading) return
    if (facts?.allowed) this.#entries.set(key, facts)
    else this.#entries.delete(key)
  }

  forget(chatId: string, senderId: string): void {
    this.#entries.delete(`${chatId}/${senderId}`)
  }
}
