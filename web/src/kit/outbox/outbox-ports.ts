import type { UrgentReason } from '#contract/communities/urgent.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { ErrorDetails } from '#contract/kit/errors.ts'
import type { Attachment } from '#contract/messenger/attachment.ts'
import type { Message } from '#contract/messenger/chats.ts'
import type { Mention } from '#contract/messenger/mention.ts'
import type { Lifetime } from '#contract/messenger/messages.ts'
import type { Sticker } from '#contract/messenger/sticker.ts'

export interface OutboxFailure {
  readonly code: ErrorCode
  readonly details: ErrorDetails
  readonly requestId: string
}

/** A message that the server has not acknowledged. Its key is the id of the message that it becomes. */
export interface OutboxItem {
  readonly key: string
  readonly chatId: string
  readonly text: string
  readonly mentions: readonly Mention[]
  /** Files that are whole and ready on the server. */
  readonly attachments: readonly Attachment[]
  /** The sticker that it is. */
  readonly sticker: Sticker | null
  readonly replyToSeq: number | null
  /** How long it may be read once it is sent; null for ever. */
  readonly lifetimeMs: Lifetime | null
  /** Why it sounds in a quiet time too; left out of all others. */
  readonly urgent?: UrgentReason
  /** Milliseconds of this device. */
  readonly createdAt: number
  /** Grows within a chat: messages leave in this order. */
  readonly order: number
  /** `sent` only for the moment between the acknowledgement and the event that brings the message. */
  readonly state: 'waiting' | 'failed' | 'sent'
  readonly failure: OutboxFailure | null
}

/** Where unsent messages outlive a reload. */
export interface OutboxStorage {
  all(): Promise<OutboxItem[]>
  put(item: OutboxItem): Promise<void>
  remove(keys: readonly string[]): Promise<void>
}

/** One owner among the tabs of a browser. */
export interface Locks {
  /** Calls back once this tab owns `name`; the answer gives it up, or stops waiting for it. */
  own(name: string, onOwned: () => void): () => void
}

export type Ring = { readonly t: 'changed' } | { readonly t: 'sent'; readonly key: string }

/** Tells the other tabs that the stored outbox has changed. */
export interface Bell {
  ring(ring: Ring): void
  onRing(callback: (ring: Ring) => void): () => void
}

/** Sends one message; repeats with the same key return the same message. */
export type SendMessage = (item: OutboxItem) => Promise<Message>
