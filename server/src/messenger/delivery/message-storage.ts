import type { DialogueRefusal } from '#contract/messenger/messenger.limits.ts'

/** A message on its way into the log, with the facts under which it may stand there. */
export interface MessageRow {
  chatId: string
  senderId: string
  /** The client's key. */
  id: string
  text: string
  replyToSeq: number | null
  lifetimeMs: number | null
  factsVersion: number
  policyVersion: number
}

/**
 * What became of a row: `made` now, `known` from before (changed since, when its version is above 1), `reused` key with another text, `locked` chat (put it back),
 * `stale` facts (check the right to write again).
 */
export type RowOutcome =
  | { outcome: 'made' | 'known'; seq: number; ordinal: number; version: number; sentAt: number }
  | { outcome: 'reused' | 'locked' | 'stale' }

/**
 * The right of one person to write in one chat, as it stood at these versions, and after which number he sees its log.
 */
export type SenderFacts =
  | {
      allowed: true
      factsVersion: number
      policyVersion: number
      startSeq: number
      /** Why what he writes may not vanish; null when it may. */
      vanishRefusal: 'message.supervised' | 'message.vanishForbidden' | null
    }
  | { allowed: false; code: WriteRefusal }

export type WriteRefusal =
  | 'chat.unknown'
  | 'message.writeForbidden'
  | 'message.channelReadOnly'
  | 'message.leadersOnly'
  /** There is a pace: what he wrote last is known under the head of the chat alone. */
  | 'message.tooSoon'
  | 'chat.observing'
  | 'chat.archived'
  | 'chat.blocking'
  | DialogueRefusal

/** Where messages are kept. PostgreSQL is one implementation; the simulation has another in memory. */
export interface MessageStorage {
  /** Commits what may be committed, durably, and answers row by row in the same order. */
  commitBatch(rows: readonly MessageRow[], at: number): Promise<readonly RowOutcome[]>
  readSenderFacts(chatId: string, senderId: string): Promise<SenderFacts>
}
