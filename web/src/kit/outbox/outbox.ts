import type { UrgentReason } from '#contract/communities/urgent.ts'
import type { Attachment } from '#contract/messenger/attachment.ts'
import type { Message } from '#contract/messenger/chats.ts'
import type { Mention } from '#contract/messenger/mention.ts'
import type { Lifetime } from '#contract/messenger/messages.ts'
import type { Sticker } from '#contract/messenger/sticker.ts'
import { backoffMs } from '../realtime/backoff.ts'
import type { Clock, Random, Timers } from '../realtime/ports.ts'
import type { Bell, Locks, OutboxItem, OutboxStorage, SendMessage } from './outbox-ports.ts'
import { verdictOf } from './verdict.ts'

/** An acknowledged message whose event does not come is no longer shown as one of the outbox after this time. */
const SENT_LIFE_MS = 10_000

export interface OutboxParts {
  readonly profileId: string
  readonly storage: OutboxStorage
  readonly locks: Locks
  readonly bell: Bell
  readonly send: SendMessage
  readonly clock: Clock
  readonly timers: Timers
  readonly random: Random
  readonly newKey: () => string
  /** All items in the order in which they are shown. */
  readonly onChange: (items: readonly OutboxItem[]) => void
  readonly onSent: (message: Message) => void
}

export interface NewMessage {
  readonly chatId: string
  readonly text: string
  readonly mentions: readonly Mention[]
  readonly attachments: readonly Attachment[]
  /** It is a sticker, without anything else. */
  readonly sticker?: Sticker | null
  readonly replyToSeq: number | null
  readonly lifetimeMs: Lifetime | null
  /** Why it sounds in a quiet time too; left out of all others. */
  readonly urgent?: UrgentReason
}

/**
 * Messages on their way out. They are stored before they are sent and removed after they are acknowledged; one tab
 * sends for all, chat by chat in order; the key makes a repeat harmless.
 */
export class Outbox {
  readonly #parts: OutboxParts
  readonly #items = new Map<string, OutboxItem>()
  readonly #sending = new Set<string>()
  readonly #tries = new Map<string, number>()
  /** Items that stand in the storage as far as this tab knows. */
  readonly #stored = new Set<string>()
  #owner = false
  #stopped = false
  #failures = 0
  #lastOrder = 0
  #cancelRetry: (() => void) | null = null
  #release: (() => void) | null = null
  #silence: (() => void) | null = null

  constructor(parts: OutboxParts) {
    this.#parts = parts
  }

  /** Reads what an earlier life has left and waits to become the owner. */
  async start(): Promise<void> {
    await this.#reload()
    if (this.#stopped) return
    this.#silence = this.#parts.bell.onRing((ring) => {
      if (ring.t === 'sent') this.#markSent(ring.key)
      else void this.#reload().then(() => this.#pump())
    })
    this.#release = this.#parts.locks.own(`parta.outbox.${this.#parts.profileId}`, () => {
      this.#owner = true
      void this.#reload().then(() => this.#pump())
    })
  }

  stop(): void {
    this.#stopped = true
    this.#owner = false
    this.#cancelRetry?.()
    this.#release?.()
    this.#silence?.()
  }

  get items(): readonly OutboxItem[] {
    return [...this.#items.values()].sort((one, other) => one.order - other.order || (one.key < other.key ? -1 : 1))
  }

  async add(message: NewMessage): Promise<OutboxItem> {
    const createdAt = this.#parts.clock.now()
    this.#lastOrder = Math.max(createdAt, this.#lastOrder + 1)
    const item: OutboxItem = {
      ...message,
      sticker: message.sticker ?? null,
      key: this.#parts.newKey(),
      createdAt,
      order: this.#lastOrder,
      state: 'waiting',
      failure: null,
    }
    this.#set(item)
    await this.#store(item)
    return item
  }

  /** Sends a refused message again, at the end of its chat. */
  async retry(key: string): Promise<void> {
    const item = this.#items.get(key)
    if (item?.state !== 'failed') return
    this.#lastOrder = Math.max(this.#parts.clock.now(), this.#lastOrder + 1)
    // A key that belongs to another text can never succeed.
    const next = item.failure?.code === 'key.reused' ? this.#parts.newKey() : key
    if (next !== key) await this.discard(key)
    const { urgent, ...plain } = item
    const isTold = item.failure?.code === 'message.urgentSpent' || item.failure?.code === 'message.urgentForbidden'
    // Whoever was told that it cannot be urgent sends it as an ordinary one.
    const kept = isTold || urgent === undefined ? plain : item
    const again: OutboxItem = { ...kept, key: next, order: this.#lastOrder, state: 'waiting', failure: null }
    this.#tries.delete(next)
    this.#set(again)
    await this.#store(again)
  }

  /** Throws a message away that is not being sent right now. */
  async discard(key: string): Promise<void> {
    if (this.#sending.has(key)) return
    await this.#drop([key])
  }

  /** The reader is out of these chats: what he had written for them goes as well. */
  async forgetChats(chatIds: readonly string[]): Promise<void> {
    const gone = this.items.filter((item) => chatIds.includes(item.chatId))
    if (gone.length > 0) await this.#drop(gone.map((item) => item.key))
  }

  /** The message with this id stands in the chat now. */
  settle(key: string): void {
    if (!this.#items.has(key)) return
    const wasWaiting = this.#items.get(key)!.state === 'waiting'
    this.#items.delete(key)
    this.#tell()
    // Acknowledged in another way: the answer was lost, but the event came.
    if (wasWaiting && this.#owner && !this.#sending.has(key)) void this.#finish(key)
  }

  /** The server is there again: what waits is tried at once. */
  kick(): void {
    this.#failures = 0
    this.#cancelRetry?.()
    this.#cancelRetry = null
    this.#pump()
  }

  #pump(): void {
    if (!this.#owner || this.#stopped || this.#cancelRetry !== null) return
    const busy = new Set([...this.#sending].map((key) => this.#items.get(key)?.chatId))
    for (const item of this.items) {
      if (item.state !== 'waiting' || busy.has(item.chatId)) continue
      busy.add(item.chatId)
      void this.#sendOne(item)
    }
  }

  async #sendOne(item: OutboxItem): Promise<void> {
    this.#sending.add(item.key)
    try {
      const message = await this.#parts.send(item)
      this.#failures = 0
      this.#markSent(item.key)
      this.#parts.onSent(message)
      await this.#finish(item.key)
    } catch (error) {
      await this.#onFailure(item, error)
    } finally {
      this.#sending.delete(item.key)
    }
    this.#pump()
  }

  async #onFailure(item: OutboxItem, error: unknown): Promise<void> {
    const tries = (this.#tries.get(item.key) ?? 0) + 1
    this.#tries.set(item.key, tries)
    const verdict = verdictOf(error, tries)
    // The event came before the answer was lost, or the chat is gone: nobody waits for this message any more.
    if (!this.#items.has(item.key)) {
      await this.#finish(item.key)
      return
    }
    if (verdict.t === 'refused') {
      const refused: OutboxItem = { ...item, state: 'failed', failure: verdict.failure }
      this.#set(refused)
      await this.#write(refused)
      this.#parts.bell.ring({ t: 'changed' })
      return
    }
    this.#failures += 1
    const waitMs = verdict.t === 'later' ? verdict.afterMs : null
    this.#cancelRetry?.()
    this.#cancelRetry = this.#parts.timers.after(waitMs ?? backoffMs(this.#failures, this.#parts.random), () => {
      this.#cancelRetry = null
      this.#pump()
    })
  }

  #markSent(key: string): void {
    const item = this.#items.get(key)
    if (item === undefined || item.state === 'sent') return
    this.#set({ ...item, state: 'sent' })
    this.#parts.timers.after(SENT_LIFE_MS, () => this.settle(key))
  }

  #set(item: OutboxItem): void {
    this.#items.set(item.key, item)
    this.#tell()
  }

  #tell(): void {
    if (!this.#stopped) this.#parts.onChange(this.items)
  }

  async #store(item: OutboxItem): Promise<void> {
    await this.#write(item)
    this.#parts.bell.ring({ t: 'changed' })
    this.#pump()
  }

  async #drop(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#items.delete(key)
    this.#tell()
    await this.#forget(keys)
    this.#parts.bell.ring({ t: 'changed' })
  }

  /** A browser without room or without storage still sends: the message is then held by this tab only. */
  async #write(item: OutboxItem): Promise<void> {
    await this.#parts.storage.put(item).then(
      () => this.#stored.add(item.key),
      () => {},
    )
  }

  /** The message has left: no tab holds it any more. */
  async #finish(key: string): Promise<void> {
    await this.#forget([key])
    this.#parts.bell.ring({ t: 'sent', key })
  }

  async #forget(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#stored.delete(key)
    await this.#parts.storage.remove(keys).catch(() => {})
  }

  async #reload(): Promise<void> {
    const before = [...this.#stored]
    const stored = await this.#parts.storage.all().catch(() => null)
    if (stored === null || this.#stopped) return
    const keys = new Set(stored.map((item) => item.key))
    for (const key of before) {
      if (keys.has(key)) continue
      this.#stored.delete(key)
      // What another tab threw away is gone here too; what is being sent or was sent ends in its own way.
      if (!this.#sending.has(key) && this.#items.get(key)?.state !== 'sent') this.#items.delete(key)
    }
    for (const item of stored) {
      this.#stored.add(item.key)
      if (!this.#sending.has(item.key) && this.#items.get(item.key)?.state !== 'sent') this.#items.set(item.key, item)
      this.#lastOrder = Math.max(this.#lastOrder, item.order)
    }
    this.#tell()
  }
}
