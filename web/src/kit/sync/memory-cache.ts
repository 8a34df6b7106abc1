import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { CacheChanges, CacheContent, CachedMeta, Draft, SyncCache } from './cache.ts'
import type { ChatSlice } from './state.ts'

/** A cache that lives as long as its object. */
export class MemoryCache implements SyncCache {
  #meta: CachedMeta | null = null
  readonly #chats = new Map<string, ChatSlice>()
  readonly #cards = new Map<string, ProfileCard>()
  readonly #drafts = new Map<string, Draft>()

  async load(): Promise<CacheContent | null> {
    if (this.#meta === null) return null
    const drafts = Object.fromEntries(this.#drafts)
    return { meta: this.#meta, chats: [...this.#chats.values()], cards: [...this.#cards.values()], drafts }
  }

  async save(changes: CacheChanges): Promise<void> {
    this.#meta = changes.meta
    for (const slice of changes.chats) {
      const stored = this.#chats.get(slice.chat.id)
      if (stored === undefined || stored.lastSeq <= slice.lastSeq) this.#chats.set(slice.chat.id, slice)
    }
    for (const chatId of changes.removed) {
      this.#chats.delete(chatId)
      this.#drafts.delete(chatId)
    }
    for (const card of changes.cards) this.#cards.set(card.id, card)
  }

  async saveDraft(chatId: string, draft: Draft | null): Promise<void> {
    if (draft === null) this.#drafts.delete(chatId)
    else this.#drafts.set(chatId, draft)
  }

  close(): void {}
}
