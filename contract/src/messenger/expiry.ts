import type { Message } from './chats.ts'

/**
 * A message as it may be shown at the moment `now` (milliseconds): once its time is over, nothing but its place. The
 * server hides by it what it has not erased yet, and a device what it has not been told of.
 */
export function shownAt(message: Message, now: number): Message {
  if (message.expiresAt === null || message.erased !== null || now < Date.parse(message.expiresAt)) return message
  const nothing = {
    text: '',
    mentions: [],
    attachments: [],
    replyToSeq: null,
    origin: null,
    poll: null,
    sticker: null,
    editedAt: null,
    reactions: [],
  }
  return { ...message, ...nothing, erased: 'expired' }
}
