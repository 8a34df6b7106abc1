import type { MessageStorage, SenderFacts } from './message-storage.ts'

const ENTRIES_MAX = 50_000

/**
 * Rights to write that this node has checked. An entry may be out of date: the batch compares its versions with the
 * rows and answers `stale`. Refusals are not kept, since giving a right back changes no version.
 */
export class FactsCache {
  readonly #storage: MessageStorage
  readonly #entries = new Map<string, Promise<SenderFacts>>()

  constructor(storage: MessageStorage) {
    this.#storage = storage
  }

  get(chatId: string, senderId: string): Promise<SenderFacts> {
    const key = `${chatId}/${senderId}`
    const known = this.#entries.get(key)
    if (known !== undefined) return known
    const reading = this.#storage.readSenderFacts(chatId, senderId)
    this.#entries.set(key, reading)
    reading.then(
      (facts) => {
        if (!facts.allowed) this.#entries.delete(key)
      },
      () => this.#entries.delete(key),
    )
    if (this.#entries.size > ENTRIES_MAX) this.#entries.delete(this.#entries.keys().next().value!)
    return reading
  }

  forget(chatId: string, senderId: string): void {
    this.#entries.delete(`${chatId}/${senderId}`)
  }
}
