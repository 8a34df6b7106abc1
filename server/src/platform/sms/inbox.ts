import { type Clock, toInstant } from '../clock/clock.ts'

export interface InboxMessage {
  kind: 'sms' | 'mail' | 'call'
  to: string
  subject: string
  text: string
  at: string
}

const INBOX_MESSAGES_MAX = 500

/**
 * What the `log` drivers keep in memory for the page `/dev/inbox` of the demonstration and for tests. It does not
 * exist in an installation that names a public address.
 */
export interface Inbox {
  add(message: Omit<InboxMessage, 'at'>): void
  /** Newest first. */
  list(): readonly InboxMessage[]
}

export function createInbox(clock: Clock): Inbox {
  const messages: InboxMessage[] = []
  return {
    add(message) {
      messages.unshift({ ...message, at: toInstant(clock.now()) })
      messages.length = Math.min(messages.length, INBOX_MESSAGES_MAX)
    },
    list: () => messages,
  }
}
